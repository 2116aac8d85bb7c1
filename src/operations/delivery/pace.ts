import type { SendResult } from '../../ports/channel.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { longestPause } from './policy.ts';

/** Every request of a channel goes by its pace: first ones, further tries and parts of refused ones alike. */
export type Pace = (send: () => Promise<SendResult>) => Promise<SendResult>;

/**
 * Starts a request when the channel's throttle allows. A vendor that asks for a pause all the same gets it from the
 * whole channel: requests beside the one it refused would only be refused too.
 */
export const createPace =
  (throttle: Pick<Throttle, 'start' | 'pause'>): Pace =>
  async (send) => {
    const result = await throttle.start(send);
    // For a longer one the channel does not stand still with all that it has accepted: it asks again in between.
    if (result.type === 'unavailable' && result.retryAfterMs !== null) {
      throttle.pause(Math.min(result.retryAfterMs, longestPause));
    }
    return result;
  };
