// Named, not `*`: a statement that is prepared fails for good once a newer version has added a column to what it gives.
const of = (columns: string) => (table: string) =>
  columns
    .split(' ')
    .map((column) => `${table}.${column}`)
    .join(', ');

export const operationColumns = of(
  'id client kind created_at completed_at sequence item_count applied_count failed_count superseded_count unknown_count',
);
export const stockColumns = of(
  'channel product_id location_id option_id quantity sold_out observed_at source operation_id',
);
export const requestColumns = of(
  'id channel kind attempt row_count sent_at answered_at deadline http_status vendor_request_id outcome early_callback',
);

/**
 * The sequence that the rows of `stamped` (id, sequence) give an operation. Looked up, not joined: without hash joins a
 * join of two lists takes as long as the one is times the other.
 */
export const sequenceFrom = (stamped: string, operationId: string): string =>
  `((SELECT jsonb_object_agg(id, sequence) FROM ${stamped}) -> ${operationId}::text)::integer`;

/**
 * Rows of a table, for each row `k` by its key. The planner takes what is under way for next to nothing, and would
 * rather compare all of it with each key; it does not look behind an OFFSET.
 */
export const byKey = (table: string, key: string): string =>
  `CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${key} OFFSET 0)`;
export const itemByKey = `${byKey('items', 'operation_id = k.operation_id AND idx = k.idx')} i`;

/** States of items in line for their target. In the words of the partial index `items_waiting`. */
export const isWaiting = (state: string): string => `${state} IN ('QUEUED', 'RETRYING')`;

/** A condition for rows that were found by their keys: the planner does not look for another way to them by it. */
export const afterwards = (condition: string): string => `CASE WHEN ${condition} THEN TRUE END`;

/** The keys of items in the text of a request's `refs`. */
export const keysOf = (refs: string): string =>
  `SELECT (e.value ->> 0)::bigint AS operation_id, (e.value ->> 1)::integer AS idx FROM json_array_elements(${refs}::json) e`;
