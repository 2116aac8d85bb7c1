import {
  deliveryStepOf,
  maxDeliveries,
  maxOperations,
  maxRequests,
  nextOf,
  noSteps,
  operationStepOf,
  type PruneStep,
  requestStepOf,
} from '../../../../core/decide/prune.ts';
import type { PruneCursor, Pruned } from '../../../../ports/journal/prune.ts';
import { closedRequestOf, integer, oldDeliveryOf, pruneCandidateOf } from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { pruneHistory } from '../history/commands.ts';
import { byKey, isWaiting, keysOf } from '../sql.ts';

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
    dropped_ends AS (
      DELETE FROM target_ends t USING (
        SELECT channel, target FROM target_ends WHERE operation_id = ANY ($1::bigint[]) FOR UPDATE SKIP LOCKED) old
      WHERE t.channel = old.channel AND t.target = old.target),
    dropped_deliveries AS (DELETE FROM deliveries WHERE operation_id = ANY ($1::bigint[])),
    dropped_operations AS (DELETE FROM operations WHERE id = ANY ($1::bigint[]))
    SELECT DISTINCT channel, target FROM dropped_items WHERE target IS NOT NULL`,
};
/** A row of `targets` holds the lock and the watermarks of a target. Without watermarks and work it is not needed. */
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
/** A request is part of the delivery log of its operations, so it is kept as long as one of them. */
const oldRequests: Statement = {
  name: 'closed-requests',
  text: `
    SELECT v.id, v.sent_at, CASE WHEN v.sent_at < $1 THEN (NOT EXISTS (
        SELECT 1 FROM (${keysOf('v.refs')}) k ${byKey('operations', 'id = k.operation_id')} o))::integer ELSE 0 END AS is_old
    FROM vendor_requests v WHERE v.outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') AND v.id > $2
    ORDER BY v.id LIMIT ${maxRequests}`,
};
const dropRequests: Statement = {
  name: 'drop-requests',
  text: `
    WITH free AS MATERIALIZED (
      SELECT v.id FROM unnest($1::bigint[]) k(id) JOIN vendor_requests v ON v.id = k.id
      ORDER BY v.id FOR UPDATE OF v SKIP LOCKED)
    DELETE FROM vendor_requests v USING free f WHERE v.id = f.id`,
};

const oldDeliveries: Statement = {
  name: 'old-webhook-deliveries',
  text: `
    SELECT d.id, d.created_at, (d.created_at < $1 AND (d.status <> 'PENDING' OR NOT EXISTS (
        SELECT 1 FROM (SELECT enabled FROM webhook_endpoints WHERE id = d.endpoint_id OFFSET 0) e WHERE e.enabled = 1)))::integer AS is_old
    FROM webhook_deliveries d WHERE d.id > $2 ORDER BY d.id LIMIT ${maxDeliveries}`,
};
const dropDeliveries: Statement = {
  name: 'drop-old-webhook-deliveries',
  text: `
    WITH free AS MATERIALIZED (
      SELECT d.id FROM unnest($1::bigint[]) k(id) JOIN webhook_deliveries d ON d.id = k.id
      ORDER BY d.id FOR UPDATE OF d SKIP LOCKED)
    DELETE FROM webhook_deliveries d USING free f WHERE d.id = f.id`,
};

const pruneOperations = async (
  { run }: Transaction,
  before: number,
  after: number,
): Promise<{ readonly step: PruneStep; readonly dropped: number }> => {
  const step = operationStepOf((await run(completed, [after])).map(pruneCandidateOf), before, after);
  const free = step.ids.length > 0 ? await run(lockFree, [step.ids]) : [];
  const ids = free.map((row) => integer(row, 'id'));
  const targets = ids.length > 0 ? await run(dropOperations, [ids]) : [];
  if (targets.length > 0) {
    void run(dropTargets, [targets.map((row) => row['channel']), targets.map((row) => row['target'])]);
  }
  return { step, dropped: ids.length };
};

const pruneRequests = async ({ run }: Transaction, before: number, after: number): Promise<PruneStep> => {
  const step = requestStepOf((await run(oldRequests, [before, after])).map(closedRequestOf), before, after);
  if (step.ids.length > 0) void run(dropRequests, [step.ids]);
  return step;
};

const pruneDeliveries = async ({ run }: Transaction, before: number, after: number): Promise<PruneStep> => {
  const found = (await run(oldDeliveries, [before, after])).map(oldDeliveryOf);
  const step = deliveryStepOf(found, before, after);
  if (step.ids.length > 0) void run(dropDeliveries, [step.ids]);
  return step;
};

/**
 * Deletes operations and requests that ended before a moment, oldest first. A step reads the next rows only, so its cost
 * does not grow with the journal. It skips rows that another gateway deletes at the same time.
 */
export const prune = async (tx: Transaction, before: number, from: PruneCursor | null): Promise<Pruned> => {
  if (from?.of === 'history') {
    const history = await pruneHistory(tx, before, from.after);
    return { operations: 0, next: nextOf({ ...noSteps, history }) };
  }
  if (from?.of === 'deliveries') {
    const deliveries = await pruneDeliveries(tx, before, from.after);
    return { operations: 0, next: nextOf({ ...noSteps, deliveries }) };
  }
  const operations = from?.of === 'requests' ? null : await pruneOperations(tx, before, from?.after ?? 0);
  const isThrough = operations?.step.isThrough ?? true;
  const requests = isThrough ? await pruneRequests(tx, before, operations ? 0 : (from?.after ?? 0)) : null;
  return {
    operations: operations?.dropped ?? 0,
    next: nextOf({ ...noSteps, operations: operations?.step ?? null, requests }),
  };
};
