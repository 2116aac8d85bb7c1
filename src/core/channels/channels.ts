import type { Change, ChangeOf } from '../../domain/changes/change.ts';
import {
  asChannelId,
  asChannelKey,
  type ChannelId,
  type ChannelKey,
  canBeKey,
  keyOf,
  noChannelId,
} from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Channel, Delivery, SendResult, Writer } from '../../ports/channel.ts';
import type { ChannelAccount } from '../../ports/journal/accounts.ts';

/** A writer for code that handles changes of every kind. */
export type AnyWriter = {
  readonly kind: OperationKind;
  readonly maxRowsPerRequest: number;
  readonly callsBack: boolean;
  shapeOf(change: Change): string;
  send(changes: readonly Change[], delivery: Delivery): Promise<SendResult>;
};

export const toAnyWriter = <Kind extends OperationKind>(writer: Writer<Kind>): AnyWriter => {
  const own = (change: Change): ChangeOf<Kind> => {
    if (change.kind !== writer.kind) throw new Error(`A writer of ${writer.kind} was given a ${change.kind}`);
    return change as ChangeOf<Kind>;
  };
  return {
    kind: writer.kind,
    maxRowsPerRequest: writer.maxRowsPerRequest,
    callsBack: writer.callsBack,
    shapeOf: (change) => writer.shapeOf(own(change)),
    send: (changes, delivery) => writer.send(changes.map(own), delivery),
  };
};

/** The channel's writer of a kind of change. Null if the channel takes none. */
export const writerOf = ({ writers }: Channel, kind: OperationKind): AnyWriter | null => {
  switch (kind) {
    case 'STOCK_SET':
      return writers.STOCK_SET ? toAnyWriter(writers.STOCK_SET) : null;
    case 'STOCK_ADJUSTMENT':
      return writers.STOCK_ADJUSTMENT ? toAnyWriter(writers.STOCK_ADJUSTMENT) : null;
    case 'PRODUCT_REPLACEMENT':
      return writers.PRODUCT_REPLACEMENT ? toAnyWriter(writers.PRODUCT_REPLACEMENT) : null;
    case 'INVENTORY_CONFIRMATION':
      return writers.INVENTORY_CONFIRMATION ? toAnyWriter(writers.INVENTORY_CONFIRMATION) : null;
    default:
      return assertNever(kind);
  }
};

/** The current channels. A reload replaces them. */
export type Channels = {
  /** A configured channel. */
  get(id: ChannelId): Channel | undefined;
  /** The configured channel of this key. */
  named(key: ChannelKey): Channel | undefined;
  values(): Iterable<Channel>;
  /** As `get`, but also finds a channel that was removed, so that its unfinished requests can end. */
  configuredOrRemoved(id: ChannelId): Channel | undefined;
  /**
   * The id under which the journal stores data of this name. It is the id of the configured channel or, without one, of
   * the account that was last seen under the name.
   */
  idOf(name: string): ChannelId;
  /** Whether the key of the id resolves to this id now. */
  isCurrent(id: ChannelId): boolean;
  /** The ids that keys resolve to now, in order. They include those of channels that are not configured. */
  currentIds(): readonly ChannelId[];
  /** Whether every key resolves to its first account. This is the usual case. */
  readonly onlyFirstAccounts: boolean;
  /** Every account that the journal knows. */
  readonly accounts: readonly ChannelAccount[];
  /** Keeps a channel open while `work` calls its vendor. A channel that is replaced in between closes afterwards. */
  use<Result>(channel: Channel, work: () => Promise<Result>): Promise<Result>;
};

export type LiveChannels = Channels & {
  /** Replaces the channels. A channel that is the same object as before keeps its connections. */
  replace(next: readonly Channel[], accounts?: readonly ChannelAccount[]): void;
  onReplaced(listener: () => void): void;
  /** Closes all channels. */
  close(): Promise<void>;
};

/** The id that each key resolves to. */
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
    configuredOrRemoved: (id) => known.get(id),
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
