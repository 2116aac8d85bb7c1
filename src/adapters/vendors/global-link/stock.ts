import type { StockChange } from '../../../domain/changes/change.ts';
import { subjectOf } from '../../../domain/changes/subject.ts';
import { outcomeUnknown, refusedByVendor, type VendorError } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { WriterFunctions } from '../definition.ts';
import { classifyResponse, sendResultOf, unexpectedResponse } from '../http/answer.ts';
import { type Sanitize, sanitizeError } from '../http/sanitize.ts';
import type { GlobalLinkClient } from './client.ts';
import {
  type StockUpdateProduct,
  type StockUpdateRequest,
  type StockUpdateResponse,
  stockUpdateResponse,
} from './wire.ts';

const toProduct = (change: StockChange): StockUpdateProduct => ({
  shopProductId: change.productId,
  stockQuantity: change.quantity,
  isSoldOut: change.soldOut ?? change.quantity === 0,
  productOption:
    change.options.length === 0
      ? null
      : change.options.map(({ optionId, quantity }) => ({ shopOptionId: optionId, stockQuantity: quantity })),
});

const toStockUpdateRequest = (changes: readonly StockChange[]): StockUpdateRequest => ({
  products: changes.map(toProduct),
});

const refusedStock = (change: StockChange, error: VendorError): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(subjectOf(change, error.code), error),
});

const receipt = { kind: 'STOCK_SET', vendorReference: null } as const;

/**
 * The outcome of each row. The response names only failures and counts the rest: "클라이언트는 failures[]를 반드시
 * 확인해야 합니다". A row that is not named is applied only when the counts agree with the named failures. Otherwise the
 * response omits a failure or names a product that was not sent, and the outcome of every row that is not named is
 * unknown. When one of the counts is missing, the other one decides.
 */
const stockOutcomes = (
  changes: readonly StockChange[],
  { successCount, failureCount, failures, listsFailures }: StockUpdateResponse,
  { at, sanitize }: { readonly at: number; readonly sanitize: Sanitize },
): readonly RowOutcome[] => {
  const failed = new Map(failures.toReversed().map((failure) => [failure.shopProductId, failure]));
  const unnamed =
    failed.size === 0 ? changes.length : changes.filter((change) => !failed.has(change.productId)).length;
  const named = changes.length - unnamed;
  const successes = successCount ?? (failureCount === null ? null : changes.length - failureCount);
  // Every row failed, and the response has no list of reasons. An empty list would contradict the count.
  if (!listsFailures && failureCount === changes.length && (successCount ?? 0) === 0) {
    return changes.map((change) => refusedStock(change, { code: null, message: null }));
  }
  const isConsistent = successes === unnamed && (failureCount ?? 0) <= failures.length;
  const ofUnnamed: RowOutcome = isConsistent
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
    return refusedStock(change, sanitizeError({ code, message }, sanitize));
  });
};

type Deps = { readonly client: GlobalLinkClient; readonly clock: Clock; readonly sanitize: Sanitize };

export const createStockWriter = ({ client, clock, sanitize }: Deps): WriterFunctions<'STOCK_SET'> => ({
  shapeOf: () => 'stock',
  send: async (changes, { mayStart }) => {
    const result = await client.setStocks(toStockUpdateRequest(changes), mayStart);
    const at = clock.now();
    return sendResultOf(classifyResponse(result, { now: at, sanitize }), {
      refused: (error, exchange) => ({
        type: 'refused',
        rows: changes.map((change) => refusedStock(change, error)),
        exchange,
      }),
      succeeded: (body, exchange) => {
        const parsed = stockUpdateResponse.safeParse(body);
        if (!parsed.success) return unexpectedResponse(exchange);
        return { type: 'answered', rows: stockOutcomes(changes, parsed.data, { at, sanitize }), exchange };
      },
    });
  },
});
