import PQueue from 'p-queue';
import type { Clock } from '../../ports/clock.ts';
import type { StartCall } from '../../ports/vendor-reads.ts';

/** Decides when requests of a channel start. */
export type Starts = {
  readonly run: StartCall;
  /** Applies to waiting requests as well. */
  setRate(ratePerSecond: number | null): void;
  /** Starts no request for this time, milliseconds. Of several pauses the longest counts. */
  pause(ms: number): void;
  /** The rest of the pause, milliseconds. */
  pausedForMs(): number;
};

const intervalMs = 1000;

const createQueue = (ratePerSecond: number | null): PQueue =>
  new PQueue(
    ratePerSecond === null ? {} : { interval: intervalMs, intervalCap: ratePerSecond, strict: true },
  );

export const createStarts = (firstRate: number | null, clock: Clock): Starts => {
  let rate = firstRate;
  let queue = createQueue(rate);
  let resumeAt = 0;

  const pause = (ms: number): void => {
    const until = clock.now() + ms;
    if (until <= resumeAt) return;
    resumeAt = until;
    queue.pause();
    clock.after(ms, () => {
      if (resumeAt === until) queue.start();
    });
  };

  const run = async <Result>(send: () => Promise<Result>): Promise<Result> => {
    // Without a rate and without a pause no request waits.
    if (rate === null && !queue.isPaused) return send();
    const joined = queue;
    let started = false;
    try {
      return await joined.add(() => {
        started = true;
        return send();
      });
    } catch (error) {
      // The queue was replaced: its waiting requests join the new one.
      if (started || joined === queue) throw error;
      return run(send);
    }
  };

  return {
    run,
    pause,
    pausedForMs: () => Math.max(0, resumeAt - clock.now()),
    setRate: (ratePerSecond) => {
      if (ratePerSecond === rate) return;
      rate = ratePerSecond;
      const before = queue;
      queue = createQueue(rate);
      if (clock.now() < resumeAt) queue.pause();
      // The new queue does not know the starts of the last second, so it begins after a second.
      if (rate !== null) pause(intervalMs);
      before.clear();
    },
  };
};
