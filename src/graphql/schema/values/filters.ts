import type { ArgBuilder } from '@pothos/core';
import type { Gateway } from '../../../core/gateway.ts';
import { asChannelKey, type ChannelId } from '../../../domain/ids.ts';
import { maxCodeLength, skuCodeOf } from '../../../domain/sku.ts';
import type { StockKey } from '../../../domain/stock.ts';
import type { Range } from '../../../ports/journal/catalogue.ts';
import { builder, type Types } from '../../builder.ts';
import { checkListLength, checkTextLength, type ListLimits } from '../../limits/lists.ts';
import { describedEnum } from './enums.ts';

export const SortDirectionEnum = describedEnum<'ASC' | 'DESC'>(
  'SortDirection',
  'The direction of an order.',
  {
    ASC: 'The smallest value first.',
    DESC: 'The largest value first.',
  },
);

export const IntRangeInput = builder.inputType('IntRangeInput', {
  description: 'A range of whole numbers. It includes both limits.',
  fields: (t) => ({
    min: t.int({ required: false, description: 'The lowest number. Default: no lower limit.' }),
    max: t.int({ required: false, description: 'The highest number. Default: no upper limit.' }),
  }),
});

export const rangeOf = (range: typeof IntRangeInput.$inferInput | null | undefined): Range | null =>
  range ? { min: range.min ?? null, max: range.max ?? null } : null;

/** The argument of a read that may question the vendor. */
export const maxAgeArg = (arg: ArgBuilder<Types>, defaultValue: number | undefined) => {
  const message = 'maxAgeMs is 0 or more.';
  return arg.int({
    required: false,
    ...(defaultValue !== undefined && { defaultValue }),
    description:
      'The largest age of the value. When the stored value is older and the vendor can be read, the gateway reads it from the vendor. Null: the stored value at any age.',
    validate: { min: [0, { message }] },
  });
};

/** The channels that a filter names and that the caller may use, in the order of their keys. Without a filter, all. */
export const openChannels = (
  keys: readonly string[] | null | undefined,
  channels: Pick<Gateway['channels'], 'named' | 'values'>,
): readonly ChannelId[] => {
  const open = keys
    ? [...new Set(keys)].flatMap((key) => channels.named(asChannelKey(key)) ?? [])
    : [...channels.values()];
  return open.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
};

type Texts = { readonly [name: string]: readonly string[] | null | undefined };

/** Throws if a list of a filter, or a text in it, is too long. */
export const checkFilterTexts = (texts: Texts, lists: ListLimits): void => {
  for (const [name, list] of Object.entries(texts)) {
    if (!list) continue;
    checkListLength(list, name, 'TOO_MANY_IDS', lists.productIds);
    for (const text of list) checkTextLength(text, name, lists.idLength);
  }
};

/**
 * Throws if no SKU can have the code because it is too long. A code is measured in code points, as when it is saved, and
 * the setting for ids may be shorter than a code.
 */
export const checkCodeLength = (code: string, name: string, lists: Pick<ListLimits, 'idLength'>): void => {
  if (code.length <= 2 * maxCodeLength && [...code].length <= maxCodeLength) return;
  checkTextLength(code, name, Math.max(lists.idLength, maxCodeLength));
};

/** Throws if a list of codes in a filter is too long, or a code in it. */
export const checkFilterCodes = (
  codes: readonly string[] | null | undefined,
  name: string,
  lists: ListLimits,
): void => {
  if (!codes) return;
  checkListLength(codes, name, 'TOO_MANY_IDS', lists.productIds);
  for (const code of codes) checkCodeLength(code, name, lists);
};

/** Listings of the SKUs of one filter. */
const maxListingsOfFilter = 5_000;

/** The listings of the SKUs that a filter names. Null without a condition. Throws if there are too many. */
export const listingsOf = async (
  codes: readonly string[] | null | undefined,
  { reads }: Pick<Gateway, 'reads'>,
): Promise<readonly StockKey[] | null> => {
  if (!codes) return null;
  const known = [...new Set(codes)].flatMap((code) => skuCodeOf(code) ?? []);
  const listings = (await reads.skus(known)).flatMap((sku) => sku?.listings ?? []);
  checkListLength(listings, 'listings of the SKUs in a filter', 'TOO_MANY_IDS', maxListingsOfFilter);
  return listings.map(({ buffer: _, ...key }) => key);
};
