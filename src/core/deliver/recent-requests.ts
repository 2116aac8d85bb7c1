import type { Clock } from '../../ports/clock.ts';

/** The period over which rates and the latency are measured, seconds. */
export const recentSeconds = 10;

/** The finished requests of the last seconds. */
export type RecentRequests = {
  /** A request with this number of items ended after this time, with or without an answer. */
  add(items: number, durationMs: number): void;
  /** `latencyMs` is the mean time of a request. Null when none ended in the period. */
  rates(): {
    readonly requestsPerSecond: number;
    readonly itemsPerSecond: number;
    readonly latencyMs: number | null;
  };
};

type Second = { at: number; requests: number; items: number; ms: number };

/** Counts by whole seconds in a ring, so the cost and the memory do not depend on the number of requests. */
export const createRecentRequests = (clock: Pick<Clock, 'now'>): RecentRequests => {
  const ring: Second[] = Array.from({ length: recentSeconds + 1 }, () => ({
    at: -1,
    requests: 0,
    items: 0,
    ms: 0,
  }));
  const second = (): number => Math.floor(clock.now() / 1000);

  return {
    add: (items, durationMs) => {
      const at = second();
      const slot = ring[at % ring.length];
      if (!slot) return;
      if (slot.at !== at) Object.assign(slot, { at, requests: 0, items: 0, ms: 0 });
      slot.requests += 1;
      slot.items += items;
      slot.ms += Math.max(0, durationMs);
    },
    rates: () => {
      const now = second();
      const sum = { requests: 0, items: 0, ms: 0 };
      for (const { at, requests, items, ms } of ring) {
        // The current second has not ended, so it would lower the rate.
        if (at >= now || at < now - recentSeconds) continue;
        sum.requests += requests;
        sum.items += items;
        sum.ms += ms;
      }
      return {
        requestsPerSecond: sum.requests / recentSeconds,
        itemsPerSecond: sum.items / recentSeconds,
        latencyMs: sum.requests === 0 ? null : Math.round(sum.ms / sum.requests),
      };
    },
  };
};
