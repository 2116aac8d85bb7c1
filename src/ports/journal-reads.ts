import type { ChannelId, ClientId, OperationId, ProductId, TargetKey } from '../domain/ids.ts';
import type { EndState, Item } from '../domain/item.ts';
import type { Operation, OperationKind, OperationStatus } from '../domain/operation.ts';
import type { ReplacedProduct } from '../domain/product.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';
import type { VendorRequest } from '../domain/vendor-request.ts';

export type Page<Node> = { readonly nodes: readonly Node[]; readonly hasMore: boolean };
export type ProductPosition = { readonly channel: ChannelId; readonly productId: ProductId };

/** What the journal knows. None of it costs more the more the journal holds; lists answer place by place. */
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

  /** Items of one operation by index, from `from` on. */
  items(filter: {
    readonly operationId: OperationId;
    readonly state: EndState | 'PENDING' | null;
    readonly from: number;
    readonly limit: number;
  }): Promise<Page<Item>>;
  /** The operation with its items that changed after `sequence`, as of one moment; null when there is none. */
  operationSince(
    id: OperationId,
    sequence: number,
  ): Promise<{ readonly operation: Operation; readonly items: readonly Item[] } | null>;
  /** The delivery log of each operation, oldest first. */
  requestsOf(ids: readonly OperationId[]): Promise<readonly (readonly VendorRequest[])[]>;

  stockLevels(keys: readonly StockKey[]): Promise<readonly (StockLevel | null)[]>;
  /** Every level of each product: at all its stores, of all its options. */
  stockOfProducts(products: readonly ProductPosition[]): Promise<readonly (readonly StockLevel[])[]>;
  /** Whether a change of the target is accepted and not at its end. */
  pendingTargets(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly boolean[]>;
  products(keys: readonly ProductPosition[]): Promise<readonly (ReplacedProduct | null)[]>;
  /** By channel and product id. */
  productsPage(filter: {
    readonly channel: ChannelId | null;
    readonly after: ProductPosition | null;
    readonly before: ProductPosition | null;
    readonly limit: number;
    /** True to take the page from the end. */
    readonly last: boolean;
  }): Promise<Page<ReplacedProduct>>;
}
