import { EventEmitter } from 'node:events';
import pg from 'pg';
import { type NotificationChannel, notificationChannels } from './notification.ts';
import { connectionOf, type PoolOptions } from './pool.ts';

export type ListenerOptions = PoolOptions & {
  /** How often the connection is checked, milliseconds. */
  readonly checkMs?: number;
};

/** Receives what gateways notify each other of. The methods return the function that removes the callback. */
export type Listener = {
  onNotification(channel: NotificationChannel, callback: (payload: string) => void): () => void;
  /** Calls back when the connection is open again. Notifications of the last `silentMs` milliseconds may be missing. */
  onReconnected(callback: (silentMs: number) => void): () => void;
  close(): Promise<void>;
};

const firstPauseMs = 50;
const longestPauseMs = 2_000;
const listenToAll = Object.values(notificationChannels)
  .map((channel) => `LISTEN ${channel}`)
  .join('; ');

/**
 * Listens on one connection, and connects again whenever the connection is lost. A connection that hangs looks like one
 * without notifications, so the listener sends a query every few seconds and drops the connection if no answer comes.
 */
export const createListener = (options: ListenerOptions): Listener => {
  const { checkMs = 5_000 } = options;
  const notified = new EventEmitter<{ [channel: string]: [payload: string] }>().setMaxListeners(0);
  const reconnected = new EventEmitter<{ open: [silentMs: number] }>().setMaxListeners(0);
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;
  let closed = false;
  /** No notification before this moment is missing, by `performance.now()`. */
  let completeUntil = performance.now();

  const later = (ms: number, task: () => void): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(task, ms).unref();
  };

  const giveUp = (given: pg.Client): void => {
    if (client !== given) return;
    client = null;
    given.connection?.stream.destroy();
    given.end().catch(() => {});
    later(pauseMs, connect);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  };

  const check = (given: pg.Client): void => {
    const askedAt = performance.now();
    given.query('SELECT 1').then(
      () => {
        completeUntil = askedAt;
        later(checkMs, () => check(given));
      },
      () => giveUp(given),
    );
  };

  const connect = (): void => {
    const next = new pg.Client({ ...connectionOf(options), query_timeout: checkMs });
    client = next;
    next.on('error', () => giveUp(next));
    next.on('end', () => giveUp(next));
    next.on('notification', ({ channel, payload = '' }) => notified.emit(channel, payload));
    next
      .connect()
      .then(() => next.query(listenToAll))
      .then(
        () => {
          if (closed) return;
          pauseMs = firstPauseMs;
          const now = performance.now();
          reconnected.emit('open', now - completeUntil);
          completeUntil = now;
          later(checkMs, () => check(next));
        },
        () => giveUp(next),
      );
  };

  connect();
  return {
    onNotification: (channel, callback) => {
      notified.on(channel, callback);
      return () => notified.off(channel, callback);
    },
    onReconnected: (callback) => {
      reconnected.on('open', callback);
      return () => reconnected.off('open', callback);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
};
