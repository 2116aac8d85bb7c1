import { describe, expect, it } from 'vitest';
import { createItemRate } from '../../../src/core/submit/item-rate.ts';
import { asClientId } from '../../../src/domain/ids.ts';

const one = asClientId('one');
const other = asClientId('other');

/** A rate on a clock of the test's own, which begins at 0. */
const rateOf = (perSecond: number, burst: number) => {
  let now = 0;
  const rate = createItemRate({ perSecond, burst }, { now: () => now, after: () => () => {} });
  return { ...rate, wait: (ms: number) => (now += ms) };
};

describe('what a client may send', () => {
  it('is a burst, and then as much as flows in', () => {
    const { take, wait } = rateOf(10, 50);
    expect(take(one, 50)).toEqual({ taken: true });
    expect(take(one, 1)).toEqual({ taken: false, retryAfter: 1, remaining: 0 });
    expect(take(one, 25)).toEqual({ taken: false, retryAfter: 3, remaining: 0 });
    wait(2_500);
    expect(take(one, 26)).toEqual({ taken: false, retryAfter: 1, remaining: 25 });
    expect(take(one, 25)).toEqual({ taken: true });
  });

  it('never grows over the burst', () => {
    const { take, wait } = rateOf(10, 50);
    wait(3_600_000);
    expect(take(one, 50)).toEqual({ taken: true });
    expect(take(one, 1)).toMatchObject({ taken: false });
  });

  it('is its own', () => {
    const { take } = rateOf(10, 50);
    take(one, 50);
    expect(take(other, 50)).toEqual({ taken: true });
  });

  it('lets more than the burst through when all of it is there, and takes its time for it', () => {
    const { take, wait } = rateOf(10, 50);
    expect(take(one, 200)).toEqual({ taken: true });
    expect(take(one, 200)).toEqual({ taken: false, retryAfter: 20, remaining: 0 });
    wait(19_999);
    expect(take(one, 200)).toMatchObject({ taken: false, retryAfter: 1 });
    wait(1);
    expect(take(one, 200)).toEqual({ taken: true });
  });

  it('is there again once it was given back', () => {
    const { take, giveBack } = rateOf(10, 50);
    take(one, 50);
    giveBack(one, 20);
    expect(take(one, 21)).toMatchObject({ taken: false, remaining: 20 });
    expect(take(one, 20)).toEqual({ taken: true });
  });

  it('is told with when it is whole again', () => {
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

  it('survives a clock that is set back', () => {
    const { take, wait } = rateOf(10, 50);
    take(one, 50);
    wait(-60_000);
    expect(take(one, 10)).toEqual({ taken: false, retryAfter: 1, remaining: 0 });
    wait(1_000);
    expect(take(one, 10)).toEqual({ taken: true });
  });

  it('is anything where there is no limit', () => {
    const { take, leftOf } = createItemRate(null, { now: () => 0, after: () => () => {} });
    expect(take(one, 1e9)).toEqual({ taken: true });
    expect(leftOf(one)).toBeNull();
  });
});
