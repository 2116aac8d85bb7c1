import type { Gateway } from '../core/gateway.ts';
import { asChannelKey, type OperationId, type RequestId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Telemetry, Transport } from '../ports/telemetry.ts';
import { createCallbackTelemetry } from './callbacks.ts';
import { addGauges } from './gauges.ts';
import { createMetrics } from './metrics.ts';
import { observedGateway } from './observed-gateway.ts';
import { createObserveJournal } from './observed-journal.ts';
import { createRecent, type Origin } from './origins.ts';
import type { TelemetryParts } from './parts.ts';
import { createRequests } from './requests.ts';
import type { TraceContext } from './trace-context.ts';
import type { Tracer } from './tracer.ts';
import { createVendorCalls, type VendorCalls } from './vendor-calls.ts';

/** So many operations and requests are remembered, to say on whose behalf a vendor is called. */
const remembered = 10_000;

export type WatchedParts = Telemetry &
  Pick<VendorCalls, 'onCall' | 'traceparent'> & {
    observeJournal(journal: Journal): Journal;
    /** Watches the gateway from now on: what it holds at a moment is read when the metrics are asked for. */
    observeGateway(gateway: Gateway): Gateway;
    /** In the text format of Prometheus. */
    metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
    close(): Promise<void>;
  };

export const createTelemetry = ({
  log,
  clock,
  tracer,
}: {
  readonly log: Log;
  readonly clock: Clock;
  readonly tracer: Tracer | null;
}): WatchedParts => {
  const metrics = createMetrics();
  const openSubscriptions = new Map<Transport, number>();
  const parts: TelemetryParts = {
    log,
    metrics,
    tracer,
    openSubscriptions,
    origins: createRecent<OperationId, Origin>(remembered),
    traces: createRecent<RequestId, TraceContext>(remembered),
  };
  let isChannel = (_name: string): boolean => false;
  return {
    ...createRequests(parts),
    ...createVendorCalls(parts),
    ...createCallbackTelemetry(parts),
    observeJournal: createObserveJournal(parts, (name) => isChannel(name)),
    observeGateway: (gateway) => {
      isChannel = (name) => gateway.channels.named(asChannelKey(name)) !== undefined;
      addGauges(metrics, gateway, openSubscriptions, clock.now);
      return observedGateway(gateway, metrics);
    },
    metrics: metrics.read,
    close: async () => {
      await tracer?.close();
    },
  };
};
