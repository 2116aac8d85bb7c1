import type { Change, ChangeOf } from '../domain/change.ts';
import type { VendorUnavailable } from '../domain/failure.ts';
import type { ChannelId, ChannelKey, ProductId } from '../domain/ids.ts';
import type { RowOutcome } from '../domain/item.ts';
import type { Location } from '../domain/location.ts';
import type { OperationKind } from '../domain/operation.ts';
import type { Product } from '../domain/product.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';
import type { Exchange } from '../domain/vendor-request.ts';

/**
 * The name of a vendor, in upper case with underscores, as the schema and the settings write it. The vendors themselves
 * are the definitions in `adapters/vendors`.
 */
export type Vendor = Uppercase<string>;

/** How hard a channel may be pressed. */
export type ChannelLimits = {
  /** Requests at a time. */
  readonly concurrency: number;
  /** Requests that write, started a second; null for no limit. */
  readonly ratePerSecond: number | null;
  /** Requests that read, started a second; null for no limit. */
  readonly readRatePerSecond: number | null;
  /** How long one request may take, milliseconds. */
  readonly timeoutMs: number;
  /** How long an accepted request may wait for its callback, milliseconds. */
  readonly callbackTimeoutMs: number;
  /** For how long an item is tried again after its first failed try, milliseconds; 0 for one try. */
  readonly retryForMs: number;
  /** Requests a minute that try again what failed. */
  readonly retriesPerMinute: number;
};

/** What a channel takes, as data: the core makes its checks of an item from it. */
export type IdRule = { readonly pattern: RegExp; readonly description: string };
export type StockRules = {
  readonly productId: IdRule;
  readonly quantity: { readonly min: number; readonly max: number };
  /** The rule of a store's id; null where the vendor has no stores. Where there is one, a store must be named. */
  readonly locationId: IdRule | null;
  /** The rule of an option's id; null where the vendor has no options. */
  readonly optionId: IdRule | null;
  /** Whether the vendor keeps a flag that a product is sold out. */
  readonly soldOut: boolean;
  /** Characters; null where the vendor keeps no memo. */
  readonly memoMaxLength: number | null;
};
export type ProductRules = {
  readonly productId: IdRule;
  readonly optionId: IdRule;
  readonly quantity: { readonly min: number; readonly max: number };
};
export type ConfirmationRules = { readonly orderItemId: IdRule; readonly memoMaxLength: number };

export type RulesOf<Kind extends OperationKind> = {
  readonly STOCK_UPDATE: StockRules;
  readonly PRODUCT_UPDATE: ProductRules;
  readonly INVENTORY_CONFIRMATION: ConfirmationRules;
}[Kind];

/** What came back for one request. Expected failures are values; a throw is a bug. */
export type SendResult =
  /** The vendor answered for the rows: `rows[i]` tells of row i. */
  | { readonly type: 'answered'; readonly rows: readonly RowOutcome[]; readonly exchange: Exchange }
  /** The vendor took the request and will call back; nothing is applied yet. */
  | { readonly type: 'accepted'; readonly vendorRequestId: string; readonly exchange: Exchange }
  /** The vendor refused the request as a whole (a 4xx); `rows[i]` is what that means for row i on its own. */
  | { readonly type: 'refused'; readonly rows: readonly RowOutcome[]; readonly exchange: Exchange }
  /** No use now: it may be tried again. `mayHaveApplied` where the request may have reached the vendor's data. */
  | {
      readonly type: 'unavailable';
      readonly failure: VendorUnavailable;
      readonly mayHaveApplied: boolean;
      /** What the vendor asked to wait, milliseconds. */
      readonly retryAfterMs: number | null;
      /** The request was sent, and no answer came in time. */
      readonly timedOut: boolean;
      readonly exchange: Exchange;
    };

/** Starts one request to the vendor, as soon as the limits of the channel allow it. */
export type StartCall = <Result>(call: () => Promise<Result>) => Promise<Result>;

export type Delivery = {
  /** Where the vendor reports the end of an accepted request; null for a vendor that answers at once. */
  readonly callbackUrl: string | null;
  /**
   * Asked as the first byte is about to be written, in the same step: when it says no nothing is sent, since the rows
   * may be another gateway's by now.
   */
  mayStart(): boolean;
  /** The first request of a delivery has its start already. Each further one, such as one for a token, asks for its own. */
  readonly startCall: StartCall;
};

/** What a vendor accepts of one kind of operation, and how much of it. */
export type OperationSupport<Kind extends OperationKind> = {
  readonly rules: RulesOf<Kind>;
  readonly maxRowsPerRequest: number;
  /** True where `send` returns `accepted` and the outcome arrives later, at a callback URL. */
  readonly callsBack: boolean;
};

/** One kind of write of a channel. */
export interface Writer<Kind extends OperationKind> extends OperationSupport<Kind> {
  readonly kind: Kind;
  /** Rows of unequal shape never share a request. */
  shapeOf(change: ChangeOf<Kind>): string;
  /** Sends one request. `rows` has 1 to `maxRowsPerRequest` changes of one shape and of distinct targets. */
  send(rows: readonly ChangeOf<Kind>[], delivery: Delivery): Promise<SendResult>;
}

