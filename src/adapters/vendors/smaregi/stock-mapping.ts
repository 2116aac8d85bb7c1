import type { Change, StockChange } from '../../../domain/change.ts';
import { refusedByVendor, type VendorWords } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { subjectOf } from '../../../domain/subject.ts';
import type { IdRule, StockRules } from '../../../ports/channel.ts';
import type { BulkRequest, StockRow } from './wire.ts';

/** "数字15桁以内". A leading zero is refused, so that one product can not have two names. */
const id: IdRule = { pattern: /^(0|[1-9]\d{0,14})$/u, description: 'an integer of at most 15 digits' };

export const stockRules: StockRules = {
  productId: id,
  quantity: { min: -999_999_999, max: 999_999_999 },
  locationId: id,
  optionId: null,
  soldOut: false,
  // Characters are code points.
  memoMaxLength: 100,
};

/** An empty memo says nothing, so it counts as none. */
const memoOf = ({ memo }: StockChange): string | null => (memo === '' ? null : memo);

/** "全ての在庫情報のjsonキーを揃えてください": rows with a memo and rows without one can not share a call. */
export const shapeOf = (change: StockChange): 'memo' | 'plain' =>
  memoOf(change) === null ? 'plain' : 'memo';

const toStockRow = (change: StockChange): StockRow => {
  if (change.locationId === null) throw new TypeError('A Smaregi stock change names a store.');
  const memo = memoOf(change);
  return {
    productId: change.productId,
    storeId: change.locationId,
    stockAmount: String(change.quantity),
    ...(memo !== null && { stockHistory: { memo } }),
  };
};

export const toBulkRequest = (changes: readonly StockChange[], callbackUrl: string): BulkRequest => ({
  stock: changes.map(toStockRow),
  callbackUrl,
});

export const refusedStock = (change: Change, words: VendorWords): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(subjectOf(change, words.code), words),
});
