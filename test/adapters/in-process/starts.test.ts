import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStarts } from '../../../src/adapters/in-process/starts.ts';
import { systemClock } from '../../../src/ports/clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a rate that changes', () => {
  it('applies at once, also to waiting starts, and neither rate is exceeded', async () => {
    const starts = createStarts(1, systemClock);
    const at: number[] = [];
    const begin = Date.now();
    const all = Array.from({ length: 12 }, (_, number) =>
      starts.run(async () => {
        at.push(Date.now() - begin);
        return number;
      }),
    );
    await vi.advanceTimersByTimeAsync(1_500);
    expect(at).toHaveLength(2);
    starts.setRate(5);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await Promise.all(all)).toEqual(all.map((_, number) => number));
    for (const moment of at.slice(2)) {
      expect(at.filter((other) => other >= moment && other < moment + 1_000).length).toBeLessThanOrEqual(5);
    }
    expect(at[2]).toBeGreaterThanOrEqual((at[1] ?? 0) + 1_000);
    expect(at.at(-1)).toBeLessThan(5_000);
  });

  it('may be removed', async () => {
    const starts = createStarts(1, systemClock);
    const all = Array.from({ length: 5 }, () => starts.run(async () => Date.now()));
    await vi.advanceTimersByTimeAsync(10);
    starts.setRate(null);
    await vi.advanceTimersByTimeAsync(10);
    await Promise.all(all);
  });

  it('keeps the pause that a vendor asked for', async () => {
    const starts = createStarts(null, systemClock);
    const begin = Date.now();
    starts.pause(4_000);
    starts.setRate(10);
    const next = starts.run(async () => Date.now() - begin);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await next).toBe(4_000);
  });

  it('does not run a request again after it throws', async () => {
    const starts = createStarts(1, systemClock);
    const send = vi.fn(async () => {
      starts.setRate(2);
      throw new Error('a bug');
    });
    await expect(starts.run(send)).rejects.toThrow('a bug');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
