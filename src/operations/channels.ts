import type { ChannelId } from '../domain/ids.ts';
import type { Channel } from '../ports/channel.ts';

/** The channels as they are now: a reload puts others in their place. */
export type Channels = {
  /** One that an item may name. */
  get(id: ChannelId): Channel | undefined;
  values(): Iterable<Channel>;
  /** As `get`, and a channel that was taken away too: what it has under way still ends with it. */
  last(id: ChannelId): Channel | undefined;
  /** Keeps a channel open while `work` calls its vendor: one that is replaced meanwhile closes afterwards. */
  use<Result>(channel: Channel, work: () => Promise<Result>): Promise<Result>;
};

export type LiveChannels = Channels & {
  /** From now on these are the channels. One that stays the same object keeps its connections. */
  replace(next: readonly Channel[]): void;
  onReplaced(listener: () => void): void;
  /** Closes all of them. */
  close(): Promise<void>;
};

const byId = (channels: readonly Channel[]) => new Map(channels.map((channel) => [channel.id, channel]));

export const createChannels = (first: readonly Channel[]): LiveChannels => {
  let now = byId(first);
  const known = byId(first);
  const users = new Map<Channel, number>();
  const retired = new Set<Channel>();
  const listeners: (() => void)[] = [];

  const closeUnused = async (channel: Channel): Promise<void> => {
    if (!retired.has(channel) || users.has(channel)) return;
    await channel.close();
    retired.delete(channel);
  };

  return {
    get: (id) => now.get(id),
    values: () => now.values(),
    last: (id) => known.get(id),
    use: async (channel, work) => {
      users.set(channel, (users.get(channel) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const others = (users.get(channel) ?? 1) - 1;
        if (others > 0) users.set(channel, others);
        else users.delete(channel);
        void closeUnused(channel);
      }
    },
    replace: (next) => {
      now = byId(next);
      for (const channel of next) {
        const earlier = known.get(channel.id);
        known.set(channel.id, channel);
        if (!earlier || earlier === channel) continue;
        retired.add(earlier);
        void closeUnused(earlier);
      }
      for (const listener of listeners) listener();
    },
    onReplaced: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      await Promise.all([...known.values(), ...retired].map((channel) => channel.close()));
    },
  };
};
