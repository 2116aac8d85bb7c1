import type { ProductChange } from './change.ts';

/** A product as its vendor last acknowledged it; `observedAt` in milliseconds since the epoch. */
export type Product = Omit<ProductChange, 'kind'> & { readonly observedAt: number };

export const productOf = ({ kind: _kind, ...fields }: ProductChange, observedAt: number): Product => ({
  ...fields,
  observedAt,
});
