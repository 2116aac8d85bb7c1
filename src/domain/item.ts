import { assertNever } from '../lib/assert-never.ts';
import type { Change } from './changes/change.ts';
import type { Watermarks } from './changes/watermark.ts';
import type { ItemFailure, OutcomeUnknown } from './failure.ts';
import { type ClientId, keyOf, type OperationId } from './ids.ts';
import type { ItemRef, OperationKind } from './operation.ts';

export const pendingStages = ['QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK'] as const;
export type PendingStage = (typeof pendingStages)[number];

export const endStates = ['APPLIED', 'FAILED', 'SUPERSEDED', 'CANCELED', 'OUTCOME_UNKNOWN'] as const;
export type EndState = (typeof endStates)[number];

export type ItemState = PendingStage | EndState;

/**
 * The allowed transitions of an item. End states are final, except OUTCOME_UNKNOWN: a late webhook or a read may still
 * show the outcome. An item goes back to QUEUED when its gateway stops, or when the vendor refuses its whole request
 * because of another row. It goes to RETRYING after a transient failure, and from then on to RETRYING instead of QUEUED.
 * Like a queued item, a retrying item leaves its target free. Only a queued item can be canceled.
 */
export const transitions: { readonly [State in ItemState]: readonly ItemState[] } = {
  // A guarded change may end without being sent. It is FAILED, or OUTCOME_UNKNOWN if an earlier try may have been applied.
  QUEUED: ['SENDING', 'SUPERSEDED', 'CANCELED', 'FAILED', 'OUTCOME_UNKNOWN'],
  SENDING: ['QUEUED', 'RETRYING', 'AWAITING_CALLBACK', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  // A late callback of the request that failed may still end it.
  RETRYING: ['SENDING', 'SUPERSEDED', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  AWAITING_CALLBACK: ['QUEUED', 'RETRYING', 'SENDING', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  APPLIED: [],
  FAILED: [],
  SUPERSEDED: [],
  CANCELED: [],
  OUTCOME_UNKNOWN: ['APPLIED', 'FAILED'],
};

export const isTransition = (from: ItemState, to: ItemState): boolean => transitions[from].includes(to);

const pending: ReadonlySet<ItemState> = new Set(pendingStages);
export const isPending = (state: ItemState): state is PendingStage => pending.has(state);

/** Details that a vendor reports about a change that it applied. */
export type StockReceipt = { readonly kind: 'STOCK_SET'; readonly vendorReference: string | null };
export type AdjustmentReceipt = {
  readonly kind: 'STOCK_ADJUSTMENT';
  readonly vendorReference: string | null;
  /** The level that was read after the vendor had applied the adjustment. Null if it could not be read. */
  readonly level: { readonly quantity: number; readonly observedAt: number } | null;
};
export type ProductReceipt = {
  readonly kind: 'PRODUCT_REPLACEMENT';
  readonly shopType: string | null;
  readonly vendorUpdatedAt: number | null;
};
export type ConfirmationReceipt = {
  readonly kind: 'INVENTORY_CONFIRMATION';
  readonly newStatus: string | null;
  readonly supplyPriceRecorded: boolean | null;
  readonly vendorMessage: string | null;
};
export type Receipt = StockReceipt | AdjustmentReceipt | ProductReceipt | ConfirmationReceipt;

/** The evidence that a change is in place: the vendor acknowledged it, or a read found it. */
export type Evidence = 'ACKNOWLEDGED_WRITE' | 'VENDOR_READ';

export type Applied = {
  readonly state: 'APPLIED';
  readonly receipt: Receipt;
  readonly evidence: Evidence;
  readonly at: number;
  /** The newer values that were sent instead of older values of the change. Omitted if there were none. */
  readonly kept?: Watermarks;
};
export type Failed = { readonly state: 'FAILED'; readonly failure: ItemFailure };
export type Superseded = { readonly state: 'SUPERSEDED'; readonly by: OperationId };
/** The client `by` canceled the item before it was sent. */
export type Canceled = { readonly state: 'CANCELED'; readonly by: ClientId };
export type Unknown = { readonly state: 'OUTCOME_UNKNOWN'; readonly failure: OutcomeUnknown };

/** The final state of an item. */
export type Outcome = Applied | Failed | Superseded | Canceled | Unknown;

/** The outcome of a row by the vendor's response. A vendor never supersedes or cancels. */
export type RowOutcome = Applied | Failed | Unknown;

/** The state of an item's tries. It is kept from the first failed try to the end of the item. */
export type Retry = {
  /** Failed tries so far. */
  readonly tries: number;
  /** The next try starts at this time at the earliest, milliseconds since the epoch. */
  readonly at: number;
  /** When the gateway stops trying, milliseconds since the epoch. */
  readonly until: number;
  /** The outcome of the item if no further try is made. */
  readonly outcome: Failed | Unknown;
};

export type PendingItem = {
  readonly state: PendingStage;
  /** When the gateway gives up waiting, milliseconds since the epoch. */
  readonly deadline: number;
};

/** What an item names. A field is null if items of its kind do not have it, or if the caller left it out. */
export type ItemTarget = {
  /** The key of the channel. Of a refused item, the text that its caller wrote. It may be unknown. */
  readonly channel: string;
  readonly productId: string | null;
  readonly locationId: string | null;
  readonly orderItemId: string | null;
  /** The listing of a SKU that the item sets. Of a refused item, the code that its caller wrote. Absent without one. */
  readonly listing?: { readonly sku: string; readonly optionId: string | null };
};

/** The target of an accepted item. */
export const itemTargetOf = (change: Change): ItemTarget => {
  const channel = keyOf(change.channel);
  switch (change.kind) {
    case 'STOCK_SET': {
      const { productId, locationId, listing } = change;
      const target = { channel, productId, locationId, orderItemId: null };
      return listing ? { ...target, listing } : target;
    }
    case 'STOCK_ADJUSTMENT': {
      const { productId, locationId } = change;
      return { channel, productId, locationId, orderItemId: null };
    }
    case 'PRODUCT_REPLACEMENT':
      return { channel, productId: change.productId, locationId: null, orderItemId: null };
    case 'INVENTORY_CONFIRMATION':
      return { channel, productId: null, locationId: null, orderItemId: change.orderItemId };
    default:
      return assertNever(change);
  }
};

/** One item of an operation, as the journal stores it. */
export type Item = ItemRef & {
  readonly kind: OperationKind;
  readonly target: ItemTarget;
  /** Null for an item that was invalid at acceptance. */
  readonly change: Change | null;
  readonly progress: PendingItem | Outcome;
};
