import { asSkuCode, type ChannelKey, keyOf, type SkuCode } from './ids.ts';
import { normalizedText } from './search-text.ts';
import type { StockKey } from './stock.ts';

/** One place where an article is sold: a product, at a store if the vendor has stores, or one of its options. */
export type Listing = StockKey & {
  /** The quantity that is kept back from this place. 0 or more. */
  readonly buffer: number;
};

/** One article of the merchant, with the places where it is sold. A listing belongs to one SKU. */
export type Sku = {
  readonly code: SkuCode;
  /** In the order in which they were saved. */
  readonly listings: readonly Listing[];
};

/** The most characters (code points) of a code. A cursor and a global id hold the code, so it stays short. */
export const maxCodeLength = 200;

/** The most listings of one SKU. */
export const maxListings = 100;

const controlOrHalf = /[\p{Cc}\p{Cs}]/u;

/**
 * The rule that a code breaks; null for a valid code. Codes are compared exactly as written, so two spellings that look
 * the same must not both exist: a code has to be in Unicode NFC.
 */
export const codeProblem = (code: string): string | null => {
  if (code === '') return 'A code has at least one character.';
  // A longer text has too many code points in any case, so that it is not normalized.
  if (code.length > 2 * maxCodeLength || [...code].length > maxCodeLength)
    return `A code has at most ${maxCodeLength} characters.`;
  if (controlOrHalf.test(code)) return 'A code has no control characters and no half of a surrogate pair.';
  if (code.normalize('NFC') !== code)
    return 'A code has to be in Unicode NFC, because codes are compared exactly as written.';
  return null;
};

/** The code; null if no SKU can have it. */
export const skuCodeOf = (text: string): SkuCode | null =>
  codeProblem(text) === null ? asSkuCode(text) : null;

/** The form in which codes are searched. Case and width are ignored. */
export const searchedCode = (code: SkuCode): string => normalizedText(code);

/** Whether a caller that may use these channels may use that of the listing. Null for all. */
export const isOpenListing = (
  { channel }: Pick<Listing, 'channel'>,
  channels: ReadonlySet<ChannelKey> | null,
): boolean => channels === null || channels.has(keyOf(channel));

/**
 * Whether a caller that may use these channels may know of the SKU. It may if one of the listings is on such a channel,
 * or if the SKU has no listing.
 */
export const isVisible = (
  { listings }: Pick<Sku, 'listings'>,
  channels: ReadonlySet<ChannelKey> | null,
): boolean => listings.length === 0 || listings.some((listing) => isOpenListing(listing, channels));