/** What a vendor's callback says. */
export type CallbackMessage =
  /** Applied. Each receipt tells of one change; a change without one is not told of. */
  | {
      readonly type: 'applied';
      readonly vendorRequestId: string;
      receiptFor(change: Change, at: number): RowOutcome | null;
    }
  /** Nothing of the request was applied; `row` is the index it blames, null when it names none. */
  | {
      readonly type: 'failed';
      readonly vendorRequestId: string;
      readonly row: number | null;
      /** What the message means for the row it blames. */
      failureFor(change: Change): RowOutcome;
      /** What it means for a row that it does not blame, once no further try is made. */
      collateralFor(change: Change): RowOutcome;
    };

/** One configured vendor account. */
export interface Channel {
  readonly id: ChannelId;
  /** Its name in the settings. */
  readonly key: ChannelKey;
  readonly vendor: Vendor;
  /** True when it talks to the gateway's own sandbox. */
  readonly sandbox: boolean;
  readonly limits: ChannelLimits;
  readonly writers: { readonly [Kind in OperationKind]?: Writer<Kind> };
  /** Reads a callback's body; null when it is none of the vendor's. Absent where the vendor never calls back. */
  readCallback?(body: unknown): CallbackMessage | null;
  /** Reads the current stock from the vendor. Absent where the vendor has no such read, as are the other reads. */
  readStock?: ReadFromVendor<readonly StockKey[], StockRead>;
  readProducts?: ReadFromVendor<ProductQuery, ProductRead>;
  /** Reads all locations. */
  readLocations?: ReadFromVendor<null, LocationRead>;
  /** Closes its connections. */
  close(): Promise<void>;
}

/**
 * A read from the vendor. It asks `startCall` for the start of each of its requests, so that all reads of a channel
 * together stay within the channel's rate limit for reads.
 */
export type ReadFromVendor<Query, Read> = (query: Query, startCall: StartCall) => Promise<Read>;

export type ReadUnavailable = { readonly type: 'unavailable'; readonly failure: VendorUnavailable };

/** `levels[i]` answers `keys[i]`; null where the vendor knows no level. */
export type StockRead =
  | { readonly type: 'read'; readonly levels: readonly (StockLevel | null)[] }
  | ReadUnavailable;

/** Products by their ids, or one page of all products; `after` is the `next` of the page before, null for the first page. */
export type ProductQuery =
  | { readonly type: 'named'; readonly productIds: readonly ProductId[] }
  | { readonly type: 'page'; readonly after: string | null };

/** Products that the vendor does not know are left out. `next` is null on the last page. */
export type ProductRead =
  | { readonly type: 'read'; readonly products: readonly Product[]; readonly next: string | null }
  | ReadUnavailable;

export type LocationRead =
  | { readonly type: 'read'; readonly locations: readonly Location[] }
  | ReadUnavailable;

/** What a channel accepts, and how much of it. Clients read this instead of documentation about a vendor. */
export type ChannelCapabilities = {
  readonly operations: readonly OperationKind[];
  /** Of the operation that allows most. */
  readonly maxRowsPerRequest: number;
  readonly readsStock: boolean;
  readonly readsProducts: boolean;
  /** Whether the outcome of a request arrives later, by a callback. */
  readonly callsBack: boolean;
  /** Null for a channel without stock. */
  readonly quantity: { readonly min: number; readonly max: number } | null;
  /** Characters (code points). Null where the vendor stores no memo. */
  readonly memoMaxLength: number | null;
  /** Whether a stock change must name a store. Where this is false, it must not. */
  readonly hasLocations: boolean;
  readonly hasOptions: boolean;
  readonly hasSoldOut: boolean;
};

export const capabilitiesOf = ({
  writers,
  readStock,
  readProducts,
}: Pick<Channel, 'writers' | 'readStock' | 'readProducts'>): ChannelCapabilities => {
  const all = Object.values(writers);
  const { STOCK_UPDATE: stock, PRODUCT_UPDATE: product, INVENTORY_CONFIRMATION: confirmation } = writers;
  return {
    operations: all.map(({ kind }) => kind),
    maxRowsPerRequest: all.reduce((most, writer) => Math.max(most, writer.maxRowsPerRequest), 0),
    readsStock: readStock !== undefined,
    readsProducts: readProducts !== undefined,
    callsBack: all.some((writer) => writer.callsBack),
    quantity: stock?.rules.quantity ?? product?.rules.quantity ?? null,
    memoMaxLength: stock?.rules.memoMaxLength ?? confirmation?.rules.memoMaxLength ?? null,
    hasLocations: stock !== undefined && stock.rules.locationId !== null,
    hasOptions: stock !== undefined && stock.rules.optionId !== null,
    hasSoldOut: stock?.rules.soldOut ?? false,
  };
};
