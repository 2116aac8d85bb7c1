import type { Client } from 'pg';

/** The conditions that hold whenever no gateway writes. Each query returns the rows that break one. */
const invariants: readonly { readonly name: string; readonly breach: string }[] = [
  {
    name: 'a request that no row waits with waits for no callback',
    breach: `SELECT r.id FROM vendor_requests r WHERE r.outcome = 'AWAITING_CALLBACK' AND NOT EXISTS (
      SELECT 1 FROM items i WHERE i.request_id = r.id AND i.state = 'AWAITING_CALLBACK')`,
  },
  {
    name: 'a row that waits for a callback has a request that does',
    breach: `SELECT i.operation_id, i.idx, r.id, r.outcome FROM items i JOIN vendor_requests r ON r.id = i.request_id
      WHERE i.state = 'AWAITING_CALLBACK' AND r.outcome <> 'AWAITING_CALLBACK'`,
  },
  {
    name: 'a row is sent by a request that is not through',
    breach: `SELECT i.operation_id, i.idx, r.id, r.outcome FROM items i LEFT JOIN vendor_requests r ON r.id = i.request_id
      WHERE i.state = 'SENDING'
        AND coalesce(r.outcome, '')
          NOT IN ('SENDING', 'ANSWERED', 'UNAVAILABLE', 'TIMED_OUT', 'REFUSED', 'HELD_BACK', 'CALLED_BACK')`,
  },
  {
    name: 'a request that is sent has rows',
    breach: `SELECT r.id FROM vendor_requests r WHERE r.outcome = 'SENDING' AND NOT EXISTS (
      SELECT 1 FROM items i WHERE i.request_id = r.id AND i.state = 'SENDING')`,
  },
  {
    name: 'what is under way has an owner that is there',
    breach: `SELECT i.operation_id, i.idx, i.state, i.owner FROM items i
      WHERE i.state IN ('QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK')
        AND NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = i.owner)`,
  },
  {
    name: 'a request and its rows have one owner',
    breach: `SELECT r.id, r.owner, i.operation_id, i.idx, i.owner AS of_row
      FROM vendor_requests r JOIN items i ON i.request_id = r.id
      WHERE r.outcome IN ('SENDING', 'AWAITING_CALLBACK') AND i.state IN ('SENDING', 'AWAITING_CALLBACK')
        AND i.owner <> r.owner`,
  },
  {
    name: 'counts add up',
    breach: `SELECT o.id FROM operations o JOIN (
        SELECT operation_id, count(*) AS items, count(*) FILTER (WHERE state = 'APPLIED') AS applied,
          count(*) FILTER (WHERE state = 'FAILED') AS failed, count(*) FILTER (WHERE state = 'SUPERSEDED') AS superseded,
          count(*) FILTER (WHERE state = 'CANCELED') AS canceled,
          count(*) FILTER (WHERE state = 'OUTCOME_UNKNOWN') AS unknown FROM items GROUP BY operation_id) i
        ON i.operation_id = o.id
      WHERE (o.item_count, o.applied_count, o.failed_count, o.superseded_count, o.canceled_count, o.unknown_count)
          <> (i.items, i.applied, i.failed, i.superseded, i.canceled, i.unknown)
        OR (o.completed_at IS NOT NULL) <> (i.items = i.applied + i.failed + i.superseded + i.canceled + i.unknown)`,
  },
  {
    name: 'an end has its outcome, and nothing else has one',
    breach: `SELECT operation_id, idx, state FROM items
      WHERE (outcome IS NOT NULL) = (state IN ('QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK'))`,
  },
  {
    name: 'what is known of its tries is kept from the first that fails to the end',
    breach: `SELECT operation_id, idx, state, retry FROM items
      WHERE (state = 'RETRYING' AND retry IS NULL) OR (retry IS NOT NULL AND (state = 'QUEUED' OR outcome IS NOT NULL))`,
  },
];

const everyBreach = invariants
  .map(
    ({ name, breach }) => `SELECT '${name}' AS invariant, (SELECT json_agg(b) FROM (${breach}) b) AS broken`,
  )
  .join(' UNION ALL ');

const stands = `
  SELECT 'item ' || operation_id || '/' || idx AS name, state AS stand FROM items
  UNION ALL SELECT 'request ' || id, outcome FROM vendor_requests`;

/** The states that may follow each state. */
const mayFollow: { readonly [stand: string]: readonly string[] } = {
  APPLIED: [],
  FAILED: [],
  SUPERSEDED: [],
  CANCELED: [],
  OUTCOME_UNKNOWN: ['APPLIED', 'FAILED'],
  ANSWERED: [],
  INTERRUPTED: ['CALLED_BACK'],
};

/** Inspects the journal repeatedly. Returns broken invariants and illegal changes since the last inspection. */
export const createInspection = (client: Client) => {
  const before = new Map<string, string>();
  return async (): Promise<readonly string[]> => {
    const { rows } = await client.query(everyBreach);
    const found = rows.flatMap(({ invariant, broken }) =>
      broken ? [`Not so: ${invariant}: ${JSON.stringify(broken)}`] : [],
    );
    for (const { name, stand } of (await client.query(stands)).rows) {
      const last = before.get(name);
      if (last !== undefined && last !== stand && !(mayFollow[last]?.includes(stand) ?? true))
        found.push(`${name} was ${last}, and is ${stand}`);
      before.set(name, stand);
    }
    return found;
  };
};
