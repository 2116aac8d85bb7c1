import type { Clock } from '../../../ports/clock.ts';
import type { Starts } from '../../in-process/starts.ts';
import type { Statements } from './statements.ts';

/**
 * A start may come later than its reserved moment. If it is later by more than this, it reserves another moment, because a
 * late start and a punctual one could come too close. The window is longer than a second by the same time. Milliseconds.
 */
const toleranceMs = 100;
const windowMs = 1_000 + toleranceMs;
/** After this many late times a request starts anyway. */
const maxTries = 3;
/** While the database is away no request starts. The gateway asks again after this time, milliseconds. */
const retryMs = 500;

/** Starts of all gateways together. If the channel has a rate, each request reserves its moment in the database. */
export const createSharedStarts = (
  firstRate: number | null,
  reserveStart: Statements['reserveStart'],
  clock: Clock,
): Starts => {
  let rate = firstRate;
  let resumeAt = 0;
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(Math.ceil(ms), resolve);
    });

  /** Reserves a moment and waits for it. False if it was missed. */
  const reserve = async (ratePerSecond: number): Promise<boolean> => {
    const askedAt = performance.now();
    const inMs = await reserveStart(ratePerSecond, windowMs).catch(() => null);
    if (inMs === null) {
      await wait(retryMs);
      return reserve(ratePerSecond);
    }
    if (inMs > 0) await wait(inMs);
    return performance.now() - askedAt - inMs <= toleranceMs;
  };

  const next = async (tries = 1): Promise<void> => {
    const pausedMs = resumeAt - performance.now();
    if (pausedMs > 0) {
      await wait(pausedMs);
      return next(tries);
    }
    if (rate === null) return;
    const isPunctual = await reserve(rate);
    if ((isPunctual || tries >= maxTries) && resumeAt <= performance.now()) return;
    return next(tries + 1);
  };

  return {
    run: async (send) => {
      await next();
      return send();
    },
    setRate: (ratePerSecond) => {
      rate = ratePerSecond;
    },
    pause: (ms) => {
      resumeAt = Math.max(resumeAt, performance.now() + ms);
    },
    pausedForMs: () => Math.max(0, resumeAt - performance.now()),
  };
};
