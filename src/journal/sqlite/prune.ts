import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import type { Pruned } from '../../ports/journal.ts';
import { maxOperations, maxRequests, nextOf, stepOf } from '../prune-step.ts';
import type { Memory } from './memory.ts';

/**
 * Deletes what ended before a moment, oldest first. A step looks at the next rows only and costs the same whatever the
 * journal holds.
 */
export const preparePrune = (db: DatabaseSync, { known }: Memory) => {
  const completed = db.prepare(`
    SELECT id, item_count, created_at, completed_at FROM operations WHERE completed_at IS NOT NULL AND id > ?
    ORDER BY id LIMIT ${maxOperations}`);
  const dropItems = db.prepare('DELETE FROM items WHERE operation_id = ?');
  const dropDeliveries = db.prepare('DELETE FROM deliveries WHERE operation_id = ?');
  const dropOperation = db.prepare('DELETE FROM operations WHERE id = ?');
  const dropRequests = db.prepare(`
    DELETE FROM vendor_requests WHERE id IN (
      SELECT id FROM (
        SELECT id, sent_at FROM vendor_requests
        WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') ORDER BY id LIMIT ${maxRequests})
      WHERE sent_at < ?)`);

  return (before: number, after: OperationId | null = null): Pruned => {
    const step = stepOf(completed.all(after ?? 0), before, after);
    for (const id of step.ids) {
      dropItems.run(id);
      dropDeliveries.run(id);
      dropOperation.run(id);
    }
    const requests = Number(dropRequests.run(before).changes);
    if (step.ids.length + requests > 0) known.clear();
    return { operations: step.ids.length, next: nextOf(step, requests) };
  };
};
