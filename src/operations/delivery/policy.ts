import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  handleWhenResult,
  type IBackoff,
  type IRetryBackoffContext,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import { vendorUnavailable } from '../../domain/failure.ts';
import type { SendResult } from '../../ports/channel.ts';

/** How often a request that finds its vendor unavailable is sent, the first time included. */
export const maxAttempts = 4;
/** A vendor that asks for a longer pause is given up on: the caller is told when to come back. Milliseconds. */
const longestPause = 30_000;
/** So many failures in a row hold the channel's requests back… */
const failuresToOpen = 10;
/** …for so long; then a single one goes first and shows how the vendor does. Milliseconds. */
const holdBackMs = 5_000;

const isUnavailable = (result: unknown): result is Extract<SendResult, { type: 'unavailable' }> =>
  (result as SendResult).type === 'unavailable';

const isWorthRetrying = (result: unknown): boolean =>
  isUnavailable(result) &&
  result.failure.code !== 'VENDOR_UNAUTHORIZED' &&
  (result.retryAfterMs ?? 0) <= longestPause;

const isOutage = (result: unknown): boolean =>
  isUnavailable(result) && result.failure.code === 'VENDOR_UNAVAILABLE';

/** Jittered and growing, and never shorter than what the vendor asked for. */
const backoff = () => {
  const growing = new ExponentialBackoff({ initialDelay: 100, maxDelay: 5_000 });
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>((context, previous) => {
    const state = previous ? previous.next(context) : growing.next();
    const result = 'value' in context.result ? context.result.value : null;
    const asked = isUnavailable(result) ? (result.retryAfterMs ?? 0) : 0;
    return { delay: Math.max(state.duration, asked), state };
  });
};

export type DeliveryPolicy = {
  /** Runs `attempt` (numbered from 1) until it is of use, or no further try is worth it. */
  run(attempt: (number: number) => Promise<SendResult>): Promise<SendResult>;
  /** Whether requests are held back because the vendor failed too often. */
  isHeldBack(): boolean;
};

/** One a channel: its requests share the breaker. */
export const createDeliveryPolicy = (): DeliveryPolicy => {
  const breaker = circuitBreaker(handleWhenResult(isOutage), {
    halfOpenAfter: holdBackMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  const retries = retry(handleWhenResult(isWorthRetrying), {
    maxAttempts: maxAttempts - 1,
    backoff: backoff(),
  });
  const policy = wrap(retries, breaker);

  return {
    isHeldBack: () => breaker.state === CircuitState.Open,
    run: async (attempt) => {
      try {
        return await policy.execute(({ attempt: earlier }) => attempt(earlier + 1));
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        const message = 'The vendor failed too often of late: requests to it are held back. Try again later.';
        return {
          type: 'unavailable',
          failure: vendorUnavailable('VENDOR_UNAVAILABLE', message, { retryAfter: holdBackMs / 1000 }),
          mayHaveApplied: false,
          retryAfterMs: holdBackMs,
          exchange: { httpStatus: null, vendorRequestId: null },
        };
      }
    },
  };
};
