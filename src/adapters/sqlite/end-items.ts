import type { Outcome, Receipt } from '../../domain/item.ts';
import { type Operation, pendingCount } from '../../domain/operation.ts';
import { changesOf, type Ending, type Endings, tallyOf } from '../journal/endings.ts';
import { type Progress, placeOf } from './known.ts';
import type { Memory } from './memory.ts';

/** The operation once these of its items have ended. */
const afterEndings = (operation: Operation, endings: readonly Ending[], at: number): Operation => {
  const tally = tallyOf(endings);
  const after: Operation = {
    ...operation,
    sequence: operation.sequence + 1,
    appliedCount: operation.appliedCount + tally.APPLIED,
    failedCount: operation.failedCount + tally.FAILED,
    supersededCount: operation.supersededCount + tally.SUPERSEDED,
    unknownCount: operation.unknownCount + tally.OUTCOME_UNKNOWN,
  };
  return pendingCount(after) === 0 ? { ...after, completedAt: after.completedAt ?? at } : after;
};

const hasSame = (receipt: Receipt, other: Readonly<Record<string, unknown>>): boolean => {
  for (const [name, value] of Object.entries(receipt)) if (other[name] !== value) return false;
  return true;
};

/** Whether one can stand for the other: what was applied with the same words is, and rarely anything else. */
const isSame = (one: Outcome, other: Outcome): boolean => {
  if (one === other) return true;
  if (one.state !== 'APPLIED' || other.state !== 'APPLIED') return false;
  if (one.at !== other.at || one.evidence !== other.evidence || one.kept !== other.kept) return false;
  return one.receipt === other.receipt || hasSame(one.receipt, other.receipt);
};

/** Ends items in a row: those that were alike and end alike stay alike. */
const endAlike = (sequence: number) => {
  let last: { readonly before: Progress; readonly outcome: Outcome; readonly after: Progress } | null = null;
  return (before: Progress, outcome: Outcome): Progress => {
    if (last && last.before === before && isSame(last.outcome, outcome)) return last.after;
    const { retry: _, ...rest } = before;
    const after: Progress = { ...rest, state: outcome.state, sequence, outcome };
    last = { before, outcome, after };
    return after;
  };
};

/**
 * Writes the end of items, whose moves the caller has found legal, and what it means for their operations: counters,
 * the next sequence, completion.
 */
export const prepareEndItems = ({ known, targets, progress }: Memory) => {
  return (endings: readonly Ending[], at: number): Endings => {
    const byOperation = Map.groupBy(endings, ({ operationId }) => operationId);
    for (const [operationId, group] of byOperation) {
      const found = known.get(operationId);
      if (!found) throw new Error(`No operation ${operationId}`);
      known.change(found);
      found.operation = afterEndings(found.operation, group, at);
      const end = endAlike(found.operation.sequence);
      for (const { index, outcome } of group) {
        const before = found.progress[index];
        if (!before) throw new Error(`No item ${operationId}/${index}`);
        const place = placeOf(before);
        const item = place && known.item(found, index);
        if (item?.item) targets.move(item, place, null);
        found.progress[index] = end(before, outcome);
      }
      progress.write(
        found,
        group.map(({ index }) => index),
      );
    }
    return changesOf(endings);
  };
};
