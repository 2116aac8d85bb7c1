import type { Clock } from '../../../ports/clock.ts';
import type { CreateRateLimiter, RateLimiter } from '../../../ports/rate-limiter.ts';
import { createSlots } from '../../in-process/slots.ts';
import type { Listener } from '../connection/listener.ts';
import { notificationChannels } from '../connection/notification.ts';
import { createSlotShare } from './slot-share.ts';
import { createSharedStarts } from './starts.ts';
import { prepareStatements, type RateLimiterDeps } from './statements.ts';

type Deps = RateLimiterDeps & {
  readonly listener: Pick<Listener, 'onNotification'>;
  readonly clock: Clock;
};

/** The rate limiter of gateways that share a database: slots, rates and pauses of a channel apply to all of them together. */
export const createPostgresRateLimiter =
  ({ pool, lease, listener, clock }: Deps): CreateRateLimiter =>
  ({ id, limits }): RateLimiter => {
    let { concurrency } = limits;
    const statements = prepareStatements({ pool, lease }, id);
    const writes = createSharedStarts(limits.ratePerSecond, statements.reserveStart, clock);
    const reads = createSharedStarts(limits.readRatePerSecond, statements.reserveRead, clock);
    const pauseBoth = (ms: number): void => {
      writes.pause(ms);
      reads.pause(ms);
    };
    const slots = createSlots(() => share.taskEnded());
    const share = createSlotShare({
      slots,
      concurrency: () => concurrency,
      ask: statements.share,
      lease,
      clock,
      onPause: pauseBoth,
    });
    const stopListening = listener.onNotification(notificationChannels.rateLimits, (payload) => {
      const [from = '', ...channel] = payload.split(' ');
      if (from !== String(lease.id()) && channel.join(' ') === id) share.lookAgain();
    });

    const run = (task: () => Promise<void>, urgent = false): void => {
      slots.add(async () => {
        if (share.isSure()) return task();
        // The lease had a gap, so another gateway may have the slots now. The task returns to the head of the queue.
        run(task, true);
        share.lookAgain();
      }, urgent);
      share.taskAdded();
    };

    return {
      run,
      get running() {
        return slots.running;
      },
      limitRunning: share.limitRunning,
      idle: slots.idle,
      start: writes.run,
      startRead: reads.run,
      pausedForMs: writes.pausedForMs,
      pause: (ms) => {
        pauseBoth(ms);
        // If the database is away, the vendor asks each of the other gateways for a pause.
        statements.pause(ms).catch(() => {});
      },
      setLimits: (next) => {
        ({ concurrency } = next);
        writes.setRate(next.ratePerSecond);
        reads.setRate(next.readRatePerSecond);
        share.limitsChanged();
      },
      close: () => {
        stopListening();
        return share.close();
      },
    };
  };
