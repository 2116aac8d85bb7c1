import type { StockKey } from '../../../domain/stock.ts';

// Queries name their columns instead of `*`. A prepared statement with `*` fails after a migration has added a column.
const of = (columns: string) => (table: string) =>
  columns
    .split(' ')
    .map((column) => `${table}.${column}`)
    .join(', ');

export const operationColumns = of(
  'id client kind idempotency_key retry_of retry_first created_at completed_at sequence item_count applied_count failed_count superseded_count canceled_count unknown_count',
);
export const stockColumns = of(
  'channel product_id location_id option_id quantity sold_out observed_at source operation_id',
);
export const requestColumns = of(
  'id channel kind attempt row_count sent_at answered_at deadline http_status vendor_request_id outcome early_callback',
);
/** What never changes of an item except its change and its target, and its progress. */
export const progressColumns = of(
  'operation_id idx kind channel shape state sequence request_id may_have_applied outcome kept retry owner',
);
export const itemColumns = (table: string): string =>
  `${progressColumns(table)}, ${table}.target, ${table}.change`;

/** Whether two rows are about the same level. */
export const sameLevel = (one: string, other: string): string =>
  ['channel', 'product_id', 'location_id', 'option_id']
    .map((column) => `${one}.${column} = ${other}.${column}`)
    .join(' AND ');
/** The keys of levels, for `unnest`: one list for each column of the key. */
export const levelKeyValues = (keys: readonly StockKey[]): readonly (readonly string[])[] => [
  keys.map(({ channel }) => channel),
  keys.map(({ productId }) => productId),
  keys.map(({ locationId }) => locationId ?? ''),
  keys.map(({ optionId }) => optionId ?? ''),
];

/** The key of an item's channel, as `ItemTarget.channel` has it. A refused item has no target. */
export const channelKey = (item: string): string =>
  `CASE WHEN ${item}.target IS NULL THEN ${item}.channel ELSE split_part(${item}.channel, '~', 1) END`;

/**
 * Rows of a table, for each row `k` by its key. The planner expects next to no rows in a partial index, and would
 * compare all of them with each key. It does not look behind an OFFSET.
 */
export const byKey = (table: string, key: string): string =>
  `CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${key} OFFSET 0)`;
export const itemByKey = `${byKey('items', 'operation_id = k.operation_id AND idx = k.idx')} i`;

/** In the words of the partial index `items_waiting`. */
export const isWaiting = (state: string): string => `${state} IN ('QUEUED', 'RETRYING')`;
/** In the words of the partial index `items_in_flight`. */
export const isInFlight = (state: string): string => `${state} IN ('SENDING', 'AWAITING_CALLBACK')`;
/** In the words of the partial index `vendor_requests_open`. */
export const isOpen = (outcome: string): string => `${outcome} IN ('SENDING', 'AWAITING_CALLBACK')`;

/** The keys of items in the text of a request's `refs`. */
export const keysOf = (refs: string): string =>
  `SELECT (e.value ->> 0)::bigint AS operation_id, (e.value ->> 1)::integer AS idx FROM json_array_elements(${refs}::json) e`;

/** The targets of the items of $1 and $2. */
export const targetsOfItems = `
  (SELECT DISTINCT i.channel, i.target FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx) ${itemByKey}
  WHERE i.target IS NOT NULL)`;
/** The items that wait for these targets, the given ones among them. */
export const waitingBeside = `
  ${targetsOfItems} k
  ${byKey('items', `channel = k.channel AND target = k.target AND ${isWaiting('state')}`)} i`;
