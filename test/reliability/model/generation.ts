import { vendors } from '../../../src/adapters/vendors/index.ts';
import { sandboxChannels } from '../../../src/app/sandbox-channels.ts';
import { createChannels } from '../../../src/core/channels/channels.ts';
import { createGateway, type RunningGateway } from '../../../src/core/create-gateway.ts';
import { asChannelId } from '../../../src/domain/ids.ts';
import { webhookPath } from '../../../src/http/webhooks/path.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { Log } from '../../../src/ports/log.ts';
import { itemLimits } from '../../support/defaults.ts';
import { noWebhooks } from '../../support/no-webhooks.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import { openRelay, type Passing } from '../support/relay.ts';
import type { Store } from './stores.ts';

/** Short, so that a program that loses answers and webhooks ends soon. */
export const limits = {
  concurrency: 3,
  timeoutMs: 200,
  callbackTimeoutMs: 300,
  retryForMs: 1_500,
  retriesPerMinute: 6_000,
  catalogPollMs: 150,
  catalogFullPassMs: 86_400_000,
  driftAfterMs: 80,
};

/** One run of the gateway: its own objects, connections and timers, on the journal that the last one left. */
export type Generation = Pick<
  RunningGateway,
  'gateway' | 'receiveCallback' | 'receiveEvent' | 'startCatalogue'
> & {
  readonly journal: Journal;
  /** The errors in its log. Each would be a bug. */
  readonly errors: readonly string[];
  isAlive(): boolean;
  /** Resolves when it has ended in any way. */
  readonly death: Promise<null>;
  /** Ends it between two turns of the event loop, like a kill. */
  kill(): void;
  /** Ends what is running, as after a signal. */
  drain(): Promise<void>;
  /** Ends it after a drain. */
  stop(): Promise<void>;
  /** Releases the resources of a killed gateway. */
  bury(): Promise<void>;
};

type Parts = {
  readonly store: Store;
  readonly sandbox: Sandbox;
  readonly webhookBase: string;
  /** The jumps of the clock of this machine so far, milliseconds. */
  readonly clockShift: () => number;
  readonly hear: (passing: Passing) => void;
};

export const startGeneration = async (parts: Parts): Promise<Generation> => {
  const { store, sandbox, webhookBase, clockShift, hear } = parts;
  let isAlive = true;
  const errors: string[] = [];
  const clock: Clock = {
    now: () => Date.now() + clockShift(),
    after: (ms, task) => {
      const timer = setTimeout(() => isAlive && task(), ms).unref();
      return () => clearTimeout(timer);
    },
  };
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (line: unknown) =>
      void (
        isAlive &&
        errors.push(JSON.stringify(line, (_, value) => (value instanceof Error ? value.stack : value)))
      ),
  };
  const whileAlive = (passing: Passing): void => {
    if (isAlive) hear(passing);
  };
  const [globalLink, brightmall, smaregi] = await Promise.all([
    openRelay(sandbox.globalLink.url, whileAlive),
    openRelay(sandbox.brightmall.url, whileAlive),
    openRelay(sandbox.smaregi.url, whileAlive),
  ]);
  const lines = new Map([
    ['GLOBAL_LINK', globalLink],
    ['BRIGHTMALL', brightmall],
    ['SMAREGI', smaregi],
  ]);
  /** The vendors, each behind its relay. */
  const running = [...sandbox.vendors].map(([name, vendor]) => {
    const line = lines.get(name);
    const settings = Object.entries(vendor.settings).map(([field, value]) => [
      field,
      line && field.endsWith('Url') && typeof value === 'string' ? line.via(value) : value,
    ]);
    return [name, { ...vendor, settings: Object.fromEntries(settings) }] as const;
  });
  const channels = sandboxChannels(vendors, { vendors: new Map(running) }, limits).map((one) =>
    one.open(asChannelId(one.id), {
      clock,
      onCall: () => {},
      traceparent: () => null,
      maxResponseBytes: 1_000_000,
    }),
  );
  const opened = await store.open(clock);
  const { journal, bus, createRateLimiter, failoverEveryMs } = opened;
  const { gateway, receiveCallback, receiveEvent, recover, startCatalogue, startFailover, drain } =
    createGateway({
      channels: createChannels(channels),
      journal,
      bus,
      createRateLimiter,
      clock,
      log,
      telemetry: noopTelemetry,
      itemLimits,
      maxItems: 100,
      maxPendingItems: 100_000,
      itemRate: null,
      webhooks: noWebhooks,
      callbackUrlOf: (channel, secret) => `${webhookBase}${webhookPath(channel.vendor, secret)}`,
    });
  await recover();
  if (failoverEveryMs !== null) startFailover(failoverEveryMs);

  const { promise: death, resolve: die } = Promise.withResolvers<null>();
  const cutAll = (): void => {
    isAlive = false;
    die(null);
    for (const line of [globalLink, brightmall, smaregi]) line.cut();
  };
  const bury = async (): Promise<void> => {
    cutAll();
    await Promise.all(channels.map((channel) => channel.close()));
  };
  return {
    gateway,
    receiveCallback,
    receiveEvent,
    startCatalogue,
    journal,
    errors,
    isAlive: () => isAlive,
    death,
    kill: () => {
      cutAll();
      opened.kill();
    },
    drain,
    stop: async () => {
      cutAll();
      await opened.close();
      await bury();
    },
    bury,
  };
};
