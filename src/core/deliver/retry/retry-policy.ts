import { outcomeUnknown } from '../../../domain/failure.ts';
import type { Failed, Retry, Unknown } from '../../../domain/item.ts';
import type { ClaimedRow, Settlement } from '../../../ports/journal/requests.ts';
import { isTransient, type Unavailable } from '../send-results.ts';

/** The pause after the first failed try, milliseconds. Each further pause is twice as long. */
const firstPauseMs = 200;
/** The longest pause that the gateway chooses itself, milliseconds. */
const longestOwnPauseMs = 30_000;
/** The pause before work that a bug of the gateway interrupted is tried again, milliseconds. */
export const bugRetryDelayMs = 5_000;

/**
 * The pause after this many failed tries of an item. It is shortened at random by up to a half, so that items that
 * failed together do not all come back together. `jitter` is from 0 to 1.
 */
export const ownPauseMs = (tries: number, jitter: number): number => {
  const longest = Math.min(longestOwnPauseMs, firstPauseMs * 2 ** Math.min(tries - 1, 20));
  return Math.ceil(longest / 2 + (longest / 2) * jitter);
};

/** Whether the try reached the vendor and no usable response came. A 5xx is a response. */
const isUnanswered = ({ mayHaveApplied, exchange }: Unavailable): boolean =>
  mayHaveApplied && (exchange.httpStatus ?? 0) < 500;

/** The outcome of a row if this was its last try. `earlier` is the state of the tries before it. */
const outcomeWithoutRetry = (result: Unavailable, earlier: Retry | null): Failed | Unknown => {
  const { failure } = result;
  if (isUnanswered(result) || earlier?.outcome.state === 'OUTCOME_UNKNOWN') {
    const vendor = { code: failure.vendorCode, message: failure.vendorMessage };
    return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(failure.message, vendor) };
  }
  const mayHaveApplied = result.mayHaveApplied || (earlier?.outcome.failure.mayHaveApplied ?? false);
  return { state: 'FAILED', failure: { ...failure, mayHaveApplied } };
};

export type Step =
  | { readonly type: 'retry'; readonly retry: Retry }
  | { readonly type: 'end'; readonly outcome: Failed | Unknown };

export type StepOptions = {
  readonly now: number;
  readonly retryForMs: number;
  readonly jitter: number;
};

/**
 * The next step of a row whose try failed. `earlier` is the state of the tries before it. The vendor's `Retry-After`
 * can only lengthen the pause. A row whose pause would end after its retry time ends now, so that its caller learns
 * early.
 */
export const stepAfter = (
  result: Unavailable,
  earlier: Retry | null,
  { now, retryForMs, jitter }: StepOptions,
): Step => {
  const outcome = outcomeWithoutRetry(result, earlier);
  const tries = (earlier?.tries ?? 0) + 1;
  const latest = now + retryForMs;
  // The system clock may have been set back since the first try.
  const until = earlier ? Math.min(earlier.until, latest) : latest;
  const at = now + Math.max(ownPauseMs(tries, jitter), result.retryAfterMs ?? 0);
  return isTransient(result) && at < until
    ? { type: 'retry', retry: { tries, at, until, outcome } }
    : { type: 'end', outcome };
};

/**
 * `stepAfter` for each row of a request. Rows with the same earlier tries get the same step and are retried together.
 */
export const stepsAfter = (
  result: Unavailable,
  failed: readonly ClaimedRow[],
  options: StepOptions,
): Required<Pick<Settlement, 'rows' | 'retry'>> => {
  const steps = new Map<Retry | null, Step>();
  const retry: NonNullable<Settlement['retry']>[number][] = [];
  const rows: Settlement['rows'][number][] = [];
  for (const { operationId, index, retry: earlier } of failed) {
    const step = steps.get(earlier) ?? stepAfter(result, earlier, options);
    steps.set(earlier, step);
    if (step.type === 'retry') retry.push({ operationId, index, retry: step.retry });
    else rows.push({ operationId, index, outcome: step.outcome });
  }
  return { rows, retry };
};

/** The number of tries of a lost request with all its rows. After these each row is tried alone. */
const triesTogether = 3;

/**
 * The rows to send alone, because their request was lost again and again after it reached the vendor: one row may be
 * the cause. A vendor that is down fails in the same way. The circuit breaker then stops the requests that follow, and
 * the rows wait as before.
 */
export const rowsToSendAlone = (rows: readonly ClaimedRow[], result: Unavailable): readonly ClaimedRow[] =>
  rows.length > 1 && result.mayHaveApplied && isTransient(result)
    ? rows.filter(({ retry }) => (retry?.tries ?? 0) + 1 >= triesTogether)
    : [];
