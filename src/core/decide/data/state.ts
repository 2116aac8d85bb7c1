import type { Change } from '../../../domain/changes/change.ts';
import type { Watermarks } from '../../../domain/changes/watermark.ts';
import type { OperationId, RequestId, TargetKey } from '../../../domain/ids.ts';
import { type ItemState, isPending, type Outcome, type Retry } from '../../../domain/item.ts';
import type { ItemRef, Operation, QueuedItem } from '../../../domain/operation.ts';
import type { StockLevel } from '../../../domain/stock.ts';
import type { RequestOutcome } from '../../../domain/vendor-request.ts';

/**
 * The values that decisions are made from. Every decision of `core/decide` is a pure function:
 *
 *     decide(command, loaded) → { writes, result }
 *
 * A store loads what the command touches, under its own locks, calls the function, and applies the writes in the same
 * transaction. A store makes no decision itself. A decision has no clock (times are arguments), no store and no
 * promise.
 */

/** The constant part of an accepted item. */
export type AcceptedItem = {
  readonly item: QueuedItem;
  readonly target: TargetKey;
  readonly change: Change;
};

/** The state of one item. It is immutable, so that equal items can share one value. */
export type Progress = {
  readonly state: ItemState;
  /** The sequence of the operation after the last change of the item's result. */
  readonly sequence: number;
  /** Of the last request that carried the item, or else of its operation. Milliseconds since the epoch. */
  readonly deadline: number;
  /** The last request that carried the item. Only this request may end it. */
  readonly requestId: RequestId | null;
  /** A try may have reached the vendor, and its answer was lost. */
  readonly mayHaveApplied: boolean;
  readonly outcome: Outcome | null;
  /** The newer values that were sent in place of older values of the change. Absent if there were none. */
  readonly kept?: Watermarks;
  /** Present from the first failed try to the end of the item. */
  readonly retry?: Retry;
};

/** One item as a store holds it. */
export type Row = {
  readonly item: ItemRef;
  /** As it was before the command. */
  readonly operation: Operation;
  readonly progress: Progress;
};

/** One item with all its known data. */
export type LoadedItem = AcceptedItem & Row;

/** The items that wait for one target. */
export type Queue = {
  /** Whether an item of the target is in flight, which may be the item that was loaded. */
  readonly isTaken: boolean;
  /** The items that wait for the target (QUEUED and RETRYING), in the order they were accepted. */
  readonly waiting: readonly LoadedItem[];
  readonly watermarks: Watermarks;
  /**
   * The operation that last wrote a stock level of the target. It is used only for an item at OUTCOME_UNKNOWN: a pending
   * item is always newer than the applied ones. Null if there is no level, or if it is not used.
   */
  readonly appliedBy: OperationId | null;
  /**
   * The stored level of the target. It is loaded only by a claim that compares guarded items with it. Null if there is no
   * level, or if it is not used.
   */
  readonly level: AcknowledgedLevel | null;
};

/** The stored level of a target, and whether it is certain. */
export type AcknowledgedLevel = {
  readonly level: StockLevel;
  /** The operation that wrote the level; null if none did. */
  readonly by: OperationId | null;
  /** The newest operation of which a change of the target ended in doubt; null if none did. */
  readonly doubtedBy: OperationId | null;
};

/** One item, and the queue of its target. */
export type QueuedRow = LoadedItem & { readonly queue: Queue };

/** A vendor request as a store holds it. */
export type LoadedRequest = {
  readonly id: RequestId;
  readonly attempt: number;
  readonly outcome: RequestOutcome;
  readonly vendorRequestId: string | null;
  readonly earlyCallback: unknown;
  /** The rows that no later request carries: their `requestId` is the id of this request. In any state and order. */
  readonly rows: readonly Row[];
};

const inFlight: ReadonlySet<ItemState> = new Set<ItemState>(['SENDING', 'AWAITING_CALLBACK']);

export const isInFlight = ({ state }: Progress): boolean => inFlight.has(state);
export const isWaiting = ({ state }: Progress): boolean => state === 'QUEUED' || state === 'RETRYING';

/** The place of an item on its target; null once it has ended. */
export type Place = 'queued' | 'in flight' | null;

export const placeOf = (progress: Progress): Place => {
  if (!isPending(progress.state)) return null;
  return isInFlight(progress) ? 'in flight' : 'queued';
};

export const isAcceptedBefore = (a: ItemRef, b: ItemRef): boolean =>
  a.operationId < b.operationId || (a.operationId === b.operationId && a.index < b.index);

/** The progress of an item that waits for its first try. */
export const firstProgress = (deadline: number): Progress => ({
  state: 'QUEUED',
  sequence: 1,
  deadline,
  requestId: null,
  mayHaveApplied: false,
  outcome: null,
});

/**
 * A step for many items in a row. Items that shared one progress before the step share one after it, if `of` is the same
 * for both: a store writes them as one run, and fewer values are made.
 */
export const sharing = <Of>(step: (before: Progress, of: Of) => Progress) => {
  let last: { readonly before: Progress; readonly of: Of; readonly after: Progress } | null = null;
  return (before: Progress, of: Of): Progress => {
    if (last?.before === before && last.of === of) return last.after;
    last = { before, of, after: step(before, of) };
    return last.after;
  };
};

/** Items, each counted once. */
export const createItemSet = () => {
  const indexes = new Map<OperationId, Set<number>>();
  let operationId: OperationId | null = null;
  let last = new Set<number>();
  return {
    /** False if the item was added before. */
    add: (item: ItemRef): boolean => {
      if (item.operationId !== operationId) {
        operationId = item.operationId;
        last = indexes.get(operationId) ?? new Set();
        indexes.set(operationId, last);
      }
      return last.size !== last.add(item.index).size;
    },
    has: ({ operationId: id, index }: ItemRef): boolean => indexes.get(id)?.has(index) ?? false,
  };
};
