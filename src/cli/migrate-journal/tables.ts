export type Value = string | number | null;
export type Row = { readonly [column: string]: Value };
/** The key of the last row that was read; null before the first. */
export type Position = readonly Value[] | null;

/** A table with the columns that both journals have. `from` is the table or the query of the embedded journal. */
export type Table = {
  readonly name: string;
  readonly from: string;
  /** In both, and in the order of the key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
};

const table = (
  name: string,
  key: readonly string[],
  columns: readonly string[],
  from: string = name,
): Table => ({ name, from, key, columns: [...key, ...columns] });

/** The row of an operation joined with its progress. */
const wholeOperations = `(
  SELECT o.id, o.client, o.kind, o.created_at, o.deadline, o.item_count, o.idempotency_key, o.fingerprint, o.key_scope, o.channels,
    o.retry_of, o.retry_first,
    p.completed_at, coalesce(p.sequence, 1) AS sequence, coalesce(p.applied_count, 0) AS applied_count,
    coalesce(p.failed_count, 0) AS failed_count, coalesce(p.superseded_count, 0) AS superseded_count,
    coalesce(p.canceled_count, 0) AS canceled_count, coalesce(p.unknown_count, 0) AS unknown_count
  FROM operations o LEFT JOIN progress p ON p.operation_id = o.id)`;

/** All tables of the embedded journal. A table comes after the tables that its rows refer to. */
export const tables: readonly Table[] = [
  table(
    'operations',
    ['id'],
    [
      ...['client', 'kind', 'created_at', 'completed_at', 'deadline', 'sequence', 'item_count'],
      ...['applied_count', 'failed_count', 'superseded_count', 'canceled_count', 'unknown_count'],
      ...['idempotency_key', 'fingerprint', 'key_scope', 'channels', 'retry_of', 'retry_first'],
    ],
    wholeOperations,
  ),
  table(
    'items',
    ['operation_id', 'idx'],
    [
      ...[
        'kind',
        'channel',
        'target',
        'shape',
        'change',
        'named',
        'state',
        'sequence',
        'request_id',
        'outcome',
      ],
      ...['may_have_applied', 'kept', 'retry'],
    ],
  ),
  table(
    'vendor_requests',
    ['id'],
    [
      ...['channel', 'kind', 'attempt', 'row_count', 'refs', 'sent_at', 'answered_at', 'deadline'],
      ...['http_status', 'vendor_request_id', 'outcome', 'callback_hash', 'early_callback'],
    ],
  ),
  table('deliveries', ['operation_id', 'request_id'], []),
  table(
    'stock_levels',
    ['channel', 'product_id', 'location_id', 'option_id'],
    [
      ...['quantity', 'sold_out', 'observed_at', 'source', 'operation_id', 'full_pass', 'first_quantity'],
      ...['unexplained', 'drift_since', 'open_from', 'open_since'],
    ],
  ),
  table(
    'stock_history',
    ['channel', 'product_id', 'location_id', 'option_id', 'id'],
    ['quantity', 'at', 'source', 'operation_id', 'vendor_reference'],
  ),
  // The hashes of the texts are computed at the end.
  table(
    'products',
    ['channel', 'product_id'],
    ['product', 'operation_id', 'name', 'code', 'search_text', 'observed_at', 'full_pass'],
  ),
  table('locations', ['channel', 'location_id'], ['name', 'kind', 'observed_at', 'full_pass']),
  table('polls', ['channel'], ['position']),
  table('skus', ['code'], ['search_text']),
  table(
    'sku_listings',
    ['channel', 'product_id', 'location_id', 'option_id'],
    ['code', 'position', 'buffer'],
  ),
  table('vendor_events', ['id'], ['channel', 'received_at', 'event']),
  table('last_vendor_events', ['channel'], ['received_at']),
  table('targets', ['channel', 'target'], ['watermarks'], 'watermarks'),
  table('doubts', ['channel', 'target'], ['operation_id']),
  table('target_ends', ['channel', 'target'], ['operation_id']),
  table(
    'webhook_endpoints',
    ['id'],
    [
      ...['client', 'url', 'events', 'enabled', 'notice', 'created_at', 'secret', 'previous_secret'],
      'previous_until',
    ],
  ),
  table(
    'webhook_deliveries',
    ['id'],
    [
      ...['endpoint_id', 'event', 'chain', 'channel', 'created_at', 'data', 'status', 'next_attempt_at'],
      ...['first_attempt_at', 'tries', 'claims', 'attempts'],
    ],
  ),
  table('channel_accounts', ['id'], ['key', 'vendor', 'account', 'is_current']),
];
