import type { Change } from '../../domain/changes/change.ts';
import type { QuantityGuard } from '../../domain/changes/guard.ts';
import type { ChannelId, RequestId } from '../../domain/ids.ts';
import type { ItemState, Retry, RowOutcome } from '../../domain/item.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';

export type RequestDraft = {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly sentAt: number;
  /** SHA-256 of the secret in the callback URL. Null for a vendor that answers at once. */
  readonly callbackHash: string | null;
  /** The time at which its items stop waiting for an outcome. Milliseconds since the epoch. */
  readonly deadline: number;
  /** How guarded changes are compared. With LAST_ACKNOWLEDGED, the claim compares them. */
  readonly guard?: QuantityGuard;
};

/** A first try claims queued items, a further try retrying ones. */
export type ClaimableState = Extract<ItemState, 'QUEUED' | 'RETRYING'>;

/** A row of a request with the values to send. Newer watermark values may replace older values of the item's change. */
export type RequestRow = ItemRef & { readonly change: Change };

/** A row of a request that is about to be sent. */
export type ClaimedRow = RequestRow & {
  /** Null for a row without a failed try. */
  readonly retry: Retry | null;
  /** Whether an earlier try of the row may have been applied. It is set only for a guarded change. */
  readonly isInDoubt?: boolean;
};

/** An item that waits for its next try, and the last request that carried it. */
export type RetryingItem = {
  readonly item: QueuedItem;
  readonly requestId: RequestId;
  readonly retry: Retry;
};

/** The outcome of a request that waited for its callback. */
export type Concluded = Extract<RequestOutcome, 'CALLED_BACK' | 'TIMED_OUT'>;

/** A request that its vendor accepted and that waits for the callback. */
export type AwaitedRequest = {
  readonly id: RequestId;
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly attempt: number;
  readonly sentAt: number;
  readonly deadline: number;
  readonly vendorRequestId: string | null;
  /** SHA-256 of the secret in the callback URL. Null for a vendor that answers at once. */
  readonly callbackHash: string | null;
  /** A callback that came before the vendor's answer. */
  readonly earlyCallback: unknown;
  readonly outcome: RequestOutcome;
  /**
   * The rows of the request in the order in which they were sent, with their present `state`. `current` is whether no
   * later request carries the row.
   */
  readonly rows: readonly (RequestRow & { readonly state: ItemState; readonly current: boolean })[];
};

/** The result of a request, and its consequences for the rows. */
export type Settlement = {
  readonly requestId: RequestId;
  readonly at: number;
  /** Null leaves the recorded outcome of the request. */
  readonly outcome: RequestOutcome | null;
  /** Null if there was no new exchange. */
  readonly exchange: Exchange | null;
  readonly rows: readonly (ItemRef & { readonly outcome: RowOutcome })[];
  /** Rows that were not sent. They go back to their queue, or to their pause if an earlier try had failed. */
  readonly release?: readonly ItemRef[];
  /** Rows whose try failed. They wait for the next one. */
  readonly retry?: readonly (ItemRef & { readonly retry: Retry })[];
};

/** The unfinished work of a gateway that stopped. */
export type Recovery = {
  readonly queued: readonly QueuedItem[];
  readonly retrying: readonly RetryingItem[];
  /** The number of unfinished items of each channel, including those that wait for a callback. */
  readonly underWay: ReadonlyMap<ChannelId, number>;
  readonly awaited: readonly Pick<AwaitedRequest, 'id' | 'deadline' | 'earlyCallback'>[];
  /**
   * The number of items of each channel that were left to a gateway that has it, including those that wait for a
   * callback.
   */
  readonly left: ReadonlyMap<ChannelId, number>;
};

export const noRecovery: Recovery = {
  queued: [],
  retrying: [],
  underWay: new Map(),
  awaited: [],
  left: new Map(),
};

/** Work that a gateway left to one that has the channels. */
export type HandedOn = {
  readonly items: number;
  /** Requests whose callbacks this gateway no longer waits for. */
  readonly requests: readonly RequestId[];
};

export const nothingHandedOn: HandedOn = { items: 0, requests: [] };
