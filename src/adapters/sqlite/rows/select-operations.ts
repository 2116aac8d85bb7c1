/** An operation's own row and how far it is, as one: before anything has become of it there is no row of that. */
const select = (from: string): string => `
  SELECT o.id, o.client, o.kind, o.created_at, o.deadline, o.item_count, o.idempotency_key, o.fingerprint, o.retry_of,
    o.retry_first, p.completed_at,
    coalesce(p.sequence, 1) AS sequence, coalesce(p.applied_count, 0) AS applied_count,
    coalesce(p.failed_count, 0) AS failed_count, coalesce(p.superseded_count, 0) AS superseded_count,
    coalesce(p.canceled_count, 0) AS canceled_count, coalesce(p.unknown_count, 0) AS unknown_count, coalesce(p.requests, '[]') AS requests,
    coalesce(p.spans, '[]') AS spans
  FROM ${from} LEFT JOIN progress p ON p.operation_id = o.id`;

export const selectOperation = select('operations o');
export const selectRunning = `${select('running r CROSS JOIN operations o ON o.id = r.id')} ORDER BY r.id`;
