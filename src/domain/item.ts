import type { Change } from './change.ts';
import type { ItemFailure, OutcomeUnknown } from './failure.ts';
import type { OperationId } from './ids.ts';
import type { ItemRef, OperationKind } from './operation.ts';
import type { Watermarks } from './watermark.ts';

export const pendingStages = ['QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK'] as const;
export type PendingStage = (typeof pendingStages)[number];

export const endStates = ['APPLIED', 'FAILED', 'SUPERSEDED', 'OUTCOME_UNKNOWN'] as const;
export type EndState = (typeof endStates)[number];

export type ItemState = PendingStage | EndState;

/**
 * The legal moves of an item. End states absorb, but for OUTCOME_UNKNOWN: later evidence (a late webhook, a read)
 * may still tell what became of it. An item goes back to QUEUED when its gateway died in between, or when the vendor
 * refused its whole request because of another row. It goes to RETRYING when a try failed in a way that passes, and
 * from
 * then on to RETRYING in place of QUEUED. Like a queued item, a retrying one leaves its target free.
 */
export const transitions: { readonly [State in ItemState]: readonly ItemState[] } = {
  QUEUED: ['SENDING', 'SUPERSEDED'],
  SENDING: ['QUEUED', 'RETRYING', 'AWAITING_CALLBACK', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  // A late callback of the request that failed may still end it.
  RETRYING: ['SENDING', 'SUPERSEDED', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  AWAITING_CALLBACK: ['QUEUED', 'RETRYING', 'SENDING', 'APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'],
  APPLIED: [],
  FAILED: [],
  SUPERSEDED: [],
  OUTCOME_UNKNOWN: ['APPLIED', 'FAILED'],
};

export const canMove = (from: ItemState, to: ItemState): boolean => transitions[from].includes(to);

const pending: ReadonlySet<ItemState> = new Set(pendingStages);
export const isPending = (state: ItemState): state is PendingStage => pending.has(state);

/** What a vendor tells of a change it applied, beside that it did. */
export type StockReceipt = { readonly kind: 'STOCK_UPDATE'; readonly vendorReference: string | null };
export type ProductReceipt = {
  readonly kind: 'PRODUCT_UPDATE';
  readonly shopType: string | null;
  readonly vendorUpdatedAt: number | null;
};
export type ConfirmationReceipt = {
  readonly kind: 'INVENTORY_CONFIRMATION';
  readonly newStatus: string | null;
  readonly supplyPriceRecorded: boolean | null;
  readonly vendorMessage: string | null;
};
export type Receipt = StockReceipt | ProductReceipt | ConfirmationReceipt;

/** How the vendor showed that a change is in place: it said so, or a read found it. */
export type Evidence = 'ACKNOWLEDGED_WRITE' | 'VENDOR_READ';

export type Applied = {
  readonly state: 'APPLIED';
  readonly receipt: Receipt;
  readonly evidence: Evidence;
  readonly at: number;
  /** The newer values that were sent in place of older ones of the change; left out where there were none. */
  readonly kept?: Watermarks;
};
export type Failed = { readonly state: 'FAILED'; readonly failure: ItemFailure };
export type Superseded = { readonly state: 'SUPERSEDED'; readonly by: OperationId };
export type Unknown = { readonly state: 'OUTCOME_UNKNOWN'; readonly failure: OutcomeUnknown };

/** Where an item ended. */
export type Outcome = Applied | Failed | Superseded | Unknown;

/** Where a vendor's answer leaves a row; only the journal supersedes. */
export type RowOutcome = Applied | Failed | Unknown;

/** The state of an item's tries. It is kept from the first failed try to the end of the item. */
export type Retry = {
  /** Failed tries so far. */
  readonly tries: number;
  /** The next try is not made before this moment, milliseconds since the epoch. */
  readonly at: number;
  /** When the gateway stops trying, milliseconds since the epoch. */
  readonly until: number;
  /** What becomes of the item when no further try is made. */
  readonly outcome: Failed | Unknown;
};

export type PendingItem = {
  readonly state: PendingStage;
  /** When the gateway gives up waiting, milliseconds since the epoch. */
  readonly deadline: number;
};

/** One item of an operation as the journal holds it. */
export type Item = ItemRef & {
  readonly kind: OperationKind;
  /** As the caller wrote it: an unknown channel stays readable. */
  readonly channel: string;
  /** Null for an item that was refused at acceptance. */
  readonly change: Change | null;
  readonly progress: PendingItem | Outcome;
};
