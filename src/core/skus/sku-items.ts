import type { ChangedListing, OptionStock, StockChange } from '../../domain/changes/change.ts';
import { type InvalidItem, invalidItem } from '../../domain/failure.ts';
import { type ChannelKey, keyOf } from '../../domain/ids.ts';
import {
  isOpenListing,
  isVisible,
  type Listing,
  maxCodeLength,
  type Sku,
  skuCodeOf,
} from '../../domain/sku.ts';
import { countBy } from '../../lib/count-by.ts';
import { cutText } from '../../lib/text.ts';
import type { DraftItem } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { Channels } from '../channels/channels.ts';
import type { SkuQuantityInput, StockQuantityInput } from '../submit/inputs.ts';
import type { ValidatedItem, ValidateItem } from '../submit/items/validate-items.ts';
import { createReadKnownOptions, type OptionsKnown } from './known-options.ts';

export type SkuItemsDeps = {
  readonly channels: Pick<Channels, 'get'>;
  readonly journal: Pick<Journal, 'skus' | 'stockOfProducts' | 'products'>;
  readonly validateItem: ValidateItem;
};

/** One item for each listing of each SKU, in this order. A SKU that fails as a whole has one item. */
export type SkuItems = (
  items: readonly SkuQuantityInput[],
  /** The channels that the client may use. Null for all. */
  allowed: ReadonlySet<ChannelKey> | null,
) => Promise<readonly DraftItem[]>;

/** The failure of a whole SKU. Its target has no channel, because none of its listings is written. */
const failed = ({ sku }: SkuQuantityInput, failure: InvalidItem): DraftItem => ({
  named: {
    ...{ channel: '', productId: null, locationId: null, orderItemId: null },
    listing: { sku: cutText(sku, 2 * maxCodeLength), optionId: null },
  },
  failure,
});

const quoted = (text: string): string => JSON.stringify(cutText(text));

const skuNotFound = ({ sku }: SkuQuantityInput, isRestricted: boolean): InvalidItem => {
  const known = isRestricted ? 'SKU that this key may use' : 'SKU';
  const message = `No ${known} has the code ${quoted(sku)}. Save it with saveSkus first.`;
  return invalidItem('SKU_NOT_FOUND', ['sku'], message);
};

const unlisted = ({ sku }: SkuQuantityInput): InvalidItem => {
  const message = `The SKU ${quoted(sku)} has no listing, so there is nothing to set. Add its listings with saveSkus.`;
  return invalidItem('SKU_NOT_FOUND', ['sku'], message);
};

const duplicate = ({ sku }: SkuQuantityInput, count: number): InvalidItem => {
  const message = `The SKU ${quoted(sku)} stands ${count} times in this mutation. Send it once.`;
  return invalidItem('DUPLICATE_TARGET', ['sku'], message);
};

const unknownChannel = ({ sku }: SkuQuantityInput, reason: string, remedy: string): InvalidItem => {
  const message = `The SKU ${quoted(sku)} has a listing on ${reason}. None of its listings was set. ${remedy}`;
  return invalidItem('UNKNOWN_CHANNEL', ['sku'], message);
};

/** Why none of the listings of a SKU may be written; null if they may. */
const wholeFailure = (
  item: SkuQuantityInput,
  { listings }: Sku,
  allowed: ReadonlySet<ChannelKey> | null,
  channels: Pick<Channels, 'get'>,
): InvalidItem | null => {
  if (listings.length === 0) return unlisted(item);
  if (!listings.every((listing) => isOpenListing(listing, allowed)))
    return unknownChannel(item, 'a channel that this key may not use', 'Use a key for all its channels.');
  const removed = listings.find(({ channel }) => !channels.get(channel));
  return (
    (removed &&
      unknownChannel(
        item,
        `the channel ${quoted(keyOf(removed.channel))}, which is not configured, or has another account now`,
        'Remove the listing with saveSkus, or configure the channel.',
      )) ??
    null
  );
};

