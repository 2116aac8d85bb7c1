import type { UnfinishedRequest } from '../core/decide/failover.ts';
import type { HistoryCandidate } from '../core/decide/history.ts';
import type { ClosedRequest, OldDelivery, PruneCandidate } from '../core/decide/prune.ts';
import type { Change } from '../domain/changes/change.ts';
import { noWatermarks, type Watermarks } from '../domain/changes/watermark.ts';
import type { Tracking } from '../domain/drift.ts';
import {
  asChannelId,
  asChannelKey,
  asClientId,
  asLocationId,
  asOperationId,
  asOptionId,
  asProductId,
  asRequestId,
  asSkuCode,
  type OperationId,
  type SkuCode,
} from '../domain/ids.ts';
import {
  type Item,
  type ItemState,
  type ItemTarget,
  isPending,
  itemTargetOf,
  type Outcome,
  type Retry,
} from '../domain/item.ts';
import type { Location } from '../domain/location.ts';
import type { ItemRef, Operation, OperationKind, QueuedItem, RetryOf } from '../domain/operation.ts';
import type { Product } from '../domain/product.ts';
import type { Listing, Sku } from '../domain/sku.ts';
import type { Source, StockKey, StockLevel } from '../domain/stock.ts';
import type { StockHistoryEntry } from '../domain/stock-history.ts';
import type { RequestOutcome, VendorRequest } from '../domain/vendor-request.ts';
import type { Vendor } from '../ports/channel.ts';
import type { Account, ChannelAccount } from '../ports/journal/accounts.ts';
import type { OpenDifference, ProductPlace, StockPlace, StoredEvent } from '../ports/journal/catalogue.ts';
import type { Page } from '../ports/journal/page.ts';
import type { RetryingItem } from '../ports/journal/requests.ts';
import type { VendorEvent } from '../ports/vendor-reads.ts';

/** One row as the database gives it; columns that both journals have are called the same. */
export type Row = Record<string, unknown>;

export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`Column ${column} holds no text`);
  return value;
};
export const integer = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`Column ${column} holds no integer`);
  return value;
};
export const textOrNull = (row: Row, column: string) => (row[column] === null ? null : text(row, column));
export const integerOrNull = (row: Row, column: string) =>
  row[column] === null ? null : integer(row, column);

/** What the journal wrote as JSON it reads back as the same type. */
export const parsed = <Value>(json: string): Value => JSON.parse(json) as Value;

export const stateOf = (row: Row) => text(row, 'state') as ItemState;
export const kindOf = (row: Row) => text(row, 'kind') as OperationKind;
export const changeOf = (row: Row): Change => parsed<Change>(text(row, 'change'));
export const refOf = (row: Row): ItemRef => ({
  operationId: asOperationId(integer(row, 'operation_id')),
  index: integer(row, 'idx'),
});
export const refsOf = (row: Row): readonly ItemRef[] =>
  parsed<[number, number][]>(text(row, 'refs')).map(([operationId, index]) => ({
    operationId: asOperationId(operationId),
    index,
  }));
export const refsText = (refs: readonly ItemRef[]): string =>
  JSON.stringify(refs.map(({ operationId, index }) => [operationId, index]));

export const requestOutcomeOf = (row: Row) => text(row, 'outcome') as RequestOutcome;

/** Needs the item's `retry`. */
export const retryOf = (row: Row): Retry | null => {
  const json = textOrNull(row, 'retry');
  return json === null ? null : parsed<Retry>(json);
};

export const earlyCallbackOf = (row: Row): unknown => {
  const json = textOrNull(row, 'early_callback');
  return json === null ? null : parsed<unknown>(json);
};

export const queuedItemOf = (row: Row): QueuedItem => ({
  ...refOf(row),
  client: asClientId(text(row, 'client')),
  channel: asChannelId(text(row, 'channel')),
  kind: kindOf(row),
  shape: text(row, 'shape'),
});

/** Needs what `queuedItemOf` needs, `request_id` and `retry`: of an item that is RETRYING. */
export const retryingItemOf = (row: Row): RetryingItem => {
  const item = queuedItemOf(row);
  const retry = retryOf(row);
  if (!retry)
    throw new Error(`Item ${item.operationId}/${item.index} waits for a try that nothing is known of`);
  return { item, requestId: asRequestId(integer(row, 'request_id')), retry };
};

const retriedBy = (row: Row): RetryOf | null => {
  const retried = integerOrNull(row, 'retry_of');
  if (retried === null) return null;
  return { operationId: asOperationId(retried), first: asOperationId(integer(row, 'retry_first')) };
};

