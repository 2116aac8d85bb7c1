import pg from 'pg';
import { connectionOf, type PoolOptions } from '../connection/pool.ts';

export type Listening = { close(): Promise<void> };

export type ListeningParts = PoolOptions & {
  /** What is listened to. */
  readonly channels: readonly string[];
  readonly onNotification: (channel: string, payload: string) => void;
  /** It listens (again). What was said in the last `silentMs` milliseconds may have been missed. */
  readonly onListening: (silentMs: number) => void;
  /** How often the connection is asked whether it still answers, milliseconds. */
  readonly checkMs?: number;
};

const firstPauseMs = 50;
const longestPauseMs = 2_000;

/**
 * Listens on a connection of its own, for as long as it takes to have one again. A connection that hangs says nothing,
 * as an idle one does: it is asked every few seconds, and given up when it does not answer.
 */
export const listen = (parts: ListeningParts): Listening => {
  const { channels, onNotification, onListening, checkMs = 5_000 } = parts;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;
  let closed = false;
  /** Until then nothing was missed, by `performance.now()`. */
  let heardUntil = performance.now();

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
        heardUntil = askedAt;
        later(checkMs, () => check(given));
      },
      () => giveUp(given),
    );
  };

  const connect = (): void => {
    const next = new pg.Client({ ...connectionOf(parts), query_timeout: checkMs });
    client = next;
    next.on('error', () => giveUp(next));
    next.on('end', () => giveUp(next));
    next.on('notification', ({ channel, payload = '' }) => onNotification(channel, payload));
    next
      .connect()
      .then(() => next.query(channels.map((channel) => `LISTEN ${channel}`).join('; ')))
      .then(
        () => {
          if (closed) return;
          pauseMs = firstPauseMs;
          const now = performance.now();
          onListening(now - heardUntil);
          heardUntil = now;
          later(checkMs, () => check(next));
        },
        () => giveUp(next),
      );
  };

  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
};
