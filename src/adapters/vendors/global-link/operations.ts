import type { IdRule, OperationSupport, StockRules } from '../../../ports/channel.ts';
import { maxStockRows } from './wire.ts';

/**
 * The pages describe an id as "string" only. The id is a part of a path, so ids that a path cannot contain are invalid: a
 * lone surrogate has no UTF-8 form, and "." and ".." name another path.
 */
const id: IdRule = {
  pattern: /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]{1,200}$/u,
  description: '1 to 200 characters without control characters, and not "." or ".."',
};

/** `stockQuantity` is an int32; the pages give no minimum, and no shop sells less than nothing. */
const quantity = { min: 0, max: 2 ** 31 - 1 } as const;

const stockRules: StockRules = {
  productId: id,
  quantity,
  locationId: null,
  optionId: id,
  soldOut: true,
  memoMaxLength: null,
};

/** What Global Link accepts, and how much of it. */
export const stockUpdates: OperationSupport<'STOCK_SET'> = {
  rules: stockRules,
  maxRowsPerRequest: maxStockRows,
  callsBack: false,
};

export const productUpdates: OperationSupport<'PRODUCT_REPLACEMENT'> = {
  rules: { productId: id, optionId: id, quantity },
  maxRowsPerRequest: 1,
  callsBack: false,
};
