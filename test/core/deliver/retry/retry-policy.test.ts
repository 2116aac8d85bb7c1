import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyResponse } from '../../../../src/adapters/vendors/http/answer.ts';
import { ownPauseMs, stepAfter } from '../../../../src/core/deliver/retry/retry-policy.ts';
import type { Retry } from '../../../../src/domain/item.ts';
import { unavailable } from '../../../support/fake-channel.ts';

const retryForMs = 900_000;
const about = { now: 1_000, retryForMs, jitter: 0 };
const unavailableOf = (more: Parameters<typeof unavailable>[0] = {}) => {
  const result = unavailable(more);
  if (result.type !== 'unavailable') throw new TypeError('It is unavailable');
  return result;
};
const retryOf = (result: ReturnType<typeof unavailableOf>, earlier: Retry | null, more = about): Retry => {
  const step = stepAfter(result, earlier, more);
  if (step.type === 'end') throw new TypeError('It has time left');
  return step.retry;
};

describe('the pause before the next try', () => {
  it('grows to thirty seconds, and jitter removes at most half of it', () => {
    expect([1, 2, 3, 8, 9, 50].map((tries) => ownPauseMs(tries, 1))).toEqual([
      200, 400, 800, 25_600, 30_000, 30_000,
    ]);
    expect([1, 2, 9].map((tries) => ownPauseMs(tries, 0))).toEqual([100, 200, 15_000]);
  });

  const headers = fc.oneof(
    fc.constantFrom(
      undefined,
      '',
      '0',
      '-1',
      '-0',
      '1e9',
      'soon',
      '99999999999999999999',
      'NaN',
      'Infinity',
      '0.0001',
    ),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.string(),
  );

  it("B1: is never shorter than the gateway's own pause, whatever the status and the Retry-After", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        headers,
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (status, retryAfter, tries, jitter) => {
          const now = 1_750_000_000_000;
          const answer = { type: 'answer', status, retryAfter, body: undefined, unreadable: null } as const;
          const response = classifyResponse(answer, { now, sanitize: (text) => text });
          if (response.type !== 'unavailable') return;
          const outcome = { state: 'FAILED', failure: response.failure } as const;
          const earlier = tries === 0 ? null : { tries, at: now, until: now + retryForMs, outcome };
          const step = stepAfter(response, earlier, { now, retryForMs, jitter });
          if (step.type === 'end') return;
          expect(step.retry.at - now).toBeGreaterThanOrEqual(ownPauseMs(tries + 1, jitter));
          expect(step.retry.at).toBeLessThan(now + retryForMs);
          expect(step.retry.tries).toBe(tries + 1);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('the step after a failed try', () => {
  it('counts the time from the first failed try', () => {
    const first = retryOf(unavailableOf(), null);
    const second = retryOf(unavailableOf(), first, { ...about, now: 500_000 });
    expect([first.until, second.until, second.tries]).toEqual([901_000, 901_000, 2]);
    expect(stepAfter(unavailableOf(), second, { ...about, now: 900_950 }).type).toBe('end');
  });

  it('ends the item at once if no time is left, or the vendor asks for more', () => {
    expect(stepAfter(unavailableOf(), null, { ...about, retryForMs: 0 }).type).toBe('end');
    const long = unavailableOf({ retryAfterMs: retryForMs });
    expect(stepAfter(long, null, about)).toMatchObject({ type: 'end', outcome: { state: 'FAILED' } });
  });

  it('waits no longer if the clock was set back', () => {
    const first = retryOf(unavailableOf(), null, { ...about, now: 10_000_000 });
    expect(retryOf(unavailableOf(), first).until).toBe(901_000);
  });

  it('records a try without an answer, and one that may have been applied', () => {
    const lost = retryOf(unavailableOf({ mayHaveApplied: true }), null);
    expect(retryOf(unavailableOf({ httpStatus: 503 }), lost).outcome.state).toBe('OUTCOME_UNKNOWN');
    const failed = retryOf(unavailableOf({ mayHaveApplied: true, httpStatus: 500 }), null);
    expect(retryOf(unavailableOf({ httpStatus: 503 }), failed).outcome).toMatchObject({
      state: 'FAILED',
      failure: { mayHaveApplied: true },
    });
    expect(retryOf(unavailableOf({ httpStatus: 503 }), null).outcome).toMatchObject({
      state: 'FAILED',
      failure: { mayHaveApplied: false },
    });
  });
});
