/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A range of whole numbers. It includes both limits. */
export type IntRangeInput = {
  /** The highest number. Default: no upper limit. */
  max?: number | null | undefined;
  /** The lowest number. Default: no lower limit. */
  min?: number | null | undefined;
};

/** Selects operations. All conditions apply together. A condition that is omitted selects all. */
export type OperationFilter = {
  /** Operations with an item for one of these keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Accepted after this time. */
  createdAfter?: string | null | undefined;
  /** Accepted before this time. */
  createdBefore?: string | null | undefined;
  /** Whether an item of the operation is FAILED. */
  hasFailures?: boolean | null | undefined;
  /** Operations of these kinds. */
  kinds?: Array<OperationKind> | null | undefined;
  /** Operations with one of these statuses. */
  statuses?: Array<OperationStatus> | null | undefined;
};

/** What an operation writes. `Channel.capabilities.operations` states which kinds a channel accepts. */
export type OperationKind =
  /** `confirmInventory`: states whether ordered items are available. */
  | 'INVENTORY_CONFIRMATION'
  /** `replaceProducts`: replaces whole products. */
  | 'PRODUCT_REPLACEMENT'
  /** `adjustStock`: adds to stock, or subtracts from it. */
  | 'STOCK_ADJUSTMENT'
  /** `setStock`, `setSkuStock` and `repairDrift`: sets stock to absolute quantities. */
  | 'STOCK_SET';

/** Whether an operation is still running. */
export type OperationStatus =
  /** Every item is finished. */
  | 'COMPLETED'
  /** At least one item is PENDING. */
  | 'RUNNING';

/** Selects products. All conditions apply together. A condition that is omitted selects all. */
export type ProductFilter = {
  /** The keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Codes of products, exactly as written. */
  codes?: Array<string> | null | undefined;
  /** The gateway saw the product after this time. */
  observedAfter?: string | null | undefined;
  /** The vendors' ids of products. */
  productIds?: Array<string | number> | null | undefined;
  /** At least one stock level of the product is in this range. */
  quantity?: IntRangeInput | null | undefined;
  /** One contiguous text that the name, the code, the product id or another name of the product contains. Its words are not searched for one by one. Case, width and spaces at both ends are ignored. Hiragana and katakana differ. */
  search?: string | null | undefined;
};

/** Where a value comes from. */
export type Source =
  /** The vendor acknowledged a write of this value. Sales since then are not included. */
  | 'ACKNOWLEDGED_WRITE'
  /** The vendor reported that the value changed, and the gateway read the new value. */
  | 'VENDOR_EVENT'
  /** The gateway read this value from the vendor. */
  | 'VENDOR_READ';

/** Selects stock levels. All conditions apply together. A condition that is omitted selects all. */
export type StockFilter = {
  /** The keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Whether `StockLevel.drift` is not null. */
  drifted?: boolean | null | undefined;
  /** The vendors' ids of stores. */
  locationIds?: Array<string | number> | null | undefined;
  /** Whether the gateway has accepted a change of the stock that is not finished yet. */
  pending?: boolean | null | undefined;
  /** The vendors' ids of products. */
  productIds?: Array<string | number> | null | undefined;
  /** The quantity is in this range. */
  quantity?: IntRangeInput | null | undefined;
  /** Codes of SKUs, exactly as written. Selects the levels of their listings. A subscription looks up the listings when it begins. */
  skus?: Array<string | number> | null | undefined;
};

export type ExportStockQueryVariables = Exact<{
  filter?: StockFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ExportStockQuery = { stockLevels: { nodes: Array<{ productId: string, locationId: string | null, optionId: string | null, quantity: number, soldOut: boolean | null, pendingQuantity: number | null, source: Source, observedAt: string, channel: { key: string }, product:
        | { name: string, code: string | null }
        | { name: string, code: string | null }
       | null, location: { name: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExportProductsQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ExportProductsQuery = { products: { nodes: Array<
      | { productId: string, name: string, code: string | null, image: string | null, source: Source, observedAt: string, channel: { key: string }, price: { amount: string, currency: string } | null, sku: { code: string } | null, options: Array<{ optionId: string, names: Array<{ name: string }>, price: { amount: string } | null }> }
      | { productId: string, name: string, code: string | null, image: string | null, source: Source, observedAt: string, channel: { key: string }, price: { amount: string, currency: string } | null, sku: { code: string } | null, options: Array<{ optionId: string, names: Array<{ name: string }>, price: { amount: string } | null }> }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExportOperationsQueryVariables = Exact<{
  filter?: OperationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ExportOperationsQuery = { operations: { nodes: Array<{ id: string, kind: OperationKind, status: OperationStatus, createdAt: string, completedAt: string | null, client: string, idempotencyKey: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ExportStockDocument = new TypedDocumentString(`
    query ExportStock($filter: StockFilter, $first: Int!, $after: String) {
  stockLevels(filter: $filter, first: $first, after: $after) {
    nodes {
      channel {
        key
      }
      productId
      locationId
      optionId
      quantity
      soldOut
      pendingQuantity
      source
      observedAt
      product {
        name
        code
      }
      location {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExportStockQuery, ExportStockQueryVariables>;
export const ExportProductsDocument = new TypedDocumentString(`
    query ExportProducts($filter: ProductFilter, $first: Int!, $after: String) {
  products(filter: $filter, first: $first, after: $after) {
    nodes {
      channel {
        key
      }
      productId
      name
      code
      price {
        amount
        currency
      }
      image
      sku {
        code
      }
      source
      observedAt
      options {
        optionId
        names {
          name
        }
        price {
          amount
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExportProductsQuery, ExportProductsQueryVariables>;
export const ExportOperationsDocument = new TypedDocumentString(`
    query ExportOperations($filter: OperationFilter, $first: Int!, $after: String) {
  operations(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      kind
      status
      createdAt
      completedAt
      client
      idempotencyKey
      itemCount
      appliedCount
      failedCount
      supersededCount
      canceledCount
      unknownCount
      pendingCount
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExportOperationsQuery, ExportOperationsQueryVariables>;