import { type ChannelKey, keyOf, type ProductId } from '../../domain/ids.ts';
import type { StockKey } from '../../domain/stock.ts';

/** The stock that a watcher wants. Null means any. It is data, so that watchers with equal filters can share work. */
export type StockFilter = {
  readonly channels: readonly ChannelKey[] | null;
  readonly productIds: readonly ProductId[] | null;
};

const sorted = <Id extends string>(ids: readonly Id[] | null): readonly Id[] | null =>
  ids && [...new Set(ids)].toSorted();

/** A text that is equal for equal filters. */
export const stockFilterText = ({ channels, productIds }: StockFilter): string =>
  JSON.stringify([sorted(channels), sorted(productIds)]);

/** Restricts the filter to the channels that a client may use. */
export const withinChannels = (filter: StockFilter, open: ReadonlySet<ChannelKey>): StockFilter => ({
  ...filter,
  channels: filter.channels ? filter.channels.filter((channel) => open.has(channel)) : [...open],
});

/** Whether a key passes the filter. */
export const wants = ({ channels, productIds }: StockFilter): ((key: StockKey) => boolean) => {
  const [ofChannels, ofProducts] = [channels && new Set(channels), productIds && new Set(productIds)];
  return ({ channel, productId }) =>
    (ofChannels?.has(keyOf(channel)) ?? true) && (ofProducts?.has(productId) ?? true);
};
