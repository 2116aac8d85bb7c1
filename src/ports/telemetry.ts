import type { ChannelKey, ClientId, RequestId } from '../domain/ids.ts';
import type { ItemRef, OperationKind } from '../domain/operation.ts';
import type { SendResult, Vendor } from './channel.ts';

/** A request to a vendor that is about to go out. */
export type Sending = {
  readonly id: RequestId;
  readonly channel: ChannelKey;
  readonly kind: OperationKind;
  /** 1 for the first request that carries these rows. */
  readonly attempt: number;
  readonly rows: readonly ItemRef[];
  /** Where the vendor reports the end; null for a vendor that answers at once. */
  readonly callbackUrl: string | null;
};

export const requestTypes = ['query', 'mutation', 'subscription', 'none'] as const;
/** What a GraphQL request asks for; `none` where it never came to be run. */
export type RequestType = (typeof requestTypes)[number];

export const transports = ['http', 'websocket'] as const;
export type Transport = (typeof transports)[number];

/** What a caller says of a request before it is read: headers, of which nothing is believed. */
export type RequestOrigin = {
  readonly transport: Transport;
  readonly requestId: string | undefined;
  readonly traceparent: string | undefined;
};

/** A GraphQL request that is followed to its end. */
export type FollowedRequest = {
  /** The caller's own where it is fit to be repeated, else a new one. */
  readonly requestId: string;
  /** Runs what serves it. What is accepted in there is its doing. */
  run<Result>(serve: () => Result): Result;
  /** The answer is out, or its reader gone: `status` is null then. Once is enough, twice does no harm. */
  end(status: number | null): void;
};

/** What is known of a GraphQL request once it is read. */
export type RequestDescription = {
  readonly type: RequestType;
  readonly name: string | null;
  readonly client: ClientId;
};

/** What a callback is told by. */
export type ReceivedCallback = {
  readonly vendor: Vendor;
  /** What the callback's URL carries of the trace of its request; empty where there is none. */
  readonly trace: string;
};

/**
 * Logs, metrics and traces of what goes on. Nothing of it changes what is done: no method throws of itself, and each
 * gives what it was given to run.
 */
export interface Telemetry {
  follow(origin: RequestOrigin): FollowedRequest;
  /** Says of the request that is being served what it turned out to be. */
  describe(request: RequestDescription): void;
  /** The answer to the request that is being served tells of errors. */
  failed(): void;
  /** Runs one try of a request to a vendor; `send` is given the URL by which a callback finds back to its trace. */
  sending(sending: Sending, send: (callbackUrl: string | null) => Promise<SendResult>): Promise<SendResult>;
  /** Takes a callback; the result is a word of a fixed few. */
  receiving<Result extends string>(callback: ReceivedCallback, take: () => Promise<Result>): Promise<Result>;
}
