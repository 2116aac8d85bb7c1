import type { Failed, Retry, Unknown } from '../../domain/item.ts';
import type { ClaimedRow, Settlement } from '../../ports/requests.ts';
import { givenUp, isTransient, type Unavailable } from './results.ts';

/** The first pause, milliseconds. Each further one is twice as long… */
const firstPauseMs = 200;
/** …up to this one. */
export const longestOwnPauseMs = 30_000;

/**
 * The pause of our own after so many failed tries of an item: growing, and shortened at random by up to a half, so that
 * what failed together does not come back together. `jitter` is from 0 to 1.
 */
export const ownPauseMs = (tries: number, jitter: number): number => {
  const whole = Math.min(longestOwnPauseMs, firstPauseMs * 2 ** Math.min(tries - 1, 20));
  return Math.ceil(whole / 2 + (whole / 2) * jitter);
};

export type Step =
  | { readonly type: 'retry'; readonly retry: Retry }
  | { readonly type: 'end'; readonly outcome: Failed | Unknown };

export type StepParts = {
  readonly now: number;
  readonly retryForMs: number;
  readonly jitter: number;
};

/**
 * The next step of a row whose try failed. `earlier` is the state of its tries before. The vendor's `Retry-After` can
 * only
 * lengthen the pause. An item whose pause would last beyond its time ends now, so that its caller learns early.
 */
export const stepAfter = (
  result: Unavailable,
  earlier: Retry | null,
  { now, retryForMs, jitter }: StepParts,
): Step => {
  const outcome = givenUp(result, earlier);
  const tries = (earlier?.tries ?? 0) + 1;
  const latest = now + retryForMs;
  // A clock that was set back must not make the item wait for longer than it may.
  const until = earlier ? Math.min(earlier.until, latest) : latest;
  const at = now + Math.max(ownPauseMs(tries, jitter), result.retryAfterMs ?? 0);
  return isTransient(result) && at < until
    ? { type: 'retry', retry: { tries, at, until, outcome } }
    : { type: 'end', outcome };
};

/** `stepAfter` for each row of a request. Rows that failed together and are alike are tried together again. */
export const stepsAfter = (
  result: Unavailable,
  failed: readonly ClaimedRow[],
  parts: StepParts,
): Required<Pick<Settlement, 'rows' | 'retry'>> => {
  const steps = new Map<Retry | null, Step>();
  const retry: NonNullable<Settlement['retry']>[number][] = [];
  const rows: Settlement['rows'][number][] = [];
  for (const { operationId, index, retry: earlier } of failed) {
    const step = steps.get(earlier) ?? stepAfter(result, earlier, parts);
    steps.set(earlier, step);
    if (step.type === 'retry') retry.push({ operationId, index, retry: step.retry });
    else rows.push({ operationId, index, outcome: step.outcome });
  }
  return { rows, retry };
};
