import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInProcessRateLimiter } from '../../../src/adapters/in-process/rate-limiter.ts';
import { createReadLimit, createStartWrite, longestPauseMs } from '../../../src/core/deliver/rate-limit.ts';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { shop } from '../../support/changes.ts';
import { ok } from '../../support/fake-channel.ts';

const served: SendResult = { type: 'answered', rows: [], exchange: ok };
const limited = (retryAfterMs: number | null): SendResult => ({
  type: 'unavailable',
  failure: vendorUnavailable('RATE_LIMITED', 'Slow down.'),
  mayHaveApplied: false,
  retryAfterMs,
  timedOut: false,
  exchange: { ...ok, httpStatus: 429 },
});

const rateLimiterOf = (ratePerSecond: number | null) => {
  const limits = { concurrency: 8, ratePerSecond, readRatePerSecond: null };
  return createStartWrite(createInProcessRateLimiter(systemClock)({ id: shop, limits }));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createStartWrite', () => {
  it('starts at most as many requests per second as the rate allows', async () => {
    const rateLimiter = rateLimiterOf(2);
    const at: number[] = [];
    const start = Date.now();
    const all = Array.from({ length: 7 }, () =>
      rateLimiter(async () => {
        at.push(Date.now() - start);
        return served;
      }),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(all);
    for (const [index, moment] of at.entries()) {
      expect(
        at.filter((other) => other >= moment && other < moment + 1_000).length,
        `${index}`,
      ).toBeLessThanOrEqual(2);
    }
    expect(at.at(-1)).toBeLessThan(5_000);
  });

  it('pauses all requests of the channel for as long as the vendor asks', async () => {
    const rateLimiter = rateLimiterOf(null);
    const at: string[] = [];
    const start = Date.now();
    const sent = (name: string, result: SendResult) =>
      rateLimiter(async () => {
        at.push(`${name} ${Date.now() - start}`);
        return result;
      });
    expect(await sent('first', limited(3_000))).toEqual(limited(3_000));
    await vi.advanceTimersByTimeAsync(1_000);
    const later = [sent('second', served), sent('third', served)];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await Promise.all(later)).toEqual([served, served]);
    expect(at).toEqual(['first 0', 'second 3000', 'third 3000']);
  });

  it('does not pause for a day because one answer asks for it', async () => {
    const rateLimiter = rateLimiterOf(null);
    await rateLimiter(async () => limited(86_400_000));
    const later = rateLimiter(async () => served);
    await vi.advanceTimersByTimeAsync(longestPauseMs);
    expect(await later).toEqual(served);
  });

  it('keeps the longest of several pauses', async () => {
    const rateLimiter = rateLimiterOf(null);
    const start = Date.now();
    await Promise.all([rateLimiter(async () => limited(4_000)), rateLimiter(async () => limited(1_000))]);
    const next = rateLimiter(async () => served).then(() => Date.now() - start);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await next).toBe(4_000);
  });

  it('continues if the vendor asks for no pause', async () => {
    const rateLimiter = rateLimiterOf(null);
    expect(await rateLimiter(async () => limited(null))).toEqual(limited(null));
    expect(await rateLimiter(async () => served)).toBe(served);
  });
});

describe('createReadLimit', () => {
  it('starts reads of callers before those that no caller waits for', async () => {
    const limits = { concurrency: 8, ratePerSecond: null, readRatePerSecond: 1 };
    const limit = createReadLimit(createInProcessRateLimiter(systemClock)({ id: shop, limits }));
    const order: string[] = [];
    const read = (name: string) => async () => void order.push(name);
    const polls = (async () => {
      for (const page of ['page 1', 'page 2', 'page 3']) await limit.startLater(read(page));
    })();
    await vi.advanceTimersByTimeAsync(100);
    const live = ['live 1', 'live 2', 'live 3'].map((name) => limit.startCall(read(name)));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all([polls, ...live]);
    // The second page waited for its start already.
    expect(order).toEqual(['page 1', 'page 2', 'live 1', 'live 2', 'live 3', 'page 3']);
  });

  it('counts a read that never starts as ended', async () => {
    const broken = {
      startRead: async () => Promise.reject(new Error('No start')),
      pause: () => {},
      pausedForMs: () => 0,
    };
    let isBroken = true;
    const limit = createReadLimit({
      ...broken,
      startRead: (call) => (isBroken ? broken.startRead() : call()),
    });
    await expect(limit.startCall(async () => 1)).rejects.toThrow('No start');
    isBroken = false;
    expect(await limit.startLater(async () => 2)).toBe(2);
  });
});
