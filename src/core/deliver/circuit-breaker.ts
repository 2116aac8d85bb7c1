import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import { isTransient, leaseLost } from './send-results.ts';

/** This many failures in a row open the breaker. */
const failuresToOpen = 10;
/** The breaker stays open for this long. Then one request probes the vendor. Milliseconds. */
const openMs = 5_000;

/** Controls which requests of the channel may start. */
export type Gate = {
  stopAll(): void;
  allowOne(): void;
  allowAll(): void;
};

export type CircuitBreaker = {
  /** Runs one try. Null if requests are held back. Nothing was sent then. */
  run(attempt: () => Promise<SendResult>): Promise<SendResult | null>;
  /** Whether requests are held back: the pause after the failures is not over, or a probe has no answer yet. */
  holdsBack(): boolean;
};

type State = 'closed' | 'open' | 'half-open' | 'probing';

/**
 * The circuit breaker of one channel. Every transient failure counts, a 429 like an outage. While the breaker is open,
 * items wait in the queue.
 */
export const createCircuitBreaker = (gate: Gate, clock: Clock): CircuitBreaker => {
  let state: State = 'closed';
  let failures = 0;

  const open = (): void => {
    state = 'open';
    gate.stopAll();
    clock.after(openMs, () => {
      state = 'half-open';
      gate.allowOne();
    });
  };

  const close = (): void => {
    state = 'closed';
    failures = 0;
    gate.allowAll();
  };

  const note = (result: SendResult, isProbe: boolean): void => {
    // A request that started before the breaker opened says nothing about the vendor now.
    if (state !== (isProbe ? 'probing' : 'closed')) return;
    if (result === leaseLost) {
      if (isProbe) state = 'half-open';
      return;
    }
    if (!isTransient(result)) {
      if (isProbe) close();
      failures = 0;
      return;
    }
    failures += 1;
    if (isProbe || failures >= failuresToOpen) open();
  };

  return {
    holdsBack: () => state === 'open' || state === 'probing',
    run: async (attempt) => {
      if (state === 'open' || state === 'probing') return null;
      const isProbe = state === 'half-open';
      if (isProbe) state = 'probing';
      try {
        const result = await attempt();
        note(result, isProbe);
        return result;
      } catch (error) {
        // A bug of the gateway says nothing about the vendor. The next request is the probe.
        if (isProbe) state = 'half-open';
        throw error;
      }
    },
  };
};
