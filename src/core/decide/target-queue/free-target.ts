import { isObserved, noWatermarks, type Watermarks } from '../../../domain/changes/watermark.ts';
import { isSameItem } from '../../../domain/operation.ts';
import { isAcceptedBefore, type LoadedItem } from '../data/state.ts';
import type { OutcomeWrite } from '../data/writes.ts';
import { createEnd } from '../transitions/outcomes.ts';
import { nextInQueue } from './next-in-queue.ts';

/** The decision on one free target. */
export type TargetDecision = {
  /** The item to send now. */
  readonly next: LoadedItem | null;
  /** The newer values to send in place of older values of its change. */
  readonly kept: Watermarks;
  readonly superseded: readonly OutcomeWrite[];
  /** Guarded items that end without being sent. Absent if none was compared. */
  readonly ended?: readonly OutcomeWrite[];
};

const nothingWaits: TargetDecision = { next: null, kept: noWatermarks, superseded: [] };

/** Decides which of the waiting items of a free target is next, and which of them end as superseded. */
export const decideTarget = (waiting: readonly LoadedItem[], watermarks: Watermarks): TargetDecision => {
  const [first] = waiting;
  if (!first) return nothingWaits;
  // The usual case: one item waits, and it has no observation that can be stale.
  if (waiting.length === 1 && !isObserved(first.change)) return { ...nothingWaits, next: first };
  const { next, kept, superseded } = nextInQueue(
    waiting.map((entry) => ({ entry, operationId: entry.item.operationId, change: entry.change })),
    watermarks,
  );
  const end = createEnd();
  return {
    next,
    kept,
    superseded: superseded.map(({ entry, by }) => ({
      row: entry,
      after: end(entry.progress, { state: 'SUPERSEDED', by }, entry.operation.sequence + 1),
    })),
  };
};

/** The queue without an item that ends while it waits. */
export const without = (waiting: readonly LoadedItem[], item: LoadedItem): readonly LoadedItem[] =>
  waiting.some((one) => isSameItem(one.item, item.item))
    ? waiting.filter((one) => !isSameItem(one.item, item.item))
    : waiting;

/** The queue with an item that comes back to it, in the order of acceptance. */
export const withRequeued = (waiting: readonly LoadedItem[], item: LoadedItem): readonly LoadedItem[] => {
  const at = waiting.findIndex((one) => isAcceptedBefore(item.item, one.item));
  return at === -1 ? [...waiting, item] : waiting.toSpliced(at, 0, item);
};
