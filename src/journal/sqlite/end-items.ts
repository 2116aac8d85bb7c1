import type { DatabaseSync } from 'node:sqlite';
import { changesOf, type Ending, type Endings, tallyOf } from '../endings.ts';

/**
 * Writes the end of items, whose moves the caller has found legal, and what it means for their operations: counters,
 * the next sequence, completion.
 */
export const prepareEndItems = (db: DatabaseSync) => {
  const updateOperation = db.prepare(`
    UPDATE operations SET
      sequence = sequence + 1,
      applied_count = applied_count + ?1,
      failed_count = failed_count + ?2,
      superseded_count = superseded_count + ?3,
      unknown_count = unknown_count + ?4,
      completed_at = coalesce(completed_at, iif(
        applied_count + failed_count + superseded_count + unknown_count + ?1 + ?2 + ?3 + ?4 = item_count, ?5, NULL))
    WHERE id = ?6 RETURNING sequence`);
  const updateItem = db.prepare(
    'UPDATE items SET state = ?, outcome = ?, sequence = ? WHERE operation_id = ? AND idx = ?',
  );

  return (endings: readonly Ending[], at: number): Endings => {
    const byOperation = Map.groupBy(endings, (ending) => ending.operationId);
    for (const [operationId, group] of byOperation) {
      const tally = tallyOf(group);
      const row = updateOperation.get(
        tally.APPLIED,
        tally.FAILED,
        tally.SUPERSEDED,
        tally.OUTCOME_UNKNOWN,
        at,
        operationId,
      );
      const sequence = Number(row?.['sequence']);
      for (const { index, outcome } of group) {
        updateItem.run(outcome.state, JSON.stringify(outcome), sequence, operationId, index);
      }
    }
    return changesOf(endings);
  };
};
