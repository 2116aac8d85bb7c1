import type { OperationId } from '../domain/ids.ts';
import type { Sending, Telemetry } from '../ports/telemetry.ts';
import type { VendorCall } from '../ports/vendor-call.ts';
import {
  type RequestSource,
  requestContext,
  type SendingContext,
  type TelemetryDeps,
} from './request-context.ts';
import { type Span, type TraceContext, traceparentOf, traceText } from './tracing.ts';

/** The most operations that a log line names. A request may carry rows of a hundred operations. */
const mostNamed = 5;

export const callOutcomes = [
  'ANSWERED',
  'REFUSED',
  'UNAUTHORIZED',
  'RATE_LIMITED',
  'FAILED',
  'NO_ANSWER',
] as const;
type CallOutcome = (typeof callOutcomes)[number];

const outcomeOf = (status: number | null): CallOutcome => {
  if (status === null) return 'NO_ANSWER';
  if (status >= 200 && status < 300) return 'ANSWERED';
  if (status === 401 || status === 403) return 'UNAUTHORIZED';
  if (status === 429) return 'RATE_LIMITED';
  return status >= 400 && status < 500 ? 'REFUSED' : 'FAILED';
};

const operationsOf = ({ rows }: Sending): readonly OperationId[] => {
  return [...new Set(rows.map(({ operationId }) => operationId))];
};

/** The fields of a log line that say whose rows a request carries. */
const fieldsOf = ({ sending, sources }: SendingContext): object => ({
  kind: sending.kind,
  attempt: sending.attempt,
  vendorRequest: sending.id,
  operations: operationsOf(sending).slice(0, mostNamed),
  requestIds: [...new Set(sources.slice(0, mostNamed).map(({ httpRequestId }) => httpRequestId))],
  clients: [...new Set(sources.slice(0, mostNamed).map(({ client }) => client))],
});

/** Appends the trace to the callback URL. So any gateway can continue it, also after a restart. */
const withTrace = (callbackUrl: string | null, span: Span | null): string | null =>
  span && callbackUrl !== null ? `${callbackUrl}.${traceText(span.trace)}` : callbackUrl;

export type VendorCalls = Pick<Telemetry, 'sending'> & {
  /** To be called after each HTTP call, with or without a response. */
  onCall(call: VendorCall): void;
  /** The `traceparent` header for the next call. Null without a trace. */
  traceparent(): string | null;
};

/**
 * Instruments vendor requests: rows and retries per request, a log line and a duration per HTTP call, a span per try.
 */
export const createVendorCalls = (deps: TelemetryDeps): VendorCalls => {
  const { log, metrics, tracer, requestSources, traces } = deps;

  const startSpan = ({ id, channel, kind, attempt, rows }: Sending, known: readonly TraceContext[]) =>
    tracer?.start({
      name: `send ${channel}`,
      kind: 'CLIENT',
      // The span belongs to the trace of the first source, and links those of all sources.
      parent: known[0] ?? null,
      links: known,
      attributes: {
        'onshelf.channel': channel,
        'onshelf.kind': kind,
        'onshelf.vendor_request': id,
        'onshelf.attempt': attempt,
        'onshelf.rows': rows.length,
      },
    }) ?? null;

  return {
    sending: async (sending, send) => {
      const { channel, kind, attempt, rows, callbackUrl, id } = sending;
      metrics.rows.observe({ channel, kind }, rows.length);
      if (attempt > 1) metrics.retries.inc({ channel, kind });
      const sources = operationsOf(sending).flatMap((operation): RequestSource[] => {
        const source = requestSources.get(operation);
        return source ? [source] : [];
      });
      const known = sources.flatMap(({ trace }) => trace ?? []);
      const span = startSpan(sending, known);
      const trace = span?.trace ?? known[0] ?? null;
      if (span) traces.set(id, span.trace);
      const context: SendingContext = { of: 'sending', sending, sources, trace };
      try {
        const result = await requestContext.run(context, () => send(withTrace(callbackUrl, span)));
        span?.end(
          { 'onshelf.outcome': result.type, 'http.response.status_code': result.exchange.httpStatus ?? 0 },
          result.type === 'unavailable' ? result.failure.code : null,
        );
        return result;
      } catch (error) {
        span?.end({}, 'A bug interrupted it');
        throw error;
      }
    },
    onCall: (call) => {
      const context = requestContext.getStore();
      const outcome = outcomeOf(call.status);
      const { channel, endpoint } = call;
      metrics.calls.observe({ channel, endpoint, outcome }, call.durationMs / 1000);
      metrics.callOutcomes.inc({ channel, outcome });
      log.info(
        {
          ...call,
          outcome,
          ...(context?.of === 'sending' && fieldsOf(context)),
          ...(context?.of === 'request' && { requestIds: [context.httpRequestId] }),
          ...(context?.trace && { trace_id: context.trace.traceId }),
        },
        'Vendor call',
      );
    },
    traceparent: () => {
      const trace = requestContext.getStore()?.trace ?? null;
      return trace && traceparentOf(trace);
    },
  };
};
