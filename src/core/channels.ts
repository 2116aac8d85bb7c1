import {
  asChannelId,
  asChannelKey,
  type ChannelId,
  type ChannelKey,
  canBeKey,
  keyOf,
  noChannelId,
} from '../domain/ids.ts';
import type { ChannelAccount } from '../ports/accounts.ts';
import type { Channel } from '../ports/channel.ts';

/** The channels as they are now: a reload puts others in their place. */
export type Channels = {
  /** One that an item may name. */
  get(id: ChannelId): Channel | undefined;
  /** The one that the settings call so. */
  named(key: ChannelKey): Channel | undefined;
  values(): Iterable<Channel>;
  /** As `get`, and a channel that was taken away too: what it has under way still ends with it. */
  last(id: ChannelId): Channel | undefined;
  /**
   * By which id the journal holds what belongs to this name now: that of the configured channel or, without one, of the
   * account that was last seen under the name.
   */
  idOf(name: string): ChannelId;
  /** Whether the id is the one that its key stands for now. */
  isCurrent(id: ChannelId): boolean;
  /** The ids that keys stand for now, in order, those of channels that are not configured too. */
  currentIds(): readonly ChannelId[];
  /** Whether every name stands for the first account of its key, as is usual. */
  readonly onlyFirstAccounts: boolean;
  /** Every account that the journal has seen. */
  readonly accounts: readonly ChannelAccount[];
  /** Keeps a channel open while `work` calls its vendor: one that is replaced meanwhile closes afterwards. */
  use<Result>(channel: Channel, work: () => Promise<Result>): Promise<Result>;
};

export type LiveChannels = Channels & {
  /** From now on these are the channels. One that stays the same object keeps its connections. */
  replace(next: readonly Channel[], accounts?: readonly ChannelAccount[]): void;
  onReplaced(listener: () => void): void;
  /** Closes all of them. */
  close(): Promise<void>;
};

/** The id that each key stands for. */
const idsByKey = (
  channels: Iterable<Channel>,
  accounts: readonly ChannelAccount[],
): ReadonlyMap<ChannelKey, ChannelId> =>
  new Map([
    ...accounts.filter(({ isCurrent }) => isCurrent).map(({ key, id }) => [key, id] as const),
    ...[...channels].map(({ key, id }) => [key, id] as const),
  ]);

const byId = (channels: readonly Channel[]) => new Map(channels.map((channel) => [channel.id, channel]));

export const createChannels = (
  first: readonly Channel[],
  firstAccounts: readonly ChannelAccount[] = [],
): LiveChannels => {
  let now = byId(first);
  let accounts = firstAccounts;
  let ids = idsByKey(first, accounts);
  const known = byId(first);
  const users = new Map<Channel, number>();
  const retired = new Set<Channel>();
  const listeners: (() => void)[] = [];

  const closeUnused = async (channel: Channel): Promise<void> => {
    if (!retired.has(channel) || users.has(channel)) return;
    await channel.close();
    retired.delete(channel);
  };

  const idOf = (name: string): ChannelId => {
    const id = ids.get(asChannelKey(name));
    if (id) return id;
    return canBeKey(name) ? asChannelId(name) : noChannelId;
  };

  return {
    get: (id) => now.get(id),
    named: (key) => {
      const id = ids.get(key);
      return id && now.get(id);
    },
    idOf,
    isCurrent: (id) => idOf(keyOf(id)) === id,
    currentIds: () => [...ids.values()].sort(),
    get onlyFirstAccounts() {
      return ids.entries().every(([key, id]) => String(key) === String(id));
    },
    get accounts() {
      return accounts;
    },
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
    replace: (next, nextAccounts = accounts) => {
      now = byId(next);
      accounts = nextAccounts;
      ids = idsByKey(next, accounts);
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
