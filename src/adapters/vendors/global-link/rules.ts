import type { IdRule, ProductRules, StockRules } from '../../../ports/channel.ts';

/**
 * The pages say no more of an id than "string". It stands in a path, so what can not stand there is refused: a lone
 * surrogate has no UTF-8, and "." and ".." would name another path however they are written.
 */
const id: IdRule = {
  pattern: /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]{1,200}$/u,
  description: '1 to 200 characters without control characters, and not "." or ".."',
};

/** `stockQuantity` is an int32; the pages give no minimum, and no shop sells less than nothing. */
const quantity = { min: 0, max: 2 ** 31 - 1 } as const;

export const stockRules: StockRules = {
  productId: id,
  quantity,
  locationId: null,
  optionId: id,
  soldOut: true,
  memoMaxLength: null,
};

export const productRules: ProductRules = { productId: id, optionId: id, quantity };
