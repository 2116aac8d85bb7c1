import { createSample } from '../lib/sampling.ts';
import type { RequestDescription, Telemetry } from '../ports/telemetry.ts';
import { onBehalf, type RequestBehalf } from './behalf.ts';
import type { TelemetryParts } from './parts.ts';
import { requestIdOf } from './request-id.ts';
import { parseTraceparent } from './trace-context.ts';

/** Of a name that its caller chose so much is written; GraphQL allows letters, digits and underscores. */
const longestName = 80;

const outcomeOf = (status: number | null, failed: boolean): 'OK' | 'ERROR' | 'GONE' => {
  if (status === null) return 'GONE';
  return failed || status >= 400 ? 'ERROR' : 'OK';
};

/**
 * GraphQL requests: a duration and a span each; a line for each that was let in and read, and for a sample of the
 * others.
 */
export const createRequests = ({
  log,
  metrics,
  tracer,
  openSubscriptions,
}: TelemetryParts): Pick<Telemetry, 'follow' | 'describe' | 'failed'> => {
  const current = (): RequestBehalf | null => {
    const behalf = onBehalf.getStore();
    return behalf?.of === 'request' ? behalf : null;
  };

  const sample = createSample();

  const say = (request: RequestBehalf, status: number | null): void => {
    const { requestId, transport, type, name, client, operations, items, trace } = request;
    const durationMs = Math.round((performance.now() - request.startedAt) * 10) / 10;
    const outcome = outcomeOf(status, request.failed);
    // A request that is refused before it is read needs no key, so its lines are sampled. The metric counts all of
    // them.
    const leftOut = client === null ? sample(`${transport} ${status}`) : 0;
    if (leftOut !== null)
      log.info(
        {
          requestId,
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
    else metrics.requests.observe(durationMs / 1000, type, outcome);
    request.span?.end(
      { 'http.response.status_code': status ?? 0, 'onshelf.items': items },
      outcome === 'ERROR' ? 'The answer tells of errors' : null,
    );
  };

  return {
    follow: ({ transport, requestId: given, traceparent }) => {
      const requestId = requestIdOf(given);
      const parent = parseTraceparent(traceparent);
      const span =
        tracer?.start({
          name: 'graphql',
          kind: 'SERVER',
          parent,
          attributes: { 'onshelf.request_id': requestId, 'network.protocol.name': transport },
        }) ?? null;
      const request: RequestBehalf = {
        of: 'request',
        requestId,
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
        requestId,
        run: (serve) => onBehalf.run(request, serve),
        end: (status) => {
          if (ended) return;
          ended = true;
          say(request, status);
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
