import type { DatabaseSync } from 'node:sqlite';
import { isPending } from '../../domain/item.ts';
import { type Operation, pendingCount } from '../../domain/operation.ts';
import { changesOf, type Ending, type Endings, tallyOf } from '../endings.ts';
import type { KnownOperation } from './known.ts';
import type { Memory } from './memory.ts';
import { spansOf } from './spans.ts';

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

/**
 * Writes the end of items, whose moves the caller has found legal, and what it means for their operations: counters,
 * the next sequence, completion.
 */
export const prepareEndItems = (db: DatabaseSync, { known, targets }: Memory) => {
  const updateOperation = db.prepare(`
    UPDATE operations SET sequence = ?, applied_count = ?, failed_count = ?, superseded_count = ?, unknown_count = ?,
      completed_at = ? WHERE id = ?`);
  const updateItems = db.prepare(`
    UPDATE items SET state = ?, outcome = ?, sequence = ? WHERE operation_id = ? AND idx BETWEEN ? AND ?`);

  const writeOperation = (operation: Operation): void => {
    const { id, sequence, appliedCount, failedCount, supersededCount, unknownCount, completedAt } = operation;
    const counts = [appliedCount, failedCount, supersededCount, unknownCount];
    updateOperation.run(sequence, ...counts, completedAt, id);
  };
  const writeItems = (endings: readonly Ending[], sequence: number): void => {
    const rows = endings.map((ending) => ({ ...ending, json: JSON.stringify(ending.outcome) }));
    for (const { head, first, last } of spansOf(rows, (one, next) => one.json === next.json)) {
      updateItems.run(head.outcome.state, head.json, sequence, head.operationId, first, last);
    }
  };
  const endItem = ({ items }: KnownOperation, { index, outcome }: Ending, sequence: number): void => {
    const item = items[index];
    if (!item) return;
    if (item.accepted && isPending(item.state)) {
      targets.move(item.accepted, item.state === 'QUEUED' ? 'queued' : 'in flight', null);
    }
    item.state = outcome.state;
    item.outcome = outcome;
    item.sequence = sequence;
  };

  return (endings: readonly Ending[], at: number): Endings => {
    const byOperation = Map.groupBy(endings, ({ operationId }) => operationId);
    for (const [operationId, group] of byOperation) {
      const found = known.get(operationId);
      if (!found) throw new Error(`No operation ${operationId}`);
      found.operation = afterEndings(found.operation, group, at);
      writeOperation(found.operation);
      writeItems(group, found.operation.sequence);
      for (const ending of group) endItem(found, ending, found.operation.sequence);
    }
    return changesOf(endings);
  };
};
