import type { VendorUnavailable } from '../../domain/failure.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReadUnavailable, StartCall } from '../../ports/vendor-reads.ts';
import type { Channels } from '../channels/channels.ts';
import { type ReadVendorDeps, readVendor } from './read-vendor.ts';

type Keyed = { readonly channel: ChannelId };
type Aged = { readonly observedAt: number };

/** One kind of value that the catalogue stores and that some vendors can be asked for. */
type Source<Key extends Keyed, Value extends Aged> = {
  /** The stored values, one entry per key. */
  known(keys: readonly Key[]): Promise<readonly (Value | null)[]>;
  /** The read of a channel's vendor. Null if it has none. */
  readOf(
    channel: Channel,
  ): ((keys: readonly Key[], startCall: StartCall) => Promise<ValuesRead<Value> | ReadUnavailable>) | null;
  /** Stores values that were read. The reader does not wait for it. */
  record(channel: ChannelId, values: readonly Value[], known: readonly (Value | null)[]): void;
  /** Removes stored values that the vendor did not have at `readAt`. The reader does not wait for it. */
  remove(channel: ChannelId, keys: readonly Key[], readAt: number): void;
};

type ValuesRead<Value> = { readonly type: 'read'; readonly values: readonly (Value | null)[] };
type Reading<Value> = Value | VendorUnavailable | null;

export type ReadFreshDeps = ReadVendorDeps & {
  readonly channels: Pick<Channels, 'get' | 'use'>;
  readonly clock: Clock;
};

/**
 * Reads values that are at most `maxAgeMs` old, one entry per key. The catalogue gives those that are young enough. A
 * vendor that can be read gives the others, with one read for all keys of its channel. The catalogue gives them for any
 * other vendor. A vendor that cannot be read now fails only the keys that need it.
 */
export const createReadFresh = <Key extends Keyed, Value extends Aged>(
  { known, readOf, record, remove }: Source<Key, Value>,
  deps: ReadFreshDeps,
) => {
  const { channels, clock, readLimitOf } = deps;

  const askVendor = async (
    channel: Channel,
    read: NonNullable<ReturnType<typeof readOf>>,
    keys: readonly Key[],
    stored: readonly (Value | null)[],
  ): Promise<readonly Reading<Value>[]> => {
    const refusal = readLimitOf(channel).refusal(channel.limits.timeoutMs);
    if (refusal) return keys.map(() => refusal);
    const readAt = clock.now();
    const result = await readVendor(channel, (startCall) => read(keys, startCall), deps);
    if (result.type === 'unavailable') return keys.map(() => result.failure);
    const values = keys.map((_key, at) => result.values[at] ?? null);
    const found = values.flatMap((value, at) => (value ? [{ value, known: stored[at] ?? null }] : []));
    record(
      channel.id,
      found.map((one) => one.value),
      found.map((one) => one.known),
    );
    const gone = keys.filter((_key, at) => !values[at] && stored[at]);
    if (gone.length > 0) remove(channel.id, gone, readAt);
    return values;
  };

  const readChannel = async (
    id: ChannelId,
    keys: readonly Key[],
    maxAgeMs: number | null,
  ): Promise<readonly Reading<Value>[]> => {
    const stored = await known(keys);
    const channel = channels.get(id);
    const read = channel && readOf(channel);
    if (!channel || !read || maxAgeMs === null) return stored;
    // A read at this moment may still be as old as the call.
    const oldest = clock.now() - maxAgeMs;
    const isStale = (at: number): boolean => maxAgeMs === 0 || (stored[at]?.observedAt ?? -1) < oldest;
    const stale = [...keys.keys()].filter(isStale);
    if (stale.length === 0) return stored;
    const asked = await askVendor(
      channel,
      read,
      stale.flatMap((at) => keys[at] ?? []),
      stale.map((at) => stored[at] ?? null),
    );
    const readings: Reading<Value>[] = [...stored];
    for (const [index, at] of stale.entries()) readings[at] = asked[index] ?? null;
    return readings;
  };

  return async (keys: readonly Key[], maxAgeMs: number | null): Promise<readonly Reading<Value>[]> => {
    const groups = Map.groupBy(keys.entries(), ([, key]) => key.channel);
    const readings: Reading<Value>[] = keys.map(() => null);
    await Promise.all(
      [...groups].map(async ([id, entries]) => {
        const read = await readChannel(
          id,
          entries.map(([, key]) => key),
          maxAgeMs,
        );
        for (const [index, [at]] of entries.entries()) readings[at] = read[index] ?? null;
      }),
    );
    return readings;
  };
};
