import type { Change, ChangeOf } from '../domain/changes/change.ts';
import type { VendorUnavailable } from '../domain/failure.ts';
import type { ChannelId, ChannelKey } from '../domain/ids.ts';
import type { RowOutcome } from '../domain/item.ts';
import type { OperationKind } from '../domain/operation.ts';
import type { Exchange } from '../domain/vendor-request.ts';
import type { StartCall, VendorEvents, VendorReads } from './vendor-reads.ts';

/**
 * The name of a vendor, in upper case with underscores, as the schema and the settings write it. The vendors themselves
 * are the definitions in `adapters/vendors`.
 */
export type Vendor = Uppercase<string>;

/** The limits of a channel. */
export type ChannelLimits = {
  /** Requests that run at the same time. */
  readonly concurrency: number;
  /** Writing requests started per second; null for no limit. */
  readonly ratePerSecond: number | null;
  /** Reading requests started per second; null for no limit. */
  readonly readRatePerSecond: number | null;
  /** The longest duration of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest wait of an accepted request for its callback, in milliseconds. */
  readonly callbackTimeoutMs: number;
  /** The time after its first failed try in which an item is retried, in milliseconds; 0 for a single try. */
  readonly retryForMs: number;
  /** Retries per minute. */
  readonly retriesPerMinute: number;
  /** The time between two reads of what changed in the catalogue, in milliseconds. */
  readonly catalogPollMs: number;
  /** The time between two reads of the whole catalogue, in milliseconds. */
  readonly catalogFullPassMs: number;
  /** How long the vendor may take to explain a difference of stock, before it is drift. Milliseconds. */
  readonly driftAfterMs: number;
};

/** The rules of a channel as data. The core derives its checks of an item from them. */
export type IdRule = { readonly pattern: RegExp; readonly description: string };
export type StockRules = {
  readonly productId: IdRule;
  readonly quantity: { readonly min: number; readonly max: number };
  /** The rule for the id of a store. Null if the vendor has no stores. With a rule, an item must name a store. */
  readonly locationId: IdRule | null;
  /** The rule for the id of an option. Null if the vendor has no options. */
  readonly optionId: IdRule | null;
  /** Whether the vendor stores a sold-out flag. */
  readonly soldOut: boolean;
  /** Characters. Null if the vendor stores no memo. */
  readonly memoMaxLength: number | null;
};
export type AdjustmentRules = Pick<StockRules, 'productId' | 'quantity' | 'locationId' | 'memoMaxLength'> & {
  /** The quantity that one adjustment may add. A negative one is subtracted. */
  readonly delta: { readonly min: number; readonly max: number };
};
export type ProductRules = {
  readonly productId: IdRule;
  readonly optionId: IdRule;
  readonly quantity: { readonly min: number; readonly max: number };
};
export type ConfirmationRules = { readonly orderItemId: IdRule; readonly memoMaxLength: number };

export type RulesOf<Kind extends OperationKind> = {
  readonly STOCK_SET: StockRules;
  readonly STOCK_ADJUSTMENT: AdjustmentRules;
  readonly PRODUCT_REPLACEMENT: ProductRules;
  readonly INVENTORY_CONFIRMATION: ConfirmationRules;
}[Kind];

/** The result of one request. Expected failures are values; a throw is a bug. */
export type SendResult =
  /** The vendor answered for each row. `rows[i]` is the outcome of row i. */
  | { readonly type: 'answered'; readonly rows: readonly RowOutcome[]; readonly exchange: Exchange }
  /** The vendor accepted the request and will call back. Nothing is applied yet. */
  | { readonly type: 'accepted'; readonly vendorRequestId: string; readonly exchange: Exchange }
  /** The vendor refused the whole request with a 4xx. `rows[i]` is the outcome that row i would have alone. */
  | { readonly type: 'refused'; readonly rows: readonly RowOutcome[]; readonly exchange: Exchange }
  /** The request failed and may be retried. `mayHaveApplied` is true if it may have changed the vendor's data. */
  | {
      readonly type: 'unavailable';
      readonly failure: VendorUnavailable;
      readonly mayHaveApplied: boolean;
      /** The pause that the vendor asked for, in milliseconds. */
      readonly retryAfterMs: number | null;
      /** The request was sent, and its answer did not come in time. */
      readonly timedOut: boolean;
      readonly exchange: Exchange;
    };

