import { type ChannelKey, keyOf } from '../../domain/ids.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import type { CancelCommand, Cancellation } from '../../ports/journal/cancellation.ts';
import { createItemSet, type Progress, type QueuedRow } from './data/state.ts';
import { type Decision, endedAt, noWrites, type OutcomeWrite } from './data/writes.ts';
import { decideTargets, type FreedTarget } from './settle.ts';
import { doubtsOf } from './transitions/doubts.ts';
import { countEnded, createEnd, operationsAfter, stockWithoutChange } from './transitions/outcomes.ts';

/**
 * The QUEUED items of the operation, each with the queue of its target. An item that waits alone for its target needs no
 * watermarks.
 */
export type LoadedCancel = readonly (QueuedRow | null)[];

/** Whether no request has carried the item to the vendor, as far as the gateway knows. */
const isUnsent = ({ state, mayHaveApplied }: Progress): boolean => state === 'QUEUED' && !mayHaveApplied;

const isAllowed = ({ channel }: QueuedItem, channels: ReadonlySet<ChannelKey> | null): boolean =>
  channels === null || channels.has(keyOf(channel));

/** The free targets on which other items wait. The item that was canceled may have been the next one. */
const freedBy = (canceled: readonly QueuedRow[]): readonly FreedTarget[] => {
  const gone = createItemSet();
  for (const { item } of canceled) gone.add(item);
  const seen = new Set<string>();
  return canceled.flatMap(({ item, target, queue }): readonly FreedTarget[] => {
    if (queue.isTaken || queue.waiting.length < 2) return [];
    const name = JSON.stringify([item.channel, target]);
    if (seen.size === seen.add(name).size) return [];
    const waiting = queue.waiting.filter((one) => !gone.has(one.item));
    return [{ waiting, watermarks: queue.watermarks, back: null }];
  });
};

/**
 * Ends the queued items of an operation as CANCELED. They are never sent. These items continue: one in a request, one
 * that waits for its next try, and one that an interrupted request may have carried, because the vendor may have applied
 * them. An older item that a canceled item superseded stays SUPERSEDED. The next item of each target goes on.
 */
export const cancel = ({ by, channels, at }: CancelCommand, loaded: LoadedCancel): Decision<Cancellation> => {
  const end = createEnd();
  const canceled = loaded.filter(
    (row): row is QueuedRow => row !== null && isUnsent(row.progress) && isAllowed(row.item, channels),
  );
  const writes = canceled.map(
    (row): OutcomeWrite => ({
      row,
      after: end(row.progress, { state: 'CANCELED', by }, row.operation.sequence + 1),
    }),
  );
  const { superseded, unblocked, retrying } = decideTargets(freedBy(canceled));
  const items = [...writes, ...superseded];
  const operations = operationsAfter(items, at);
  return {
    writes: { ...noWrites, items, ended: endedAt(at, items), operations, doubts: doubtsOf(items) },
    result: {
      canceled: canceled.map(({ item }) => item),
      changes: {
        operations: operations.map(({ id }) => id),
        stock: stockWithoutChange(items),
        ended: countEnded(items),
        unblocked,
        retrying,
      },
    },
  };
};
