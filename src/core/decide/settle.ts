import type { Watermarks } from '../../domain/changes/watermark.ts';
import { outcomeUnknown } from '../../domain/failure.ts';
import { type ItemState, isPending, isTransition, type Retry, type Unknown } from '../../domain/item.ts';
import { type ItemRef, isRepeatable, isSameItem, type QueuedItem } from '../../domain/operation.ts';
import type { Changes } from '../../ports/journal/changes.ts';
import type { RetryingItem, Settlement } from '../../ports/journal/requests.ts';
import { applyToCatalogue, type CatalogueWrites, levelsInDoubt } from './applied.ts';
import {
  createItemSet,
  isInFlight,
  type LoadedItem,
  type LoadedRequest,
  type Progress,
  type QueuedRow,
  type Row,
  sharing,
} from './data/state.ts';
import {
  type Decision,
  endedAt,
  type ItemWrite,
  noWrites,
  type OutcomeWrite,
  type RequestWrite,
} from './data/writes.ts';
import { noteOutcome } from './exchange.ts';
import { decideTarget, without, withRequeued } from './target-queue/free-target.ts';
import { doubtsOf } from './transitions/doubts.ts';
import {
  countEnded,
  createEnd,
  operationsAfter,
  stockWithoutChange,
  withEarlierTries,
  withKeptValues,
} from './transitions/outcomes.ts';
import { requeued, retriedLater, retryingItemOf } from './transitions/requeue.ts';

/** The request, and the items that the settlement names in each of its lists, place by place; null for an unknown item. */
export type LoadedSettlement = {
  readonly request: LoadedRequest | null;
  readonly rows: readonly (QueuedRow | null)[];
  readonly release: readonly (QueuedRow | null)[];
  readonly retry: readonly (QueuedRow | null)[];
};

/** A target that becomes free, and the row that returns to its queue, if one does. */
export type FreedTarget = {
  readonly waiting: readonly LoadedItem[];
  readonly watermarks: Watermarks;
  readonly back: ItemWrite | null;
};

const createRequeue = () => {
  const requeue = sharing((before, retry: Retry | null) =>
    retry ? retriedLater(before, retry) : requeued(before),
  );
  const stamp = sharing((before, sequence: number) => ({ ...before, sequence }));
  return (row: Row, retry: Retry | null): Progress =>
    stamp(requeue(row.progress, retry), row.operation.sequence + 1);
};

/** Decides the next item of each free target. */
export const decideTargets = (freed: readonly FreedTarget[]) => {
  const superseded: OutcomeWrite[] = [];
  const back: ItemWrite[] = [];
  const unblocked: QueuedItem[] = [];
  const retrying: RetryingItem[] = [];
  for (const target of freed) {
    const decision = decideTarget(target.waiting, target.watermarks);
    const own = target.back?.row.item;
    const covered = own && decision.superseded.find(({ row }) => isSameItem(row.item, own));
    for (const write of decision.superseded) if (write !== covered) superseded.push(write);
    // An item that is requeued and superseded at once is written once.
    if (target.back && covered)
      superseded.push({ row: { ...covered.row, progress: target.back.row.progress }, after: covered.after });
    else if (target.back) back.push(target.back);
    if (!decision.next) continue;
    const { item, progress } = decision.next;
    const waits = retryingItemOf(item, progress);
    if (waits) retrying.push(waits);
    else unblocked.push(item);
  }
  return { superseded, back, unblocked, retrying };
};

/** A deadline changes nothing if callbacks have ended every row. */
const noteSettled = (
  { outcome, exchange, at }: Settlement,
  request: LoadedRequest | null,
  hasLeft: (item: ItemRef) => boolean,
  isAnyLeft: boolean,
): readonly RequestWrite[] =>
  request && outcome !== null && (outcome !== 'TIMED_OUT' || isAnyLeft)
    ? [noteOutcome(request, { outcome, exchange, at }, (row) => !hasLeft(row.item))]
    : [];

/** A queued item has left its request, so no late answer of that request ends it. */
const mayEnd = (from: ItemState, to: ItemState): boolean => from !== 'QUEUED' && isTransition(from, to);

