import type { SkuCode } from '../../domain/ids.ts';
import type { SkuFilter, SkusPage } from '../../ports/journal/skus.ts';
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
};

export const skuConditions = ({ codes, channels, search, unlisted, visible }: SkuFilter): SkuConditions => ({
  search: searchedText(search)?.text ?? null,
  codes: codes && [...new Set(codes)],
  listed: unlisted === null ? (channels ? 1 : null) : Number(!unlisted),
  channels,
  visible,
});

const otherWork = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The codes of a page, read in slices. Other work of the process runs between two slices. */
export const walkCodes = async (
  { after, before, limit, last }: SkusPage,
  read: (range: CodeRange, limit: number) => CodeSlice | Promise<CodeSlice>,
): Promise<{ readonly codes: readonly SkuCode[]; readonly hasMore: boolean }> => {
  const found: SkuCode[] = [];
  let range: CodeRange | null = { lower: after, upper: before, isDescending: last };
  while (range && found.length <= limit) {
    const slice: CodeSlice = await read(range, limit + 1 - found.length);
    found.push(...slice.found);
    const { next } = slice;
    range = next === null ? null : { ...range, ...(last ? { upper: next } : { lower: next }) };
    if (range && found.length <= limit) await otherWork();
  }
  const codes = found.slice(0, limit);
  return { codes: last ? codes.toReversed() : codes, hasMore: found.length > limit };
};
