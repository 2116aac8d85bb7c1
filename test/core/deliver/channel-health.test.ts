import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHealthTracker } from '../../../src/core/deliver/channel-health.ts';
import { createCircuitBreaker } from '../../../src/core/deliver/circuit-breaker.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { unavailable } from '../../support/fake-channel.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const trackerWith = (waiting: number) => {
  const statuses: string[] = [];
  const breaker = createCircuitBreaker(
    {
      stopAll: () => tracker.onBreakerChanged(),
      allowOne: () => tracker.onProbeAllowed(),
      allowAll: () => tracker.onBreakerChanged(),
    },
    systemClock,
  );
  const tracker = createHealthTracker({
    rateLimiter: { running: 0 },
    breaker,
    clock: systemClock,
    queues: new Map(),
    retryQueue: { size: waiting, oldest: () => null },
    onStatusChanged: () => void statuses.push(tracker.health().status),
  });
  const fail = async () => {
    const result = unavailable();
    await breaker.run(async () => result);
    tracker.onResult(result, 1, 1);
  };
  return { fail, statuses, tracker };
};

it('a channel without items that wait is no longer DOWN when its pause is over', async () => {
  const { fail, statuses, tracker } = trackerWith(0);
  for (let time = 0; time < 10; time += 1) await fail();
  expect(tracker.health().status).toBe('DOWN');
  await vi.advanceTimersByTimeAsync(5_100);
  expect(tracker.health().status).toBe('DEGRADED');
  expect(statuses).toEqual(['DEGRADED', 'DOWN', 'DEGRADED']);
});

it('a channel with items that wait reports no change between two probes', async () => {
  const { fail, statuses } = trackerWith(3);
  for (let time = 0; time < 10; time += 1) await fail();
  await vi.advanceTimersByTimeAsync(5_100);
  await fail();
  expect(statuses).toEqual(['DEGRADED', 'DOWN']);
});