/** An adjustment whose try may have been applied is not retried. Its outcome is unknown. Null for a row that is retried. */
const endInsteadOf = ({ item }: QueuedRow, { outcome }: Retry): Unknown | null => {
  if (isRepeatable(item.kind)) return null;
  if (outcome.state === 'OUTCOME_UNKNOWN') return outcome;
  const { mayHaveApplied, message, vendorCode, vendorMessage } = outcome.failure;
  if (!mayHaveApplied) return null;
  const vendor = { code: vendorCode, message: vendorMessage };
  return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(message, vendor, 'relative') };
};

/**
 * Ends or requeues rows of a request, and decides the next item of each target that becomes free. A row that another
 * request carries now does not change. Neither does a row for which the settlement contains an invalid transition: end
 * states are final, except that OUTCOME_UNKNOWN may still become APPLIED or FAILED.
 */
export const settle = (settlement: Settlement, loaded: LoadedSettlement): Decision<Changes> => {
  const { requestId, at } = settlement;
  const left = createItemSet();
  const leaves = (row: QueuedRow | null | undefined): row is QueuedRow =>
    row?.progress.requestId === requestId && left.add(row.item);
  const end = createEnd();
  const requeue = createRequeue();
  const catalogue: CatalogueWrites = { levels: [], products: [], watermarks: [] };
  const outcomeWrites: OutcomeWrite[] = [];
  const freed: FreedTarget[] = [];

  for (const [place, { outcome: reported }] of settlement.rows.entries()) {
    const row = loaded.rows[place];
    if (!row || !mayEnd(row.progress.state, reported.state) || !leaves(row)) continue;
    const { progress, queue, operation } = row;
    const outcome = withKeptValues(withEarlierTries(reported, row), progress.kept);
    outcomeWrites.push({ row, after: end(progress, outcome, operation.sequence + 1) });
    const watermarks =
      outcome.state === 'APPLIED' ? applyToCatalogue(row, outcome, catalogue) : queue.watermarks;
    if (isInFlight(progress)) freed.push({ waiting: queue.waiting, watermarks, back: null });
    else if (isPending(progress.state) && !queue.isTaken)
      freed.push({ waiting: without(queue.waiting, row), watermarks, back: null });
  }
  const requeueRow = (row: QueuedRow, retry: Retry | null): void => {
    const after = requeue(row, retry);
    const waiting = withRequeued(row.queue.waiting, { ...row, progress: after });
    freed.push({ waiting, watermarks: row.queue.watermarks, back: { row, after } });
  };
  for (const row of loaded.release) if (row && isInFlight(row.progress) && leaves(row)) requeueRow(row, null);
  for (const [place, { retry }] of (settlement.retry ?? []).entries()) {
    const row = loaded.retry[place];
    if (row?.progress.state !== 'SENDING' || !leaves(row)) continue;
    const outcome = endInsteadOf(row, retry);
    if (!outcome) {
      requeueRow(row, retry);
      continue;
    }
    outcomeWrites.push({ row, after: end(row.progress, outcome, row.operation.sequence + 1) });
    freed.push({ waiting: row.queue.waiting, watermarks: row.queue.watermarks, back: null });
  }

  const { superseded, back, unblocked, retrying } = decideTargets(freed);
  outcomeWrites.push(...superseded);
  const items = [...outcomeWrites, ...back];
  const operations = operationsAfter(items, at);
  return {
    writes: {
      ...noWrites,
      ...catalogue,
      tracking: levelsInDoubt(outcomeWrites, at),
      items,
      ended: endedAt(at, outcomeWrites),
      operations,
      doubts: doubtsOf(outcomeWrites),
      requests: noteSettled(settlement, loaded.request, left.has, freed.length + outcomeWrites.length > 0),
    },
    result: {
      operations: operations.map(({ id }) => id),
      stock: [...catalogue.levels.map(({ level }) => level), ...stockWithoutChange(outcomeWrites)],
      ended: countEnded(outcomeWrites),
      unblocked,
      retrying,
    },
  };
};
