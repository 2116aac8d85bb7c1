import type { SendResult, StartCall } from '../../ports/channel.ts';
import type { Throttle } from '../../ports/throttle.ts';

/** Sends one request of a channel; `startCall` starts what else that request takes. */
export type Pace = (send: (startCall: StartCall) => Promise<SendResult>) => Promise<SendResult>;

/**
 * The longest that a channel pauses because one response asks for it, milliseconds. Each item waits for as long as its own
 * vendor response said; the channel asks again earlier, with other items, so that one response cannot stop it for a day.
 */
export const longestPauseMs = 5 * 60_000;

/** Pauses the whole channel when its vendor asks for it: requests beside the refused one would only be refused too. */
export const pauseFor = (throttle: Pick<Throttle, 'pause'>, retryAfterMs: number | null): void => {
  if (retryAfterMs !== null && retryAfterMs > 0) throttle.pause(Math.min(retryAfterMs, longestPauseMs));
};

/** Starts each request when the throttle of the channel allows it: first ones, further tries and parts of refused ones alike. */
export const createPace =
  (throttle: Pick<Throttle, 'start' | 'pause'>): Pace =>
  async (send) => {
    const result = await throttle.start(() => send(throttle.start));
    if (result.type === 'unavailable') pauseFor(throttle, result.retryAfterMs);
    return result;
  };
