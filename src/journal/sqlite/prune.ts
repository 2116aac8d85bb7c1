import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import type { Pruned } from '../../ports/requests.ts';
import { maxOperations, maxRequests, nextOf, stepOf } from '../prune-step.ts';
import type { Memory } from './memory.ts';

/**
 * Deletes what ended before a moment, oldest first. A step looks at the next rows only and costs the same whatever the
 * journal holds.
 */
export const preparePrune = (db: DatabaseSync, { known }: Memory) => {
  const completed = db.prepare(`
    SELECT o.id, o.item_count, o.created_at, p.completed_at FROM operations o JOIN progress p ON p.operation_id = o.id
    WHERE p.completed_at IS NOT NULL AND o.id > ? ORDER BY o.id LIMIT ${maxOperations}`);
  const drops = [
    db.prepare('DELETE FROM item_blocks WHERE operation_id = ?'),
    db.prepare('DELETE FROM progress_blocks WHERE operation_id = ?'),
    db.prepare('DELETE FROM progress WHERE operation_id = ?'),
    db.prepare('DELETE FROM operations WHERE id = ?'),
  ];
  const dropRequests = db.prepare(`
    DELETE FROM vendor_requests WHERE id IN (
      SELECT id FROM (
        SELECT id, sent_at FROM vendor_requests
        WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') ORDER BY id LIMIT ${maxRequests})
      WHERE sent_at < ?)`);

  return (before: number, after: OperationId | null = null): Pruned => {
    const step = stepOf(completed.all(after ?? 0), before, after);
    for (const id of step.ids) {
      for (const drop of drops) drop.run(id);
      known.forget(id);
    }
    const requests = Number(dropRequests.run(before).changes);
    return { operations: step.ids.length, next: nextOf(step, requests) };
  };
};
