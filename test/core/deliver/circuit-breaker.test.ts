import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CircuitBreaker, createCircuitBreaker } from '../../../src/core/deliver/circuit-breaker.ts';
import { leaseLost } from '../../../src/core/deliver/send-results.ts';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { ok, unavailable } from '../../support/fake-channel.ts';

const served: SendResult = { type: 'answered', rows: [], exchange: ok };
const failed = (code: 'RATE_LIMITED' | 'VENDOR_UNAUTHORIZED'): SendResult => ({
  type: 'unavailable',
  failure: vendorUnavailable(code, 'No.'),
  mayHaveApplied: false,
  retryAfterMs: null,
  timedOut: false,
  exchange: ok,
});

const breakerWith = (moves: string[] = []): CircuitBreaker => {
  const move = (name: string) => () => {
    moves.push(name);
  };
  return createCircuitBreaker(
    { stopAll: move('stop all'), allowOne: move('allow one'), allowAll: move('allow all') },
    systemClock,
  );
};
const fail = async (breaker: CircuitBreaker, times: number, result: SendResult = unavailable()) => {
  for (let time = 0; time < times; time += 1) await breaker.run(async () => result);
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the circuit breaker of a channel', () => {
  it('opens after ten failures in a row, and then sends one test request', async () => {
    const moves: string[] = [];
    const breaker = breakerWith(moves);
    await fail(breaker, 9);
    expect([breaker.holdsBack(), moves]).toEqual([false, []]);
    await fail(breaker, 1);
    expect([breaker.holdsBack(), moves]).toEqual([true, ['stop all']]);
    const attempt = vi.fn(async () => served);
    expect(await breaker.run(attempt)).toBeNull();
    expect(attempt).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5_100);
    expect([breaker.holdsBack(), moves]).toEqual([false, ['stop all', 'allow one']]);
    const probing = breaker.run(attempt);
    expect(breaker.holdsBack()).toBe(true);
    expect(await probing).toBe(served);
    expect([breaker.holdsBack(), moves]).toEqual([false, ['stop all', 'allow one', 'allow all']]);
  });

  it('counts a 429 as a failure, and refused credentials as an answer', async () => {
    const breaker = breakerWith();
    await fail(breaker, 9);
    await fail(breaker, 1, failed('VENDOR_UNAUTHORIZED'));
    await fail(breaker, 9);
    expect(breaker.holdsBack()).toBe(false);
    await fail(breaker, 1, failed('RATE_LIMITED'));
    expect(breaker.holdsBack()).toBe(true);
  });

  it('sends one test request at a time, and stays open if it fails', async () => {
    const breaker = breakerWith();
    await fail(breaker, 10);
    await vi.advanceTimersByTimeAsync(5_100);
    const { promise, resolve } = Promise.withResolvers<SendResult>();
    const probe = breaker.run(() => promise);
    expect(await breaker.run(async () => served)).toBeNull();
    resolve(unavailable());
    await probe;
    expect(breaker.holdsBack()).toBe(true);
    expect(await breaker.run(async () => served)).toBeNull();
  });

  it('uses the next request as the test if one was not sent or met a bug', async () => {
    const breaker = breakerWith();
    await fail(breaker, 10);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(await breaker.run(async () => leaseLost)).toBe(leaseLost);
    await expect(breaker.run(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(await breaker.run(async () => served)).toBe(served);
    expect(breaker.holdsBack()).toBe(false);
  });
});
