import type { ChannelId } from '../../domain/ids.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Channels } from '../channels.ts';
import type { StockReading } from '../gateway.ts';
import type { Announce } from '../subscribe/publish.ts';
import { type AskParts, askForStock, isReadable, type ReadableChannel } from './ask-for-stock.ts';

type Parts = AskParts & {
  readonly channels: Pick<Channels, 'get' | 'use'>;
  readonly journal: Pick<Journal, 'stockLevels' | 'recordRead'>;
  readonly announce: Announce;
};

/**
 * Stock as it stands. A vendor with a read is asked, once for all the keys of its channel; of any other the journal
 * tells what it last acknowledged. A vendor that can't be asked fails its own keys and no others.
 */
export const createReadStock = (parts: Parts) => {
  const { channels, journal, log, announce } = parts;
  /** What differs from what was known is news for those who watch. The reader is not kept waiting for it. */
  const record = (levels: readonly StockLevel[], known: readonly (StockLevel | null)[]): void => {
    const news = levels.filter((level, position) => level.quantity !== known[position]?.quantity);
    if (news.length === 0) return;
    journal.recordRead(news).then(announce, (error: unknown) => {
      log.error({ err: error }, 'What a vendor said of its stock could not be written down');
    });
  };

  const askVendor = async (
    channel: ReadableChannel,
    keys: readonly StockKey[],
  ): Promise<readonly StockReading[]> => {
    // The reader waits for no longer than the vendor may take to answer.
    const refusal = parts.readPathOf(channel).refusal(channel.limits.timeoutMs);
    if (refusal) return keys.map(() => refusal);
    const [read, known] = await Promise.all([askForStock(channel, keys, parts), journal.stockLevels(keys)]);
    if (read.type === 'unavailable') return keys.map(() => read.failure);
    const answered = keys.map((_key, position) => read.levels[position] ?? null);
    const places = answered.flatMap((level, position) => (level ? [{ level, position }] : []));
    record(
      places.map(({ level }) => level),
      places.map(({ position }) => known[position] ?? null),
    );
    return answered;
  };

  const readOf = (channelId: ChannelId, keys: readonly StockKey[]): Promise<readonly StockReading[]> => {
    const channel = channels.get(channelId);
    return isReadable(channel) ? askVendor(channel, keys) : journal.stockLevels(keys);
  };

  return async (keys: readonly StockKey[]): Promise<readonly StockReading[]> => {
    const groups = Map.groupBy(keys.entries(), ([, key]) => key.channel);
    const readings: StockReading[] = keys.map(() => null);
    await Promise.all(
      [...groups].map(async ([channelId, entries]) => {
        const read = await readOf(
          channelId,
          entries.map(([, key]) => key),
        );
        for (const [index, [position]] of entries.entries()) readings[position] = read[index] ?? null;
      }),
    );
    return readings;
  };
};
