import type { Clock } from '../../src/ports/clock.ts';

type Timer = { readonly at: number; readonly task: () => void };

const isFileBusy = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));

/** Waits until nothing used the clock, and no file operation was running, for this many turns of the event loop. */
const settle = async (turns: number, usesOf: () => number): Promise<void> => {
  let before = usesOf();
  for (let idle = 0; idle < turns; idle += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isFileBusy() || usesOf() !== before) idle = -1;
    before = usesOf();
  }
};

/** A clock that moves only on request. */
export const manualClock = (startAt = 1_750_000_000_000, turns = 4) => {
  let now = startAt;
  let timers: readonly Timer[] = [];
  let uses = 0;
  const clock: Clock = {
    now: () => {
      uses += 1;
      return now;
    },
    after: (ms, task) => {
      uses += 1;
      const timer = { at: now + ms, task };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  return {
    ...clock,
    /** Sets the time without running what is due. */
    skip: (ms: number): void => {
      now += ms;
    },
    /** Runs what becomes due in between, in order. */
    advance: async (ms: number): Promise<void> => {
      const until = now + ms;
      for (;;) {
        await settle(turns, () => uses);
        const next = timers.reduce<Timer | null>(
          (first, one) => (one.at <= until && (first === null || one.at < first.at) ? one : first),
          null,
        );
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.task();
      }
      now = until;
    },
  };
};
