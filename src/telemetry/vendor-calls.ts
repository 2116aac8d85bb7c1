import type { OperationId } from '../domain/ids.ts';
import type { Sending, Telemetry } from '../ports/telemetry.ts';
import type { VendorCall } from '../ports/vendor-call.ts';
import { onBehalf, type SendingBehalf } from './behalf.ts';
import type { Origin } from './origins.ts';
import type { TelemetryParts } from './parts.ts';
import { type TraceContext, traceparentOf, traceText } from './trace-context.ts';
import type { Span } from './tracer.ts';

/** A request may carry rows of a hundred operations: a line names the first few. */
const mostNamed = 5;

const outcomeOf = (status: number | null): string => {
  if (status === null) return 'NO_ANSWER';
  if (status >= 200 && status < 300) return 'ANSWERED';
  if (status === 401 || status === 403) return 'UNAUTHORIZED';
  if (status === 429) return 'RATE_LIMITED';
  return status >= 400 && status < 500 ? 'REFUSED' : 'FAILED';
};

/** Rows of one operation stand together, as a rule: most are passed over by one comparison. */
const operationsOf = ({ rows }: Sending): readonly OperationId[] => {
  const operations = new Set<OperationId>();
  let last: OperationId | null = null;
  for (const { operationId } of rows) {
    if (operationId !== last) operations.add(operationId);
    last = operationId;
  }
  return [...operations];
};

/** Whose rows a request carries. */
const aboutSending = ({ sending, origins }: SendingBehalf): object => ({
  kind: sending.kind,
  attempt: sending.attempt,
  vendorRequest: sending.id,
  operations: operationsOf(sending).slice(0, mostNamed),
  requestIds: [...new Set(origins.slice(0, mostNamed).map(({ requestId }) => requestId))],
  clients: [...new Set(origins.slice(0, mostNamed).map(({ client }) => client))],
});

/** The callback's URL carries the trace on: it reaches whichever gateway takes it, after a restart too. */
const withTrace = (callbackUrl: string | null, span: Span | null): string | null =>
  span && callbackUrl !== null ? `${callbackUrl}.${traceText(span.trace)}` : callbackUrl;

export type VendorCalls = Pick<Telemetry, 'sending'> & {
  /** A call was answered, or was not. */
  onCall(call: VendorCall): void;
  /** What a call that goes out now says of its trace; null for none. */
  traceparent(): string | null;
};

/** Requests to vendors: rows and tries by request, a line and a duration by HTTP call, a span by try. */
export const createVendorCalls = (parts: TelemetryParts): VendorCalls => {
  const { log, metrics, tracer, origins, traces } = parts;

  const startSpan = ({ id, channel, kind, attempt, rows }: Sending, known: readonly TraceContext[]) =>
    tracer?.start({
      name: `send ${channel}`,
      kind: 'CLIENT',
      // The rows' requests are linked all; the trace is the first one's.
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
      metrics.rows.observe(rows.length, channel, kind);
      if (attempt > 1) metrics.retries.inc(1, channel, kind);
      const from = operationsOf(sending).flatMap((operation): Origin[] => {
        const origin = origins.get(operation);
        return origin ? [origin] : [];
      });
      const known = from.flatMap(({ trace }) => trace ?? []);
      const span = startSpan(sending, known);
      const trace = span?.trace ?? known[0] ?? null;
      if (span) traces.set(id, span.trace);
      const behalf: SendingBehalf = { of: 'sending', sending, origins: from, trace };
      try {
        const result = await onBehalf.run(behalf, () => send(withTrace(callbackUrl, span)));
        span?.end(
          { 'onshelf.outcome': result.type, 'http.response.status_code': result.exchange.httpStatus ?? 0 },
          result.type === 'unavailable' ? result.failure.code : null,
        );
        return result;
      } catch (error) {
        span?.end({}, 'A bug broke it off');
        throw error;
      }
    },
    onCall: (call) => {
      const behalf = onBehalf.getStore();
      const outcome = outcomeOf(call.status);
      metrics.calls.observe(call.durationMs / 1000, call.channel, call.endpoint, outcome);
      log.info(
        {
          ...call,
          outcome,
          ...(behalf?.of === 'sending' && aboutSending(behalf)),
          ...(behalf?.of === 'request' && { requestIds: [behalf.requestId] }),
          ...(behalf?.trace && { trace_id: behalf.trace.traceId }),
        },
        'Vendor call',
      );
    },
    traceparent: () => {
      const trace = onBehalf.getStore()?.trace ?? null;
      return trace && traceparentOf(trace);
    },
  };
};
