import Gauge from 'prom-client/lib/gauge.js';
import { isPolled } from '../core/catalogue/poll.ts';
import { channelStatuses, type Gateway } from '../core/gateway.ts';
import { JournalUnavailable } from '../ports/journal/journal-unavailable.ts';
import { type Transport, transports } from '../ports/telemetry.ts';
import type { Metrics } from './metrics.ts';

const noOperations = (error: unknown): null => {
  if (error instanceof JournalUnavailable) return null;
  throw error;
};

/** Adds the gauges. Each reads its values from the current channels when the metrics are read. */
export const addGauges = (
  { registry }: Metrics,
  gateway: Gateway,
  openSubscriptions: ReadonlyMap<Transport, number>,
  now: () => number,
): void => {
  const startedAt = now();
  const registers = [registry];
  const labelNames = ['channel'] as const;

  const ofChannel = (name: string, help: string, read: (health: ReturnType<Gateway['healthOf']>) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const channel of gateway.channels.values())
          this.set({ channel: channel.key }, read(gateway.healthOf(channel)));
      },
    });

  ofChannel(
    'onshelf_queued_items',
    'Items that wait in a queue, including those that wait for a retry.',
    (one) => one.queuedItems,
  );
  ofChannel(
    'onshelf_items_under_way',
    'Unfinished items: queued, being sent, or waiting for a callback. MAX_PENDING_ITEMS is the limit.',
    (one) => one.itemsUnderWay,
  );
  ofChannel(
    'onshelf_vendor_requests_in_flight',
    'Vendor requests that are running.',
    (one) => one.requestsInFlight,
  );
  ofChannel(
    'onshelf_held_back_items',
    'Unfinished items that are not sent, because they were accepted for another account than the configured one.',
    (one) => one.heldBack?.items ?? 0,
  );

  new Gauge({
    name: 'onshelf_queue_oldest_seconds',
    help: 'Seconds since the acceptance of the oldest item in the queue. 0 if the queue is empty.',
    labelNames,
    registers,
    async collect() {
      const channels = [...gateway.channels.values()];
      const oldest = channels.map((channel) => gateway.healthOf(channel).oldestQueued);
      const ids = oldest.filter((id) => id !== null);
      this.reset();
      const operations = await gateway.reads.operations(ids).catch(noOperations);
      // Without the journal the age is not known. All other metrics are.
      if (!operations) return;
      const acceptedAt = new Map(operations.flatMap((one) => (one ? [[one.id, one.createdAt]] : [])));
      for (const [index, channel] of channels.entries()) {
        const id = oldest[index] ?? null;
        const since = id === null ? undefined : acceptedAt.get(id);
        this.set({ channel: channel.key }, since === undefined ? 0 : Math.max(0, now() - since) / 1000);
      }
    },
  });

  new Gauge({
    name: 'onshelf_catalogue_age_seconds',
    help: "Seconds since this gateway last finished reading the vendor's lists, or since its start. Absent where the vendor has no lists.",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const channel of gateway.channels.values()) {
        if (!isPolled(channel)) continue;
        const since = gateway.healthOf(channel).catalogSyncedAt ?? startedAt;
        this.set({ channel: channel.key }, (now() - since) / 1000);
      }
    },
  });

  new Gauge({
    name: 'onshelf_stock_drift',
    help: "Stock levels whose quantity at the vendor differs from the last applied one without an explanation by the vendor. Absent where this gateway does not read the vendor's lists.",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const channel of gateway.channels.values()) {
        const { driftCount } = gateway.healthOf(channel);
        if (driftCount !== null) this.set({ channel: channel.key }, driftCount);
      }
    },
  });

  new Gauge({
    name: 'onshelf_channel_status',
    help: '1 for the current status of a channel, 0 for the others. DOWN means that the circuit breaker is open.',
    labelNames: ['channel', 'status'],
    registers,
    collect() {
      this.reset();
      for (const channel of gateway.channels.values()) {
        const current = gateway.healthOf(channel).status;
        for (const status of channelStatuses)
          this.set({ channel: channel.key, status }, status === current ? 1 : 0);
      }
    },
  });

  new Gauge({
    name: 'onshelf_subscriptions',
    help: 'Open subscriptions.',
    labelNames: ['transport'],
    registers,
    collect() {
      for (const transport of transports) this.set({ transport }, openSubscriptions.get(transport) ?? 0);
    },
  });
};
