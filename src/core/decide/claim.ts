import type { Watermarks } from '../../domain/changes/watermark.ts';
import type { ChannelId, RequestId, TargetKey } from '../../domain/ids.ts';
import { type ItemRef, isSameItem, type QueuedItem } from '../../domain/operation.ts';
import { noChanges } from '../../ports/journal/changes.ts';
import type { Claim } from '../../ports/journal/journal.ts';
import type { ClaimableState, RequestDraft } from '../../ports/journal/requests.ts';
import type { AcceptedItem, LoadedItem, Progress, QueuedRow } from './data/state.ts';
import { type Decision, endedAt, noWrites, type OutcomeWrite } from './data/writes.ts';
import { decideTarget } from './target-queue/free-target.ts';
import { decideGuardedTarget } from './target-queue/guarded-target.ts';
import { doubtsOf } from './transitions/doubts.ts';
import { openRequest } from './transitions/open-request.ts';
import { countEnded, operationsAfter, stockWithoutChange } from './transitions/outcomes.ts';

export type ClaimCommand = {
  readonly items: readonly ItemRef[];
  readonly draft: RequestDraft;
  readonly from: ClaimableState;
};

/** The items of the command, place by place; null for an item that does not exist or that this gateway may not send. */
export type LoadedClaim = readonly (QueuedRow | null)[];

/** Targets, each counted once. Almost all claims are about one channel. */
const createTargetSet = () => {
  const channels = new Map<ChannelId, Set<TargetKey>>();
  return {
    add: ({ item: { channel }, target }: AcceptedItem): boolean => {
      const targets = channels.get(channel) ?? new Set();
      if (targets.size === 0) channels.set(channel, targets);
      return targets.size !== targets.add(target).size;
    },
  };
};

/** The values that the next try sends in place of older values of the change. */
const withNewest = (progress: Progress, own: Watermarks): Progress => {
  if (own.length > 0) return { ...progress, kept: own };
  if (!progress.kept) return progress;
  const { kept: _, ...rest } = progress;
  return rest;
};

/**
 * Opens a request with those of the given items that are in the state `from` and next in their queues, in the given
 * order. Decides each target once: a target with an item in flight does not change, and items that a newer change covers
 * end as SUPERSEDED. Where the draft compares guarded changes with the last acknowledged level, those that may not be sent
 * end too. If the next item of a target is not given, `unblocked` returns it, because it may be missing from
 * every queue of the gateway. A RETRYING item is returned when its pause is over.
 */
export const claim = (
  { items, draft, from }: ClaimCommand,
  loaded: LoadedClaim,
  requestId: RequestId,
): Decision<Claim> => {
  const ends: OutcomeWrite[] = [];
  const taken: (LoadedItem | null)[] = [];
  const unblocked: QueuedItem[] = [];
  const decided = createTargetSet();
  for (const [place, row] of loaded.entries()) {
    if (row?.progress.state !== from || row.queue.isTaken) continue;
    if (!decided.add(row)) continue;
    const placeOf = ({ item }: LoadedItem): number =>
      isSameItem(item, row.item)
        ? place
        : items.findIndex((ref, other) => loaded[other] && isSameItem(ref, item));
    const { next, kept, superseded, ended } =
      draft.guard === 'LAST_ACKNOWLEDGED'
        ? decideGuardedTarget(row.queue, (item) => item.progress.state === from && placeOf(item) >= 0)
        : decideTarget(row.queue.waiting, row.queue.watermarks);
    ends.push(...superseded);
    if (ended) ends.push(...ended);
    if (!next) continue;
    const at = placeOf(next);
    const progress = withNewest(next.progress, kept);
    if (at >= 0 && next.progress.state === from)
      taken[at] = progress === next.progress ? next : { ...next, progress };
    else if (next.progress.state === 'QUEUED') unblocked.push(next.item);
  }
  const rows = taken.filter((item) => item !== null && item !== undefined);
  const tries = rows.reduce((most, { progress }) => Math.max(most, progress.retry?.tries ?? 0), 0);
  const opened = openRequest(rows, requestId, tries + 1, draft);
  const operations = operationsAfter(ends, draft.sentAt);
  return {
    writes: {
      ...noWrites,
      items: [...ends, ...opened.items],
      ended: endedAt(draft.sentAt, ends),
      operations,
      opened: opened.request,
      doubts: doubtsOf(ends),
    },
    result: {
      request: opened.sent,
      changes: {
        ...noChanges,
        operations: operations.map(({ id }) => id),
        stock: stockWithoutChange(ends),
        ended: countEnded(ends),
        unblocked,
      },
    },
  };
};
