import PQueue from 'p-queue';
import type { StartCall } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';

/** When requests of a channel may start. */
export type Starts = {
  readonly run: StartCall;
  /** Requests that wait already go by the new rate too. */
  setRate(ratePerSecond: number | null): void;
  /** Starts none for so long, milliseconds; the longest of several pauses holds. */
  pause(ms: number): void;
  /** How long the pause still takes, milliseconds. */
  pausedForMs(): number;
};

const intervalMs = 1000;

const createLine = (ratePerSecond: number | null): PQueue =>
  new PQueue(
    ratePerSecond === null ? {} : { interval: intervalMs, intervalCap: ratePerSecond, strict: true },
  );

export const createStarts = (firstRate: number | null, clock: Clock): Starts => {
  let rate = firstRate;
  let line = createLine(rate);
  let resumeAt = 0;

  const pause = (ms: number): void => {
    const until = clock.now() + ms;
    if (until <= resumeAt) return;
    resumeAt = until;
    line.pause();
    clock.after(ms, () => {
      if (resumeAt === until) line.start();
    });
  };

  const run = async <Result>(send: () => Promise<Result>): Promise<Result> => {
    // Where there is neither a rate nor a pause nobody stands in line.
    if (rate === null && !line.isPaused) return send();
    const joined = line;
    let started = false;
    try {
      return await joined.add(() => {
        started = true;
        return send();
      });
    } catch (error) {
      // A line that is cleared sends those who wait in it to the one that took its place.
      if (started || joined === line) throw error;
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
      const before = line;
      line = createLine(rate);
      if (clock.now() < resumeAt) line.pause();
      // The new line knows nothing of what the last second was used for: it begins with the next one.
      if (rate !== null) pause(intervalMs);
      before.clear();
    },
  };
};
