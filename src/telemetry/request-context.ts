import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientId, OperationId, RequestId } from '../domain/ids.ts';
import type { Log } from '../ports/log.ts';
import type { RequestType, Sending, Transport } from '../ports/telemetry.ts';
import type { Metrics } from './metrics.ts';
import type { Span, TraceContext, Tracer } from './tracing.ts';

/** The GraphQL request that an operation came with. */
export type RequestSource = {
  readonly httpRequestId: string;
  readonly client: ClientId;
  readonly trace: TraceContext | null;
};

/** A GraphQL request while it is served. */
export type GraphqlContext = {
  readonly of: 'request';
  readonly httpRequestId: string;
  readonly transport: Transport;
  readonly startedAt: number;
  readonly span: Span | null;
  /** The trace of its own span. Without a tracer, the trace that the caller sent. */
  readonly trace: TraceContext | null;
  type: RequestType;
  name: string | null;
  client: ClientId | null;
  failed: boolean;
  items: number;
  readonly operations: OperationId[];
};

/** One try of a request to a vendor. */
export type SendingContext = {
  readonly of: 'sending';
  readonly sending: Sending;
  readonly sources: readonly RequestSource[];
  readonly trace: TraceContext | null;
};

/** A callback while it is handled. */
export type CallbackContext = {
  readonly of: 'callback';
  readonly trace: TraceContext | null;
  /** The vendor request that it belongs to. Null until the journal has found it. */
  request: RequestId | null;
};

export type RequestContext = GraphqlContext | SendingContext | CallbackContext;

/** The client request that caused the current asynchronous work. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

/** A map that keeps only its newest entries. */
export type RecentMap<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
};

/** Bounded, because telemetry may forget where work came from, but memory must not grow. */
export const createRecentMap = <Key, Value>(limit: number): RecentMap<Key, Value> => {
  const entries = new Map<Key, Value>();
  // One iterator for all deletions. A new one would walk over every deleted entry again.
  const oldestFirst = entries.keys();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.set(key, value);
      if (entries.size <= limit) return;
      const oldest = oldestFirst.next();
      if (!oldest.done) entries.delete(oldest.value);
    },
  };
};

/** The state that the parts of telemetry share. */
export type TelemetryDeps = {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null without a collector of traces. */
  readonly tracer: Tracer | null;
  /** The number of open subscriptions. */
  readonly openSubscriptions: Map<Transport, number>;
  /** The sources of recently accepted operations. */
  readonly requestSources: RecentMap<OperationId, RequestSource>;
  /** The traces of recently sent vendor requests. The span of a settlement finds its parent here. */
  readonly traces: RecentMap<RequestId, TraceContext>;
};
