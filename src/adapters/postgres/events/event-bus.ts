import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  asChannelId,
  asLocationId,
  asOperationId,
  asOptionId,
  asProductId,
  type OperationId,
} from '../../../domain/ids.ts';
import { type StockKey, stockKeyText } from '../../../domain/stock.ts';
import type { EventBus } from '../../../ports/event-bus.ts';
import { type Hint, hintChannel, parseHint } from '../connection/hints.ts';
import type { Pool, PoolOptions } from '../connection/pool.ts';
import { listen } from './listener.ts';
import { createTelling } from './notifier.ts';

export type PostgresBusParts = PoolOptions & {
  readonly pool: Pool;
  /** How often listeners look again though nothing was heard, milliseconds. */
  readonly lookAgainMs?: number;
  readonly checkMs?: number;
  /** A gateway that died may have kept hints of so long to itself, milliseconds. */
  readonly missedMs?: number;
  /** What else is listened to, on the same connection. */
  readonly names?: readonly string[];
};

export type PostgresBus = EventBus & {
  /** Hears what gateways say to each other under another name; gives the function that ends the listening. */
  listen(name: string, listener: (payload: string) => void): () => void;
  close(): Promise<void>;
};

const changedStock = `
  SELECT channel, product_id, location_id, option_id FROM stock_levels
  WHERE changed_at > clock_timestamp() - $1 * interval '1 millisecond'`;

const keyOf = ([channel, product, location, option]: NonNullable<Hint['stock']>[number]): StockKey => ({
  channel: asChannelId(channel),
  productId: asProductId(product),
  locationId: location === null || location === '' ? null : asLocationId(location),
  optionId: option === null || option === '' ? null : asOptionId(option),
});

/**
 * The bus of several gateways on one database. What this gateway changed its own listeners hear at once, and the others
 * by NOTIFY, after the commit and a few at a time: inside the transactions that write it would let them commit one by
 * one only. Nothing rests on a hint: whoever may have missed one looks at the journal again, which is every listener
 * when the connection is back, and those of operations every few seconds besides.
 */
export const createPostgresBus = (parts: PostgresBusParts): PostgresBus => {
  const { pool, lookAgainMs = 5_000, missedMs = 60_000 } = parts;
  const from = randomUUID();
  const operations = new EventEmitter().setMaxListeners(0);
  const others = new EventEmitter<{ stock: [StockKey]; left: [] }>().setMaxListeners(0);
  const named = new EventEmitter().setMaxListeners(0);
  const telling = createTelling(pool, from);

  const lookAtOperations = (): void => {
    for (const id of operations.eventNames()) operations.emit(id);
  };

  const lookAtStock = async (silentMs: number): Promise<void> => {
    if (others.listenerCount('stock') === 0) return;
    const { rows } = await pool.query(changedStock, [missedMs + silentMs]);
    for (const row of rows)
      others.emit('stock', keyOf([row.channel, row.product_id, row.location_id, row.option_id]));
  };

  const lookAtAll = (silentMs: number): void => {
    lookAtOperations();
    // Without the database there is nothing to see: it is looked at when the connection is back.
    lookAtStock(silentMs).catch(() => {});
  };

  const hear = (hint: Hint): void => {
    if (hint.from === from) return;
    for (const id of hint.operations ?? []) operations.emit(String(id));
    for (const key of hint.stock ?? []) others.emit('stock', keyOf(key));
    if (hint.all || hint.left) lookAtAll(0);
    if (hint.left) others.emit('left');
  };

  const listening = listen({
    ...parts,
    channels: [hintChannel, ...(parts.names ?? [])],
    onNotification: (channel, payload) => {
      if (channel !== hintChannel) {
        named.emit(channel, payload);
        return;
      }
      const hint = parseHint(payload);
      if (hint) hear(hint);
    },
    onListening: lookAtAll,
  });
  const net = setInterval(lookAtOperations, lookAgainMs).unref();

  return {
    operationChanged: (id: OperationId) => {
      operations.emit(String(id));
      telling.operation(asOperationId(id));
    },
    stockChanged: (key) => {
      others.emit('stock', key);
      telling.stock(stockKeyText(key));
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
    listen: (name, listener) => {
      named.on(name, listener);
      return () => named.off(name, listener);
    },
    close: async () => {
      clearInterval(net);
      await telling.close();
      await listening.close();
    },
  };
};
