import PQueue from 'p-queue';
import type { Clock } from '../ports/clock.ts';
import type { CreateThrottle } from '../ports/throttle.ts';
import { createSlots } from './slots.ts';

/** The throttle of a gateway that is alone on its journal. */
export const createInProcessThrottle =
  (clock: Clock): CreateThrottle =>
  ({ limits: { concurrency, ratePerSecond } }) => {
    const slots = createSlots();
    slots.limit(concurrency);
    const starts = new PQueue(
      ratePerSecond === null ? {} : { interval: 1000, intervalCap: ratePerSecond, strict: true },
    );
    let resumeAt = 0;

    return {
      run: (task, urgent = false) => slots.add(task, urgent),
      get running() {
        return slots.running;
      },
      allow: (count) => slots.limit(Math.min(count, concurrency)),
      settled: slots.settled,
      start: (send) => starts.add(send),
      pause: (ms) => {
        const until = clock.now() + ms;
        if (until <= resumeAt) return;
        resumeAt = until;
        starts.pause();
        clock.after(ms, () => {
          if (resumeAt === until) starts.start();
        });
      },
      close: async () => {},
    };
  };
