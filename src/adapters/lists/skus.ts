import { keyOf, type SkuCode } from '../../domain/ids.ts';
import type { Listing, Sku } from '../../domain/sku.ts';
import { type StockKey, stockKeyText } from '../../domain/stock.ts';
import type { JournalReads } from '../../ports/journal/journal-reads.ts';
import type { Page } from '../../ports/journal/page.ts';
import type { SkuFilter, SkuReads, SkusPage } from '../../ports/journal/skus.ts';
import { otherWork } from './pages.ts';
import { searchedText } from './searched-text.ts';

/** A part of the list between two codes, without them. Null is an open end. */
export type CodeRange = {
  readonly lower: SkuCode | null;
  readonly upper: SkuCode | null;
  readonly isDescending: boolean;
};

/** The matching codes of one slice, and the last code that it looked at; null if it reached the end. */
export type CodeSlice = { readonly found: readonly SkuCode[]; readonly next: SkuCode | null };

/** The conditions of a filter as the stores compare them. Null stands for no condition. */
export type SkuConditions = {
  readonly search: string | null;
  readonly codes: readonly string[] | null;
  /** 1: has a listing, 0: has none. On one of `channels`, or on any. */
  readonly listed: number | null;
  readonly channels: readonly string[] | null;
  readonly visible: readonly string[] | null;
  /** True: a listing may have drift, which `keepDrifted` checks. */
  readonly mayDrift: boolean;
};

export const skuConditions = ({
  codes,
  channels,
  search,
  unlisted,
  visible,
  drifted,
}: SkuFilter): SkuConditions => ({
  search: searchedText(search)?.text ?? null,
  codes: codes && [...new Set(codes)],
  listed: unlisted === null ? (channels ? 1 : null) : Number(!unlisted),
  channels,
  visible,
  mayDrift: drifted === true,
});

/** The codes that are checked together. Each has up to 100 listings. */
const keptAtOnce = 100;

type Keep = (codes: readonly SkuCode[]) => Promise<readonly SkuCode[]>;

/** The codes that pass the condition `drifted`. Null without this condition. */
const keepDrifted = (
  { drifted, channels, visible }: SkuFilter,
  { skus, drifts }: Pick<SkuReads, 'skus'> & Pick<JournalReads, 'drifts'>,
): Keep | null => {
  if (drifted === null) return null;
  const ofChannels = channels && new Set(channels);
  const ofKeys = visible && new Set(visible);
  const isWanted = ({ channel }: StockKey): boolean =>
    (ofChannels?.has(channel) ?? true) && (ofKeys?.has(keyOf(channel)) ?? true);
  return async (codes) => {
    const found = (await skus(codes)).map((sku) => sku?.listings.filter(isWanted) ?? []);
    const drift = (await drifts(found.flat())).values();
    // Each listing takes its drift, also after one with drift was found.
    const isDrifted = found.map((listings) => listings.filter(() => drift.next().value != null).length > 0);
    return codes.filter((_code, at) => isDrifted[at] === drifted);
  };
};

/** The codes of a page, read in slices. Other work of the process runs between two slices. */
const walkCodes = async (
  { after, before, limit, last }: SkusPage,
  read: (range: CodeRange, limit: number) => CodeSlice | Promise<CodeSlice>,
  keep: Keep | null,
): Promise<{ readonly codes: readonly SkuCode[]; readonly hasMore: boolean }> => {
  const found: SkuCode[] = [];
  let range: CodeRange | null = { lower: after, upper: before, isDescending: last };
  while (range && found.length <= limit) {
    const asked = keep ? keptAtOnce : limit + 1 - found.length;
    const slice: CodeSlice = await read(range, asked);
    found.push(...(keep ? await keep(slice.found) : slice.found));
    // A slice may have more codes than were kept of it.
    const isCut = keep !== null && slice.found.length === asked;
    const next: SkuCode | null = isCut ? (slice.found.at(-1) ?? null) : slice.next;
    range = next === null ? null : { ...range, ...(last ? { upper: next } : { lower: next }) };
    if (range && found.length <= limit) await otherWork();
  }
  const codes = found.slice(0, limit);
  return { codes: last ? codes.toReversed() : codes, hasMore: found.length > limit };
};

/** A page of SKUs. `read` reads the codes of one slice. */
export const pageOfSkus = async (
  page: SkusPage,
  read: (range: CodeRange, limit: number) => CodeSlice | Promise<CodeSlice>,
  reads: Pick<SkuReads, 'skus'> & Pick<JournalReads, 'drifts'>,
): Promise<Page<Sku>> => {
  const { codes, hasMore } = await walkCodes(page, read, keepDrifted(page.filter, reads));
  return { nodes: (await reads.skus(codes)).filter((sku) => sku !== null), hasMore };
};

/** The owners of listings by their keys. `codes` has the owner of each listing, place by place. */
export const ownersOf = (
  listings: readonly Listing[],
  codes: readonly (SkuCode | null)[],
): ReadonlyMap<string, SkuCode> =>
  new Map(
    listings.flatMap((listing, at) => {
      const owner = codes[at];
      return owner ? [[stockKeyText(listing), owner]] : [];
    }),
  );
