import type { Change } from '../domain/change.ts';
import type { ChannelId, RequestId } from '../domain/ids.ts';
import type { ItemState, Retry, RowOutcome } from '../domain/item.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../domain/vendor-request.ts';

export type RequestDraft = {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly sentAt: number;
  /** SHA-256 of the secret in the callback URL; null for a vendor that answers at once. */
  readonly callbackHash: string | null;
  /** When an item of it gives up for want of an answer, milliseconds since the epoch. */
  readonly deadline: number;
};

/** A row of a request with the values to send. Newer watermark values may replace older values of the item's change. */
export type RequestRow = ItemRef & { readonly change: Change };

/** A row of a request that is about to be sent; `retry` is null for a row that no try failed for. */
export type ClaimedRow = RequestRow & { readonly retry: Retry | null };

/** An item that waits for its next try, and the last request that carried it. */
export type RetryingItem = {
  readonly item: QueuedItem;
  readonly requestId: RequestId;
  readonly retry: Retry;
};

/** How a request that waited for its callback ends. */
export type Concluded = Extract<RequestOutcome, 'CALLED_BACK' | 'TIMED_OUT'>;

/** A request that was accepted by its vendor and waits for the callback. */
export type AwaitedRequest = {
  readonly id: RequestId;
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly attempt: number;
  readonly sentAt: number;
  readonly deadline: number;
  readonly vendorRequestId: string | null;
  /** A callback that came before the vendor had answered the request. */
  readonly earlyCallback: unknown;
  readonly outcome: RequestOutcome;
  /**
   * The rows of the request as it was sent, in order; `state` as it is now, `current` if this is still their request.
   */
  readonly rows: readonly (RequestRow & { readonly state: ItemState; readonly current: boolean })[];
};

/** How a request went, and what that means for its rows. */
export type Settlement = {
  readonly requestId: RequestId;
  readonly at: number;
  /** Null to leave the request as it was noted before. */
  readonly outcome: RequestOutcome | null;
  /** Null where nothing new was seen on the wire. */
  readonly exchange: Exchange | null;
  readonly rows: readonly (ItemRef & { readonly outcome: RowOutcome })[];
  /** Rows that nothing came of: they wait for their turn again, or for their next try where one had failed before. */
  readonly release?: readonly ItemRef[];
  /** Rows that were being sent and whose try failed: they wait for the next one. */
  readonly retry?: readonly (ItemRef & { readonly retry: Retry })[];
};

/** Work that was under way when a gateway stopped. */
export type Recovery = {
  readonly queued: readonly QueuedItem[];
  readonly retrying: readonly RetryingItem[];
  /** How many items of each channel are under way, those that wait for a callback too. */
  readonly underWay: ReadonlyMap<ChannelId, number>;
  readonly awaited: readonly Pick<AwaitedRequest, 'id' | 'deadline' | 'earlyCallback'>[];
  /** How many items of each channel, those that wait for a callback too, were left to a gateway that has it. */
  readonly left: ReadonlyMap<ChannelId, number>;
};

export const noRecovery: Recovery = {
  queued: [],
  retrying: [],
  underWay: new Map(),
  awaited: [],
  left: new Map(),
};

/** Work that a gateway left to one that has its channels. */
export type HandedOn = {
  readonly items: number;
  /** Requests whose callbacks this gateway no longer waits for. */
  readonly requests: readonly RequestId[];
};

export const nothingHandedOn: HandedOn = { items: 0, requests: [] };
