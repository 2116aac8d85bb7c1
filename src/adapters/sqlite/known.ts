import type { Change } from '../../domain/change.ts';
import type { RequestId, TargetKey } from '../../domain/ids.ts';
import { type Item, type ItemState, isPending, type Outcome, type Retry } from '../../domain/item.ts';
import type { Operation, QueuedItem } from '../../domain/operation.ts';
import type { Watermarks } from '../../domain/watermark.ts';
import type { RetryingItem } from '../../ports/requests.ts';
import type { Place } from './targets.ts';

/** What never changes of an item that was accepted. */
export type AcceptedItem = {
  readonly item: QueuedItem;
  readonly target: TargetKey;
  readonly change: Change;
};

/** An item that was refused on the spot. */
export type RefusedItem = { readonly item: null; readonly channel: string };

export type KnownItem = AcceptedItem | RefusedItem;

export const acceptedItem = (
  { id: operationId, client, kind }: Operation,
  index: number,
  { shape, change, target }: Pick<AcceptedItem, 'target' | 'change'> & Pick<QueuedItem, 'shape'>,
): AcceptedItem => ({
  item: { operationId, index, client, channel: change.channel, kind, shape },
  target,
  change,
});

/** How far an item is. Items that are alike share one: whoever changes it puts another in its place. */
export type Progress = {
  readonly state: ItemState;
  readonly sequence: number;
  /** That of its last request, or else of its operation, milliseconds since the epoch. */
  readonly deadline: number;
  readonly requestId: RequestId | null;
  readonly mayHaveApplied: boolean;
  readonly outcome: Outcome | null;
  /** The newer values that were sent in place of older ones of the change; left out where there were none. */
  readonly kept?: Watermarks;
  /** Only of an item for which a try failed, and which is not at its end. */
  readonly retry?: Retry;
};

/** Of an item that waits for its first turn. */
export const firstProgress = (deadline: number): Progress => ({
  state: 'QUEUED',
  sequence: 1,
  deadline,
  requestId: null,
  mayHaveApplied: false,
  outcome: null,
});

/** An operation as its rows say. Who writes a row writes this too, in the same transaction. */
export type KnownOperation = {
  operation: Operation;
  /** Of an item that no request has carried, milliseconds since the epoch. */
  readonly deadline: number;
  /** Those that carried items of it, in the order they were opened. */
  requests: readonly RequestId[];
  /** Of each item, by its index. */
  progress: Progress[];
  /** By index; none of them where they were let go of, for want of room. */
  items: readonly KnownItem[];
};

/** Steps for items in a row: those that were alike before are alike afterwards. */
export const alike = (step: (before: Progress) => Progress): ((before: Progress) => Progress) => {
  let last: Progress | null = null;
  let result: Progress | null = null;
  return (before) => {
    if (!result || before !== last) {
      last = before;
      result = step(before);
    }
    return result;
  };
};

export const isInFlight = ({ state }: Progress): boolean =>
  state === 'SENDING' || state === 'AWAITING_CALLBACK';

/** Where it stands on its target; null once it is at its end. */
export const placeOf = (progress: Progress): Place => {
  if (!isPending(progress.state)) return null;
  return isInFlight(progress) ? 'in flight' : 'queued';
};

/**
 * Of an item that comes back to the line of its target, with or without a failed try behind it. The next claim decides
 * again what is sent of the change. Until then a retrying item keeps what was sent: a late callback may still end it.
 */
export const backInLine = ({ kept, ...before }: Progress): Progress =>
  before.retry
    ? { ...before, ...(kept && { kept }), state: 'RETRYING', deadline: before.retry.until }
    : { ...before, state: 'QUEUED' };

/** An item in line that waits for its next try; null for one that waits for its first turn. */
export const retryingItemOf = (
  item: QueuedItem,
  { requestId, retry, state }: Progress,
): RetryingItem | null =>
  state === 'RETRYING' && retry && requestId !== null ? { item, requestId, retry } : null;

/** The item as the port tells of it. */
export const itemOf = (
  { id: operationId, kind }: Operation,
  index: number,
  known: KnownItem,
  progress: Progress,
): Item => {
  const { state, deadline, outcome } = progress;
  const channel = known.item ? known.item.channel : known.channel;
  const change = known.item ? known.change : null;
  if (isPending(state)) return { operationId, index, kind, channel, change, progress: { state, deadline } };
  if (!outcome) throw new Error(`Item ${operationId}/${index} ended without an outcome`);
  return { operationId, index, kind, channel, change, progress: outcome };
};
