import type { Product } from './products.ts';
import { tokyoTime } from './time.ts';

/** The products of Smaregi. */
export type Assortment = {
  get(productId: string): Product | undefined;
  /** Sorted by id. */
  all(): readonly Product[];
  /** Adds a product, or changes fields of one. Returns whether it is new. */
  save(product: { readonly productId: string; readonly [field: string]: string | null }): boolean;
  delete(productId: string): boolean;
  reset(): void;
};

export const createAssortment = (initial: readonly Product[], now: () => number): Assortment => {
  const products = new Map<string, Product>();
  const reset = (): void => {
    products.clear();
    for (const product of initial) products.set(product.productId, product);
  };
  reset();
  return {
    get: (productId) => products.get(productId),
    all: () => [...products.values()].sort((a, b) => Number(a.productId) - Number(b.productId)),
    save: (product) => {
      const before = products.get(product.productId);
      const changed = { productName: product.productId, ...before, ...product };
      products.set(product.productId, { ...changed, updDateTime: tokyoTime(now()) });
      return before === undefined;
    },
    delete: (productId) => products.delete(productId),
    reset,
  };
};
