import type { Clock } from '../../ports/clock.ts';
import type { CreateRateLimiter } from '../../ports/rate-limiter.ts';
import { createSlots } from './slots.ts';
import { createStarts } from './starts.ts';

/** The rate limiter of a gateway that has its journal for itself. */
export const createInProcessRateLimiter =
  (clock: Clock): CreateRateLimiter =>
  ({ limits }) => {
    let { concurrency } = limits;
    let allowed = Number.POSITIVE_INFINITY;
    const slots = createSlots();
    const writes = createStarts(limits.ratePerSecond, clock);
    const reads = createStarts(limits.readRatePerSecond, clock);
    const limitSlots = (): void => slots.limit(Math.min(allowed, concurrency));

    limitSlots();
    return {
      run: (task, urgent = false) => slots.add(task, urgent),
      get running() {
        return slots.running;
      },
      limitRunning: (count) => {
        allowed = count;
        limitSlots();
      },
      idle: slots.idle,
      start: writes.run,
      startRead: reads.run,
      pause: (ms) => {
        writes.pause(ms);
        reads.pause(ms);
      },
      pausedForMs: writes.pausedForMs,
      setLimits: (next) => {
        ({ concurrency } = next);
        limitSlots();
        writes.setRate(next.ratePerSecond);
        reads.setRate(next.readRatePerSecond);
      },
      close: async () => {},
    };
  };
