import type { Caller, Scope } from '../domain/caller.ts';
import type { Change } from '../domain/changes/change.ts';
import type { InvalidItem, StaleQuantity, TargetNotFound, VendorUnavailable } from '../domain/failure.ts';
import type {
  ChannelId,
  ChannelKey,
  ClientId,
  OperationId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '../domain/ids.ts';
import type { EndState, Item, ItemTarget } from '../domain/item.ts';
import type { Operation, OperationKind } from '../domain/operation.ts';
import type { Product } from '../domain/product.ts';
import type { Sku } from '../domain/sku.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';
import type { WebhookDelivery, WebhookEndpoint, WebhookEvent } from '../domain/webhook.ts';
import type { Channel } from '../ports/channel.ts';
import type { JournalReads } from '../ports/journal/journal-reads.ts';
import type { ProductPosition } from '../ports/journal/page.ts';
import type { Channels } from './channels/channels.ts';
import type { HeldBack } from './channels/held-back-work.ts';
import type { Readiness } from './journal/readiness.ts';
import type { SkuInput } from './skus/inputs.ts';
import type { InputOf, SkuQuantityInput, StockTargetInput } from './submit/inputs.ts';
import type { Allowance } from './submit/item-rate.ts';
import type { StockFilter } from './subscribe/stock-filter.ts';

const userErrorCodes = [
  'NO_ITEMS',
  'TOO_MANY_ITEMS',
  'INVALID_IDEMPOTENCY_KEY',
  'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
  'INVALID_WAIT',
  'OVERLOADED',
  'RATE_LIMITED',
  'UNKNOWN_OPERATION',
  'OPERATION_RUNNING',
  'NOTHING_TO_RETRY',
  'UNKNOWN_CHANNEL',
  'DUPLICATE_CODE',
  'INVALID_VALUE',
  'NOT_FOUND',
  'TOO_MANY_ENDPOINTS',
  'ENDPOINT_DISABLED',
] as const;
export type UserErrorCode = (typeof userErrorCodes)[number];

/** Why a mutation was refused as a whole. */
export type UserError = {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly limit: number | null;
  readonly provided: number | null;
  /** Seconds. */
  readonly retryAfter: number | null;
};

/** A mutation was accepted and is executed, but the journal cannot be read now to report its state. */
export class AcceptedUnread extends Error {
  readonly operationId: OperationId;

  constructor(operationId: OperationId, cause: unknown) {
    super(`Operation ${operationId} was accepted and can't be read`, { cause });
    this.name = 'AcceptedUnread';
    this.operationId = operationId;
  }
}

export type Submission<Kind extends OperationKind> = {
  readonly client: ClientId;
  /** The channels that the client may use. Null for all. Other channels do not exist for it. */
  readonly channels: ReadonlySet<ChannelKey> | null;
  readonly kind: Kind;
  readonly items: readonly InputOf[Kind][];
  readonly idempotencyKey: string | null;
  /** The longest wait for outcomes, milliseconds. */
  readonly waitMs: number;
  /** Called once the request is accepted or replayed, before the wait for its outcomes. */
  whenAccepted?(operation: OperationId): void;
};

export type Refused = { readonly type: 'refused'; readonly errors: readonly UserError[] };

/** A request to repair the drift of stock levels. It becomes one operation, with an item for each target. */
export type RepairSubmission = Omit<Submission<'STOCK_SET'>, 'kind' | 'items'> & {
  readonly targets: readonly StockTargetInput[];
};

export type Submitted =
  | Refused
  | {
      readonly type: 'accepted';
      readonly operation: Operation;
      readonly items: readonly Item[];
      readonly replayed: boolean;
    };

/** A request to cancel the queued items of an operation. */
export type CancelRequest = {
  /** Null for a malformed id. */
  readonly operationId: OperationId | null;
  readonly caller: Caller;
};

/** The operation belongs to the caller, who lacks the scope of its kind. */
export type Forbidden = { readonly type: 'forbidden'; readonly scope: Scope };

export type Canceled =
  | Refused
  | Forbidden
  | {
      readonly type: 'canceled';
      /** As it is after the cancellation. */
      readonly operation: Operation;
      readonly canceledCount: number;
    };

/** The status of an item, without the stage of a pending item. `VALID` is the status of a dry run. */
export type ItemStatus = EndState | 'PENDING' | 'VALID';

/** A request to retry items of an operation. */
export type RetryRequest = {
  /** Null for a malformed id. */
  readonly operationId: OperationId | null;
  readonly caller: Caller;
  readonly statuses: readonly ItemStatus[];
  /** Whether FAILED items are left out whose failure is not retryable. */
  readonly retryableOnly: boolean;
  readonly idempotencyKey: string | null;
  /** Milliseconds. */
  readonly waitMs: number;
  /** Called once the request is accepted or replayed, before the wait for its outcomes. */
  whenAccepted?(operation: OperationId): void;
};

export type Retried = Submitted | Forbidden;

/** An item that was checked and not accepted. */
export type CheckedItem = {
  readonly index: number;
  readonly target: ItemTarget;
  /** Null for an item that breaks a rule. */
  readonly change: Change | null;
  /** Why the item would fail; null if nothing speaks against it. */
  readonly failure: InvalidItem | TargetNotFound | StaleQuantity | null;
  /** The stored level that the change would replace. Null if none is known, or if the change is not about stock. */
  readonly current: StockLevel | null;
};

/** A mutation to check without accepting it. */
export type CheckOf<Kind extends OperationKind> = Pick<Submission<Kind>, 'channels' | 'kind' | 'items'>;

export type Checked = Refused | { readonly type: 'checked'; readonly items: readonly CheckedItem[] };

/** A request to set the stock of SKUs. It becomes one operation, with an item for each listing. */
export type SkuSubmission = Omit<Submission<'STOCK_SET'>, 'kind' | 'items'> & {
  readonly items: readonly SkuQuantityInput[];
};
export type CheckOfSkus = Pick<SkuSubmission, 'channels' | 'items'>;

/** SKUs to save. */
export type SaveSkus = Pick<Submission<OperationKind>, 'channels'> & { readonly items: readonly SkuInput[] };
export type SavedSkus = {
  /** In the order of the items; null for one that was refused. */
  readonly skus: readonly (Sku | null)[];
  readonly errors: readonly UserError[];
};

/** The codes of SKUs to delete. */
export type DeleteSkus = Pick<SaveSkus, 'channels'> & { readonly codes: readonly string[] };
export type DeletedSkus = {
  /** In the order of the input. */
  readonly codes: readonly string[];
  readonly errors: readonly UserError[];
};

/** The state of an operation, and the items that changed since the last event. */
export type OperationEvent = {
  readonly sequence: number;
  readonly operation: Operation;
  readonly items: readonly Item[];
  readonly completed: boolean;
};

/** A stock level that was read. Null if none is known, a failure if the vendor could not be read. */
export type StockReading = StockLevel | VendorUnavailable | null;

/** A product that was read. Null if none is known, a failure if the vendor could not be read. */
export type ProductReading = Product | VendorUnavailable | null;

export const channelStatuses = ['UP', 'DEGRADED', 'DOWN'] as const;
export type ChannelStatus = (typeof channelStatuses)[number];

/** The health of a channel, as this gateway sees it. */
export type ChannelHealth = {
  /** UP: the last request succeeded. DEGRADED: it failed. DOWN: the circuit breaker holds requests back. */
  readonly status: ChannelStatus;
  /** Items in the queues, including those that wait for a retry. */
  readonly queuedItems: number;
  /** The oldest operation with an item in a queue. Null if the queues are empty. */
  readonly oldestQueued: OperationId | null;
  /** Unfinished items, including those that wait for a callback. */
  readonly itemsUnderWay: number;
  /** Running vendor requests. */
  readonly requestsInFlight: number;
  /** Requests with changes that ended in the last seconds, and their items, per second. */
  readonly requestsPerSecond: number;
  readonly itemsPerSecond: number;
  /** The mean time of these requests, milliseconds. Null if there were none. */
  readonly latencyMs: number | null;
  readonly lastFailure: string | null;
  /** Milliseconds since the epoch. */
  readonly lastFailureAt: number | null;
  /** Unfinished items that were accepted for another account. Null if there are none. */
  readonly heldBack: HeldBack | null;
  /** When this gateway last finished a poll of the vendor's lists. Null if it has not. */
  readonly catalogSyncedAt: number | null;
  /** The stock levels with drift at the last check. Null if this gateway does not check the channel. */
  readonly driftCount: number | null;
};

/** A webhook endpoint to create or to change. Null for a malformed id, and for what stays as it is. */
export type WebhookEndpointInput = {
  readonly caller: Caller;
  readonly url: URL;
  readonly events: readonly WebhookEvent[];
};
export type WebhookEndpointUpdate = {
  readonly caller: Caller;
  readonly id: WebhookEndpointId | null;
  readonly url: URL | null;
  readonly events: readonly WebhookEvent[] | null;
  readonly enabled: boolean | null;
  readonly rotateSecret: boolean;
};

export type SavedWebhookEndpoint = {
  readonly endpoint: WebhookEndpoint | null;
  /** Only if this mutation made it. The gateway never returns it again. */
  readonly secret: string | null;
  readonly errors: readonly UserError[];
};
export type DeletedWebhookEndpoint = {
  readonly deletedId: WebhookEndpointId | null;
  readonly errors: readonly UserError[];
};
export type Redelivered = {
  readonly delivery: WebhookDelivery | null;
  readonly errors: readonly UserError[];
};
/** What the global id of a delivery names. */
export type WebhookDeliveryKey = {
  readonly id: WebhookEndpointId;
  readonly delivery: WebhookDeliveryId;
};

/** The gateway, as GraphQL and HTTP use it. */
export type Gateway = {
  readonly channels: Pick<Channels, 'get' | 'named' | 'values' | 'idOf'>;
  readonly reads: JournalReads;
  /** Saves SKUs, each completely or not at all. */
  saveSkus(command: SaveSkus): Promise<SavedSkus>;
  /** Deletes SKUs. Operations stay as they are. */
  deleteSkus(command: DeleteSkus): Promise<DeletedSkus>;
  /** An endpoint of the caller's client, which gets events from now on. */
  createWebhookEndpoint(command: WebhookEndpointInput): Promise<SavedWebhookEndpoint>;
  updateWebhookEndpoint(command: WebhookEndpointUpdate): Promise<SavedWebhookEndpoint>;
  /** Deletes an endpoint with its deliveries. */
  deleteWebhookEndpoint(command: {
    readonly caller: Caller;
    readonly id: WebhookEndpointId | null;
  }): Promise<DeletedWebhookEndpoint>;
  /** Sends a delivery again, at once. */
  redeliverWebhook(command: {
    readonly caller: Caller;
    readonly delivery: WebhookDeliveryKey | null;
  }): Promise<Redelivered>;
  submit<Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted>;
  /** Sets the stock of all listings of SKUs. */
  setSkuStock(submission: SkuSubmission): Promise<Submitted>;
  /** Checks the same without accepting it. */
  checkSkuStock(submission: CheckOfSkus): Promise<Checked>;
  /** Sets the expected quantities of stock levels with drift, each if the vendor still has the actual one. */
  repairDrift(submission: RepairSubmission): Promise<Submitted>;
  /** Checks items without accepting them. It journals nothing, and uses no idempotency key. */
  check<Kind extends OperationKind>(submission: CheckOf<Kind>): Promise<Checked>;
  /** Ends the items of an operation of the caller that are still queued as CANCELED. Its other items continue. */
  cancel(request: CancelRequest): Promise<Canceled>;
  /** Accepts a new operation with items of an operation of the caller that has ended. */
  retry(request: RetryRequest): Promise<Retried>;
  /**
   * Stock, one entry per key. A level that is older than `maxAgeMs` comes from the vendor if that can be read. Any other
   * level comes from the journal; all of them if `maxAgeMs` is null.
   */
  readStock(keys: readonly StockKey[], maxAgeMs: number | null): Promise<readonly StockReading[]>;
  /** Products, one entry per key, in the same way. */
  readProducts(keys: readonly ProductPosition[], maxAgeMs: number): Promise<readonly ProductReading[]>;
  /** Events of an operation after the sequence `after`. The iterator ends after the event that is `completed`. */
  watchOperation(id: OperationId, after: number): AsyncIterable<OperationEvent>;
  /**
   * Stock that changes from now on and passes the filter, as it is when the reader is ready. With `hasSnapshot`, the known
   * stock comes first. The iterator never ends.
   */
  watchStock(filter: StockFilter, hasSnapshot: boolean): AsyncIterable<StockLevel>;
  healthOf(channel: Channel): ChannelHealth;
  /** The rest of a client's item rate. Null without a limit. */
  itemsLeftOf(client: ClientId): Allowance | null;
  /** Whether the gateway can accept work. The result is at most one second old. */
  readiness(): Promise<Readiness>;
  /** Calls the listener when a channel's status changes. Returns the function that removes the listener. */
  onStatusChanged(listener: (channel: ChannelId) => unknown): () => void;
};
