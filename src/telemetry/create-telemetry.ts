import type { Gateway } from '../core/gateway.ts';
import { asChannelKey } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { createCallbackTelemetry } from './callbacks.ts';
import { addGauges } from './gauges.ts';
import { instrumentGateway, instrumentJournal } from './instrument.ts';
import { createMetrics } from './metrics.ts';
import { createRecentMap, type TelemetryDeps } from './request-context.ts';
import { createRequests } from './requests.ts';
import type { Tracer } from './tracing.ts';
import { createVendorCalls, type VendorCalls } from './vendor-calls.ts';
import { startAtZero } from './zeros.ts';

/** The number of recent operations, and of recent vendor requests, whose source is remembered. */
const rememberedSources = 10_000;

export type ProcessTelemetry = Telemetry &
  Pick<VendorCalls, 'onCall' | 'traceparent'> & {
    instrumentJournal(journal: Journal): Journal;
    /** Also adds the gauges, which read the state of this gateway. */
    instrumentGateway(gateway: Gateway): Gateway;
    /** Gives all metrics in the text format of Prometheus. */
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
}): ProcessTelemetry => {
  const metrics = createMetrics();
  const deps: TelemetryDeps = {
    log,
    metrics,
    tracer,
    openSubscriptions: new Map(),
    requestSources: createRecentMap(rememberedSources),
    traces: createRecentMap(rememberedSources),
  };
  let gatewayToRead: Gateway | null = null;
  let isChannel = (_name: string): boolean => false;
  return {
    ...createRequests(deps),
    ...createVendorCalls(deps),
    ...createCallbackTelemetry(deps),
    webhookAttempted: (event, status, durationMs) =>
      metrics.webhookAttempts.observe({ event, status }, durationMs / 1000),
    webhookSwitchedOff: () => metrics.webhooksSwitchedOff.inc(),
    instrumentJournal: (journal) => instrumentJournal(journal, deps, (name) => isChannel(name)),
    instrumentGateway: (gateway) => {
      isChannel = (name) => gateway.channels.named(asChannelKey(name)) !== undefined;
      gatewayToRead = gateway;
      addGauges(metrics, gateway, deps.openSubscriptions, clock.now);
      return instrumentGateway(gateway, metrics);
    },
    metrics: () => {
      if (gatewayToRead) startAtZero(metrics, gatewayToRead);
      return metrics.read();
    },
    close: async () => {
      await tracer?.close();
    },
  };
};
