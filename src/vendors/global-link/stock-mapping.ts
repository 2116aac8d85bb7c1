import type { StockChange } from '../../domain/change.ts';
import { outcomeUnknown, refusedByVendor, type VendorWords } from '../../domain/failure.ts';
import type { RowOutcome } from '../../domain/item.ts';
import { type Clean, cleanWords } from '../http-words.ts';
import type { StockUpdateProduct, StockUpdateRequest, StockUpdateResponse } from './wire.ts';

const toProduct = (change: StockChange): StockUpdateProduct => ({
  shopProductId: change.productId,
  stockQuantity: change.quantity,
  isSoldOut: change.soldOut ?? change.quantity === 0,
  productOption:
    change.options.length === 0
      ? null
      : change.options.map(({ optionId, quantity }) => ({ shopOptionId: optionId, stockQuantity: quantity })),
});

export const toStockUpdateRequest = (changes: readonly StockChange[]): StockUpdateRequest => ({
  products: changes.map(toProduct),
});

export const refusedStock = (change: StockChange, words: VendorWords): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(`product "${change.productId}"`, words),
});

const receipt = { kind: 'STOCK_UPDATE', vendorReference: null } as const;

/**
 * What the answer means row by row. It names failures alone and counts the rest: "클라이언트는 failures[]를 반드시
 * 확인해야 합니다". So a row that is not named is applied only when the count bears it out; otherwise some failure was
 * not named, or another's was, and of the rows left no one can say which it is.
 */
export const stockOutcomes = (
  changes: readonly StockChange[],
  { successCount, failures }: StockUpdateResponse,
  { at, clean }: { readonly at: number; readonly clean: Clean },
): readonly RowOutcome[] => {
  const failed = new Map(failures.toReversed().map((failure) => [failure.shopProductId, failure]));
  const unnamed =
    failed.size === 0 ? changes.length : changes.filter((change) => !failed.has(change.productId)).length;
  const ofUnnamed: RowOutcome =
    unnamed === successCount
      ? { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at }
      : {
          state: 'OUTCOME_UNKNOWN',
          failure: outcomeUnknown(
            `The vendor counted ${successCount} successes where ${unnamed} products are without a failure.`,
          ),
        };
  return changes.map((change): RowOutcome => {
    const failure = failed.get(change.productId);
    if (!failure) return ofUnnamed;
    const { errorCode: code, message } = failure;
    return refusedStock(change, cleanWords({ code, message }, clean));
  });
};
