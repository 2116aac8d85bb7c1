import type { ChannelId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** The number of items per channel. */
export type Counts = Iterable<readonly [ChannelId, number]>;

export type Backlog = {
  /** Adds items if there is room. Else gives the seconds after which there should be room. */
  admit(
    counts: Counts,
  ): { readonly admitted: true } | { readonly admitted: false; readonly retryAfter: number };
  /** Adds items of an earlier run, beyond the limit if necessary. */
  resume(counts: Counts): void;
  /** Replaces the numbers by those that `count` finds, plus the changes while it counted. */
  recount(count: () => Promise<Counts>): Promise<void>;
  /** Removes items that ended. */
  release(counts: Counts): void;
  /** Removes items that were not accepted. */
  cancel(counts: Counts): void;
  sizeOf(channel: ChannelId): number;
  /** The number of items of all channels. */
  total(): number;
};

/** The window for the rate at which items end, milliseconds. */
const windowMs = 10_000;

/**
 * Bounds the unfinished items per channel. A gateway that accepts more than its vendors can take only makes all callers
 * wait, and its memory grows.
 */
export const createBacklog = (maxItems: number, clock: Clock): Backlog => {
  const sizes = new Map<ChannelId, number>();
  /** The changes since the current recount began. Null without one. */
  let changes: Map<ChannelId, number> | null = null;
  let windowStart = clock.now();
  let ended = 0;
  let endedBefore = 0;

  const add = (counts: Counts, sign: 1 | -1): void => {
    for (const [channel, count] of counts) {
      sizes.set(channel, Math.max(0, (sizes.get(channel) ?? 0) + sign * count));
      changes?.set(channel, (changes.get(channel) ?? 0) + sign * count);
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
      changes = since;
      try {
        const counted = new Map(await count());
        for (const channel of new Set([...sizes.keys(), ...counted.keys()])) {
          sizes.set(channel, Math.max(0, (counted.get(channel) ?? 0) + (since.get(channel) ?? 0)));
        }
      } finally {
        changes = null;
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
