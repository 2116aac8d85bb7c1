import type { StockChange } from '../../../domain/change.ts';
import { outcomeUnknown, refusedByVendor, type VendorWords } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { subjectOf } from '../../../domain/subject.ts';
import { type Clean, cleanWords } from '../http/sanitize.ts';
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
  failure: refusedByVendor(subjectOf(change, words.code), words),
});

const receipt = { kind: 'STOCK_UPDATE', vendorReference: null } as const;

/**
 * What the answer means row by row. It names failures alone and counts the rest: "클라이언트는 failures[]를 반드시
 * 확인해야 합니다". So a row that is not named is applied only when the counts agree with the named failures. Otherwise
 * some failure was not named, or a foreign one was, and nobody can say which of the other rows it is about. Where one of
 * the counts is missing, the other one decides.
 */
export const stockOutcomes = (
  changes: readonly StockChange[],
  { successCount, failureCount, failures }: StockUpdateResponse,
  { at, clean }: { readonly at: number; readonly clean: Clean },
): readonly RowOutcome[] => {
  const failed = new Map(failures.toReversed().map((failure) => [failure.shopProductId, failure]));
  const unnamed =
    failed.size === 0 ? changes.length : changes.filter((change) => !failed.has(change.productId)).length;
  const named = changes.length - unnamed;
  const successes = successCount ?? (failureCount === null ? null : changes.length - failureCount);
  // Every row failed, and the vendor does not say why.
  if (failures.length === 0 && failureCount === changes.length && (successCount ?? 0) === 0) {
    return changes.map((change) => refusedStock(change, { code: null, message: null }));
  }
  const isBorneOut = successes === unnamed && (failureCount ?? 0) <= failures.length;
  const ofUnnamed: RowOutcome = isBorneOut
    ? { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at }
    : {
        state: 'OUTCOME_UNKNOWN',
        failure: outcomeUnknown(
          `The vendor counted ${successCount ?? 'no'} successes and ${failureCount ?? 'no'} failures, and named ${named} of ${changes.length} products as failed.`,
        ),
      };
  return changes.map((change): RowOutcome => {
    const failure = failed.get(change.productId);
    if (!failure) return ofUnnamed;
    const { errorCode: code, message } = failure;
    return refusedStock(change, cleanWords({ code, message }, clean));
  });
};
