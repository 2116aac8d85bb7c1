import { type ChannelId, type ClientId, keyOf, type RequestId } from '../domain/ids.ts';
import type { ItemLimits } from '../domain/item-limits.ts';
import type { WebhookRights } from '../domain/webhook.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { Recovery } from '../ports/journal/requests.ts';
import type { Log } from '../ports/log.ts';
import type { CreateRateLimiter } from '../ports/rate-limiter.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { WebhookTransport } from '../ports/webhook-transport.ts';
import { createDriftCheck } from './catalogue/drift-check.ts';
import { createPolls } from './catalogue/polls.ts';
import { createVendorEvents, type VendorEvents } from './catalogue/vendor-events.ts';
import type { LiveChannels } from './channels/channels.ts';
import { createHeldBackWork } from './channels/held-back-work.ts';
import { createAdjustedLevels } from './deliver/callbacks/adjusted-levels.ts';
import { type Callbacks, createCallbacks } from './deliver/callbacks/callbacks.ts';
import { createDeadlines } from './deliver/callbacks/deadlines.ts';
import { createStockHistory } from './deliver/callbacks/stock-history.ts';
import { createDispatcher } from './deliver/dispatcher.ts';
import type { ReadLimit } from './deliver/rate-limit.ts';
import { startFailover } from './failover.ts';
import type { Gateway } from './gateway.ts';
import { createHandleChanges, type HandleChanges } from './journal/handle-changes.ts';
import { createReadiness } from './journal/readiness.ts';
import { createRetryingJournal } from './journal/retrying-journal.ts';
import { createCancel } from './operations/cancel.ts';
import { createRetry } from './operations/retry.ts';
import { createReadProducts } from './query/read-products.ts';
import { createReadStock } from './query/read-stock.ts';
import { createSkus } from './skus/skus.ts';
import { createBacklog } from './submit/backlog.ts';
import { createItemRate, type ItemRateLimit } from './submit/item-rate.ts';
import { createSubmit } from './submit/submit.ts';
import { shareReads, watchOperation } from './subscribe/operation-events.ts';
import { createStockWatches } from './subscribe/stock-events.ts';
import { createDeliveries } from './webhooks/deliver.ts';
import { createEndpoints } from './webhooks/endpoints.ts';

export type GatewayDeps = {
  readonly channels: LiveChannels;
  readonly journal: Journal;
  readonly bus: EventBus;
  readonly createRateLimiter: CreateRateLimiter;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'sending' | 'webhookAttempted' | 'webhookSwitchedOff'>;
  readonly webhooks: {
    readonly transport: WebhookTransport;
    /** The present rights of a client. Null if it has no valid key. */
    readonly rightsOf: (client: ClientId) => WebhookRights | null;
  };
  /** The most items of one mutation. */
  readonly maxItems: number;
  readonly itemLimits: ItemLimits;
  /** The most unfinished items of one channel. */
  readonly maxPendingItems: number;
  /** The rate at which a client may send items. Null for no limit. */
  readonly itemRate: ItemRateLimit | null;
  /** The URL that a vendor calls back. Only the vendor knows it. */
  readonly callbackUrlOf: (channel: Channel, secret: string) => string;
};

export type RunningGateway = {
  readonly gateway: Gateway;
  readonly receiveCallback: Callbacks['receive'];
  readonly receiveEvent: VendorEvents['receive'];
  /** Begins to poll the vendors, and to process their events. */
  startCatalogue(): void;
  /** Begins to send outgoing webhooks. */
  startWebhooks(): void;
  /** Resumes the work of an earlier run. */
  recover(): Promise<void>;
  /** For one of several gateways: recovers the work of gateways that stopped, until this one drains. */
  startFailover(everyMs: number): void;
  /** Ends running requests and starts no further one. The next start resumes the rest. */
  drain(): Promise<void>;
};

