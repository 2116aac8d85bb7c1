import type { OperationId } from '../../domain/ids.ts';
import type { Pruned } from '../../ports/requests.ts';
import { maxOperations, maxRequests, nextOf, stepOf } from '../prune-step.ts';
import { integer } from '../rows.ts';
import { isWaiting } from './columns.ts';
import type { Statement, Transaction } from './transaction.ts';

const completed: Statement = {
  name: 'completed-operations',
  text: `
    SELECT id, item_count, created_at, completed_at FROM operations WHERE completed_at IS NOT NULL AND id > $1
    ORDER BY id LIMIT ${maxOperations}`,
};
const lockFree: Statement = {
  name: 'lock-old-operations',
  text: 'SELECT id FROM operations WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED',
};
const dropOperations: Statement = {
  name: 'drop-operations',
  text: `
    WITH dropped_items AS (
      DELETE FROM items WHERE operation_id = ANY ($1::bigint[]) RETURNING channel, target),
    dropped_deliveries AS (DELETE FROM deliveries WHERE operation_id = ANY ($1::bigint[])),
    dropped_operations AS (DELETE FROM operations WHERE id = ANY ($1::bigint[]))
    SELECT DISTINCT channel, target FROM dropped_items WHERE target IS NOT NULL`,
};
/** A target's row serves for its lock and its watermarks: without watermarks and work it is made again when needed. */
const dropTargets: Statement = {
  name: 'drop-targets',
  text: `
    WITH idle AS MATERIALIZED (
      SELECT t.channel, t.target FROM unnest($1::text[], $2::text[]) k(channel, target)
        JOIN targets t ON t.channel = k.channel AND t.target = k.target
      WHERE t.watermarks IS NULL
        AND NOT EXISTS (SELECT 1 FROM items i WHERE i.channel = k.channel AND i.target = k.target
          AND ${isWaiting('i.state')})
        AND NOT EXISTS (SELECT 1 FROM items i WHERE i.channel = k.channel AND i.target = k.target
          AND i.state IN ('SENDING', 'AWAITING_CALLBACK'))
      FOR UPDATE OF t SKIP LOCKED)
    DELETE FROM targets t USING idle i WHERE t.channel = i.channel AND t.target = i.target`,
};
const dropRequests: Statement = {
  name: 'drop-requests',
  text: `
    DELETE FROM vendor_requests WHERE id IN (
      SELECT id FROM (
        SELECT id, sent_at FROM vendor_requests
        WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') ORDER BY id LIMIT ${maxRequests}
        FOR UPDATE SKIP LOCKED) oldest
      WHERE sent_at < $1)
    RETURNING id`,
};

/**
 * Deletes what ended before a moment, oldest first. A step looks at the next rows only and costs the same whatever the
 * journal holds. What another gateway is at already is left to it.
 */
export const prune = async (
  { run }: Transaction,
  before: number,
  after: OperationId | null,
): Promise<Pruned> => {
  const step = stepOf(await run(completed, [after ?? 0]), before, after);
  const free = step.ids.length > 0 ? await run(lockFree, [step.ids]) : [];
  const ids = free.map((row) => integer(row, 'id'));
  const targets = ids.length > 0 ? await run(dropOperations, [ids]) : [];
  if (targets.length > 0) {
    void run(dropTargets, [targets.map((row) => row['channel']), targets.map((row) => row['target'])]);
  }
  const requests = (await run(dropRequests, [before])).length;
  return { operations: ids.length, next: nextOf(step, requests) };
};
