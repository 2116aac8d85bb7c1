import { type ChannelId, keyOf, type RequestId } from '../domain/ids.ts';
import type { ItemLimits } from '../domain/item-limits.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Recovery } from '../ports/requests.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { CreateThrottle } from '../ports/throttle.ts';
import type { LiveChannels } from './channels.ts';
import { type Callbacks, createCallbacks } from './deliver/callbacks.ts';
import { createDeadlines } from './deliver/deadlines.ts';
import { createDispatcher } from './deliver/dispatcher.ts';
import type { ReadPath } from './deliver/read-path.ts';
import { startAdoption } from './failover/failover.ts';
import { createHeldWork } from './failover/held-work.ts';
import type { Gateway } from './gateway.ts';
import { persistent } from './persistent-journal.ts';
import { pageOfChannels } from './query/page-of-channels.ts';
import { createReadStock } from './query/read-stock.ts';
import { shareReads } from './query/shared-reads.ts';
import { createReadiness } from './readiness.ts';
import { createBacklog } from './submit/backlog.ts';
import { createItemRate, type ItemRateLimit } from './submit/item-rate.ts';
import { createSubmit } from './submit/submit.ts';
import { type Announce, createAnnounce } from './subscribe/publish.ts';
import { watchOperation } from './subscribe/watch.ts';
import { createStockWatches } from './subscribe/watch-stock.ts';

export type GatewayParts = {
  readonly channels: LiveChannels;
  readonly journal: Journal;
  readonly bus: EventBus;
  readonly createThrottle: CreateThrottle;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'sending'>;
  /** Items a mutation. */
  readonly maxItems: number;
  readonly itemLimits: ItemLimits;
  /** Items a channel may have under way. */
  readonly maxPendingItems: number;
  /** Items that a client may send; null for as many as it likes. */
  readonly itemRate: ItemRateLimit | null;
  /** Where a vendor reports the end of a request: an address that only the vendor is told. */
  readonly callbackUrlOf: (channel: Channel, secret: string) => string;
};

export type RunningGateway = {
  readonly gateway: Gateway;
  readonly receiveCallback: Callbacks['receive'];
  /** Takes up what an earlier run left. */
  recover(): Promise<void>;
  /** For a gateway among others: takes over, until it drains, what those leave that are gone. */
  adopt(everyMs: number): void;
  /** Ends what is under way and takes up nothing more; the rest is the next start's. */
  drain(): Promise<void>;
};

export const createGateway = (parts: GatewayParts): RunningGateway => {
  const { channels, bus, clock, log, maxItems } = parts;
  const journal = persistent(parts.journal, log);
  const backlog = createBacklog(parts.maxPendingItems, clock);
  const itemRate = createItemRate(parts.itemRate, clock);
  const announce: Announce = createAnnounce(bus, backlog, () => dispatcher);
  const readPathOf = (channel: Channel): ReadPath => dispatcher.readPathOf(channel);
  const deadlines = createDeadlines({
    channels,
    journal,
    clock,
    log,
    announce,
    readPathOf,
    sendAlone: async ({ channel, kind, ...earlier }, row) =>
      channels.get(channel) !== undefined && dispatcher.redeliver(channel, kind, earlier, [row], 'TIMED_OUT'),
  });
  const callbacks = createCallbacks({
    channels,
    journal,
    clock,
    announce,
    deadlines,
    redeliver: (request, rows) => {
      dispatcher
        .redeliver(request.channel, request.kind, request, rows, 'CALLED_BACK')
        .catch((error: unknown) => {
          log.error({ err: error, vendorRequest: request.id }, 'A further request could not be opened');
        });
    },
  });
  const onAwaiting = async (id: RequestId, deadline: number, early: unknown): Promise<void> => {
    deadlines.watch(id, deadline);
    if (early !== null) await callbacks.conclude(id, early);
  };
  const statusListeners = new Set<(channel: ChannelId) => void>();
  const dispatcher = createDispatcher({
    ...parts,
    journal,
    announce,
    onAwaiting,
    itemsInHand: backlog.total,
    onStatusChanged: (channel) => {
      for (const listener of statusListeners) listener(channel);
    },
  });
  const held = createHeldWork({ channels, journal, clock, log });
  const lookAtHeldWork = (): Promise<void> =>
    held.look().catch((error: unknown) => {
      log.warn({ err: error }, 'The work of other accounts could not be counted');
    });
  channels.onReplaced(() => {
    dispatcher.refresh();
    deadlines.refresh();
    void lookAtHeldWork();
  });

  const served = (): readonly ChannelId[] => [...channels.values()].map(({ id }) => id);
  const takeUp = async ({ queued, retrying, awaited, underWay, left }: Recovery): Promise<void> => {
    backlog.resume(underWay);
    dispatcher.enqueue(queued);
    dispatcher.retryLater(retrying);
    for (const { id, deadline, earlyCallback } of awaited) await onAwaiting(id, deadline, earlyCallback);
    const items = queued.length + retrying.length;
    if (items + awaited.length > 0) {
      log.info({ items, awaitedRequests: awaited.length }, 'Took up unfinished work');
    }
    for (const [id, items] of left) {
      const channel = keyOf(id);
      if (!channels.named(channel))
        log.warn({ channel, items }, 'Items wait for a gateway that has their channel');
    }
    if (left.size > 0) await lookAtHeldWork();
  };
  let stopAdoption = () => {};
  const shared = shareReads(journal);

  return {
    gateway: {
      channels,
      reads: {
        ...journal,
        // Products of a channel's former account are not listed.
        productsPage: (filter) =>
          filter.channel === null
            ? pageOfChannels(journal, channels.currentIds(), filter)
            : journal.productsPage(filter),
      },
      submit: createSubmit({
        channels,
        journal,
        bus,
        clock,
        dispatcher,
        backlog,
        maxItems,
        itemRate,
        itemLimits: parts.itemLimits,
        itemsAtOnce: parts.itemRate?.burst ?? null,
      }),
      readStock: createReadStock({ channels, journal, log, announce, readPathOf }),
      watchOperation: (id, after) => watchOperation(id, after, { journal: shared, bus }),
      watchStock: createStockWatches({
        journal,
        bus: {
          // Watchers of a channel get no events of its former account.
          onStockChanged: (listener) =>
            bus.onStockChanged((key) => channels.isCurrent(key.channel) && listener(key)),
        },
      }),
      itemsLeftOf: itemRate.leftOf,
      readiness: createReadiness(journal, clock, held.all),
      healthOf: (channel) => ({
        ...dispatcher.healthOf(channel),
        itemsUnderWay: backlog.sizeOf(channel.id),
        heldBack: held.of(channel.key),
      }),
      onStatusChanged: (listener) => {
        statusListeners.add(listener);
        return () => statusListeners.delete(listener);
      },
    },
    receiveCallback: callbacks.receive,
    recover: async () => {
      await takeUp(await journal.recover(served()));
      await held.look();
    },
    adopt: (everyMs) => {
      const replaced = { onChannelsReplaced: channels.onReplaced, letGo: deadlines.done };
      const adopting = { ...parts, ...replaced, journal, channels: served, backlog, takeUp };
      stopAdoption = startAdoption(everyMs, adopting);
    },
    drain: async () => {
      stopAdoption();
      held.stop();
      await dispatcher.drain();
      deadlines.stop();
    },
  };
};
