import type { ChannelKey, ClientId, RequestId } from '../domain/ids.ts';
import type { ItemRef, OperationKind } from '../domain/operation.ts';
import type { WebhookDeliveryStatus, WebhookEvent } from '../domain/webhook.ts';
import type { SendResult, Vendor } from './channel.ts';

/** A request to a vendor that is about to be sent. */
export type Sending = {
  readonly id: RequestId;
  readonly channel: ChannelKey;
  readonly kind: OperationKind;
  /** 1 for the first request that carries these rows. */
  readonly attempt: number;
  readonly rows: readonly ItemRef[];
  /** The URL that the vendor calls back. Null for a vendor that answers at once. */
  readonly callbackUrl: string | null;
};

const requestTypes = ['query', 'mutation', 'subscription', 'none'] as const;
/** The type of a GraphQL request. `none` if it was never executed. */
export type RequestType = (typeof requestTypes)[number];

export const transports = ['http', 'websocket'] as const;
export type Transport = (typeof transports)[number];

/** The headers of a request before it is read. They are not trusted. */
export type RequestOrigin = {
  readonly transport: Transport;
  readonly httpRequestId: string | undefined;
  readonly traceparent: string | undefined;
};

export type InstrumentedRequest = {
  /** The caller's own id if it is safe to send back, else a new one. */
  readonly httpRequestId: string;
  /** Runs `serve`. Operations that it accepts are attributed to this request. */
  run<Result>(serve: () => Result): Result;
  /** The response was sent, or the caller disconnected: `status` is null then. Only the first call counts. */
  end(status: number | null): void;
};

/** The facts about a GraphQL request that are known once it is read. */
export type RequestDescription = {
  readonly type: RequestType;
  readonly name: string | null;
  readonly client: ClientId;
};

export type ReceivedCallback = {
  readonly vendor: Vendor;
  /** The trace that the callback URL carries. Empty without one. */
  readonly trace: string;
};

/**
 * Logs, metrics and traces. Telemetry changes nothing: its methods do not throw on their own, and they return the
 * result of the function that they run.
 */
export interface Telemetry {
  instrument(origin: RequestOrigin): InstrumentedRequest;
  /** Describes the request that is being served. */
  describe(request: RequestDescription): void;
  /** The response to the request that is being served has errors. */
  failed(): void;
  /** Runs one try of a request to a vendor. `send` gets the callback URL with the trace appended. */
  sending(sending: Sending, send: (callbackUrl: string | null) => Promise<SendResult>): Promise<SendResult>;
  /** Runs `take`, which handles a callback. Its result is one of a few fixed words. */
  receiving<Result extends string>(callback: ReceivedCallback, take: () => Promise<Result>): Promise<Result>;
  /** Runs `take`, which handles an event that a vendor sent on its own. Its result is one of a few fixed words. */
  receivingEvent<Result extends string>(vendor: Vendor, take: () => Promise<Result>): Promise<Result>;
  /** An attempt to deliver an outgoing webhook ended. A delivery that is tried again is still PENDING. */
  webhookAttempted(event: WebhookEvent, status: WebhookDeliveryStatus, durationMs: number): void;
  /** The gateway switched an endpoint of outgoing webhooks off. */
  webhookSwitchedOff(): void;
}
