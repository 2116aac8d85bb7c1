import { onTestFinished, vi } from 'vitest';
import { createInProcessBus } from '../../src/adapters/in-process/event-bus.ts';
import { createInProcessRateLimiter } from '../../src/adapters/in-process/rate-limiter.ts';
import type { SyncFile } from '../../src/adapters/sqlite/file/log-file.ts';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { createChannels } from '../../src/core/channels/channels.ts';
import { createGateway } from '../../src/core/create-gateway.ts';
import type { StockQuantityInput } from '../../src/core/submit/inputs.ts';
import type { ItemRateLimit } from '../../src/core/submit/item-rate.ts';
import { anonymousClient } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { type Clock, systemClock } from '../../src/ports/clock.ts';
import type { EventBus } from '../../src/ports/event-bus.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import type { Log } from '../../src/ports/log.ts';
import { callbackBody } from './callback-body.ts';
import { itemLimits } from './defaults.ts';
import { type FakeSettings, fakeChannel } from './fake-channel.ts';
import { noWebhooks } from './no-webhooks.ts';
import { itemsPage } from './pages.ts';
import { noopTelemetry } from './telemetry.ts';
import { type OnFinished, temporaryDirectory } from './temporary-directory.ts';

/** A log that records its lines by level. */
const fakeLog = () => {
  const lines = { debug: [], info: [], warn: [], error: [] } satisfies Record<keyof Log, unknown[]>;
  const keep = (level: keyof Log) => (line: unknown) => void (lines[level] as unknown[]).push(line);
  const log: Log = { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
  return { lines, log };
};

type More = {
  /** Of the test that runs among others at the same time. */
  readonly onFinished?: OnFinished;
  readonly directory?: string;
  /** False for a gateway that starts without its channel. */
  readonly isConfigured?: boolean;
  readonly clock?: Clock;
  readonly bus?: EventBus;
  readonly maxItems?: number;
  readonly maxPendingItems?: number;
  readonly itemRate?: ItemRateLimit;
  /** Writes the journal's log to the disk. */
  readonly sync?: SyncFile;
  /** A journal with some functions replaced. */
  readonly change?: (journal: Journal) => Journal;
};

/** A gateway on a real journal and a real bus, with one fake vendor. */
export const startGateway = async (settings: FakeSettings = {}, more: More = {}) => {
  const vendor = fakeChannel(settings);
  const onFinished = more.onFinished ?? onTestFinished;
  const directory = more.directory ?? (await temporaryDirectory(onFinished));
  const opened = openSqliteJournal(directory, more.sync);
  const journal = more.change?.(opened) ?? opened;
  const { log, lines } = fakeLog();
  const channels = createChannels(more.isConfigured === false ? [] : [vendor.channel]);
  const running = createGateway({
    channels,
    journal,
    bus: more.bus ?? createInProcessBus(),
    createRateLimiter: createInProcessRateLimiter(more.clock ?? systemClock),
    clock: more.clock ?? systemClock,
    log,
    telemetry: noopTelemetry,
    maxItems: more.maxItems ?? 1_000,
    itemLimits,
    maxPendingItems: more.maxPendingItems ?? 100_000,
    itemRate: more.itemRate ?? null,
    webhooks: noWebhooks,
    callbackUrlOf: (_channel, secret) => `https://gateway.test/${secret}`,
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await journal.close();
  };
  onFinished(close);
  const { gateway, receiveCallback } = running;

  const submit = async (
    items: readonly StockQuantityInput[],
    { waitMs = 10_000, key = null }: { waitMs?: number; key?: string | null } = {},
  ): Promise<{
    readonly operation: Operation;
    readonly items: readonly Item[];
    readonly replayed: boolean;
  }> => {
    const submitted = await gateway.submit({
      client: anonymousClient,
      channels: null,
      kind: 'STOCK_SET',
      items,
      idempotencyKey: key,
      waitMs,
    });
    if (submitted.type === 'refused') throw new Error(submitted.errors[0]?.code);
    return submitted;
  };
  /** Posts to the callback URL of the n-th request, counted from 1. */
  const callBack = (number: number, body: unknown) => {
    const url = vendor.sent[number - 1]?.callbackUrl ?? '';
    return receiveCallback(vendor.channel.vendor, url.slice(url.lastIndexOf('/') + 1), callbackBody(body));
  };
  const statesOf = async ({ id }: Pick<Operation, 'id'>) =>
    (await journal.items(itemsPage(id))).nodes.map((item) => item.progress.state);
  const logOf = async ({ id }: Pick<Operation, 'id'>) => (await journal.requestsOf([id]))[0] ?? [];
  return {
    ...running,
    ...vendor,
    channels,
    journal,
    lines,
    directory,
    close,
    submit,
    callBack,
    statesOf,
    logOf,
  };
};

export const row = (
  productId: string,
  quantity = 1,
  more: Partial<StockQuantityInput> = {},
): StockQuantityInput => ({
  channel: 'shop',
  productId,
  quantity,
  ...more,
});
export const rows = (...productIds: readonly string[]) => productIds.map((id) => row(id));

/** Waits for a state that other parts bring about. */
export const until = (check: () => unknown): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await check())) throw new Error('It did not come about');
    },
    { timeout: 60_000, interval: 5 },
  );

export const progressOf = (items: readonly Item[]) => items.map((item) => item.progress);
/** The failure of an item that FAILED. */
export const failureOf = (item: Item | undefined) =>
  item?.progress.state === 'FAILED' ? item.progress.failure : null;

/** What is said about an item at OUTCOME_UNKNOWN. */
export const unknownOf = (item: Item | undefined) =>
  item?.progress.state === 'OUTCOME_UNKNOWN' ? item.progress.failure : null;
