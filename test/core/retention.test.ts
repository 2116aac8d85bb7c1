import { expect, it } from 'vitest';
import { startRetention } from '../../src/core/retention.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { JournalUnavailable } from '../../src/ports/journal/journal-unavailable.ts';
import type { PruneCursor, Pruned } from '../../src/ports/journal/prune.ts';
import { stockOf } from '../support/changes.ts';

const dayMs = 24 * 60 * 60 * 1000;
let now = 100 * dayMs;
const done = { operations: 1, next: null };

/** Retention of thirty days over a simulated journal. The test ends its pauses. */
const retentionOf = (...answers: readonly (Pruned | Error)[]) => {
  const before: number[] = [];
  const positions: (PruneCursor | null | undefined)[] = [];
  const alarms: { readonly ms: number; ring: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, task) => {
      const alarm = { ms, ring: task };
      alarms.push(alarm);
      return () => alarms.splice(alarms.indexOf(alarm), 1);
    },
  };
  const prune = async (moment: number, from?: PruneCursor | null): Promise<Pruned> => {
    const answer = answers[before.length] ?? done;
    before.push(moment);
    positions.push(from);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const stop = startRetention(30, { journal: { prune }, clock, log: createLog('silent') });
  const pass = async () => {
    alarms.shift()?.ring();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { before, positions, alarms, pass, stop };
};

it('deletes what ended before the configured time, in steps with pauses', async () => {
  const first: PruneCursor = { of: 'operations', after: 200 };
  const second: PruneCursor = { of: 'requests', after: 400 };
  const { before, positions, alarms, pass } = retentionOf(
    { operations: 5, next: first },
    { operations: 5, next: second },
    done,
  );
  await pass();
  await pass();
  expect(alarms.map(({ ms }) => ms)).toEqual([20]);
  await pass();
  expect(before).toEqual([70 * dayMs, 70 * dayMs, 70 * dayMs]);
  expect(alarms.map(({ ms }) => ms)).toEqual([10 * 60 * 1000]);
  await pass();
  expect(positions).toEqual([null, first, second, null]);
});

it('continues after the journal could not write', async () => {
  const { before, alarms, pass } = retentionOf(new JournalUnavailable(new Error('disk full')));
  await pass();
  expect(alarms).toHaveLength(1);
  await pass();
  expect(before).toHaveLength(2);
});

it('ends when it is stopped', async () => {
  const { alarms, pass, stop } = retentionOf();
  await pass();
  stop();
  expect(alarms).toEqual([]);
});

it('sweeps the history of stock every six hours only', async () => {
  const toHistory: Pruned = { operations: 0, next: { of: 'history', after: null } };
  const { positions, pass } = retentionOf(toHistory, done, toHistory, toHistory, done);
  const begin = now;
  await pass();
  await pass();
  now = begin + 6 * 60 * 60 * 1000 - 1;
  await pass();
  now += 1;
  await pass();
  await pass();
  now = begin;
  expect(positions).toEqual([null, toHistory.next, null, null, toHistory.next]);
});

it('continues a sweep of the history of stock until its end', async () => {
  const after = { ...stockOf('1', 0), locationId: null, optionId: null, id: 7 };
  const toHistory: Pruned = { operations: 0, next: { of: 'history', after: null } };
  const inside: Pruned = { operations: 0, next: { of: 'history', after } };
  const { positions, pass } = retentionOf(toHistory, inside, inside, done);
  for (let step = 0; step < 4; step += 1) await pass();
  expect(positions).toEqual([null, toHistory.next, inside.next, inside.next]);
});