/** The fields of an item of `setSkuStock`. Its rules about other fields are about the listing. */
const ownFields: ReadonlySet<string> = new Set(['quantity', 'memo', 'observedAt']);

const ofSku = (failure: InvalidItem): InvalidItem => {
  const own = failure.path.find((field) => ownFields.has(field));
  return { ...failure, path: [own ?? 'sku'] };
};

/** The quantity that is offered at a listing. A vendor that stores no negative quantity gets at least 0. */
const offered = (quantity: number, { buffer }: Listing, { min }: { readonly min: number }): number =>
  min >= 0 ? Math.max(0, quantity - buffer) : quantity - buffer;

/** The values of a product's row if one option is set, or why they are not known. */
const withOption = (
  known: OptionsKnown | InvalidItem,
  { optionId }: Listing,
  quantity: number,
): Pick<StockQuantityInput, 'quantity' | 'soldOut' | 'options'> | InvalidItem => {
  if ('type' in known) return known;
  const options = known.options.map(
    (option): OptionStock => (option.optionId === optionId ? { ...option, quantity } : option),
  );
  return { quantity: known.quantity, soldOut: known.soldOut, options };
};

/** Makes items of the listings of SKUs. All SKUs are read at once, so that a listing that is moved occurs once. */
export const createSkuItems = ({ channels, journal, validateItem }: SkuItemsDeps): SkuItems => {
  const readKnownOptions = createReadKnownOptions(journal);

  const itemOf = (
    { memo, observedAt }: SkuQuantityInput,
    set: ChangedListing,
    listing: Listing,
    values: Pick<StockQuantityInput, 'quantity' | 'soldOut' | 'options'> | InvalidItem,
    allowed: ReadonlySet<ChannelKey> | null,
  ): DraftItem => {
    const { channel, productId, locationId } = listing;
    const key = keyOf(channel);
    const named = { channel: key, productId, locationId, orderItemId: null, listing: set };
    if ('type' in values) return { named, failure: values };
    const input = { channel: key, productId, locationId, memo, observedAt, ...values };
    const item: ValidatedItem = validateItem('STOCK_SET', input, allowed);
    if ('failure' in item) return { named, failure: ofSku(item.failure) };
    // The validator makes a stock change of an item of this kind.
    const change = { ...(item.change as StockChange), listing: set };
    return { channel: item.channel, change, target: item.target, shape: item.shape };
  };

  return async (items, allowed) => {
    const counts = countBy(items, ({ sku }) => sku);
    const codes = [...counts.keys()].flatMap((code) => skuCodeOf(code) ?? []);
    const found = codes.length > 0 ? await journal.skus(codes) : [];
    const skus = new Map<string, Sku>(found.flatMap((sku) => (sku ? [[sku.code, sku]] : [])));
    const listed = [...skus.values()].filter(({ code }) => counts.get(code) === 1);
    const known = await readKnownOptions(listed.flatMap(({ listings }) => listings));
    return items.flatMap((item): readonly DraftItem[] => {
      const count = counts.get(item.sku) ?? 1;
      if (count > 1) return [failed(item, duplicate(item, count))];
      const sku = skus.get(item.sku);
      if (!sku || !isVisible(sku, allowed)) return [failed(item, skuNotFound(item, allowed !== null))];
      const failure = wholeFailure(item, sku, allowed, channels);
      if (failure) return [failed(item, failure)];
      const { code } = sku;
      // Shared by the listings of one SKU. The journal stores a shared value once.
      const ofProduct: ChangedListing = { sku: code, optionId: null };
      return sku.listings.map((listing) => {
        const rules = channels.get(listing.channel)?.writers.STOCK_SET?.rules;
        const quantity = rules ? offered(item.quantity, listing, rules.quantity) : item.quantity;
        const values =
          listing.optionId === null ? { quantity } : withOption(known(listing), listing, quantity);
        const set = listing.optionId === null ? ofProduct : { sku: code, optionId: listing.optionId };
        return itemOf(item, set, listing, values, allowed);
      });
    });
  };
};
