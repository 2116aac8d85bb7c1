import { type StockTargetIds, stockTarget } from '../../domain/changes/change.ts';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import { stockKeyText } from '../../domain/stock.ts';
import type { PageOf, StockLevelFilter, StockPlace, StockSort } from '../../ports/journal/catalogue.ts';
import {
  best,
  type Keep,
  maxSorted,
  type Places,
  type ReadBest,
  type ReadSlice,
  sortedPage,
  walk,
} from './pages.ts';

export type LevelsPage = PageOf<StockLevelFilter, StockSort, StockPlace>;

/** A product at a store, which has a level of its own and levels of its options. */
export type LevelsAt = StockTargetIds & { readonly channel: ChannelId };

/** The reads of a store that pages of levels consist of. Each applies the filter, except its `pending`. */
export type LevelSource = {
  /** The levels of the products that the filter names. */
  ofProducts(page: LevelsPage): Promise<readonly StockPlace[]>;
  /** The levels at these places. */
  at(page: LevelsPage, wanted: readonly LevelsAt[]): Promise<readonly StockPlace[]>;
  /** The places with a pending change, `limit` at most. */
  pendingAt(channels: readonly ChannelId[], limit: number): Promise<readonly LevelsAt[]>;
  readonly slice: (page: LevelsPage) => ReadSlice<StockPlace>;
  readonly best: (page: LevelsPage) => ReadBest<StockPlace>;
  isPending(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly boolean[]>;
};

const keepOf = ({ filter: { pending } }: LevelsPage, source: LevelSource): Keep<StockPlace> | null =>
  pending === null
    ? null
    : async (places) => {
        const found = await source.isPending(
          places.map(({ channel, productId, locationId }) => ({
            channel,
            target: stockTarget(productId, locationId),
          })),
        );
        return found.map((isPending) => isPending === pending);
      };

/** Levels that an index finds. Null if there is no index for the filter, or if it finds too many. */
const lookUp = async (page: LevelsPage, source: LevelSource): Promise<readonly StockPlace[] | null> => {
  const { productIds, listings, pending, channels } = page.filter;
  if (listings) {
    const open = new Set(channels);
    const wanted = listings.filter(({ channel }) => open.has(channel));
    const keys = new Set(wanted.map(stockKeyText));
    const targets = new Map(wanted.map((key) => [stockKeyText({ ...key, optionId: null }), key]));
    const found = keys.size === 0 ? [] : await source.at(page, [...targets.values()]);
    return found.filter((place) => keys.has(stockKeyText(place)));
  }
  if (productIds) return source.ofProducts(page);
  if (pending !== true) return null;
  const wanted = await source.pendingAt(channels, maxSorted + 1);
  return wanted.length > maxSorted ? null : source.at(page, wanted);
};

export const placesOfLevels = async (page: LevelsPage, source: LevelSource): Promise<Places<StockPlace>> => {
  const keep = keepOf(page, source);
  const found = await lookUp(page, source);
  if (found) {
    const kept = (await keep?.(found)) ?? found.map(() => true);
    return sortedPage(
      page,
      found.filter((_, at) => kept[at]),
    );
  }
  return page.sort.field === 'PRODUCT_ID'
    ? walk(page, source.slice(page), keep)
    : best(page, source.best(page), keep);
};
