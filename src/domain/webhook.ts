import type { ChannelKey, ClientId, WebhookDeliveryId, WebhookEndpointId } from './ids.ts';

export const webhookEvents = ['OPERATION_COMPLETED', 'ITEM_FAILED', 'STOCK_CHANGED', 'DRIFT_FOUND'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

const eventNames: { readonly [Event in WebhookEvent]: string } = {
  OPERATION_COMPLETED: 'operation.completed',
  ITEM_FAILED: 'item.failed',
  STOCK_CHANGED: 'stock.changed',
  DRIFT_FOUND: 'drift.found',
};
/** The `type` of a webhook's body. */
export const webhookEventName = (event: WebhookEvent): string => eventNames[event];

/** The most endpoints of one client. */
export const maxWebhookEndpoints = 10;

/** The URL to which the gateway sends the events of a client. */
export type WebhookEndpoint = {
  readonly id: WebhookEndpointId;
  readonly client: ClientId;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  /** Why the gateway switched the endpoint off. Null if it did not. */
  readonly notice: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
};

/** The secrets that sign the requests to an endpoint. After a rotation, both sign until `until`. */
export type WebhookSecrets = {
  readonly current: string;
  readonly previous: { readonly secret: string; readonly until: number } | null;
};

/** One request of a delivery. */
export type WebhookAttempt = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null if there was no answer. */
  readonly httpStatus: number | null;
  /** Why the attempt failed. Null if the endpoint took the event. */
  readonly error: string | null;
  /** The beginning of the answer's body. Null without one, and if the endpoint took the event. */
  readonly answer: string | null;
};

export const webhookDeliveryStatuses = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];

/** One event for one endpoint. */
export type WebhookDelivery = {
  readonly id: WebhookDeliveryId;
  readonly endpointId: WebhookEndpointId;
  readonly event: WebhookEvent;
  readonly status: WebhookDeliveryStatus;
  /** When the event happened, milliseconds since the epoch. */
  readonly createdAt: number;
  /** Null if it is not PENDING, and while it waits for an earlier delivery. */
  readonly nextAttemptAt: number | null;
  /** Oldest first. */
  readonly attempts: readonly WebhookAttempt[];
};

/** What a client may read now. A client without a valid key has no rights. */
export type WebhookRights = {
  /** Whether it has the scope `read`. */
  readonly reads: boolean;
  /** Null for all. */
  readonly channels: ReadonlySet<ChannelKey> | null;
};
