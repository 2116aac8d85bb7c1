import { vendorUnavailable } from '../../domain/failure.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { StockRead } from '../../ports/vendor-reads.ts';
import type { Channels } from '../channels/channels.ts';
import type { ReadLimit } from '../deliver/rate-limit.ts';
import type { StockReading } from '../gateway.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';

/** A channel whose vendor can be asked for stock. */
export type ReadableChannel = Channel & Required<Pick<Channel, 'readStock'>>;

export const isReadable = (channel: Channel | undefined): channel is ReadableChannel =>
  channel?.readStock !== undefined;

export type ReadVendorDeps = {
  readonly channels: Pick<Channels, 'use'>;
  readonly log: Log;
  readonly readLimitOf: (channel: Channel) => ReadLimit;
};

/** Reads the current stock of the vendor. An adapter that throws has a bug. The caller gets a failure then. */
export const readVendorStock = async (
  channel: ReadableChannel,
  keys: readonly StockKey[],
  { channels, log, readLimitOf }: ReadVendorDeps,
): Promise<StockRead> => {
  const limit = readLimitOf(channel);
  try {
    const read = await channels.use(channel, () => channel.readStock(keys, limit.startCall));
    if (read.type === 'unavailable') limit.onUnavailable(read.failure);
    return read;
  } catch (error) {
    log.error({ err: error, channel: channel.key }, 'A bug in the vendor adapter interrupted a read');
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the read off.');
    return { type: 'unavailable', failure };
  }
};

export type ReadStockDeps = ReadVendorDeps & {
  readonly channels: Pick<Channels, 'get' | 'use'>;
  readonly journal: Pick<Journal, 'stockLevels' | 'recordRead'>;
  readonly handleChanges: HandleChanges;
};

/**
 * Reads current stock. A vendor that supports reads is read once for all keys of its channel. For any other vendor the
 * journal gives the level that it last acknowledged. A vendor that cannot be read fails only its own keys.
 */
export const createReadStock = (deps: ReadStockDeps) => {
  const { channels, journal, log, handleChanges } = deps;

  /** Records and publishes levels that differ from the known ones. The reader does not wait for it. */
  const record = (levels: readonly StockLevel[], known: readonly (StockLevel | null)[]): void => {
    const changed = levels.filter((level, position) => level.quantity !== known[position]?.quantity);
    if (changed.length === 0) return;
    journal.recordRead(changed).then(handleChanges, (error: unknown) => {
      log.error({ err: error }, 'Could not record stock that a vendor reported');
    });
  };

  const askVendor = async (
    channel: ReadableChannel,
    keys: readonly StockKey[],
  ): Promise<readonly StockReading[]> => {
    const refusal = deps.readLimitOf(channel).refusal(channel.limits.timeoutMs);
    if (refusal) return keys.map(() => refusal);
    const [read, known] = await Promise.all([
      readVendorStock(channel, keys, deps),
      journal.stockLevels(keys),
    ]);
    if (read.type === 'unavailable') return keys.map(() => read.failure);
    const answered = keys.map((_key, position) => read.levels[position] ?? null);
    const found = answered.flatMap((level, position) => (level ? [{ level, position }] : []));
    record(
      found.map(({ level }) => level),
      found.map(({ position }) => known[position] ?? null),
    );
    return answered;
  };

  const readChannel = (channelId: ChannelId, keys: readonly StockKey[]): Promise<readonly StockReading[]> => {
    const channel = channels.get(channelId);
    return isReadable(channel) ? askVendor(channel, keys) : journal.stockLevels(keys);
  };

  return async (keys: readonly StockKey[]): Promise<readonly StockReading[]> => {
    const groups = Map.groupBy(keys.entries(), ([, key]) => key.channel);
    const readings: StockReading[] = keys.map(() => null);
    await Promise.all(
      [...groups].map(async ([channelId, entries]) => {
        const read = await readChannel(
          channelId,
          entries.map(([, key]) => key),
        );
        for (const [index, [position]] of entries.entries()) readings[position] = read[index] ?? null;
      }),
    );
    return readings;
  };
};