export const createGateway = (deps: GatewayDeps): RunningGateway => {
  const { channels, bus, clock, log, maxItems } = deps;
  const journal = createRetryingJournal(deps.journal, log);
  const backlog = createBacklog(deps.maxPendingItems, clock);
  const itemRate = createItemRate(deps.itemRate, clock);
  const handleChanges: HandleChanges = createHandleChanges(bus, backlog, () => dispatcher);
  const readLimitOf = (channel: Channel): ReadLimit => dispatcher.readLimitOf(channel);
  const readLater: VendorEvents['readLater'] = (channel, keys) => vendorEvents.readLater(channel, keys);
  const adjustedLevels = createAdjustedLevels({ channels, clock, log, readLimitOf, readLater });
  const stockHistory = createStockHistory({
    ...{ channels, journal, clock, log, handleChanges, readLimitOf, adjustedLevels },
  });
  const deadlines = createDeadlines({
    ...{ channels, journal, clock, log, handleChanges, readLimitOf, readLater, adjustedLevels, stockHistory },
    sendAlone: async ({ channel, kind, ...earlier }, row) =>
      channels.get(channel) !== undefined && dispatcher.resend(channel, kind, earlier, [row], 'TIMED_OUT'),
  });
  const callbacks = createCallbacks({
    channels,
    journal,
    clock,
    handleChanges,
    deadlines,
    adjustedLevels,
    stockHistory,
    resend: (request, rows) => {
      dispatcher
        .resend(request.channel, request.kind, request, rows, 'CALLED_BACK')
        .catch((error: unknown) => {
          log.error(
            { err: error, vendorRequest: request.id },
            'Could not send rows of a failed callback again',
          );
        });
    },
  });
  const onAwaitingCallback = async (id: RequestId, deadline: number, early: unknown): Promise<void> => {
    deadlines.watch(id, deadline);
    if (early !== null) await callbacks.takeEarly(id, early);
  };
  const statusListeners = new Set<(channel: ChannelId) => void>();
  const dispatcher = createDispatcher({
    ...deps,
    journal,
    handleChanges,
    onAwaitingCallback,
    unfinishedItems: backlog.total,
    onStatusChanged: (channel) => {
      for (const listener of statusListeners) listener(channel);
    },
  });
  const held = createHeldBackWork({ channels, journal, clock, log });
  const countHeldBackWork = (): Promise<void> =>
    held.count().catch((error: unknown) => {
      log.warn({ err: error }, 'Could not count the work of other accounts');
    });
  channels.onReplaced(() => {
    dispatcher.refresh();
    deadlines.refresh();
    void countHeldBackWork();
  });

  const driftCheck = createDriftCheck({ channels, journal, clock, log, handleChanges, readLimitOf });
  const polls = createPolls({ channels, journal, clock, log, handleChanges, readLimitOf, driftCheck });
  const vendorEvents = createVendorEvents({
    ...{ channels, journal, clock, log, handleChanges, readLimitOf },
    pollNow: polls.pollNow,
    settleEarly: deadlines.settleEarly,
    stockHistory,
  });

  const webhooks = createDeliveries({
    ...{ channels, journal, clock, log },
    telemetry: deps.telemetry,
    ...deps.webhooks,
  });

  const served = (): readonly ChannelId[] => [...channels.values()].map(({ id }) => id);
  const resume = async ({ queued, retrying, awaited, underWay, left }: Recovery): Promise<void> => {
    backlog.resume(underWay);
    dispatcher.enqueue(queued);
    dispatcher.retryLater(retrying);
    for (const { id, deadline, earlyCallback } of awaited)
      await onAwaitingCallback(id, deadline, earlyCallback);
    const items = queued.length + retrying.length;
    if (items + awaited.length > 0) {
      log.info({ items, awaitedRequests: awaited.length }, 'Resumed unfinished work');
    }
    for (const [id, items] of left) {
      const channel = keyOf(id);
      if (!channels.named(channel))
        log.warn({ channel, items }, 'Items wait for a gateway that has their channel');
    }
    if (left.size > 0) await countHeldBackWork();
  };
  const submitDeps = {
    ...{ channels, journal, bus, clock, dispatcher, backlog, itemRate },
    itemsAtOnce: deps.itemRate?.burst ?? null,
  };
  const readDeps = { channels, journal, clock, log, handleChanges, readLimitOf };
  let stopFailover = () => {};
  const shared = shareReads(journal);

  return {
    gateway: {
      channels,
      reads: journal,
      ...createSubmit({ ...submitDeps, maxItems, itemLimits: deps.itemLimits }),
      retry: createRetry(submitDeps),
      cancel: createCancel({ channels, journal, clock, dispatcher, handleChanges }),
      ...createSkus({ channels, journal, maxItems }),
      ...createEndpoints({ journal, clock, transport: deps.webhooks.transport }),
      readStock: createReadStock(readDeps),
      readProducts: createReadProducts(readDeps),
      watchOperation: (id, after) => watchOperation(id, after, { journal: shared, bus }),
      watchStock: createStockWatches({
        journal,
        bus: {
          // Watchers of a channel get no events of its former account.
          onStockChanged: (listener) =>
            bus.onStockChanged((key) => channels.isCurrent(key.channel) && listener(key)),
        },
        channels: () => [...channels.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      }),
      itemsLeftOf: itemRate.leftOf,
      readiness: createReadiness(journal, clock, held.all),
      healthOf: (channel) => ({
        ...dispatcher.healthOf(channel),
        itemsUnderWay: backlog.sizeOf(channel.id),
        heldBack: held.of(channel.key),
        catalogSyncedAt: polls.syncedAt(channel.id),
        driftCount: driftCheck.countOf(channel.id),
      }),
      onStatusChanged: (listener) => {
        statusListeners.add(listener);
        return () => statusListeners.delete(listener);
      },
    },
    receiveCallback: callbacks.receive,
    receiveEvent: vendorEvents.receive,
    recover: async () => {
      await resume(await journal.recover(served()));
      await held.count();
    },
    startCatalogue: () => {
      polls.start();
      vendorEvents.start();
      stockHistory.start();
    },
    startWebhooks: webhooks.start,
    startFailover: (everyMs) => {
      const replaced = { onChannelsReplaced: channels.onReplaced, stopAwaiting: deadlines.cancel };
      const failoverDeps = { ...deps, ...replaced, journal, channels: served, backlog, resume };
      stopFailover = startFailover(everyMs, failoverDeps);
    },
    drain: async () => {
      stopFailover();
      held.stop();
      polls.stop();
      vendorEvents.stop();
      stockHistory.stop();
      await Promise.all([dispatcher.drain(), webhooks.stop()]);
      deadlines.stop();
    },
  };
};
