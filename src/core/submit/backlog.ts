import type { ChannelId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** Items a channel, from acceptance to their end. */
export type Counts = Iterable<readonly [ChannelId, number]>;

export type Backlog = {
  /** Makes room for items, or says in how many seconds there should be some. */
  admit(
    counts: Counts,
  ): { readonly admitted: true } | { readonly admitted: false; readonly retryAfter: number };
  /** Takes up what an earlier run left, whatever the bound. */
  resume(counts: Counts): void;
  /** Goes by what `count` finds, and by what came and went while it counted. */
  recount(count: () => Promise<Counts>): Promise<void>;
  /** Items ended. */
  release(counts: Counts): void;
  /** Items were not accepted after all. */
  cancel(counts: Counts): void;
  sizeOf(channel: ChannelId): number;
  /** Items of all channels. */
  total(): number;
};

/** The rate at which items end is looked at over this long, milliseconds. */
const windowMs = 10_000;

/**
 * Bounds the items that a channel has under way. A gateway that takes more than its vendors can would only make
 * everyone wait, and forget nothing of it in memory.
 */
export const createBacklog = (maxItems: number, clock: Clock): Backlog => {
  const sizes = new Map<ChannelId, number>();
  /** What came and went since a count was begun. */
  let meanwhile: Map<ChannelId, number> | null = null;
  let windowStart = clock.now();
  let ended = 0;
  let endedBefore = 0;

  const add = (counts: Counts, sign: 1 | -1): void => {
    for (const [channel, count] of counts) {
      sizes.set(channel, Math.max(0, (sizes.get(channel) ?? 0) + sign * count));
      meanwhile?.set(channel, (meanwhile.get(channel) ?? 0) + sign * count);
    }
  };

  const perSecond = (): number => (Math.max(ended, endedBefore) * 1000) / windowMs;

  const noteEnded = (count: number): void => {
    const now = clock.now();
    if (now - windowStart >= windowMs) {
      endedBefore = now - windowStart < 2 * windowMs ? ended : 0;
      ended = 0;
      windowStart = now;
    }
    ended += count;
  };

  return {
    admit: (counts) => {
      const over = [...counts].map(([channel, count]) => (sizes.get(channel) ?? 0) + count - maxItems);
      const excess = Math.max(0, ...over);
      if (excess > 0) {
        const seconds = Math.ceil(excess / Math.max(1, perSecond()));
        return { admitted: false, retryAfter: Math.min(60, Math.max(1, seconds)) };
      }
      add(counts, 1);
      return { admitted: true };
    },
    resume: (counts) => add(counts, 1),
    recount: async (count) => {
      const since = new Map<ChannelId, number>();
      meanwhile = since;
      try {
        const counted = new Map(await count());
        for (const channel of new Set([...sizes.keys(), ...counted.keys()])) {
          sizes.set(channel, Math.max(0, (counted.get(channel) ?? 0) + (since.get(channel) ?? 0)));
        }
      } finally {
        meanwhile = null;
      }
    },
    release: (counts) => {
      add(counts, -1);
      for (const [, count] of counts) noteEnded(count);
    },
    cancel: (counts) => add(counts, -1),
    sizeOf: (channel) => sizes.get(channel) ?? 0,
    total: () => {
      let total = 0;
      for (const size of sizes.values()) total += size;
      return total;
    },
  };
};
