import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientId, OperationId, RequestId } from '../domain/ids.ts';
import type { RequestType, Sending, Transport } from '../ports/telemetry.ts';
import type { Origin } from './origins.ts';
import type { TraceContext } from './trace-context.ts';
import type { Span } from './tracer.ts';

/** A GraphQL request while it is served. */
export type RequestBehalf = {
  readonly of: 'request';
  readonly requestId: string;
  readonly transport: Transport;
  readonly startedAt: number;
  readonly span: Span | null;
  /** Its own span, or what its caller sent where nobody collects ours. */
  readonly trace: TraceContext | null;
  type: RequestType;
  name: string | null;
  client: ClientId | null;
  failed: boolean;
  items: number;
  readonly operations: OperationId[];
};

/** One try of a request to a vendor. */
export type SendingBehalf = {
  readonly of: 'sending';
  readonly sending: Sending;
  readonly origins: readonly Origin[];
  readonly trace: TraceContext | null;
};

/** A callback while it is taken. */
export type CallbackBehalf = {
  readonly of: 'callback';
  readonly trace: TraceContext | null;
  /** The request it is for, once the journal has told. */
  request: RequestId | null;
};

export type Behalf = RequestBehalf | SendingBehalf | CallbackBehalf;

/** On whose behalf the code that asks runs. */
export const onBehalf = new AsyncLocalStorage<Behalf>();
