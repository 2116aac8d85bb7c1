import type { ChannelId, ClientId, WebhookDeliveryId, WebhookEndpointId } from '../../domain/ids.ts';
import type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEvent,
  WebhookSecrets,
} from '../../domain/webhook.ts';
import type { Page, PageOf } from './page.ts';

/** A new endpoint with its secret. */
export type WebhookEndpointDraft = Pick<WebhookEndpoint, 'id' | 'client' | 'url' | 'events' | 'createdAt'> & {
  readonly secret: string;
};

/** What a client changes of an endpoint. Null leaves a value as it is. */
export type WebhookEndpointChange = {
  readonly url: string | null;
  readonly events: readonly WebhookEvent[] | null;
  readonly enabled: boolean | null;
  /** A new secret. The one before signs too, for a day. */
  readonly secret: string | null;
};

/** An endpoint of a client. Endpoints of other clients do not exist for it. */
export type OwnEndpoint = { readonly id: WebhookEndpointId; readonly client: ClientId };
/** A delivery of an endpoint of a client. */
export type OwnDelivery = OwnEndpoint & { readonly delivery: WebhookDeliveryId };

/** A delivery that this gateway sends now. No other gateway sends it until the claim ends. */
export type ClaimedDelivery = {
  readonly id: WebhookDeliveryId;
  /** The number of the claim. A later claim of the same delivery has a greater one. */
  readonly claim: number;
  readonly endpoint: WebhookEndpoint;
  readonly secrets: WebhookSecrets;
  readonly event: WebhookEvent;
  /** The channel of the stock level that the event is about. Null for an event of an operation. */
  readonly channel: ChannelId | null;
  readonly createdAt: number;
  /** The member `data` of the body, as JSON. */
  readonly data: string;
};

export type DeliveryClaim = {
  /** The present time, milliseconds since the epoch. */
  readonly at: number;
  /** How long the claim lasts, milliseconds. */
  readonly forMs: number;
} & SendingLimits;

/** What a gateway sends, and how much it may send at the same time. */
export type SendingLimits = {
  /** The endpoints of the deliveries that the gateway is sending, one entry for each. */
  readonly sending: readonly OwnEndpoint[];
  /** The most further deliveries. */
  readonly limit: number;
  /** The most deliveries of one endpoint and of one client, with those that the gateway is sending. */
  readonly perEndpoint: number;
  readonly perClient: number;
};

export type ClaimedDeliveries = {
  readonly deliveries: readonly ClaimedDelivery[];
  /** Whether a further claim may find due deliveries at once. */
  readonly hasMore: boolean;
  /** When the next delivery of an enabled endpoint is due. Null if none waits. Milliseconds since the epoch. */
  readonly nextAt: number | null;
};

/**
 * What became of an attempt. `gone`: the endpoint answered that it wants no more events (410). `withheld`: nothing was
 * sent, because the client may not read the data any longer.
 */
export type DeliveryAttempt = {
  readonly type: 'delivered' | 'failed' | 'gone' | 'withheld';
  readonly attempt: WebhookAttempt;
};

export type DeliveryConclusion = DeliveryAttempt & {
  readonly id: WebhookDeliveryId;
  readonly claim: number;
  /** The time of the end of the attempt, milliseconds since the epoch. */
  readonly at: number;
  /** From 0 to 1, for the delay until the next attempt. */
  readonly random: number;
};

/** What a conclusion did. Null if the claim had ended, so that nothing was written. */
export type ConcludedDelivery = {
  readonly status: WebhookDelivery['status'];
  /** The endpoint if this attempt switched it off. */
  readonly switchedOff: WebhookEndpoint | null;
} | null;

/** Reads of endpoints and their deliveries. */
export interface WebhookReads {
  /** The endpoints of a client, oldest first. */
  webhookEndpoints(client: ClientId): Promise<readonly WebhookEndpoint[]>;
  /** Deliveries by their ids. Null for one that does not exist, or that is of another endpoint or client. */
  webhookDeliveries(ids: readonly OwnDelivery[]): Promise<readonly (WebhookDelivery | null)[]>;
  /** The deliveries of each endpoint, newest first. A position is the id of a delivery. */
  webhookDeliveriesPage(
    endpoints: readonly WebhookEndpointId[],
    page: PageOf<WebhookDeliveryId>,
  ): Promise<readonly Page<WebhookDelivery>[]>;
}

/**
 * Outgoing webhooks. The other commands of the journal store a delivery for each enabled endpoint that wants an event, in
 * the transaction of the change that the event reports. A write is on the disk when its promise resolves.
 */
export interface Webhooks extends WebhookReads {
  /** Null if the client has as many endpoints as it may have. */
  createWebhookEndpoint(draft: WebhookEndpointDraft): Promise<WebhookEndpoint | null>;
  /** Null if the client has no such endpoint. */
  updateWebhookEndpoint(
    own: OwnEndpoint,
    change: WebhookEndpointChange,
    at: number,
  ): Promise<WebhookEndpoint | null>;
  /** Deletes the endpoint with its deliveries. False if the client has no such endpoint. */
  deleteWebhookEndpoint(own: OwnEndpoint): Promise<boolean>;
  /** Makes a delivery due at once. `disabled` if its endpoint is switched off, and then it stays as it is. */
  redeliverWebhook(own: OwnDelivery, at: number): Promise<WebhookDelivery | 'unknown' | 'disabled'>;
  /** Takes deliveries that are due. In a cluster, only this gateway sends them until the claim ends. */
  claimDeliveries(claim: DeliveryClaim): Promise<ClaimedDeliveries>;
  concludeDelivery(conclusion: DeliveryConclusion): Promise<ConcludedDelivery>;
  /** Switches endpoints off that have more than `limit` pending deliveries. Returns them. */
  switchOffOverfull(limit: number): Promise<readonly WebhookEndpoint[]>;
  /** Calls the listener when this gateway has stored deliveries that are due. */
  onDeliveriesStored(listener: () => void): void;
}
