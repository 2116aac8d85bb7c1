import type { DatabaseSync } from 'node:sqlite';
import {
  deliveryStepOf,
  maxDeliveries,
  maxOperations,
  maxRequests,
  nextOf,
  noSteps,
  operationStepOf,
  requestStepOf,
} from '../../../core/decide/prune.ts';
import { asOperationId } from '../../../domain/ids.ts';
import type { PruneCursor, Pruned } from '../../../ports/journal/prune.ts';
import { closedRequestOf, oldDeliveryOf, pruneCandidateOf } from '../../journal-rows.ts';
import type { Cache } from '../cache/cache.ts';
import type { History } from '../catalogue/history.ts';

/** Reads the next operations, including running ones. A search for ended ones only might have to read all. */
export const nextOperations = `
  SELECT o.id, o.item_count, o.created_at, p.completed_at FROM operations o LEFT JOIN progress p ON p.operation_id = o.id
  WHERE o.id > ? ORDER BY o.id LIMIT ${maxOperations}`;
/** A request is kept as long as one of its operations, whose delivery log it is a part of. */
export const nextRequests = `
  SELECT id, sent_at, CASE WHEN sent_at < ? THEN NOT EXISTS (
      SELECT 1 FROM json_each(refs) k CROSS JOIN operations o ON o.id = json_extract(k.value, '$[0]')) ELSE 0 END AS is_old
  FROM vendor_requests WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK') AND id > ?
  ORDER BY id LIMIT ${maxRequests}`;

const nextDeliveries = `
  SELECT d.id, d.created_at, d.created_at < ? AND (d.status <> 'PENDING' OR NOT EXISTS (
      SELECT 1 FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND e.enabled = 1)) AS is_old
  FROM webhook_deliveries d WHERE d.id > ? ORDER BY d.id LIMIT ${maxDeliveries}`;

/**
 * Deletes what ended before a given time, oldest first. A step reads only the next rows, so its cost does not depend on
 * the size of the journal.
 */
export const preparePrune = (db: DatabaseSync, cache: Cache, history: History) => {
  const operationsAfter = db.prepare(nextOperations);
  const requestsAfter = db.prepare(nextRequests);
  const drops = [
    db.prepare('DELETE FROM item_blocks WHERE operation_id = ?'),
    db.prepare('DELETE FROM progress_blocks WHERE operation_id = ?'),
    db.prepare('DELETE FROM progress WHERE operation_id = ?'),
    db.prepare('DELETE FROM target_ends WHERE operation_id = ?'),
    db.prepare('DELETE FROM operations WHERE id = ?'),
  ];
  const dropRequest = db.prepare('DELETE FROM vendor_requests WHERE id = ?');
  const deliveriesAfter = db.prepare(nextDeliveries);
  const dropDelivery = db.prepare('DELETE FROM webhook_deliveries WHERE id = ?');

  const pruneOperations = (before: number, after: number) => {
    const step = operationStepOf(operationsAfter.all(after).map(pruneCandidateOf), before, after);
    for (const id of step.ids) {
      for (const drop of drops) drop.run(id);
      cache.forget(asOperationId(id));
    }
    return step;
  };
  const pruneRequests = (before: number, after: number) => {
    const step = requestStepOf(requestsAfter.all(before, after).map(closedRequestOf), before, after);
    for (const id of step.ids) dropRequest.run(id);
    return step;
  };

  const pruneDeliveries = (before: number, after: number) => {
    const step = deliveryStepOf(deliveriesAfter.all(before, after).map(oldDeliveryOf), before, after);
    for (const id of step.ids) dropDelivery.run(id);
    return step;
  };

  return (before: number, from: PruneCursor | null = null): Pruned => {
    if (from?.of === 'history') {
      const last = history.prune(before, from.after);
      return { operations: 0, next: nextOf({ ...noSteps, history: last }) };
    }
    if (from?.of === 'deliveries')
      return { operations: 0, next: nextOf({ ...noSteps, deliveries: pruneDeliveries(before, from.after) }) };
    const operations = from?.of === 'requests' ? null : pruneOperations(before, from?.after ?? 0);
    const isThrough = operations?.isThrough ?? true;
    const requests = isThrough ? pruneRequests(before, operations ? 0 : (from?.after ?? 0)) : null;
    return {
      operations: operations?.ids.length ?? 0,
      next: nextOf({ ...noSteps, operations, requests }),
    };
  };
};