export type Delivery = {
  /** The URL to which the vendor reports the outcome of an accepted request. Null for a vendor that answers at once. */
  readonly callbackUrl: string | null;
  /**
   * A text that no other request has: 20 hexadecimal digits. A vendor that stores a text with each change can be asked later
   * which of its changes this request made. It is not a secret. Null for a request without a callback URL.
   */
  readonly mark: string | null;
  /**
   * Called directly before the first byte is written, in the same step. If it returns false, nothing is sent, because
   * another gateway may own the rows by then.
   */
  mayStart(): boolean;
  /**
   * The first request of a delivery has been started by its caller. Each further one, e.g. for a token, needs a start.
   */
  readonly startCall: StartCall;
};

/** What a vendor accepts for one kind of operation, and how much. */
export type OperationSupport<Kind extends OperationKind> = {
  readonly rules: RulesOf<Kind>;
  readonly maxRowsPerRequest: number;
  /** True if `send` returns `accepted` and the outcome arrives later, at a callback URL. */
  readonly callsBack: boolean;
};

/** One kind of write of a channel. */
export interface Writer<Kind extends OperationKind> extends OperationSupport<Kind> {
  readonly kind: Kind;
  /** Rows with different shapes are never in one request. */
  shapeOf(change: ChangeOf<Kind>): string;
  /** Sends one request. `rows` has 1 to `maxRowsPerRequest` changes of one shape and of distinct targets. */
  send(rows: readonly ChangeOf<Kind>[], delivery: Delivery): Promise<SendResult>;
}

/** The content of a vendor's callback. */
export type CallbackMessage =
  /** The request was applied. A change without a receipt is not reported by the callback. */
  | {
      readonly type: 'applied';
      readonly vendorRequestId: string;
      receiptFor(change: Change, at: number): RowOutcome | null;
    }
  /** The request failed, and nothing of it was applied. `row` is the index of the row that caused it, or null if none is named. */
  | {
      readonly type: 'failed';
      readonly vendorRequestId: string;
      readonly row: number | null;
      /** The failure of the row that caused it. */
      failureFor(change: Change): RowOutcome;
      /** The outcome of another row, if it is not sent again. */
      collateralFor(change: Change): RowOutcome;
      /**
       * Whether the other rows may have been applied after all, because no page of the vendor rules it out. Adjustments
       * are then not sent again. Absent where certainly nothing was applied.
       */
      readonly othersMayHaveApplied?: boolean;
    };

/** One configured vendor account. */
export interface Channel extends VendorReads {
  readonly id: ChannelId;
  /** The channel's name in the settings. */
  readonly key: ChannelKey;
  readonly vendor: Vendor;
  /** ISO 4217. The prices of the vendor are in this currency. */
  readonly currency: string;
  /** Whether the channel uses the gateway's own sandbox. */
  readonly sandbox: boolean;
  readonly limits: ChannelLimits;
  readonly writers: { readonly [Kind in OperationKind]?: Writer<Kind> };
  /**
   * Reads the body of a callback. Null if it is not a callback of this vendor. Absent if the vendor never calls back.
   */
  readCallback?(body: unknown): CallbackMessage | null;
  /** Absent if the vendor sends no events, or if the settings have no secret for them. */
  readonly events?: VendorEvents;
  /** Closes its connections. */
  close(): Promise<void>;
}

/** What a channel accepts, and how much of it. Clients read this instead of documentation about a vendor. */
export type ChannelCapabilities = {
  readonly operations: readonly OperationKind[];
  /** The largest value of all operations. */
  readonly maxRowsPerRequest: number;
  readonly readsStock: boolean;
  readonly readsProducts: boolean;
  /** Whether the outcome of a request arrives later, by a callback. */
  readonly callsBack: boolean;
  /** Null for a channel without stock. */
  readonly quantity: { readonly min: number; readonly max: number } | null;
  /** The quantity that one adjustment may add. Null for a channel that takes no adjustments. */
  readonly delta: { readonly min: number; readonly max: number } | null;
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
  const { STOCK_SET: stock, STOCK_ADJUSTMENT: adjustment } = writers;
  const { PRODUCT_REPLACEMENT: product, INVENTORY_CONFIRMATION: confirmation } = writers;
  return {
    operations: all.map(({ kind }) => kind),
    maxRowsPerRequest: all.reduce((most, writer) => Math.max(most, writer.maxRowsPerRequest), 0),
    readsStock: readStock !== undefined,
    readsProducts: readProducts !== undefined,
    callsBack: all.some((writer) => writer.callsBack),
    quantity: stock?.rules.quantity ?? product?.rules.quantity ?? null,
    delta: adjustment?.rules.delta ?? null,
    memoMaxLength: stock?.rules.memoMaxLength ?? confirmation?.rules.memoMaxLength ?? null,
    hasLocations: stock !== undefined && stock.rules.locationId !== null,
    hasOptions: stock !== undefined && stock.rules.optionId !== null,
    hasSoldOut: stock?.rules.soldOut ?? false,
  };
};
