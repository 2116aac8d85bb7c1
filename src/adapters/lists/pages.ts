import type { ChannelId } from '../../domain/ids.ts';
import { sortedName } from '../../domain/search-text.ts';
import type { StockKey } from '../../domain/stock.ts';
import { compareTexts } from '../../lib/order.ts';
import type { PageOf, ProductPlace, StockPlace } from '../../ports/journal/catalogue.ts';

/*
 * The lists of the catalogue, for both stores. A list consists of places: keys with the value that the list is sorted by.
 * The store reads the rows of a page by these keys. There are three ways to find the places of a page:
 *
 *   walk        reads the rows of each channel in the order of the list, in slices, until the page is full
 *   sortedPage  sorts a bounded number of places that an index found
 *   best        reads all rows of the channels in slices and keeps the first ones, for an order without an index
 *
 * A slice is bounded by the rows that it reads and not by those that match, so no statement takes long.
 */

/** Sorted lists of this many places at most are sorted in memory. With more places, the list is walked. */
export const maxSorted = 2_000;

type Place = ProductPlace | StockPlace;

/**
 * An end of a range of rows within one channel. The row with this value and these ids is not in the range. `before` and
 * `behind` stand for ids before and behind all others.
 */
export type Edge = {
  readonly value: string | number | null;
  readonly ids: readonly string[] | 'before' | 'behind';
};

/** Rows of one channel between two edges; null is an open end. */
export type Range = {
  readonly channel: ChannelId;
  readonly lower: Edge | null;
  readonly upper: Edge | null;
  readonly isDescending: boolean;
};

/** Matching places of one slice in its order, and where the next slice begins; null after the last one. */
export type Slice<One extends Place> = { readonly found: readonly One[]; readonly next: Edge | null };
export type ReadSlice<One extends Place> = (range: Range, limit: number) => Promise<Slice<One>>;
/** Tells for each place whether it belongs to the list. */
export type Keep<One extends Place> = (places: readonly One[]) => Promise<readonly boolean[]>;

export type Places<One extends Place> = { readonly places: readonly One[]; readonly hasMore: boolean };

export const productIdsOf = ({ productId }: { readonly productId: string }): readonly string[] => [productId];
export const levelIdsOf = ({ productId, locationId, optionId }: StockKey): readonly string[] => [
  productId,
  locationId ?? '',
  optionId ?? '',
];
const idsOf = (place: Place): readonly string[] =>
  'optionId' in place ? levelIdsOf(place) : productIdsOf(place);

export const edgeAt = (place: Place): Edge => ({ value: place.value, ids: idsOf(place) });

const compareValues = (a: Place['value'], b: Place['value']): number =>
  typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) : Number(a) - Number(b);

