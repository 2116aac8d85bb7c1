import { type ChannelKey, keyOf, type LocationId, type ProductId } from '../../domain/ids.ts';
import { type StockKey, type StockLevel, stockKeyText } from '../../domain/stock.ts';
import type { Range } from '../../ports/journal/catalogue.ts';

/** The stock that a watcher wants. Null means any. It is data, so that watchers with equal filters can share work. */
export type StockFilter = {
  readonly channels: readonly ChannelKey[] | null;
  readonly productIds: readonly ProductId[] | null;
  readonly locationIds: readonly LocationId[] | null;
  /** Only these levels. */
  readonly listings: readonly StockKey[] | null;
  /** Of the level as it is read, not of its key. */
  readonly quantity: Range | null;
  /** Whether the level has an unfinished change, when it is read. */
  readonly pending: boolean | null;
  /** Whether the level has drift, when it is read. */
  readonly drifted: boolean | null;
};

const sorted = <Id extends string>(ids: readonly Id[] | null): readonly Id[] | null =>
  ids && [...new Set(ids)].toSorted();

/** A text that is equal for filters that select the same keys. */
export const stockFilterText = ({ channels, productIds, locationIds, listings }: StockFilter): string =>
  JSON.stringify([
    ...[sorted(channels), sorted(productIds), sorted(locationIds)],
    sorted(listings?.map(stockKeyText) ?? null),
  ]);

/** Restricts the filter to the channels that a client may use. */
export const withinChannels = (filter: StockFilter, open: ReadonlySet<ChannelKey>): StockFilter => ({
  ...filter,
  channels: filter.channels ? filter.channels.filter((channel) => open.has(channel)) : [...open],
});

/** Whether a key passes the filter. */
export const wants = ({
  channels,
  productIds,
  locationIds,
  listings,
}: StockFilter): ((key: StockKey) => boolean) => {
  const ofChannels = channels && new Set(channels);
  const ofProducts = productIds && new Set(productIds);
  const ofLocations = locationIds && new Set(locationIds);
  const listed = listings && new Set(listings.map(stockKeyText));
  return ({ channel, productId, locationId, optionId }) =>
    (ofChannels?.has(keyOf(channel)) ?? true) &&
    (ofProducts?.has(productId) ?? true) &&
    (ofLocations === null || (locationId !== null && ofLocations.has(locationId))) &&
    (listed?.has(stockKeyText({ channel, productId, locationId, optionId })) ?? true);
};

/** Whether a level that was read passes the filter. Its key does. */
export const wantsLevel = (
  { quantity, pending, drifted }: StockFilter,
  level: StockLevel,
  isPending: () => Promise<boolean>,
  isDrifted: () => Promise<boolean>,
): boolean | Promise<boolean> => {
  if (quantity !== null) {
    if (quantity.min !== null && level.quantity < quantity.min) return false;
    if (quantity.max !== null && level.quantity > quantity.max) return false;
  }
  if (pending === null && drifted === null) return true;
  const [wantsPending, wantsDrifted] = [
    pending === null || isPending().then((found) => found === pending),
    drifted === null || isDrifted().then((found) => found === drifted),
  ];
  return Promise.all([wantsPending, wantsDrifted]).then(([one, other]) => one && other);
};
