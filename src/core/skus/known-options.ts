import type { OptionStock } from '../../domain/changes/change.ts';
import { type InvalidItem, type ItemErrorCode, invalidItem } from '../../domain/failure.ts';
import { keyOf, type OptionId } from '../../domain/ids.ts';
import type { Product } from '../../domain/product.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import { cutText } from '../../lib/text.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ProductPosition } from '../../ports/journal/page.ts';

/** The known values of a product with options. A row that sets one option carries the others too. */
export type OptionsKnown = {
  readonly quantity: number;
  readonly soldOut: boolean | null;
  readonly options: readonly OptionStock[];
};

const textOf = ({ channel, productId }: ProductPosition): string => JSON.stringify([channel, productId]);

const unknown = (
  code: ItemErrorCode,
  { channel, productId, optionId }: StockKey,
  missing: string,
): InvalidItem => {
  const option = `the option ${JSON.stringify(cutText(optionId ?? ''))} of the product ${JSON.stringify(cutText(productId))}`;
  const message =
    `The vendor takes an option only together with the product and its other options, and the gateway does not know ${missing}. ` +
    `So it cannot set ${option} on ${keyOf(channel)} alone. ` +
    'Send setStock once with the quantity of the product and of all its options, or replaceProducts.';
  return invalidItem(code, ['sku'], message);
};

/** The ids of the options that the product is known to have. */
const optionIdsOf = (product: Product | null, levels: readonly StockLevel[]): ReadonlySet<OptionId> =>
  new Set([
    ...(product?.optionGroups ?? []).flatMap((group) => group.options.map(({ optionId }) => optionId)),
    ...levels.flatMap(({ optionId }) => optionId ?? []),
  ]);

const knownOptions = (
  key: StockKey,
  product: Product | null,
  all: readonly StockLevel[],
): OptionsKnown | InvalidItem => {
  const levels = all.filter(({ locationId }) => locationId === key.locationId);
  const own = levels.find(({ optionId }) => optionId === null);
  if (!own) return unknown('PRODUCT_NOT_FOUND', key, 'the quantity of the product');
  const ids = optionIdsOf(product, levels);
  if (key.optionId === null || !ids.has(key.optionId)) return unknown('OPTION_NOT_FOUND', key, 'this option');
  const quantities = new Map(levels.map(({ optionId, quantity }) => [optionId, quantity]));
  const options: OptionStock[] = [];
  for (const optionId of ids) {
    const quantity = quantities.get(optionId);
    // The quantity of the option itself is set in any case.
    if (quantity === undefined && optionId !== key.optionId)
      return unknown(
        'OPTION_NOT_FOUND',
        key,
        `the quantity of the option ${JSON.stringify(cutText(optionId))}`,
      );
    options.push({ optionId, quantity: quantity ?? 0 });
  }
  return { quantity: own.quantity, soldOut: own.soldOut, options };
};

/**
 * Reads what the catalogue knows of the products whose options are listed. Two statements for any number of listings, and
 * none without an option.
 */
export const createReadKnownOptions =
  (journal: Pick<Journal, 'stockOfProducts' | 'products'>) => async (listings: readonly StockKey[]) => {
    const wanted = new Map(
      listings.filter(({ optionId }) => optionId !== null).map((listing) => [textOf(listing), listing]),
    );
    const positions = [...wanted.values()].map(({ channel, productId }) => ({ channel, productId }));
    const [levels, products] =
      positions.length === 0
        ? [[], []]
        : await Promise.all([journal.stockOfProducts(positions), journal.products(positions)]);
    const places = new Map([...wanted.keys()].map((text, at) => [text, at]));
    return (listing: StockKey): OptionsKnown | InvalidItem => {
      const at = places.get(textOf(listing)) ?? -1;
      return knownOptions(listing, products[at] ?? null, levels[at] ?? []);
    };
  };
