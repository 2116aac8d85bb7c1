import type { ConfirmationChange, UnavailableReason } from '../../../domain/change.ts';
import { outcomeUnknown, refusedByVendor, type VendorWords } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { subjectOf } from '../../../domain/subject.ts';
import { type Clean, cleanOrNull, wordsOf } from '../http/sanitize.ts';
import type { Confirmation, ConfirmRequest, ConfirmResponse, ConfirmResult, WireReason } from './wire.ts';

const wireReasons: { readonly [Reason in UnavailableReason]: WireReason } = {
  OUT_OF_STOCK: 'out_of_stock',
  RESERVED: 'reserved',
  DAMAGED: 'damaged',
  DISCONTINUED: 'discontinued',
  OTHER: 'other',
};

const toConfirmation = (change: ConfirmationChange): Confirmation => {
  const { available, unavailableReason, memo, supplyPrice } = change;
  return {
    ord_prd_no: change.orderItemId,
    stock_available: available,
    ...(!available && unavailableReason !== null && { unavailable_reason: wireReasons[unavailableReason] }),
    ...(memo !== null && { memo }),
    ...(supplyPrice !== null && {
      supply_price: {
        unit_price: supplyPrice.unitPrice,
        quantity: supplyPrice.quantity,
        total_amount: supplyPrice.totalAmount,
      },
    }),
  };
};

export const toConfirmRequest = (changes: readonly ConfirmationChange[]): ConfirmRequest => ({
  confirmations: changes.map(toConfirmation),
});

export const refusedConfirmation = (change: ConfirmationChange, words: VendorWords): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(subjectOf(change, words.code), words),
});

const unknown = (message: string, vendorMessage: string | null = null): RowOutcome => ({
  state: 'OUTCOME_UNKNOWN',
  failure: outcomeUnknown(message, { code: null, message: vendorMessage }),
});

type Reading = { readonly at: number; readonly clean: Clean };

const outcomeOf = (
  change: ConfirmationChange,
  told: readonly ConfirmResult[],
  { at, clean }: Reading,
): RowOutcome => {
  const [result, ...others] = told;
  const subject = subjectOf(change, null);
  if (!result) return unknown(`The vendor's answer leaves out ${subject}.`);
  const vendorMessage = cleanOrNull(result.message, clean);
  const isAlike = ({ success, stock_available }: ConfirmResult): boolean =>
    success === result.success && stock_available === result.stock_available;
  if (!others.every(isAlike)) {
    return unknown(`The vendor's answer names ${subject} twice, and not alike.`, vendorMessage);
  }
  if (!result.success) return refusedConfirmation(change, wordsOf(result, clean));
  if (result.stock_available !== change.available) {
    return unknown(
      `The vendor's answer does not repeat the availability sent for ${subject}.`,
      vendorMessage,
    );
  }
  return {
    state: 'APPLIED',
    receipt: {
      kind: 'INVENTORY_CONFIRMATION',
      newStatus: cleanOrNull(result.new_status, clean),
      supplyPriceRecorded: result.supply_price_recorded,
      vendorMessage,
    },
    evidence: 'ACKNOWLEDGED_WRITE',
    at,
  };
};

/** The outcome of rows without results, if the counts give all rows the same outcome. */
const outcomesByCount = (
  changes: readonly ConfirmationChange[],
  { success_count, failure_count, available_count }: ConfirmResponse,
  at: number,
): readonly RowOutcome[] => {
  const available = changes.filter((change) => change.available).length;
  const isRecorded = success_count === changes.length && (failure_count ?? 0) === 0;
  const isRefused = success_count === 0 && failure_count === changes.length;
  return changes.map((change): RowOutcome => {
    if (isRefused) return refusedConfirmation(change, { code: null, message: null });
    if (!isRecorded || (available_count ?? available) !== available) {
      return unknown(
        `The vendor's answer has no result for ${subjectOf(change, null)}, and its counts do not tell.`,
      );
    }
    const receipt = {
      kind: 'INVENTORY_CONFIRMATION',
      newStatus: null,
      supplyPriceRecorded: null,
      vendorMessage: null,
    } as const;
    return { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at };
  });
};

/**
 * What the answer means row by row: page 'Confirm Inventory', section '응답 필드 설명'. `success` says that the
 * confirmation was recorded, also that of an unavailable item.
 */
export const confirmOutcomes = (
  changes: readonly ConfirmationChange[],
  response: ConfirmResponse,
  reading: Reading,
): readonly RowOutcome[] => {
  const { results } = response;
  if (results === null) return outcomesByCount(changes, response, reading.at);
  const byItem = Map.groupBy(results, (result) => result.ord_prd_no);
  return changes.map((change) => outcomeOf(change, byItem.get(change.orderItemId) ?? [], reading));
};
