import type { ChannelId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { LiveChannels } from '../channels/channels.ts';
import type { DriftCheck } from './drift-check.ts';
import { createPoll, isPolled, type PollDeps } from './poll.ts';

export type PollsDeps = PollDeps & {
  readonly driftCheck: Pick<DriftCheck, 'run' | 'leave'>;
  readonly channels: LiveChannels;
  readonly clock: Clock;
  readonly log: Log;
};

export type Polls = {
  /** Begins to poll every channel whose vendor has lists. */
  start(): void;
  /** Polls the channel as soon as the poll that may run has ended. With `full`, all its lists are read. */
  pollNow(channel: ChannelId, full: boolean): void;
  /** When this gateway last finished a poll of the channel, milliseconds since the epoch. Null if it has not. */
  syncedAt(channel: ChannelId): number | null;
  stop(): void;
};

/** The first pause after a failed poll, milliseconds. It doubles with each further failure, up to `catalogPollMs`. */
const firstRetryMs = 1_000;

/** Polls the catalogues of the channels, each at its own interval, until it is stopped. */
export const createPolls = (deps: PollsDeps): Polls => {
  const { channels, clock, log, driftCheck } = deps;
  const poll = createPoll(deps);
  const timers = new Map<ChannelId, () => void>();
  const synced = new Map<ChannelId, number>();
  const failures = new Map<ChannelId, number>();
  const running = new Set<ChannelId>();
  /** Polls that were asked for, and whether they read everything. */
  const asked = new Map<ChannelId, boolean>();
  let isStopped = true;

  /** The pause before the next poll, milliseconds. */
  const runOnce = async (id: ChannelId, pollMs: number): Promise<number> => {
    const channel = channels.get(id);
    if (!isPolled(channel)) return pollMs;
    // A sandbox forgets its state when it stops, so its lists are read again at each start.
    const isFirst = channel.sandbox && !synced.has(id);
    const full = isFirst || (asked.get(id) ?? false);
    asked.delete(id);
    const result = await poll(channel, full);
    if (result.type !== 'unavailable') {
      if (result.type === 'done') {
        synced.set(id, clock.now());
        await driftCheck.run(channel);
      } else driftCheck.leave(id);
      if (failures.delete(id)) log.info({ channel: channel.key }, 'The catalogue is polled again');
      return pollMs;
    }
    const failed = failures.get(id) ?? 0;
    failures.set(id, failed + 1);
    if (failed === 0) {
      const { code, message } = result.failure;
      log.warn({ channel: channel.key, code, reason: message }, 'Could not poll the catalogue');
    }
    return Math.min(pollMs, firstRetryMs * 2 ** failed);
  };

  const runLater = (id: ChannelId, ms: number): void => {
    timers.get(id)?.();
    timers.set(
      id,
      clock.after(ms, () => {
        const channel = channels.get(id);
        if (!isPolled(channel)) {
          timers.delete(id);
          return;
        }
        const pollMs = channel.limits.catalogPollMs;
        running.add(id);
        runOnce(id, pollMs)
          .catch((error: unknown) => {
            log.error({ err: error, channel: channel.key }, 'A poll of the catalogue was interrupted');
            return pollMs;
          })
          .then((pauseMs) => {
            running.delete(id);
            if (!isStopped) runLater(id, asked.has(id) ? 0 : pauseMs);
          });
      }),
    );
  };

  const begin = (): void => {
    if (isStopped) return;
    for (const channel of channels.values())
      if (isPolled(channel) && !timers.has(channel.id)) runLater(channel.id, 0);
  };
  channels.onReplaced(begin);

  return {
    start: () => {
      isStopped = false;
      begin();
    },
    pollNow: (channel, full) => {
      asked.set(channel, full || (asked.get(channel) ?? false));
      if (!isStopped && !running.has(channel)) runLater(channel, 0);
    },
    syncedAt: (channel) => synced.get(channel) ?? null,
    stop: () => {
      isStopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
