import {
  type OutcomeUnknown,
  outcomeUnknown,
  type VendorError,
  vendorUnavailable,
} from '../../domain/failure.ts';
import type { RowOutcome } from '../../domain/item.ts';
import { type ItemRef, isRepeatable, type OperationKind } from '../../domain/operation.ts';
import { type Exchange, noExchange, type RequestOutcome } from '../../domain/vendor-request.ts';
import type { SendResult } from '../../ports/channel.ts';

export type Unavailable = Extract<SendResult, { type: 'unavailable' }>;

/** The outcome of a failed try in the delivery log. */
export const failedOutcome = ({ timedOut }: Unavailable): RequestOutcome =>
  timedOut ? 'TIMED_OUT' : 'UNAVAILABLE';

/** Whether another try may succeed. It may not if the vendor refused the credentials. */
export const isTransient = (result: SendResult): result is Unavailable =>
  result.type === 'unavailable' && result.failure.code !== 'VENDOR_UNAUTHORIZED';

/** Nothing was sent, because another gateway may own the rows now. */
export const leaseLost: SendResult = {
  type: 'answered',
  rows: [],
  exchange: noExchange,
};

/** The adapter of the channel threw. The request may have reached the vendor. */
export const adapterFailed: Unavailable = {
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the request off.'),
  mayHaveApplied: true,
  retryAfterMs: null,
  timedOut: false,
  exchange: noExchange,
};

/**
 * Statuses that refuse the request itself, independent of its rows: credentials, payment, method, media types, proxy,
 * time, length and address of the request, protocol, rate and header fields.
 */
const requestStatuses: ReadonlySet<number> = new Set([
  401, 402, 403, 405, 406, 407, 408, 411, 414, 415, 417, 421, 425, 426, 428, 429, 431,
]);

/**
 * Whether a refusal of a whole request may be caused by some of its rows only. A 404 may be, because a vendor may
 * answer so for an unknown product.
 */
export const mayBeAboutRows = ({ httpStatus }: Exchange): boolean =>
  httpStatus !== null && httpStatus < 500 && !requestStatuses.has(httpStatus);

const notAnswered = (kind: OperationKind): RowOutcome => ({
  state: 'OUTCOME_UNKNOWN',
  failure: unknownOf(kind, 'The vendor did not answer for this item.'),
});

/** The unknown outcome of a change of a kind. Its text states whether the caller may send the change again. */
export const unknownOf = (kind: OperationKind, message: string, vendor?: VendorError): OutcomeUnknown =>
  outcomeUnknown(message, vendor, isRepeatable(kind) ? 'absolute' : 'relative');

/** Pairs the rows of a request with their outcomes. A row without an outcome is OUTCOME_UNKNOWN. */
export const rowsWithOutcomes = <Row extends ItemRef>(
  rows: readonly Row[],
  outcomes: readonly RowOutcome[],
  kind: OperationKind,
) =>
  rows.map(({ operationId, index }, position) => ({
    operationId,
    index,
    outcome: outcomes[position] ?? notAnswered(kind),
  }));

/** Splits rows to find the one that a whole request was refused for. The first half is the longer one. */
export const halvesOf = <Row>(rows: readonly Row[]): readonly [readonly Row[], readonly Row[]] => {
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
};
