import { type ConfiguredChannel, vendors } from '../adapters/vendors/index.ts';
import { createWebhookTransport } from '../adapters/webhooks/transport.ts';
import type { Config } from '../config/config.ts';
import { InvalidSettings } from '../config/environment.ts';
import { createChannels } from '../core/channels/channels.ts';
import { createGateway } from '../core/create-gateway.ts';
import { startRetention } from '../core/retention.ts';
import type { ChannelId } from '../domain/ids.ts';
import { startMetricsServer } from '../http/metrics.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import { eventPath } from '../http/webhooks/path.ts';
import type { Channel } from '../ports/channel.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';
import type { Tracer } from '../telemetry/tracing.ts';
import { callbackUrlOf, callbackUrlProblems } from './callback-urls.ts';
import { createRegister, reloadChannels } from './channels.ts';
import { createAccess, type Reload } from './reload.ts';
import { sandboxChannels } from './sandbox-channels.ts';
import { openStorage } from './storage.ts';

export type App = {
  readonly url: string;
  readonly channels: readonly ConfiguredChannel[];
  /** The address of the metrics server; null when the gateway's own server serves them. */
  readonly metricsUrl: string | null;
  /** The gateway's own sandbox vendors; null when vendors are configured. */
  readonly sandbox: Sandbox | null;
  /** Settings that a SIGHUP reloads. */
  readonly reloads: readonly Reload[];
  /** Waits for running work, at most `graceMs`, and closes everything. */
  close(graceMs?: number): Promise<void>;
};

const defaultGraceMs = 10_000;
const closingMs = 500;
const storageClosingMs = 5_000;
/** For traces that have not been sent. */
const telemetryClosingMs = 2_000;

const orAfter = (ms: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    work,
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  ]);

/** The OpenTelemetry packages take long to load, so they are loaded only when traces are configured. */
const createTracer = async (traces: Config['traces'], log: Log): Promise<Tracer | null> =>
  traces && (await import('../telemetry/otel.ts')).createOtelTracer(traces.share, log);

/** The sandbox is a tenth of the gateway's code, so it is loaded only when no vendor is configured. */
const startOwnSandbox = async (config: Config): Promise<Sandbox> =>
  (await import('../sandbox/sandbox.ts')).startSandbox(vendors, {
    salesPerMinute: config.sandboxSalesPerMinute,
    lossesPerMinute: config.sandboxLossesPerMinute,
    products: config.sandboxProducts,
  });

/**
 * Connects the parts of the gateway. `hide` receives the secrets of each channel before the channel is used.
 * `startSandbox` starts the vendors if none is configured. Tests start vendors that they control.
 */
export const startApp = async (
  config: Config,
  log: Log,
  hide: (secrets: readonly string[]) => void = () => {},
  startSandbox: (config: Config) => Promise<Sandbox> = startOwnSandbox,
): Promise<App> => {
  const telemetry = createTelemetry({
    log,
    clock: systemClock,
    tracer: await createTracer(config.traces, log),
  });
  const isSandbox = config.channels.length === 0;
  const { access, reloads } = createAccess(config.apiKeys);
  const storage = await openStorage(config, isSandbox, log, access);
  const journal = telemetry.instrumentJournal(storage.journal);
  const limits = { ...config.limits, items: config.maxItems };
  const http: HttpServer = await startHttpServer(config.host, config.port, limits, config.web, log);
  const sandbox = isSandbox ? await startSandbox(config) : null;
  const settings = sandbox ? sandboxChannels(vendors, sandbox, config.defaultLimits) : config.channels;
  const open = (one: ConfiguredChannel, id: ChannelId): Channel => {
    hide(one.secrets);
    return one.open(id, {
      clock: systemClock,
      onCall: telemetry.onCall,
      traceparent: telemetry.traceparent,
      maxResponseBytes: config.limits.vendorResponseBytes,
    });
  };
  const register = createRegister(journal, log);
  const { idOf, accounts } = await register(settings);
  const channels = createChannels(
    settings.map((one) => open(one, idOf(one))),
    accounts,
  );
  const base = config.publicUrl ?? http.url;
  const problemsOf = (all: readonly ConfiguredChannel[]): readonly string[] =>
    callbackUrlProblems(base, config.traces !== null, all);
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new InvalidSettings(problems);
  const webhookTransport = createWebhookTransport({ allowPrivate: config.allowPrivateWebhooks });
  const core = createGateway({
    channels,
    ...storage,
    journal,
    clock: systemClock,
    log,
    telemetry,
    maxItems: config.maxItems,
    maxPendingItems: config.maxPendingItems,
    itemLimits: config.limits.item,
    itemRate: config.limits.itemRate,
    callbackUrlOf: (channel, secret) => callbackUrlOf(base, channel, secret),
    webhooks: { transport: webhookTransport, rightsOf: access.rightsOf },
  });
  const { receiveCallback, receiveEvent, recover, startCatalogue, startFailover, startWebhooks, drain } =
    core;
  const gateway = telemetry.instrumentGateway(core.gateway);
  await recover();
  if (storage.failoverEveryMs !== null) startFailover(storage.failoverEveryMs);
  const stopRetention = startRetention(config.retentionDays, { journal, clock: systemClock, log });
  const ownMetrics =
    config.metricsAt && (await startMetricsServer(config.metricsAt, config.limits, telemetry.metrics));
  http.serve({
    gateway,
    access,
    receiveCallback,
    receiveEvent,
    telemetry,
    // Metrics have no keys. A gateway that requires keys serves them on their own port or not at all.
    metrics: ownMetrics || config.apiKeys ? null : telemetry.metrics,
  });

  startCatalogue();
  startWebhooks();
  for (const { name, key } of vendors)
    sandbox?.vendors.get(name)?.sendEventsTo?.(`${http.url}${eventPath(key, key)}`);

  return {
    url: http.url,
    channels: settings,
    metricsUrl: ownMetrics?.url ?? null,
    sandbox,
    reloads: [
      ...reloads,
      reloadChannels({
        channels,
        settings,
        isSandbox,
        defaults: config.defaultLimits,
        register,
        open,
        problemsOf,
      }),
    ],
    close: async (graceMs = defaultGraceMs) => {
      stopRetention();
      await Promise.all([http.drain(), orAfter(graceMs, drain())]);
      await http.close();
      await ownMetrics?.close();
      // Requests that still run had their grace period.
      await orAfter(closingMs, Promise.all([channels.close(), webhookTransport.close()]));
      await sandbox?.close();
      // A stop does not wait for an unreachable database. The next gateway continues the unfinished work.
      await orAfter(storageClosingMs, storage.journal.close());
      await orAfter(telemetryClosingMs, telemetry.close());
    },
  };
};
