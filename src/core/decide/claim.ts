import type { Watermarks } from '../../domain/changes/watermark.ts';
import type { ChannelId, RequestId, TargetKey } from '../../domain/ids.ts';
import { type ItemRef, isSameItem, type QueuedItem } from '../../domain/operation.ts';
import { noChanges } from '../../ports/journal/changes.ts';
import type { Claim } from '../../ports/journal/journal.ts';
import type { ClaimableState, RequestDraft } from '../../ports/journal/requests.ts';
import type { AcceptedItem, LoadedItem, Progress, QueuedRow } from './data/state.ts';
import { type Decision, noWrites } from './data/writes.ts';
import { decideTarget } from './target-queue/free-target.ts';
import { openRequest } from './transitions/open-request.ts';
import {
  countEnded,
  type OutcomeWrite,
  operationsAfter,
  stockWithoutChange,
} from './transitions/outcomes.ts';

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
 * end as SUPERSEDED. If the next item of a target is not given, `unblocked` returns it, because it may be missing from
 * every queue of the gateway. A RETRYING item is returned when its pause is over.
 */
export const claim = (
  { items, draft, from }: ClaimCommand,
  loaded: LoadedClaim,
  requestId: RequestId,
): Decision<Claim> => {
  const superseded: OutcomeWrite[] = [];
  const taken: (LoadedItem | null)[] = [];
  const unblocked: QueuedItem[] = [];
  const decided = createTargetSet();
  for (const [place, row] of loaded.entries()) {
    if (row?.progress.state !== from || row.queue.isTaken) continue;
    if (!decided.add(row)) continue;
    const { next, kept, superseded: covered } = decideTarget(row.queue.waiting, row.queue.watermarks);
    superseded.push(...covered);
    if (!next) continue;
    const at = isSameItem(next.item, row.item)
      ? place
      : items.findIndex((ref, other) => loaded[other] && isSameItem(ref, next.item));
    const progress = withNewest(next.progress, kept);
    if (at >= 0 && next.progress.state === from)
      taken[at] = progress === next.progress ? next : { ...next, progress };
    else if (next.progress.state === 'QUEUED') unblocked.push(next.item);
  }
  const rows = taken.filter((item) => item !== null && item !== undefined);
  const tries = rows.reduce((most, { progress }) => Math.max(most, progress.retry?.tries ?? 0), 0);
  const opened = openRequest(rows, requestId, tries + 1, draft);
  const operations = operationsAfter(superseded, draft.sentAt);
  return {
    writes: {
      ...noWrites,
      items: [...superseded, ...opened.items],
      operations,
      opened: opened.request,
    },
    result: {
      request: opened.sent,
      changes: {
        ...noChanges,
        operations: operations.map(({ id }) => id),
        stock: stockWithoutChange(superseded),
        ended: countEnded(superseded),
        unblocked,
      },
    },
  };
};
