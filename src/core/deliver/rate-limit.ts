import { type VendorUnavailable, vendorUnavailable } from '../../domain/failure.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { StartCall } from '../../ports/vendor-reads.ts';

/**
 * The longest pause of a channel that one response can cause, milliseconds. Each item waits for as long as its own
 * response asked for. The channel sends other items earlier, so that one response cannot stop it for a day.
 */
export const longestPauseMs = 5 * 60_000;

/** Pauses the whole channel, because the vendor would refuse other requests too. */
const pauseFor = (limiter: Pick<RateLimiter, 'pause'>, retryAfterMs: number | null): void => {
  if (retryAfterMs !== null && retryAfterMs > 0) limiter.pause(Math.min(retryAfterMs, longestPauseMs));
};

/** Starts a writing request. The request starts its further calls, e.g. for a token, with `startCall`. */
export type StartWrite = (send: (startCall: StartCall) => Promise<SendResult>) => Promise<SendResult>;

/** First requests, retries and parts of a refused request all start here. */
export const createStartWrite =
  (limiter: Pick<RateLimiter, 'start' | 'pause'>): StartWrite =>
  async (send) => {
    const result = await limiter.start(() => send(limiter.start));
    if (result.type === 'unavailable') pauseFor(limiter, result.retryAfterMs);
    return result;
  };

/** The rate limit of a channel for requests that read. Every read of a vendor uses it. */
export type ReadLimit = {
  readonly startCall: StartCall;
  /** Starts a read that no caller waits for. It starts when no read of a caller waits. */
  readonly startLater: StartCall;
  /** To be called when a read fails. A pause that the vendor asked for holds for the whole channel. */
  onUnavailable(failure: VendorUnavailable): void;
  /** The failure for a caller who should not wait for a paused channel. Null if the channel can be read. */
  refusal(longestWaitMs: number): VendorUnavailable | null;
};

export const createReadLimit = (
  limiter: Pick<RateLimiter, 'startRead' | 'pause' | 'pausedForMs'>,
): ReadLimit => {
  let waiting = 0;
  let onIdle: (() => void)[] = [];
  const started = (): void => {
    waiting -= 1;
    if (waiting > 0) return;
    for (const resume of onIdle) resume();
    onIdle = [];
  };
  return {
    startCall: async (call) => {
      waiting += 1;
      let isWaiting = true;
      const leave = (): void => {
        if (isWaiting) started();
        isWaiting = false;
      };
      try {
        return await limiter.startRead(() => {
          leave();
          return call();
        });
      } finally {
        leave();
      }
    },
    startLater: async (call) => {
      while (waiting > 0) await new Promise<void>((resolve) => onIdle.push(resolve));
      return limiter.startRead(call);
    },
    onUnavailable: ({ retryAfter }) => pauseFor(limiter, retryAfter === null ? null : retryAfter * 1000),
    refusal: (longestWaitMs) => {
      const pausedMs = limiter.pausedForMs();
      if (pausedMs <= longestWaitMs) return null;
      const retryAfter = Math.ceil(pausedMs / 1000);
      return vendorUnavailable(
        'RATE_LIMITED',
        `The vendor asked for a pause. Nothing was sent. Try again in ${retryAfter} s.`,
        { retryAfter },
      );
    },
  };
};
