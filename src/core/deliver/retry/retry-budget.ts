import type { Clock } from '../../../ports/clock.ts';
import type { RateLimiter } from '../../../ports/rate-limiter.ts';

const minuteMs = 60_000;
/** The share of the limit that may be used at once. */
const burstShare = 0.2;

/** To be called when the try is over, whether or not it was sent. */
type Done = () => void;

/**
 * Bounds the retries of a channel: no more than the limit within any 60 seconds, whatever the vendor answers.
 *
 * It is a token bucket. A fifth of the limit may be used at once, the rest is refilled over a minute. A try keeps its
 * place in the bucket until it is over, so that tries that waited for the end of a pause do not add to those that were
 * refilled during the pause.
 */
export type RetryBudget = {
  /** Takes one try. Null if there is none now. */
  take(): Done | null;
  /** Runs `task` once a try may be available. First come, first served. */
  whenRefilled(task: () => void): void;
  /** Resolves when it has taken a try. */
  taken(): Promise<Done>;
};

export const createRetryBudget = (perMinute: () => number, clock: Clock): RetryBudget => {
  const burst = (): number => Math.max(1, Math.floor(perMinute() * burstShare));
  const perMs = (): number => Math.max(perMinute() - burst(), 1) / minuteMs;
  let left = burst();
  let unfinished = 0;
  let refilledAt = clock.now();
  const waiting: (() => void)[] = [];
  let isScheduled = false;

  const refill = (): void => {
    const now = clock.now();
    // A clock that was set back adds nothing. One that was set forward adds at most a burst.
    left = Math.min(burst() - unfinished, left + Math.max(0, now - refilledAt) * perMs());
    refilledAt = now;
  };

  const scheduleNext = (): void => {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    refill();
    const missing = Math.max(0, 1 - left);
    clock.after(Math.max(1, Math.ceil(missing / perMs())), () => {
      isScheduled = false;
      waiting.shift()?.();
      scheduleNext();
    });
  };

  const budget: RetryBudget = {
    take: () => {
      refill();
      if (left < 1) return null;
      left -= 1;
      unfinished += 1;
      return () => {
        refill();
        unfinished -= 1;
      };
    },
    whenRefilled: (task) => {
      waiting.push(task);
      scheduleNext();
    },
    taken: () =>
      new Promise((resolve) => {
        const attempt = (): void => {
          const done = budget.take();
          if (done) resolve(done);
          else budget.whenRefilled(attempt);
        };
        attempt();
      }),
  };
  return budget;
};

/**
 * A rate limiter whose tasks take one try each. A task that gets a slot while no try is left gives the slot back and
 * asks again later. So a try counts from the moment it is made, not from the moment its wait for a slot began.
 */
export const withBudget = (
  rateLimiter: Pick<RateLimiter, 'run'>,
  budget: RetryBudget,
): Pick<RateLimiter, 'run'> => {
  const run = (task: () => Promise<void>, urgent = false): void =>
    rateLimiter.run(async () => {
      const done = budget.take();
      if (done) await task().finally(done);
      else budget.whenRefilled(() => run(task, urgent));
    }, urgent);
  return { run };
};
