import type { Change } from '../../domain/changes/change.ts';
import type { Drift } from '../../domain/drift.ts';
import type { ChannelId, ChannelKey, ClientId, OperationId, TargetKey } from '../../domain/ids.ts';
import type { EndState, Item } from '../../domain/item.ts';
import type { Operation, OperationKind, OperationStatus } from '../../domain/operation.ts';
import type { Product } from '../../domain/product.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { StockHistoryEntry } from '../../domain/stock-history.ts';
import type { VendorRequest } from '../../domain/vendor-request.ts';
import type { CatalogueReads } from './catalogue.ts';
import type { Page, PageOf, ProductPosition } from './page.ts';
import type { SkuReads } from './skus.ts';
import type { WebhookReads } from './webhooks.ts';

/** Which operations a list contains. A filter that is null lets every operation through, and an empty list none. */
export type OperationsFilter = {
  readonly client: ClientId;
  readonly kinds: readonly OperationKind[] | null;
  readonly statuses: readonly OperationStatus[] | null;
  /** Operations with at least one item of one of these channels, by `ItemTarget.channel`. */
  readonly channels: readonly ChannelKey[] | null;
  /** Exclusive bounds of the time of acceptance. Milliseconds since the epoch. */
  readonly createdAfter: number | null;
  readonly createdBefore: number | null;
  /** True: operations with a FAILED item. False: operations without one. */
  readonly hasFailures: boolean | null;
};

/** Which items of one operation a list contains. A filter that is null lets every item through, and an empty list none. */
export type ItemsFilter = {
  readonly operationId: OperationId;
  readonly states: readonly (EndState | 'PENDING')[] | null;
  /** By `ItemTarget.channel`. */
  readonly channels: readonly ChannelKey[] | null;
};

/**
 * Reads of the journal. Their cost does not depend on the size of the journal, except where CatalogueReads says so. Lists are in the order of the request.
 */
export interface JournalReads extends CatalogueReads, SkuReads, WebhookReads {
  operations(ids: readonly OperationId[]): Promise<readonly (Operation | null)[]>;
  /**
   * Newest first, by id. The kinds and the status are found by an index. The other filters look at one operation after
   * the other, in short slices, until the page is full. So their cost grows with the number of operations between two
   * entries. Creation times do not end the search: in a cluster they rise only nearly with the ids.
   */
  operationsPage(filter: OperationsFilter & PageOf<OperationId>): Promise<Page<Operation>>;

  /** Items of one operation in the order of their index. A position is an index. */
  items(filter: ItemsFilter & PageOf<number>): Promise<Page<Item>>;
  /** The operation and its items that changed after `sequence`, in one consistent read. Null if it does not exist. */
  operationSince(
    id: OperationId,
    sequence: number,
  ): Promise<{ readonly operation: Operation; readonly items: readonly Item[] } | null>;
  /** The delivery log of each operation, oldest first. */
  requestsOf(ids: readonly OperationId[]): Promise<readonly (readonly VendorRequest[])[]>;
  /** The operations that retry each operation: the `limit` newest, newest first. */
  retriesOf(ids: readonly OperationId[], limit: number): Promise<readonly (readonly Operation[])[]>;

  stockLevels(keys: readonly StockKey[]): Promise<readonly (StockLevel | null)[]>;
  /** All levels of each product: of every store and option. */
  stockOfProducts(products: readonly ProductPosition[]): Promise<readonly (readonly StockLevel[])[]>;
  /** The drift of each level. Null if it has none. */
  drifts(keys: readonly StockKey[]): Promise<readonly (Drift | null)[]>;
  /** Whether the target has an accepted change that has not ended. */
  pendingTargets(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly boolean[]>;
  /** The newest accepted change of each target that has not ended. Null if there is none. */
  pendingChanges(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly (Change | null)[]>;
  products(keys: readonly ProductPosition[]): Promise<readonly (Product | null)[]>;
  /** The changes of each level, newest first. A position is the id of an entry. */
  stockHistory(keys: readonly StockKey[], page: PageOf<number>): Promise<readonly Page<StockHistoryEntry>[]>;
}
