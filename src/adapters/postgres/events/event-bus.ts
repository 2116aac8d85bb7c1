import { EventEmitter } from 'node:events';
import { asChannelId, asLocationId, asOptionId, asProductId, type OperationId } from '../../../domain/ids.ts';
import { type StockKey, stockKeyText } from '../../../domain/stock.ts';
import type { EventBus } from '../../../ports/event-bus.ts';
import type { Lease } from '../connection/lease.ts';
import type { Listener } from '../connection/listener.ts';
import { type Notification, notificationChannels, parseNotification } from '../connection/notification.ts';
import type { Pool } from '../connection/pool.ts';
import { createNotifier } from './notifier.ts';

export type PostgresBusOptions = {
  /** How often subscribers of operations read again without a notification, milliseconds. */
  readonly readAgainMs?: number;
  /** How long before its end a gateway may have kept notifications to itself, milliseconds. */
  readonly missedMs?: number;
};

type Deps = {
  readonly pool: Pool;
  readonly listener: Listener;
  readonly lease: Pick<Lease, 'id'>;
};

export type PostgresBus = EventBus & { close(): Promise<void> };

const changedStock = `
  SELECT channel, product_id, location_id, option_id FROM stock_levels
  WHERE changed_at > clock_timestamp() - $1 * interval '1 millisecond'`;

type StockFields = NonNullable<Notification['stock']>[number];
const keyOf = ([channel, product, location, option]: StockFields): StockKey => ({
  channel: asChannelId(channel),
  productId: asProductId(product),
  locationId: location === null || location === '' ? null : asLocationId(location),
  optionId: option === null || option === '' ? null : asOptionId(option),
});

/**
 * The event bus of several gateways on one database. A gateway publishes a change to its own subscribers at once, and to
 * the other gateways by NOTIFY. It sends NOTIFY after the commit, because transactions that contain one commit one at a
 * time. No promise depends on a notification: after the connection was lost every subscriber reads the journal again,
 * and subscribers of operations also do so every few seconds.
 */
export const createPostgresBus = (
  { pool, listener, lease }: Deps,
  { readAgainMs = 5_000, missedMs = 60_000 }: PostgresBusOptions = {},
): PostgresBus => {
  const operations = new EventEmitter().setMaxListeners(0);
  const others = new EventEmitter<{ stock: [StockKey]; left: [] }>().setMaxListeners(0);
  const notifier = createNotifier(pool, lease);

  const publishOperations = (): void => {
    for (const id of operations.eventNames()) operations.emit(id);
  };

  const publishStock = async (silentMs: number): Promise<void> => {
    if (others.listenerCount('stock') === 0) return;
    const { rows } = await pool.query(changedStock, [missedMs + silentMs]);
    for (const row of rows)
      others.emit('stock', keyOf([row.channel, row.product_id, row.location_id, row.option_id]));
  };

  const publishAll = (silentMs: number): void => {
    publishOperations();
    // If the database is away, the next connection publishes it.
    publishStock(silentMs).catch(() => {});
  };

  const receive = (notification: Notification): void => {
    if (notification.from === String(lease.id())) return;
    for (const id of notification.operations ?? []) operations.emit(String(id));
    for (const key of notification.stock ?? []) others.emit('stock', keyOf(key));
    if (notification.all || notification.left) publishAll(0);
    if (notification.left) others.emit('left');
  };

  const stopListening = [
    listener.onNotification(notificationChannels.changes, (payload) => {
      const notification = parseNotification(payload);
      if (notification) receive(notification);
    }),
    listener.onReconnected(publishAll),
  ];
  const readAgain = setInterval(publishOperations, readAgainMs).unref();

  return {
    operationChanged: (id: OperationId) => {
      operations.emit(String(id));
      notifier.operation(id);
    },
    stockChanged: (key) => {
      others.emit('stock', key);
      notifier.stock(stockKeyText(key));
    },
    onOperationChanged: (id, listener) => {
      operations.on(String(id), listener);
      return () => operations.off(String(id), listener);
    },
    onStockChanged: (listener) => {
      others.on('stock', listener);
      return () => others.off('stock', listener);
    },
    onWorkLeft: (listener) => {
      others.on('left', listener);
      return () => others.off('left', listener);
    },
    close: async () => {
      clearInterval(readAgain);
      await notifier.close();
      for (const stop of stopListening) stop();
    },
  };
};
