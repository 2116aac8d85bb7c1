import type { ConfirmationChange, UnavailableReason } from '../../../domain/changes/change.ts';
import { subjectOf } from '../../../domain/changes/subject.ts';
import { outcomeUnknown, refusedByVendor, type VendorError } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import type { Exchange } from '../../../domain/vendor-request.ts';
import type { OperationSupport, SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { WriterFunctions } from '../definition.ts';
import { classifyResponse, sendResultOf, unauthorized, unexpectedResponse } from '../http/answer.ts';
import { type Sanitize, sanitizeOrNull, vendorErrorOf } from '../http/sanitize.ts';
import type { BrightmallClient } from './client.ts';
import type { ReadBack } from './read-back.ts';
import {
  type Confirmation,
  type ConfirmRequest,
  type ConfirmResponse,
  type ConfirmResult,
  maxConfirmations,
  readConfirmAnswer,
  type WireReason,
} from './wire.ts';

/** What Brightmall accepts, and how much of it. Page 'Confirm Inventory', section '요청 파라미터'. */
export const confirmations: OperationSupport<'INVENTORY_CONFIRMATION'> = {
  rules: {
    orderItemId: {
      pattern: /^[^\p{Cc}\p{Cs}]{1,200}$/u,
      description: '1 to 200 characters without control characters',
    },
    // "최대 500자". Characters are code points.
    memoMaxLength: 500,
  },
  maxRowsPerRequest: maxConfirmations,
  callsBack: false,
};

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

const toConfirmRequest = (changes: readonly ConfirmationChange[]): ConfirmRequest => ({
  confirmations: changes.map(toConfirmation),
});

const refusedConfirmation = (change: ConfirmationChange, error: VendorError): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(subjectOf(change, error.code), error),
});

const unknown = (message: string, vendorMessage: string | null = null): RowOutcome => ({
  state: 'OUTCOME_UNKNOWN',
  failure: outcomeUnknown(message, { code: null, message: vendorMessage }),
});

type Context = { readonly at: number; readonly sanitize: Sanitize };

const outcomeOf = (
  change: ConfirmationChange,
  found: readonly ConfirmResult[],
  { at, sanitize }: Context,
): RowOutcome => {
  const [result, ...others] = found;
  const subject = subjectOf(change, null);
  if (!result) return unknown(`The vendor's response does not mention ${subject}.`);
  const vendorMessage = sanitizeOrNull(result.message, sanitize);
  const isAlike = ({ success, stock_available }: ConfirmResult): boolean =>
    success === result.success && stock_available === result.stock_available;
  if (!others.every(isAlike)) {
    return unknown(`The vendor's response has two different results for ${subject}.`, vendorMessage);
  }
  if (!result.success) return refusedConfirmation(change, vendorErrorOf(result, sanitize));
  if (result.stock_available !== change.available) {
    return unknown(
      `The vendor's response does not repeat the availability that was sent for ${subject}.`,
      vendorMessage,
    );
  }
  return {
    state: 'APPLIED',
    receipt: {
      kind: 'INVENTORY_CONFIRMATION',
      newStatus: sanitizeOrNull(result.new_status, sanitize),
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
        `The vendor's response has no result for ${subjectOf(change, null)}, and its counts do not decide the outcome.`,
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
 * The outcome of each row: page 'Confirm Inventory', section '응답 필드 설명'. `success` states that the vendor recorded
 * the confirmation, including that of an item that is not available.
 */
const confirmOutcomes = (
  changes: readonly ConfirmationChange[],
  response: ConfirmResponse,
  context: Context,
): readonly RowOutcome[] => {
  const { results } = response;
  if (results === null) return outcomesByCount(changes, response, context.at);
  const byItem = Map.groupBy(results, (result) => result.ord_prd_no);
  return changes.map((change) => outcomeOf(change, byItem.get(change.orderItemId) ?? [], context));
};

const refusedRequest = (
  changes: readonly ConfirmationChange[],
  error: VendorError,
  exchange: Exchange,
): SendResult =>
  // The only code that the vendor's overview names. It may come with any status.
  error.code === 'INVALID_API_KEY'
    ? unauthorized(exchange, error)
    : { type: 'refused', rows: changes.map((change) => refusedConfirmation(change, error)), exchange };

type Deps = {
  readonly client: BrightmallClient;
  readonly clock: Clock;
  readonly sanitize: Sanitize;
  readonly readBack: ReadBack;
};

/**
 * Reads back the rows whose outcome is not known. A request whose answer was lost counts as answered only if all its rows
 * show that they were recorded. Otherwise the core sends it again, which is safe: a confirmation may be repeated.
 */
const withReadBack = async (
  result: SendResult,
  changes: readonly ConfirmationChange[],
  readRows: (rows: readonly ConfirmationChange[]) => ReturnType<ReadBack>,
): Promise<SendResult> => {
  if (result.type === 'unavailable' && result.mayHaveApplied) {
    const shown = await readRows(changes);
    const rows = shown.filter((outcome) => outcome !== null);
    return rows.length === changes.length ? { type: 'answered', rows, exchange: result.exchange } : result;
  }
  if (result.type !== 'answered') return result;
  const isUnknown = (index: number): boolean => result.rows[index]?.state === 'OUTCOME_UNKNOWN';
  const unknownRows = changes.filter((_, index) => isUnknown(index));
  if (unknownRows.length === 0) return result;
  const shown = await readRows(unknownRows);
  const byRow = new Map(unknownRows.map((change, index) => [change, shown[index] ?? null]));
  const rows = result.rows.map((outcome, index) => {
    const change = changes[index];
    return (change && byRow.get(change)) ?? outcome;
  });
  return { ...result, rows };
};

export const createConfirmationWriter = ({
  client,
  clock,
  sanitize,
  readBack,
}: Deps): WriterFunctions<'INVENTORY_CONFIRMATION'> => ({
  shapeOf: () => 'confirmation',
  send: async (changes, { mayStart, startCall }) => {
    const result = await client.confirmInventory(toConfirmRequest(changes), mayStart);
    const at = clock.now();
    const sent = sendResultOf(classifyResponse(result, { now: at, sanitize }), {
      refused: (error, exchange) => refusedRequest(changes, error, exchange),
      succeeded: (body, exchange) => {
        const answer = readConfirmAnswer(body);
        if (answer === null) return unexpectedResponse(exchange);
        if (answer.type === 'refusal')
          return refusedRequest(changes, vendorErrorOf(body, sanitize), exchange);
        return {
          type: 'answered',
          rows: confirmOutcomes(changes, answer.response, { at, sanitize }),
          exchange: {
            ...exchange,
            vendorRequestId: sanitizeOrNull(answer.response.request_id, sanitize),
          },
        };
      },
    });
    return withReadBack(sent, changes, (rows) => readBack(rows, startCall));
  },
});
