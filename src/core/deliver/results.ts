import { outcomeUnknown, vendorUnavailable } from '../../domain/failure.ts';
import type { Failed, Retry, RowOutcome, Unknown } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import type { SendResult } from '../../ports/channel.ts';

export type Unavailable = Extract<SendResult, { type: 'unavailable' }>;

/** How the delivery log names a failed try. */
export const failedOutcome = ({ timedOut }: Unavailable): RequestOutcome =>
  timedOut ? 'TIMED_OUT' : 'UNAVAILABLE';

/** Whether another try may succeed. It may not if the vendor refused the credentials. */
export const isTransient = (result: SendResult): result is Unavailable =>
  result.type === 'unavailable' && result.failure.code !== 'VENDOR_UNAUTHORIZED';

/** Nothing was sent: the rows may be another gateway's by now. */
export const notOurs: SendResult = {
  type: 'answered',
  rows: [],
  exchange: { httpStatus: null, vendorRequestId: null },
};

export const brokenOff: SendResult = {
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the request off.'),
  mayHaveApplied: true,
  retryAfterMs: null,
  timedOut: false,
  exchange: { httpStatus: null, vendorRequestId: null },
};

/**
 * Refusals that are about the request itself, whatever its rows are: credentials, payment, method, media types, proxy,
 * time, length and address of the request, protocol, rate and header fields.
 */
const aboutRequest: ReadonlySet<number> = new Set([
  401, 402, 403, 405, 406, 407, 408, 411, 414, 415, 417, 421, 425, 426, 428, 429, 431,
]);

/** Whether a refusal may be for some rows only. A 404 may be for one: a vendor may answer so for a product it lacks. */
export const isAboutRows = ({ httpStatus }: Exchange): boolean =>
  httpStatus !== null && httpStatus < 500 && !aboutRequest.has(httpStatus);

const rowOutcome = (rows: readonly RowOutcome[], position: number): RowOutcome =>
  rows[position] ?? {
    state: 'OUTCOME_UNKNOWN',
    failure: outcomeUnknown('The vendor did not answer for this item.'),
  };

/** The rows of a request, each with its outcome. */
export const rowsWithOutcomes = <Row extends ItemRef>(
  rows: readonly Row[],
  outcomes: readonly RowOutcome[],
) =>
  rows.map(({ operationId, index }, position) => ({
    operationId,
    index,
    outcome: rowOutcome(outcomes, position),
  }));

/** Whether the try reached the vendor and no usable response came. A 5xx is a response. */
const isUnanswered = ({ mayHaveApplied, exchange }: Unavailable): boolean =>
  mayHaveApplied && (exchange.httpStatus ?? 0) < 500;

/** The outcome of a row after its last try. `earlier` is the state of the tries before it. */
export const givenUp = (result: Unavailable, earlier: Retry | null): Failed | Unknown => {
  const { failure } = result;
  if (isUnanswered(result) || earlier?.outcome.state === 'OUTCOME_UNKNOWN') {
    const words = { code: failure.vendorCode, message: failure.vendorMessage };
    return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(failure.message, words) };
  }
  const mayHaveApplied = result.mayHaveApplied || (earlier?.outcome.failure.mayHaveApplied ?? false);
  return { state: 'FAILED', failure: { ...failure, mayHaveApplied } };
};
