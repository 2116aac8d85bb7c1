import { type StockTargetIds, stockTarget } from '../../domain/changes/change.ts';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import { type StockKey, stockKeyText } from '../../domain/stock.ts';
import type { PageOf, StockLevelFilter, StockPlace, StockSort } from '../../ports/journal/catalogue.ts';
import type { JournalReads } from '../../ports/journal/journal-reads.ts';
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

/**
 * The reads of a store that pages of levels consist of. Those that get a page apply the products, the locations and the
 * quantities of its filter.
 */
export type LevelSource = {
  /** The levels of the products that the filter names. */
  ofProducts(page: LevelsPage): Promise<readonly StockPlace[]>;
  /** The levels at these places. */
  at(page: LevelsPage, wanted: readonly LevelsAt[]): Promise<readonly StockPlace[]>;
  /** The places with a pending change, `limit` at most. */
  pendingAt(channels: readonly ChannelId[], limit: number): Promise<readonly LevelsAt[]>;
  /** The places with a level that may have drift, `limit` at most. */
  driftedAt(channels: readonly ChannelId[], limit: number): Promise<readonly LevelsAt[]>;
  readonly slice: (page: LevelsPage) => ReadSlice<StockPlace>;
  readonly best: (page: LevelsPage) => ReadBest<StockPlace>;
  isPending(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly boolean[]>;
  drifts(keys: readonly StockKey[]): ReturnType<JournalReads['drifts']>;
};

/** The places of levels, each once. */
export const stockPlacesAt = (keys: readonly StockKey[]): readonly LevelsAt[] => {
  const places = new Map<string, LevelsAt>();
  for (const { channel, productId, locationId } of keys)
    places.set(JSON.stringify([channel, productId, locationId]), { channel, productId, locationId });
  return [...places.values()];
};

const keepPending =
  (pending: boolean, source: LevelSource): Keep<StockPlace> =>
  async (places) => {
    const found = await source.isPending(
      places.map(({ channel, productId, locationId }) => ({
        channel,
        target: stockTarget(productId, locationId),
      })),
    );
    return found.map((isPending) => isPending === pending);
  };

const keepDrifted =
  (drifted: boolean, source: LevelSource): Keep<StockPlace> =>
  async (places) =>
    (await source.drifts(places)).map((drift) => (drift !== null) === drifted);

const both =
  (one: Keep<StockPlace>, other: Keep<StockPlace>): Keep<StockPlace> =>
  async (places) => {
    const [first, second] = await Promise.all([one(places), other(places)]);
    return first.map((isKept, at) => isKept && second[at] === true);
  };

const keepOf = (
  { filter: { pending, drifted } }: LevelsPage,
  source: LevelSource,
): Keep<StockPlace> | null => {
  const ofPending = pending === null ? null : keepPending(pending, source);
  const ofDrifted = drifted === null ? null : keepDrifted(drifted, source);
  return ofPending && ofDrifted ? both(ofPending, ofDrifted) : (ofPending ?? ofDrifted);
};

/** Levels that an index finds. Null if there is no index for the filter, or if it finds too many. */
const lookUp = async (page: LevelsPage, source: LevelSource): Promise<readonly StockPlace[] | null> => {
  const { productIds, listings, pending, drifted, channels } = page.filter;
  if (listings) {
    const open = new Set(channels);
    const wanted = listings.filter(({ channel }) => open.has(channel));
    const keys = new Set(wanted.map(stockKeyText));
    const found = keys.size === 0 ? [] : await source.at(page, stockPlacesAt(wanted));
    return found.filter((place) => keys.has(stockKeyText(place)));
  }
  if (productIds) return source.ofProducts(page);
  const find = pending ? source.pendingAt : drifted ? source.driftedAt : null;
  if (!find) return null;
  const wanted = await find(channels, maxSorted + 1);
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
