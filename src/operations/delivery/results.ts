import { outcomeUnknown, vendorUnavailable } from '../../domain/failure.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import type { SendResult } from '../../ports/channel.ts';

export type Unavailable = Extract<SendResult, { type: 'unavailable' }>;

/** How the delivery log names a failed try. */
export const failedOutcome = ({ timedOut }: Unavailable): RequestOutcome =>
  timedOut ? 'TIMED_OUT' : 'UNAVAILABLE';

/** What the failed tries of a request may have left behind. */
export type Lost = { readonly unanswered: boolean; readonly mayHaveApplied: boolean };

export const withLoss = (lost: Lost, { mayHaveApplied, exchange }: Unavailable): Lost => ({
  // A vendor that answers with an error has answered; one that answers nothing of use has not.
  unanswered: lost.unanswered || (mayHaveApplied && (exchange.httpStatus ?? 0) < 500),
  mayHaveApplied: lost.mayHaveApplied || mayHaveApplied,
});

/** A callback settled every row while the next try was waited for. */
export const nothingLeft: SendResult = {
  type: 'answered',
  rows: [],
  exchange: { httpStatus: null, vendorRequestId: null },
};

/** Nothing was sent: the rows may be another gateway's by now. */
export const notOurs: SendResult = { ...nothingLeft };

export const brokenOff: SendResult = {
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the request off.'),
  mayHaveApplied: true,
  retryAfterMs: null,
  timedOut: false,
  exchange: { httpStatus: null, vendorRequestId: null },
};

/**
 * Whether a refusal may be for some rows only: a request that is malformed, conflicting, too large or not acceptable
 * in its content. Any other (a wrong path, say) holds for whatever rows.
 */
export const isAboutRows = ({ httpStatus }: Exchange): boolean =>
  httpStatus !== null && [200, 400, 409, 413, 422].includes(httpStatus);

export const rowOutcome = (rows: readonly RowOutcome[], position: number): RowOutcome =>
  rows[position] ?? {
    state: 'OUTCOME_UNKNOWN',
    failure: outcomeUnknown('The vendor did not answer for this item.'),
  };

export const givenUp = ({ failure }: Unavailable, { unanswered, mayHaveApplied }: Lost): RowOutcome =>
  unanswered
    ? {
        state: 'OUTCOME_UNKNOWN',
        failure: outcomeUnknown(failure.message, {
          code: failure.vendorCode,
          message: failure.vendorMessage,
        }),
      }
    : { state: 'FAILED', failure: { ...failure, mayHaveApplied } };
