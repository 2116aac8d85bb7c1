import Gauge from 'prom-client/lib/gauge.js';
import { channelStatuses, type Gateway } from '../core/gateway.ts';
import { type Transport, transports } from '../ports/telemetry.ts';
import type { Metrics } from './metrics.ts';

/**
 * What stands at a moment is read when it is asked for, from the channels there are then: nothing keeps count of it
 * meanwhile.
 */
export const addGauges = (
  { registry }: Metrics,
  gateway: Gateway,
  openSubscriptions: ReadonlyMap<Transport, number>,
  now: () => number,
): void => {
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

  ofChannel('onshelf_queued_items', 'Items that wait for their turn to be sent.', (one) => one.queuedItems);
  ofChannel(
    'onshelf_items_under_way',
    'Items from their acceptance to their end: queued, being sent, or waiting for a callback. MAX_PENDING_ITEMS bounds them.',
    (one) => one.itemsUnderWay,
  );
  ofChannel(
    'onshelf_vendor_requests_in_flight',
    'Requests that the vendor is answering.',
    (one) => one.requestsInFlight,
  );
  ofChannel(
    'onshelf_held_back_items',
    'Unfinished items that were accepted for another account than the one that is configured: they are not sent.',
    (one) => one.heldBack?.items ?? 0,
  );

  new Gauge({
    name: 'onshelf_queue_oldest_seconds',
    help: 'For how long the item has been accepted that has waited longest for its turn; 0 where none waits.',
    labelNames,
    registers,
    async collect() {
      const channels = [...gateway.channels.values()];
      const oldest = channels.map((channel) => gateway.healthOf(channel).oldestQueued);
      const operations = await gateway.reads.operations(oldest.filter((id) => id !== null));
      const acceptedAt = new Map(operations.flatMap((one) => (one ? [[one.id, one.createdAt]] : [])));
      this.reset();
      for (const [index, channel] of channels.entries()) {
        const id = oldest[index] ?? null;
        const since = id === null ? undefined : acceptedAt.get(id);
        this.set({ channel: channel.key }, since === undefined ? 0 : Math.max(0, now() - since) / 1000);
      }
    },
  });

  new Gauge({
    name: 'onshelf_channel_status',
    help: 'How a channel does: 1 for the status it has, 0 for the others. DOWN is an open breaker: requests are held back.',
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
    help: 'Subscriptions that are open.',
    labelNames: ['transport'],
    registers,
    collect() {
      for (const transport of transports) this.set({ transport }, openSubscriptions.get(transport) ?? 0);
    },
  });
};
