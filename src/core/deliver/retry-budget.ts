import type { Clock } from '../../ports/clock.ts';

const minuteMs = 60_000;
/** The share of a minute's tries that may be made at once. */
const burstShare = 0.2;

/** To be called once the try is over, whether or not it was sent. */
type Done = () => void;

/**
 * Bounds the tries that a channel makes after a failure: in no 60 seconds more than the limit, whatever the vendor
 * answers. A token bucket: a fifth of the limit may be used at once, the rest comes back over a minute. A try stays in
 * the bucket until it is over: what waits for the end of a pause cannot come on top of what came back meanwhile.
 */
export type RetryBudget = {
  /** Takes one try; null when there is none now. */
  take(): Done | null;
  /** Runs `task` once there may be a try to take. First come, first served. */
  whenRefilled(task: () => void): void;
  /** Resolves once a try was taken. */
  taken(): Promise<Done>;
};

export const createRetryBudget = (perMinute: () => number, clock: Clock): RetryBudget => {
  const burst = (): number => Math.max(1, Math.floor(perMinute() * burstShare));
  const perMs = (): number => Math.max(perMinute() - burst(), 1) / minuteMs;
  let left = burst();
  let inHand = 0;
  let refilledAt = clock.now();
  const waiting: (() => void)[] = [];
  let isTimed = false;

  const refill = (): void => {
    const now = clock.now();
    // A clock that was set back gives nothing, one that was set forward no more than a burst.
    left = Math.min(burst() - inHand, left + Math.max(0, now - refilledAt) * perMs());
    refilledAt = now;
  };

  const wakeLater = (): void => {
    if (isTimed || waiting.length === 0) return;
    isTimed = true;
    refill();
    const missing = Math.max(0, 1 - left);
    clock.after(Math.max(1, Math.ceil(missing / perMs())), () => {
      isTimed = false;
      waiting.shift()?.();
      wakeLater();
    });
  };

  const budget: RetryBudget = {
    take: () => {
      refill();
      if (left < 1) return null;
      left -= 1;
      inHand += 1;
      return () => {
        refill();
        inHand -= 1;
      };
    },
    whenRefilled: (task) => {
      waiting.push(task);
      wakeLater();
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
