import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createReadiness } from '../../../src/core/journal/readiness.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { type JournalTrouble, JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const away = (cause: JournalTrouble, message: string) => ({
  ready: false,
  reason: 'JOURNAL_UNAVAILABLE',
  cause,
  message: expect.stringContaining(message),
});

it('checks the journal at most once per second', async () => {
  const check = vi.fn(async () => {});
  const readiness = createReadiness({ check }, systemClock, () => []);
  expect(await Promise.all([readiness(), readiness()])).toEqual([
    { ready: true, heldBack: [] },
    { ready: true, heldBack: [] },
  ]);
  await readiness();
  expect(check).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  check.mockRejectedValue(new JournalUnavailable(new Error('secret of the database'), 'DISK_FULL'));
  expect(await readiness()).toEqual(away('DISK_FULL', 'The disk of the journal is full. Free space'));
  expect(JSON.stringify(await readiness())).not.toContain('secret');
  expect(check).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);
  check.mockResolvedValue();
  expect(await readiness()).toEqual({ ready: true, heldBack: [] });
});

it('reports a journal that does not answer as unavailable', async () => {
  const readiness = createReadiness({ check: () => new Promise(() => {}) }, systemClock, () => []);
  const answer = readiness();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await answer).toEqual(away('SILENT', 'does not answer'));
});
