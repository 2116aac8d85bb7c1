import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  handleWhenResult,
  type IBackoff,
  type IRetryBackoffContext,
  isBrokenCircuitError,
  retry,
} from 'cockatiel';
import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Unavailable } from './results.ts';

/** How often a request that finds its vendor failing is sent, the first time included. */
export const maxAttempts = 4;
/** A vendor that asks for a longer pause is given up on: the caller is told when to come back. Milliseconds. */
export const longestPause = 30_000;
/** For so long a request is sent again to a vendor that limits its rate and says for how long. Milliseconds. */
const patience = 15_000;
/** So many failures in a row hold the channel's requests back… */
const failuresToOpen = 10;
/** …for so long; then a single one goes first and shows how the vendor does. Milliseconds. */
const holdBackMs = 5_000;

const isUnavailable = (result: unknown): result is Unavailable =>
  (result as Partial<SendResult>).type === 'unavailable';

const isOutage = (result: unknown): boolean =>
  isUnavailable(result) && result.failure.code === 'VENDOR_UNAVAILABLE';

/**
 * Whether one more try is worth it: a few after failures, and while patience lasts as many as a vendor asks for that
 * only limits its rate. A vendor that refuses the credentials is not asked again.
 */
const createJudgement = (clock: Clock, startedAt: number) => {
  let tries = 0;
  return (result: unknown): boolean => {
    if (!isUnavailable(result) || result.failure.code === 'VENDOR_UNAUTHORIZED') return false;
    if ((result.retryAfterMs ?? 0) > longestPause) return false;
    if (result.failure.code === 'RATE_LIMITED' && result.retryAfterMs !== null) {
      return clock.now() - startedAt < patience;
    }
    tries += 1;
    return tries < maxAttempts;
  };
};

/** Jittered and growing, and never shorter than what the vendor asked for. */
const createBackoff = () => {
  const growing = new ExponentialBackoff({ initialDelay: 100, maxDelay: 5_000 });
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>((context, previous) => {
    const result = 'value' in context.result ? context.result.value : null;
    const asked = isUnavailable(result) ? result.retryAfterMs : null;
    const state = previous ? previous.next(context) : growing.next();
    return { delay: Math.max(asked ?? 0, state.duration), state };
  });
};

export type DeliveryPolicy = {
  /**
   * Runs `attempt` (numbered from 1) until it is of use, or no further try is worth it. Null when the vendor failed so
   * often meanwhile that the channel holds its requests back: what was not sent waits.
   */
  run(attempt: (number: number) => Promise<SendResult>): Promise<SendResult | null>;
  /** Whether requests are held back because the vendor failed too often. */
  isHeldBack(): boolean;
};

/** What holds a channel's requests back. */
export type Gate = {
  /** Nothing new goes out. */
  close(): void;
  /** One request goes out, to show how the vendor does. */
  openForOne(): void;
  open(): void;
};

/** One a channel: its requests share the breaker, and while it is open what was not sent waits behind the gate. */
export const createDeliveryPolicy = (gate: Gate, clock: Clock): DeliveryPolicy => {
  const breaker = circuitBreaker(handleWhenResult(isOutage), {
    halfOpenAfter: holdBackMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  const createRetries = (startedAt: number) =>
    retry(handleWhenResult(createJudgement(clock, startedAt)), {
      maxAttempts: Number.POSITIVE_INFINITY,
      backoff: createBackoff(),
    });
  let heldBack = false;

  breaker.onBreak(() => {
    heldBack = true;
    gate.close();
    clock.after(holdBackMs + 50, gate.openForOne);
  });
  breaker.onReset(() => {
    heldBack = false;
    gate.open();
  });

  return {
    isHeldBack: () => heldBack,
    run: async (attempt) => {
      const startedAt = clock.now();
      try {
        const first = await breaker.execute(() => attempt(1));
        if (!isUnavailable(first)) return first;
        // Only now is there anything to decide on: most requests never need more than one try.
        return await createRetries(startedAt).execute(({ attempt: earlier }) =>
          earlier === 0 ? first : breaker.execute(() => attempt(earlier + 1)),
        );
      } catch (error) {
        if (isBrokenCircuitError(error)) return null;
        throw error;
      }
    },
  };
};
