import { describe, expect, it } from 'vitest';
import { createItemRate } from '../../../src/core/submit/item-rate.ts';
import { asClientId } from '../../../src/domain/ids.ts';

const one = asClientId('one');
const other = asClientId('other');

/** A rate with the clock of the test, which begins at 0. */
const rateOf = (perSecond: number, burst: number) => {
  let now = 0;
  const rate = createItemRate({ perSecond, burst }, { now: () => now, after: () => () => {} });
  return { ...rate, wait: (ms: number) => (now += ms) };
};

describe('createItemRate', () => {
  it('allows a burst, and then the sustained rate', () => {
    const { take, wait } = rateOf(10, 50);
    expect(take(one, 50)).toEqual({ taken: true });
    expect(take(one, 1)).toEqual({ taken: false, retryAfter: 1, remaining: 0 });
    expect(take(one, 25)).toEqual({ taken: false, retryAfter: 3, remaining: 0 });
    wait(2_500);
    expect(take(one, 26)).toEqual({ taken: false, retryAfter: 1, remaining: 25 });
    expect(take(one, 25)).toEqual({ taken: true });
  });

  it('never allows more than the burst', () => {
    const { take, wait } = rateOf(10, 50);
    wait(3_600_000);
    expect(take(one, 50)).toEqual({ taken: true });
    expect(take(one, 1)).toMatchObject({ taken: false });
  });

  it('counts each client separately', () => {
    const { take } = rateOf(10, 50);
    take(one, 50);
    expect(take(other, 50)).toEqual({ taken: true });
  });

  it('allows more items than the burst if it is full, and recovers over a longer time', () => {
    const { take, wait } = rateOf(10, 50);
    expect(take(one, 200)).toEqual({ taken: true });
    expect(take(one, 200)).toEqual({ taken: false, retryAfter: 20, remaining: 0 });
    wait(19_999);
    expect(take(one, 200)).toMatchObject({ taken: false, retryAfter: 1 });
    wait(1);
    expect(take(one, 200)).toEqual({ taken: true });
  });

  it('returns the items of a refused mutation', () => {
    const { take, giveBack } = rateOf(10, 50);
    take(one, 50);
    giveBack(one, 20);
    expect(take(one, 21)).toMatchObject({ taken: false, remaining: 20 });
    expect(take(one, 20)).toEqual({ taken: true });
  });

  it('reports when the burst is available again', () => {
    const { take, leftOf, wait } = rateOf(10, 50);
    expect(leftOf(one)).toEqual({ remaining: 50, limit: 50, resetAt: 0 });
    take(one, 30);
    expect(leftOf(one)).toEqual({ remaining: 20, limit: 50, resetAt: 3_000 });
    wait(1_000);
    expect(leftOf(one)).toEqual({ remaining: 30, limit: 50, resetAt: 3_000 });
    take(one, 30);
    take(one, 1);
    expect(leftOf(one)).toEqual({ remaining: 0, limit: 50, resetAt: 6_000 });
  });

  it('works after the clock was set back', () => {
    const { take, wait } = rateOf(10, 50);
    take(one, 50);
    wait(-60_000);
    expect(take(one, 10)).toEqual({ taken: false, retryAfter: 1, remaining: 0 });
    wait(1_000);
    expect(take(one, 10)).toEqual({ taken: true });
  });

  it('allows everything without a limit', () => {
    const { take, leftOf } = createItemRate(null, { now: () => 0, after: () => () => {} });
    expect(take(one, 1e9)).toEqual({ taken: true });
    expect(leftOf(one)).toBeNull();
  });
});
