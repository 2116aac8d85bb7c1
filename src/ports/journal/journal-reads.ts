import type { ChannelId, ClientId, OperationId, ProductId, TargetKey } from '../../domain/ids.ts';
import type { EndState, Item } from '../../domain/item.ts';
import type { Operation, OperationKind, OperationStatus } from '../../domain/operation.ts';
import type { Product } from '../../domain/product.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { VendorRequest } from '../../domain/vendor-request.ts';

export type Page<Node> = { readonly nodes: readonly Node[]; readonly hasMore: boolean };
export type ProductPosition = { readonly channel: ChannelId; readonly productId: ProductId };

/**
 * Reads of the journal. Their cost does not depend on the size of the journal. Lists are in the order of the request.
 */
export interface JournalReads {
  operations(ids: readonly OperationId[]): Promise<readonly (Operation | null)[]>;
  /** Newest first. */
  operationsPage(filter: {
    readonly client: ClientId;
    readonly kind: OperationKind | null;
    readonly status: OperationStatus | null;
    readonly before: OperationId | null;
    readonly limit: number;
  }): Promise<Page<Operation>>;

  /** Items of one operation in the order of their index, starting with `from`. */
  items(filter: {
    readonly operationId: OperationId;
    readonly state: EndState | 'PENDING' | null;
    readonly from: number;
    readonly limit: number;
  }): Promise<Page<Item>>;
  /** The operation and its items that changed after `sequence`, in one consistent read. Null if it does not exist. */
  operationSince(
    id: OperationId,
    sequence: number,
  ): Promise<{ readonly operation: Operation; readonly items: readonly Item[] } | null>;
  /** The delivery log of each operation, oldest first. */
  requestsOf(ids: readonly OperationId[]): Promise<readonly (readonly VendorRequest[])[]>;

  stockLevels(keys: readonly StockKey[]): Promise<readonly (StockLevel | null)[]>;
  /** All levels of each product: of every store and option. */
  stockOfProducts(products: readonly ProductPosition[]): Promise<readonly (readonly StockLevel[])[]>;
  /** Whether the target has an accepted change that has not ended. */
  pendingTargets(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly boolean[]>;
  products(keys: readonly ProductPosition[]): Promise<readonly (Product | null)[]>;
  /** In the order of channel and product id. */
  productsPage(filter: {
    readonly channel: ChannelId | null;
    readonly after: ProductPosition | null;
    readonly before: ProductPosition | null;
    readonly limit: number;
    /** True for a page that is counted from the end. */
    readonly last: boolean;
  }): Promise<Page<Product>>;
}
