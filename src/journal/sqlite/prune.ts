import type { DatabaseSync } from 'node:sqlite';
import type { Pruned } from '../../ports/journal.ts';
import { integer } from '../rows.ts';
import type { Memory } from './memory.ts';

/** Rows looked at in one step, and items deleted in it: a step holds the journal up for a few milliseconds. */
const maxOperations = 200;
const maxItems = 2_000;
const maxRequests = 500;

/**
 * Deletes what ended before a moment, oldest first. Ids rise with time, so that a step looks at the oldest rows only
 * and costs the same whatever the journal holds.
 */
export const preparePrune = (db: DatabaseSync, { known }: Memory) => {
  const oldestOperations = db.prepare(`
    SELECT id, item_count FROM (
      SELECT id, item_count, completed_at FROM operations WHERE completed_at IS NOT NULL ORDER BY id LIMIT ${maxOperations})
    WHERE completed_at < ? ORDER BY id`);
  const dropItems = db.prepare('DELETE FROM items WHERE operation_id = ?');
  const dropDeliveries = db.prepare('DELETE FROM deliveries WHERE operation_id = ?');
  const dropOperation = db.prepare('DELETE FROM operations WHERE id = ?');
  const dropRequests = db.prepare(`
    DELETE FROM vendor_requests WHERE id IN (
      SELECT id FROM (
        SELECT id, sent_at FROM vendor_requests
        WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') ORDER BY id LIMIT ${maxRequests})
      WHERE sent_at < ?)`);

  return (before: number): Pruned => {
    let operations = 0;
    let items = 0;
    let left = false;
    for (const row of oldestOperations.all(before)) {
      if (items > maxItems) {
        left = true;
        break;
      }
      const id = integer(row, 'id');
      dropItems.run(id);
      dropDeliveries.run(id);
      dropOperation.run(id);
      operations += 1;
      items += integer(row, 'item_count');
    }
    const requests = Number(dropRequests.run(before).changes);
    if (operations + requests > 0) known.clear();
    return { operations, hasMore: left || operations === maxOperations || requests === maxRequests };
  };
};
