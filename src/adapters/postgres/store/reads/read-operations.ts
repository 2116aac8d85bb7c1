import { type EndState, type ItemState, pendingStages } from '../../../../domain/item.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { integer, itemOf, operationOf, pageFrom, vendorRequestOf } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { channelKey, operationColumns, requestColumns } from '../sql.ts';
import { listOperations } from './list-operations.ts';

export const selectOperations: Statement = {
  name: 'operations',
  text: `SELECT ${operationColumns('o')} FROM operations o WHERE o.id = ANY ($1::bigint[])`,
};

const resultColumns = `
  i.operation_id, i.idx, i.channel, i.change, i.named, i.state, i.outcome,
  CASE i.state WHEN 'RETRYING' THEN (i.retry::json ->> 'until')::bigint ELSE coalesce(r.deadline, o.deadline) END AS deadline`;

const itemsBy = (name: string, order: 'ASC' | 'DESC'): Statement => ({
  name,
  text: `
    SELECT i.kind, ${resultColumns}
    FROM items i JOIN operations o ON o.id = i.operation_id LEFT JOIN vendor_requests r ON r.id = i.request_id
    WHERE i.operation_id = $1 AND i.idx > $2 AND i.idx < $3 AND ($4::text[] IS NULL OR i.state = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR ${channelKey('i')} = ANY ($5::text[]))
    ORDER BY i.idx ${order} LIMIT $6`,
});
const items = { forward: itemsBy('items', 'ASC'), reverse: itemsBy('items-reverse', 'DESC') };

/** No operation has an item of this index. */
const maxIndex = 2 ** 31 - 1;

const storedStates = (states: readonly (EndState | 'PENDING')[]): readonly ItemState[] =>
  states.flatMap((state): readonly ItemState[] => (state === 'PENDING' ? pendingStages : [state]));

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

const retries: Statement = {
  name: 'retries-of-operations',
  text: `
    SELECT k.id AS retried, ${operationColumns('o')} FROM unnest($1::bigint[]) k(id)
      CROSS JOIN LATERAL (SELECT * FROM operations WHERE retry_of = k.id ORDER BY id DESC LIMIT $2) o
    ORDER BY o.id DESC`,
};

type Reads = Pick<
  JournalReads,
  'operations' | 'operationsPage' | 'items' | 'operationSince' | 'requestsOf' | 'retriesOf'
>;

export const readOperations = (read: Read): Reads => ({
  operations: async (ids) => {
    const found = new Map(
      (await read(selectOperations, [ids])).map((row) => [integer(row, 'id'), operationOf(row)]),
    );
    return ids.map((id) => found.get(id) ?? null);
  },
  operationsPage: (filter) => listOperations(read, filter),
  items: async (filter) => {
    const { operationId, states, channels, after, before, limit, last } = filter;
    const values = [
      ...[operationId, after ?? -1, before ?? maxIndex],
      ...[states && storedStates(states), channels, limit + 1],
    ];
    const rows = await read(items[last ? 'reverse' : 'forward'], values);
    return pageFrom(rows.map(itemOf), filter);
  },
  operationSince: async (id, sequence) => {
    const rows = await read(since, [id, sequence]);
    const [first] = rows;
    if (!first) return null;
    const changed = rows.filter((row) => row['operation_id'] !== null);
    return { operation: operationOf(first), items: changed.map(itemOf) };
  },
  retriesOf: async (ids, limit) => {
    const rows = Map.groupBy(await read(retries, [[...new Set(ids)], limit]), (row) =>
      integer(row, 'retried'),
    );
    return ids.map((id) => (rows.get(id) ?? []).map(operationOf));
  },
  requestsOf: async (ids) => {
    const rows = Map.groupBy(await read(requests, [[...new Set(ids)]]), (row) =>
      integer(row, 'operation_id'),
    );
    return ids.map((id) => (rows.get(id) ?? []).map(vendorRequestOf));
  },
});