const compareIds = (a: readonly string[], b: readonly string[]): number => {
  for (const [at, id] of a.entries()) {
    const order = compareTexts(id, b[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
};

/** The order of a list. Entries are sorted by channel and ids, or by their value and then by channel and ids. */
const createOrder = (channels: readonly ChannelId[], isByChannel: boolean) => {
  const ranks = new Map(channels.map((channel, rank) => [channel, rank]));
  /** A channel that the list does not contain any longer has a rank between two others. */
  const rankOf = (channel: ChannelId): number => {
    const rank = ranks.get(channel);
    if (rank !== undefined) return rank;
    const next = channels.findIndex((one) => compareTexts(one, channel) > 0);
    return (next < 0 ? channels.length : next) - 0.5;
  };
  return {
    compare: (a: Place, b: Place): number =>
      (isByChannel ? 0 : compareValues(a.value, b.value)) ||
      rankOf(a.channel) - rankOf(b.channel) ||
      compareIds(idsOf(a), idsOf(b)),
    /** The edge of the rows of a channel at a place that may be of another channel. */
    edge: (channel: ChannelId, place: Place | null): Edge | null => {
      if (place === null) return null;
      if (place.channel === channel) return edgeAt(place);
      return { value: place.value, ids: rankOf(channel) > rankOf(place.channel) ? 'before' : 'behind' };
    },
  };
};

type AnyPage<One extends Place> = PageOf<
  { readonly channels: readonly ChannelId[] },
  { readonly field: string; readonly direction: 'ASC' | 'DESC' },
  One
>;

/** The value of a place as the rows have it. */
const asSorted = <One extends Place>(place: One | null): One | null =>
  place && typeof place.value === 'string' ? { ...place, value: sortedName(place.value) } : place;

const planOf = <One extends Place>({ filter, sort, after, before, limit, last }: AnyPage<One>) => {
  const isDescending = sort.direction === 'DESC';
  const order = createOrder(filter.channels, sort.field === 'PRODUCT_ID');
  const [start, end] = [asSorted(after), asSorted(before)];
  const [lower, upper] = isDescending ? [end, start] : [start, end];
  const isBackward = isDescending !== last;
  return {
    wanted: limit + 1,
    isByChannel: sort.field === 'PRODUCT_ID',
    channels: isBackward ? filter.channels.toReversed() : filter.channels,
    compare: (a: One, b: One): number => (isBackward ? order.compare(b, a) : order.compare(a, b)),
    isWithin: (place: One): boolean =>
      (lower === null || order.compare(place, lower) > 0) &&
      (upper === null || order.compare(place, upper) < 0),
    rangeOf: (channel: ChannelId): Range => ({
      channel,
      lower: order.edge(channel, lower),
      upper: order.edge(channel, upper),
      isDescending: isBackward,
    }),
    pageOf: (places: readonly One[]): Places<One> => {
      const nodes = places.slice(0, limit);
      return { places: last ? nodes.toReversed() : nodes, hasMore: places.length > limit };
    },
  };
};

/** Other work of the process runs between two slices. */
/** Ends after other work of the process had its turn. */
export const otherWork = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const behind = (range: Range, next: Edge): Range =>
  range.isDescending ? { ...range, upper: next } : { ...range, lower: next };

const keptOf = async <One extends Place>(found: readonly One[], keep: Keep<One> | null) => {
  if (!keep || found.length === 0) return found;
  const kept = await keep(found);
  return found.filter((_, at) => kept[at]);
};

/** The places of one channel, one after the other. */
const createStream = <One extends Place>(
  range: Range,
  read: ReadSlice<One>,
  keep: Keep<One> | null,
  size: number,
) => {
  let rest: Range | null = range;
  let buffer: readonly One[] = [];
  let at = 0;
  return {
    peek: async (): Promise<One | null> => {
      while (at === buffer.length && rest) {
        const { found, next }: Slice<One> = await read(rest, size);
        buffer = await keptOf(found, keep);
        at = 0;
        rest = next && behind(rest, next);
        if (buffer.length === 0 && rest) await otherWork();
      }
      return buffer[at] ?? null;
    },
    skip: (): void => {
      at += 1;
    },
  };
};

/** A page of a list, read in the order of the list. */
export const walk = async <One extends Place>(
  page: AnyPage<One>,
  read: ReadSlice<One>,
  keep: Keep<One> | null = null,
): Promise<Places<One>> => {
  const { wanted, isByChannel, channels, compare, rangeOf, pageOf } = planOf(page);
  const streams = channels.map((channel) => createStream(rangeOf(channel), read, keep, wanted));
  const taken: One[] = [];
  if (isByChannel) {
    for (const { peek, skip } of streams)
      for (let next = await peek(); next && taken.length < wanted; next = await peek()) {
        taken.push(next);
        skip();
        if (taken.length === wanted) return pageOf(taken);
      }
    return pageOf(taken);
  }
  while (taken.length < wanted) {
    let first: { readonly place: One; skip(): void } | null = null;
    for (const { peek, skip } of streams) {
      const place = await peek();
      if (place && (!first || compare(place, first.place) < 0)) first = { place, skip };
    }
    if (!first) break;
    taken.push(first.place);
    first.skip();
  }
  return pageOf(taken);
};

/** A page of a list whose places are known. */
export const sortedPage = <One extends Place>(page: AnyPage<One>, places: readonly One[]): Places<One> => {
  const { compare, isWithin, pageOf } = planOf(page);
  return pageOf(places.filter(isWithin).toSorted(compare));
};

/** Reads slices of one channel in the order of the keys. `bounds` are those of the list. */
export type ReadBest<One extends Place> = (rest: Range, bounds: Range, limit: number) => Promise<Slice<One>>;

/** A page in an order that no index has. Each slice gives its first places. With `keep`, it gives all of them. */
export const best = async <One extends Place>(
  page: AnyPage<One>,
  read: ReadBest<One>,
  keep: Keep<One> | null,
): Promise<Places<One>> => {
  const { wanted, channels, compare, rangeOf, pageOf } = planOf(page);
  let first: readonly One[] = [];
  for (const channel of channels) {
    let rest: Range | null = { channel, lower: null, upper: null, isDescending: false };
    while (rest) {
      const { found, next }: Slice<One> = await read(
        rest,
        rangeOf(channel),
        keep ? Number.MAX_SAFE_INTEGER : wanted,
      );
      const kept = await keptOf(found, keep);
      if (kept.length > 0) first = [...first, ...kept].sort(compare).slice(0, wanted);
      rest = next && behind(rest, next);
      if (rest) await otherWork();
    }
  }
  return pageOf(first);
};

/** The places of a slice for a count. A larger slice would hold the event loop. */
const counted = 1_000;

/** Counts the places of these channels; more than `most` are counted as `most` + 1. */
export const countWalked = async <One extends Place>(
  channels: readonly ChannelId[],
  read: ReadSlice<One>,
  most: number,
): Promise<number> => {
  let count = 0;
  for (const channel of channels) {
    let rest: Range | null = { channel, lower: null, upper: null, isDescending: false };
    while (rest) {
      const { found, next }: Slice<One> = await read(rest, counted);
      count += found.length;
      if (count > most) return most + 1;
      rest = next && behind(rest, next);
      if (rest) await otherWork();
    }
  }
  return count;
};
