import type { VendorUnavailable } from '../domain/failure.ts';
import type { ProductId } from '../domain/ids.ts';
import type { Location } from '../domain/location.ts';
import type { Product } from '../domain/product.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';

/** Starts one request to the vendor, as soon as the limits of the channel allow it. */
export type StartCall = <Result>(call: () => Promise<Result>) => Promise<Result>;

/**
 * A read from the vendor. It asks `startCall` for the start of each of its requests, so that all reads of a channel
 * together stay within the channel's rate limit for reads. An expected failure is a value. A throw is a bug.
 */
export type ReadFromVendor<Query, Read> = (query: Query, startCall: StartCall) => Promise<Read>;

export type ReadUnavailable = { readonly type: 'unavailable'; readonly failure: VendorUnavailable };

/** `levels[i]` is the level of `keys[i]`, or null if the vendor has none. */
export type StockRead =
  | { readonly type: 'read'; readonly levels: readonly (StockLevel | null)[] }
  | ReadUnavailable;

/** `products[i]` is the product of `productIds[i]`, or null if the vendor has none. */
export type ProductRead =
  | { readonly type: 'read'; readonly products: readonly (Product | null)[] }
  | ReadUnavailable;

/**
 * One page of a list. `after` is the `next` of the page before, null for the first page. With `changedSince`, the list
 * has all rows that changed at this time or later, by the vendor's clock in milliseconds since the epoch. It may have
 * others too, e.g. if the vendor cannot filter by time. The adapter divides a long time into the windows that the vendor
 * accepts. All pages of a list are read with the same `changedSince`.
 */
export type PageQuery = { readonly after: string | null; readonly changedSince: number | null };

/**
 * `next` is null on the last page. `newestChange` is the newest time of change on the page by the vendor's clock, null if
 * no row states one. `skipped` counts the rows that the adapter could not use, e.g. rows without an id.
 */
export type PageRead<Row> =
  | {
      readonly type: 'read';
      readonly rows: readonly Row[];
      readonly next: string | null;
      readonly newestChange: number | null;
      readonly skipped: number;
    }
  | ReadUnavailable;

/** One change in the vendor's own history of a stock. */
export type VendorStockEntry = {
  /** The vendor's id of the entry. Each change has another one. */
  readonly reference: string;
  /** The quantity that was added. Negative if it was subtracted. */
  readonly delta: number;
  /** `Delivery.mark` of the request that made the change. Null for any other change, e.g. a sale. */
  readonly mark: string | null;
};

/**
 * The changes of a stock that the vendor may have made at `since` or later, by the gateway's clock in milliseconds since
 * the epoch.
 */
export type StockHistoryQuery = { readonly key: StockKey; readonly since: number };

/** `entries` is null if the vendor refuses its history to this account. The order of the entries has no meaning. */
export type StockHistoryRead =
  | { readonly type: 'read'; readonly entries: readonly VendorStockEntry[] | null }
  | ReadUnavailable;

/** The reads of a vendor. Each is absent if the vendor does not have it. */
export type VendorReads = {
  /** The stock of these keys. */
  readonly readStock?: ReadFromVendor<readonly StockKey[], StockRead>;
  /**
   * What the vendor states about the changes of one stock. A vendor that has it stores `Delivery.mark` with each adjustment.
   */
  readonly readStockHistory?: ReadFromVendor<StockHistoryQuery, StockHistoryRead>;
  /** These products. */
  readonly readProducts?: ReadFromVendor<readonly ProductId[], ProductRead>;
  /** The vendor's whole catalogue, page by page. A vendor that has one of the lists has all three. */
  readonly catalogue?: {
    readonly products: ReadFromVendor<PageQuery, PageRead<Product>>;
    readonly locations: ReadFromVendor<PageQuery, PageRead<Location>>;
    readonly levels: ReadFromVendor<PageQuery, PageRead<StockLevel>>;
  };
};

/** What a vendor states in an event, without the new values. */
export type VendorEvent =
  /** `reference` is the vendor's id of the change, e.g. of the entry in its stock history. */
  | {
      readonly type: 'stock';
      readonly changes: readonly { readonly key: StockKey; readonly reference: string | null }[];
    }
  | { readonly type: 'products'; readonly productIds: readonly ProductId[] };

/** The events that a vendor sends on its own. */
export type VendorEvents = {
  /** Whether the request carries the secret of this channel. `header` returns a header by its name in lower case. */
  isAuthentic(header: (name: string) => string | undefined): boolean;
  /** Null for a body that is not an event of this account, or that the gateway does not use. */
  read(body: unknown): VendorEvent | null;
};
