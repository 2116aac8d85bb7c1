import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import { isTransient, notOurs } from './results.ts';

/** So many failures in a row hold the requests of the channel back… */
const failuresToOpen = 10;
/** …for so long. Then a single one goes first and shows how the vendor does. Milliseconds. */
export const holdBackMs = 5_000;

/** What holds a channel's requests back. */
export type Gate = {
  /** Nothing new goes out. */
  close(): void;
  /** One request goes out, to show how the vendor does. */
  openForOne(): void;
  open(): void;
};

export type Breaker = {
  /** Runs one try. Null when requests are held back: then nothing was sent. */
  run(attempt: () => Promise<SendResult>): Promise<SendResult | null>;
  /** Whether requests are held back because the vendor failed too often. */
  isHeldBack(): boolean;
};

type State = 'closed' | 'open' | 'half-open' | 'probing';

/** One a channel. Each failure that passes counts, a 429 like an outage. While the breaker is open the queue waits. */
export const createBreaker = (gate: Gate, clock: Clock): Breaker => {
  let state: State = 'closed';
  let failures = 0;

  const open = (): void => {
    state = 'open';
    gate.close();
    clock.after(holdBackMs, () => {
      state = 'half-open';
      gate.openForOne();
    });
  };

  const close = (): void => {
    state = 'closed';
    failures = 0;
    gate.open();
  };

  const note = (result: SendResult, isProbe: boolean): void => {
    // Requests that were under way when the breaker opened say nothing about the vendor of now.
    if (state !== (isProbe ? 'probing' : 'closed')) return;
    if (result === notOurs) {
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
    isHeldBack: () => state !== 'closed',
    run: async (attempt) => {
      if (state === 'open' || state === 'probing') return null;
      const isProbe = state === 'half-open';
      if (isProbe) state = 'probing';
      try {
        const result = await attempt();
        note(result, isProbe);
        return result;
      } catch (error) {
        // A bug of the gateway says nothing about the vendor: the next request is the probe.
        if (isProbe) state = 'half-open';
        throw error;
      }
    },
  };
};