export const operationOf = (row: Row): Operation => ({
  id: asOperationId(integer(row, 'id')),
  client: asClientId(text(row, 'client')),
  kind: kindOf(row),
  idempotencyKey: textOrNull(row, 'idempotency_key'),
  retryOf: retriedBy(row),
  createdAt: integer(row, 'created_at'),
  completedAt: integerOrNull(row, 'completed_at'),
  sequence: integer(row, 'sequence'),
  itemCount: integer(row, 'item_count'),
  appliedCount: integer(row, 'applied_count'),
  failedCount: integer(row, 'failed_count'),
  supersededCount: integer(row, 'superseded_count'),
  canceledCount: integer(row, 'canceled_count'),
  unknownCount: integer(row, 'unknown_count'),
});

const outcomeOf = (row: Row): Outcome => parsed<Outcome>(text(row, 'outcome'));

/** The target of a refused item. Earlier versions stored its channel alone. */
const namedOf = (row: Row): ItemTarget => {
  const named = textOrNull(row, 'named');
  if (named !== null) return parsed<ItemTarget>(named);
  return { channel: text(row, 'channel'), productId: null, locationId: null, orderItemId: null };
};

/** Needs the item's columns and, as `deadline`, that of its request or else of its operation. */
export const itemOf = (row: Row): Item => {
  const state = stateOf(row);
  const change = row['change'] === null ? null : changeOf(row);
  return {
    ...refOf(row),
    kind: kindOf(row),
    target: change ? itemTargetOf(change) : namedOf(row),
    change,
    progress: isPending(state) ? { state, deadline: integer(row, 'deadline') } : outcomeOf(row),
  };
};

export const vendorRequestOf = (row: Row): VendorRequest => ({
  id: asRequestId(integer(row, 'id')),
  channel: asChannelId(text(row, 'channel')),
  kind: kindOf(row),
  attempt: integer(row, 'attempt'),
  rowCount: integer(row, 'row_count'),
  sentAt: integer(row, 'sent_at'),
  answeredAt: integerOrNull(row, 'answered_at'),
  httpStatus: integerOrNull(row, 'http_status'),
  vendorRequestId: textOrNull(row, 'vendor_request_id'),
  outcome: requestOutcomeOf(row),
});

export const stockKeyOf = (row: Row): StockKey => {
  const location = text(row, 'location_id');
  const option = text(row, 'option_id');
  return {
    channel: asChannelId(text(row, 'channel')),
    productId: asProductId(text(row, 'product_id')),
    locationId: location === '' ? null : asLocationId(location),
    optionId: option === '' ? null : asOptionId(option),
  };
};

export const stockKeyColumns = 'channel, product_id, location_id, option_id';
/** The values of these columns. */
export const stockKeyValues = ({ channel, productId, locationId, optionId }: StockKey): readonly string[] => [
  channel,
  productId,
  locationId ?? '',
  optionId ?? '',
];

export const historyCandidateOf = (row: Row): HistoryCandidate => ({
  ...stockKeyOf(row),
  id: integer(row, 'id'),
  at: integer(row, 'at'),
  quantity: integer(row, 'quantity'),
});

/** Stands for no operation in the column `operation_id` of a row of the catalogue. */
export const noOperation = 0;

/** The operation that last wrote the row; null if none did. */
export const writerOf = (row: Row): OperationId | null => {
  const by = integer(row, 'operation_id');
  return by === noOperation ? null : asOperationId(by);
};

export const stockLevelOf = (row: Row): StockLevel => {
  const soldOut = integerOrNull(row, 'sold_out');
  return {
    ...stockKeyOf(row),
    quantity: integer(row, 'quantity'),
    soldOut: soldOut === null ? null : soldOut === 1,
    observedAt: integer(row, 'observed_at'),
    source: text(row, 'source') as StockLevel['source'],
  };
};

/** The columns of a level's tracking. All are null if it has none. */
export const trackingColumns = ['unexplained', 'drift_since', 'open_from', 'open_since'] as const;
export const trackingValues = (tracking: Tracking | null): readonly (number | null)[] => [
  tracking?.drift?.unexplained ?? null,
  tracking?.drift?.since ?? null,
  tracking?.open?.from ?? null,
  tracking?.open?.since ?? null,
];
export const trackingOf = (row: Row): Tracking | null => {
  const [driftSince, openSince] = [integerOrNull(row, 'drift_since'), integerOrNull(row, 'open_since')];
  if (driftSince === null && openSince === null) return null;
  return {
    drift: driftSince === null ? null : { unexplained: integer(row, 'unexplained'), since: driftSince },
    open: openSince === null ? null : { from: integerOrNull(row, 'open_from'), since: openSince },
  };
};

export const openDifferenceOf = (row: Row): OpenDifference => ({
  level: stockLevelOf(row),
  by: writerOf(row),
  from: integerOrNull(row, 'open_from'),
  since: integer(row, 'open_since'),
});

/** A source in an entry of the history is its place in this list, because there are many entries. */
const sources: readonly Source[] = ['ACKNOWLEDGED_WRITE', 'VENDOR_READ', 'VENDOR_EVENT'];
export const sourceNumber = (source: Source): number => sources.indexOf(source);

