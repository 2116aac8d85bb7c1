import { expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { startRetention } from '../../src/operations/retention.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Pruned } from '../../src/ports/journal.ts';
import { JournalUnavailable } from '../../src/ports/journal-unavailable.ts';

const dayMs = 24 * 60 * 60 * 1000;
const now = 100 * dayMs;

/** Retention of thirty days over a journal that answers as told, and alarms that ring when they are told to. */
const retentionOf = (...answers: readonly (Pruned | Error)[]) => {
  const before: number[] = [];
  const alarms: { readonly ms: number; ring: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, task) => {
      const alarm = { ms, ring: task };
      alarms.push(alarm);
      return () => alarms.splice(alarms.indexOf(alarm), 1);
    },
  };
  const prune = async (moment: number): Promise<Pruned> => {
    const answer = answers[before.length] ?? { operations: 0, hasMore: false };
    before.push(moment);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const stop = startRetention(30, { journal: { prune }, clock, log: createLog('silent') });
  const pass = async () => {
    alarms.shift()?.ring();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { before, alarms, pass, stop };
};

it('lets go of what ended longer ago than the setting says, in steps with the work in between', async () => {
  const more = { operations: 5, hasMore: true };
  const { before, alarms, pass } = retentionOf(more, more, { operations: 1, hasMore: false });
  await pass();
  await pass();
  expect(alarms.map(({ ms }) => ms)).toEqual([20]);
  await pass();
  expect(before).toEqual([70 * dayMs, 70 * dayMs, 70 * dayMs]);
  expect(alarms.map(({ ms }) => ms)).toEqual([10 * 60 * 1000]);
});

it('goes on after a journal that could not write', async () => {
  const { before, alarms, pass } = retentionOf(new JournalUnavailable(new Error('disk full')));
  await pass();
  expect(alarms).toHaveLength(1);
  await pass();
  expect(before).toHaveLength(2);
});

it('ends when it is told to', async () => {
  const { alarms, pass, stop } = retentionOf();
  await pass();
  stop();
  expect(alarms).toEqual([]);
});
