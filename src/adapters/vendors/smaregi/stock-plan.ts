import type { StockKey } from '../../../domain/stock.ts';
import { stockRules } from './stock-mapping.ts';

/** A product at a store. */
export type Pair = { readonly productId: string; readonly storeId: string };

/** One list to ask for: of a product, of a store, or of one at the other; null for all. */
export type Ask = {
  readonly productId: string | null;
  readonly storeId: string | null;
  /** What is looked for in the list. */
  readonly pairs: readonly Pair[];
};

export const pairText = ({ productId, storeId }: Pair): string => `${productId}:${storeId}`;

/** Null for a key that the vendor can have no stock for: without a store, of an option, or with an id that is none. */
export const pairOf = ({ productId, locationId, optionId }: StockKey): Pair | null => {
  if (locationId === null || optionId !== null) return null;
  const isId = (value: string): boolean => stockRules.productId.pattern.test(value);
  return isId(productId) && isId(locationId) ? { productId, storeId: locationId } : null;
};

export const asPair = (pair: Pair): Ask => ({ ...pair, pairs: [pair] });

/** The one value all of them have, or null. */
const shared = (values: readonly string[]): string | null => {
  const [first = null, ...others] = new Set(values);
  return others.length === 0 ? first : null;
};

/** Lists that hold all the pairs, by product or by store, whichever are fewer. */
export const planAsks = (pairs: readonly Pair[]): readonly Ask[] => {
  const byProduct = Map.groupBy(pairs, (pair) => pair.productId);
  const byStore = Map.groupBy(pairs, (pair) => pair.storeId);
  const groups = byStore.size < byProduct.size ? byStore : byProduct;
  return [...groups.values()].map((group) => ({
    productId: shared(group.map((pair) => pair.productId)),
    storeId: shared(group.map((pair) => pair.storeId)),
    pairs: group,
  }));
};
