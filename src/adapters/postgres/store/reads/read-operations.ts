import { operationKinds } from '../../../../domain/operation.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { integer, itemOf, operationOf, pageOf, vendorRequestOf } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { operationColumns, requestColumns } from '../sql.ts';

export const selectOperations: Statement = {
  name: 'operations',
  text: `SELECT ${operationColumns('o')} FROM operations o WHERE o.id = ANY ($1::bigint[])`,
};

// Each kind has its own range of the index, so the cost is that of the page and does not grow with the journal.
const recent = (name: string, where: string): Statement => ({
  name,
  text: `
    SELECT ${operationColumns('o')} FROM unnest($2::text[]) k(kind) CROSS JOIN LATERAL (
      SELECT * FROM operations WHERE client = $1 AND kind = k.kind AND id < $3 AND ${where}
      ORDER BY id DESC LIMIT $4) o
    ORDER BY o.id DESC LIMIT $4`,
});
const pages = {
  any: recent('operations-page', 'TRUE'),
  RUNNING: recent('operations-page-running', 'completed_at IS NULL'),
  COMPLETED: recent('operations-page-completed', 'completed_at IS NOT NULL'),
};

const resultColumns = `
  i.operation_id, i.idx, i.channel, i.change, i.state, i.outcome, 
  CASE i.state WHEN 'RETRYING' THEN (i.retry::json ->> 'until')::bigint ELSE coalesce(r.deadline, o.deadline) END AS deadline`;

const itemsBy = (name: string, where: string): Statement => ({
  name,
  text: `
    SELECT i.kind, ${resultColumns}
    FROM items i JOIN operations o ON o.id = i.operation_id LEFT JOIN vendor_requests r ON r.id = i.request_id
    WHERE i.operation_id = $1 AND i.idx >= $2 AND ${where} ORDER BY i.idx LIMIT $3`,
});
const items = {
  any: itemsBy('items', 'TRUE'),
  PENDING: itemsBy('items-pending', "i.state IN ('QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK')"),
  APPLIED: itemsBy('items-applied', "i.state = 'APPLIED'"),
  FAILED: itemsBy('items-failed', "i.state = 'FAILED'"),
  SUPERSEDED: itemsBy('items-superseded', "i.state = 'SUPERSEDED'"),
  OUTCOME_UNKNOWN: itemsBy('items-unknown', "i.state = 'OUTCOME_UNKNOWN'"),
};

/** One statement, so that the operation and its items are of one moment. An item has the kind of its operation. */
const since: Statement = {
  name: 'operation-since',
  text: `
    SELECT ${operationColumns('o')}, ${resultColumns}
    FROM operations o
      LEFT JOIN items i ON i.operation_id = o.id AND i.sequence > $2
      LEFT JOIN vendor_requests r ON r.id = i.request_id
    WHERE o.id = $1 ORDER BY i.idx`,
};

const requests: Statement = {
  name: 'requests-of-operations',
  text: `
    SELECT ${requestColumns('r')}, d.operation_id
    FROM unnest($1::bigint[]) k(id) JOIN deliveries d ON d.operation_id = k.id JOIN vendor_requests r ON r.id = d.request_id
    ORDER BY r.id`,
};

type Reads = Pick<JournalReads, 'operations' | 'operationsPage' | 'items' | 'operationSince' | 'requestsOf'>;

export const readOperations = (read: Read): Reads => ({
  operations: async (ids) => {
    const found = new Map(
      (await read(selectOperations, [ids])).map((row) => [integer(row, 'id'), operationOf(row)]),
    );
    return ids.map((id) => found.get(id) ?? null);
  },
  operationsPage: async ({ client, kind, status, before, limit }) => {
    const kinds = kind === null ? operationKinds : [kind];
    const values = [client, kinds, before ?? Number.MAX_SAFE_INTEGER, limit + 1];
    return pageOf((await read(pages[status ?? 'any'], values)).map(operationOf), limit);
  },
  items: async ({ operationId, state, from, limit }) =>
    pageOf((await read(items[state ?? 'any'], [operationId, from, limit + 1])).map(itemOf), limit),
  operationSince: async (id, sequence) => {
    const rows = await read(since, [id, sequence]);
    const [first] = rows;
    if (!first) return null;
    const changed = rows.filter((row) => row['operation_id'] !== null);
    return { operation: operationOf(first), items: changed.map(itemOf) };
  },
  requestsOf: async (ids) => {
    const rows = Map.groupBy(await read(requests, [[...new Set(ids)]]), (row) =>
      integer(row, 'operation_id'),
    );
    return ids.map((id) => (rows.get(id) ?? []).map(vendorRequestOf));
  },
});