const sourceOf = (row: Row): Source => {
  const source = sources[integer(row, 'source')];
  if (!source) throw new Error('An entry of the stock history has an unknown source');
  return source;
};

/** Needs the quantity from before, as `before`. */
export const historyEntryOf = (row: Row): StockHistoryEntry => ({
  id: integer(row, 'id'),
  at: integer(row, 'at'),
  before: integerOrNull(row, 'before'),
  after: integer(row, 'quantity'),
  source: sourceOf(row),
  operationId: writerOf(row),
  vendorReference: textOrNull(row, 'vendor_reference'),
});

export const locationOf = (row: Row): Location => ({
  channel: asChannelId(text(row, 'channel')),
  locationId: asLocationId(text(row, 'location_id')),
  name: textOrNull(row, 'name'),
  kind: textOrNull(row, 'kind') as Location['kind'],
});

export const storedEventOf = (row: Row): StoredEvent => ({
  id: integer(row, 'id'),
  channel: asChannelId(text(row, 'channel')),
  receivedAt: integer(row, 'received_at'),
  event: parsed<VendorEvent>(text(row, 'event')),
});

/** The value that a list is sorted by is a text, a whole number or null. */
const sortValueOf = (row: Row): string | number | null => {
  const { value } = row;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** Need the columns of the key, and the value of the sort as `value`. */
export const productPlaceOf = (row: Row): ProductPlace => ({
  channel: asChannelId(text(row, 'channel')),
  productId: asProductId(text(row, 'product_id')),
  value: sortValueOf(row),
});
export const stockPlaceOf = (row: Row): StockPlace => ({
  ...stockKeyOf(row),
  value: integerOrNull(row, 'value'),
});

export const productOfRow = (row: Row): Product => parsed<Product>(text(row, 'product'));

const accountOf = (row: Row): Account | null => {
  const name = textOrNull(row, 'account');
  return name === null ? null : { vendor: text(row, 'vendor') as Vendor, name };
};

export const channelAccountOf = (row: Row): ChannelAccount => ({
  id: asChannelId(text(row, 'id')),
  key: asChannelKey(text(row, 'key')),
  account: accountOf(row),
  isCurrent: row['is_current'] === 1,
});

export const unfinishedRequestOf = (row: Row): UnfinishedRequest => ({
  id: asRequestId(integer(row, 'id')),
  channel: asChannelId(text(row, 'channel')),
  outcome: requestOutcomeOf(row),
  deadline: integer(row, 'deadline'),
  earlyCallback: earlyCallbackOf(row),
});

/** The query asks for one row more than the page holds. That row shows that more pages follow. */
export const pageOf = <Node>(found: readonly Node[], limit: number): Page<Node> => ({
  nodes: found.slice(0, limit),
  hasMore: found.length > limit,
});

/** The same in either direction. Rows of a page that is counted from the end are found in reverse. */
export const pageFrom = <Node>(
  found: readonly Node[],
  { limit, last }: { readonly limit: number; readonly last: boolean },
): Page<Node> => {
  const page = pageOf(found, limit);
  return last ? { ...page, nodes: page.nodes.toReversed() } : page;
};

/** The watermarks of one target, or those kept of it, as a column holds them: null for none. */
export const watermarksText = (watermarks: Watermarks): string | null =>
  watermarks.length === 0 ? null : JSON.stringify(watermarks);

export const watermarksFrom = (json: unknown): Watermarks =>
  typeof json === 'string' ? parsed<Watermarks>(json) : noWatermarks;

/** An operation as the retention looks at it. */
export const pruneCandidateOf = (row: Row): PruneCandidate => ({
  id: integer(row, 'id'),
  createdAt: integer(row, 'created_at'),
  completedAt: integerOrNull(row, 'completed_at'),
  itemCount: integer(row, 'item_count'),
});

/** A webhook delivery as the retention looks at it. */
export const oldDeliveryOf = (row: Row): OldDelivery => ({
  id: integer(row, 'id'),
  createdAt: integer(row, 'created_at'),
  isOld: Number(row['is_old']) === 1,
});

/** A closed request as the retention looks at it. */
export const closedRequestOf = (row: Row): ClosedRequest => ({
  id: integer(row, 'id'),
  sentAt: integer(row, 'sent_at'),
  isOld: Number(row['is_old']) === 1,
});

export const codeOf = (row: Row) => asSkuCode(text(row, 'code'));

const listingsOf = (row: Row): readonly Listing[] =>
  row['channel'] === null ? [] : [{ ...stockKeyOf(row), buffer: integer(row, 'buffer') }];

/** SKUs of rows that are sorted by SKU and then by the place of the listing. A SKU without listings has one row. */
export const skusOf = (rows: readonly Row[]): ReadonlyMap<SkuCode, Sku> =>
  new Map(
    Map.groupBy(rows, codeOf)
      .entries()
      .map(([code, own]) => [code, { code, listings: own.flatMap(listingsOf) }]),
  );
