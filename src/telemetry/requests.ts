import { randomUUID } from 'node:crypto';
import { createSample } from '../lib/logging/sampling.ts';
import type { RequestDescription, Telemetry } from '../ports/telemetry.ts';
import { type GraphqlContext, requestContext, type TelemetryDeps } from './request-context.ts';
import { parseTraceparent } from './tracing.ts';

/** Ids that are safe in a log line, a header and a query of the log. */
const safeId = /^[\w.:@=+/-]{1,128}$/u;

/** The caller's own id if it is safe to log and to send back, else a new one. */
export const httpRequestIdOf = (given: string | undefined): string =>
  given !== undefined && safeId.test(given) ? given : randomUUID();

/** The most characters of an operation name in a log line. The caller chooses the name. */
const longestName = 80;

const outcomeOf = (status: number | null, failed: boolean): 'OK' | 'ERROR' | 'GONE' => {
  if (status === null) return 'GONE';
  return failed || status >= 400 ? 'ERROR' : 'OK';
};

/**
 * Instruments GraphQL requests. Each has a duration and a span. Each authenticated request has a log line, and a sample
 * of the others too.
 */
export const createRequests = ({
  log,
  metrics,
  tracer,
  openSubscriptions,
}: TelemetryDeps): Pick<Telemetry, 'instrument' | 'describe' | 'failed'> => {
  const current = (): GraphqlContext | null => {
    const context = requestContext.getStore();
    return context?.of === 'request' ? context : null;
  };

  const sample = createSample();

  const report = (request: GraphqlContext, status: number | null): void => {
    const { httpRequestId, transport, type, name, client, operations, items, trace } = request;
    const durationMs = Math.round((performance.now() - request.startedAt) * 10) / 10;
    const outcome = outcomeOf(status, request.failed);
    // Anyone can send requests that are refused before authentication, so their lines are sampled. The metric counts
    // all of them.
    const leftOut = client === null ? sample(`${transport} ${status}`) : 0;
    if (leftOut !== null)
      log.info(
        {
          requestId: httpRequestId,
          transport,
          type,
          ...(name !== null && { name }),
          ...(client !== null && { client }),
          status,
          outcome,
          durationMs,
          ...(items > 0 && { operations, items }),
          ...(trace && { trace_id: trace.traceId }),
          ...(leftOut > 0 && { leftOut }),
        },
        'Request',
      );
    if (type === 'subscription')
      openSubscriptions.set(transport, (openSubscriptions.get(transport) ?? 0) - 1);
    else metrics.requests.observe({ type, outcome }, durationMs / 1000);
    request.span?.end(
      { 'http.response.status_code': status ?? 0, 'onshelf.items': items },
      outcome === 'ERROR' ? 'The response has errors' : null,
    );
  };

  return {
    instrument: ({ transport, httpRequestId: given, traceparent }) => {
      const httpRequestId = httpRequestIdOf(given);
      const parent = parseTraceparent(traceparent);
      const span =
        tracer?.start({
          name: 'graphql',
          kind: 'SERVER',
          parent,
          attributes: { 'onshelf.request_id': httpRequestId, 'network.protocol.name': transport },
        }) ?? null;
      const request: GraphqlContext = {
        of: 'request',
        httpRequestId,
        transport,
        startedAt: performance.now(),
        span,
        trace: span?.trace ?? parent,
        type: 'none',
        name: null,
        client: null,
        failed: false,
        items: 0,
        operations: [],
      };
      let ended = false;
      return {
        httpRequestId,
        run: (serve) => requestContext.run(request, serve),
        end: (status) => {
          if (ended) return;
          ended = true;
          report(request, status);
        },
      };
    },
    describe: ({ type, name, client }: RequestDescription) => {
      const request = current();
      if (!request) return;
      if (type === 'subscription' && request.type !== type) {
        openSubscriptions.set(request.transport, (openSubscriptions.get(request.transport) ?? 0) + 1);
      }
      request.type = type;
      request.name = name?.slice(0, longestName) ?? null;
      request.client = client;
      request.span?.rename(name === null ? type : `${type} ${request.name}`);
    },
    failed: () => {
      const request = current();
      if (request) request.failed = true;
    },
  };
};
