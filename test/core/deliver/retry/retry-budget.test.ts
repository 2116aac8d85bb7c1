import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRetryBudget } from '../../../../src/core/deliver/retry/retry-budget.ts';
import { manualClock } from '../../../support/manual-clock.ts';

it('B1: never allows more tries in 60 seconds than the limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.array(
        fc.record({ wait: fc.integer({ min: 0, max: 30_000 }), count: fc.integer({ min: 1, max: 200 }) }),
        {
          maxLength: 60,
        },
      ),
      (limit, asks) => {
        const clock = manualClock();
        const budget = createRetryBudget(() => limit, clock);
        const taken: number[] = [];
        for (const { wait, count } of asks) {
          clock.skip(wait);
          for (let time = 0; time < count; time += 1) {
            const done = budget.take();
            if (done) taken.push(clock.now());
            done?.();
          }
        }
        for (const [index, at] of taken.entries()) {
          expect(taken.findIndex((other) => other > at - 60_000)).toBeGreaterThan(index - limit);
        }
      },
    ),
  );
});

it('wakes the waiting tries in order, at the rate of the limit', async () => {
  const clock = manualClock();
  const budget = createRetryBudget(() => 60, clock);
  const done: number[] = [];
  for (let one = 0; one < 40; one += 1) {
    void budget.taken().then((isOver) => {
      done.push(one);
      isOver();
    });
  }
  await clock.advance(60_000);
  expect(done.slice(0, 13)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(done).toHaveLength(40);
});

it('allows no extra try if the clock changes', () => {
  const clock = manualClock();
  const budget = createRetryBudget(() => 10, clock);
  const took = (): boolean => {
    const done = budget.take();
    done?.();
    return done !== null;
  };
  expect([took(), took(), took()]).toEqual([true, true, false]);
  clock.skip(-10 * 365 * 86_400_000);
  expect(took()).toBe(false);
  clock.skip(20 * 365 * 86_400_000);
  expect([took(), took(), took()]).toEqual([true, true, false]);
});

it('B1: refills only the part that waiting tries leave', () => {
  const clock = manualClock();
  const budget = createRetryBudget(() => 10, clock);
  const held = [budget.take(), budget.take()];
  clock.skip(10 * 60_000);
  expect(budget.take()).toBeNull();
  for (const done of held) done?.();
  expect(budget.take()).toBeNull();
  clock.skip(60_000);
  expect([budget.take(), budget.take(), budget.take()].map((one) => one !== null)).toEqual([
    true,
    true,
    false,
  ]);
});
