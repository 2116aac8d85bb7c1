import PQueue from 'p-queue';
import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import { longestPause } from './policy.ts';

/** Every request of a channel goes by its pace: first ones, further tries and parts of refused ones alike. */
export type Pace = (send: () => Promise<SendResult>) => Promise<SendResult>;

/**
 * Keeps a channel within its vendor's rate. A vendor that asks for a pause all the same gets it from the whole channel:
 * requests beside the one it refused would only be refused too.
 */
export const createPace = (ratePerSecond: number | null, clock: Clock): Pace => {
  const line = new PQueue(
    ratePerSecond === null ? {} : { interval: 1000, intervalCap: ratePerSecond, strict: true },
  );
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

  return async (send) => {
    const result = await line.add(send);
    // For a longer one the channel does not stand still with all that it has accepted: it asks again in between.
    if (result.type === 'unavailable' && result.retryAfterMs !== null) {
      pause(Math.min(result.retryAfterMs, longestPause));
    }
    return result;
  };
};
