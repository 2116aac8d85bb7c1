import { expect, it } from 'vitest';
import { startFailover } from '../../src/core/failover.ts';
import { asChannelId, asRequestId, type ChannelId, type RequestId } from '../../src/domain/ids.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { JournalUnavailable } from '../../src/ports/journal/journal-unavailable.ts';
import { noRecovery, nothingHandedOn, type Recovery } from '../../src/ports/journal/requests.ts';
import { shop } from '../support/changes.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Failover over a simulated journal. The test ends its pauses and reports gateways that leave. */
const failoverOf = (
  failover: Journal['failover'],
  channels: () => readonly ChannelId[] = () => [shop],
  handOn: Journal['handOn'] = async () => nothingHandedOn,
) => {
  const alarms: (() => void)[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    after: (_ms, task) => {
      alarms.push(task);
      return () => void (alarms.includes(task) && alarms.splice(alarms.indexOf(task), 1));
    },
  };
  const replaced: (() => void)[] = [];
  const released: RequestId[] = [];
  const leavers = new Set<() => void>();
  const taken: Recovery[] = [];
  let recounts = 0;
  let countingMs = 0;
  const stop = startFailover(3_000, {
    journal: { failover, handOn, underWay: async () => new Map([[shop, 3]]) },
    channels,
    onChannelsReplaced: (listener) => void replaced.push(listener),
    stopAwaiting: (request) => void released.push(request),
    bus: {
      onWorkLeft: (listener) => {
        leavers.add(listener);
        return () => leavers.delete(listener);
      },
    },
    clock,
    log: createLog('silent'),
    backlog: {
      recount: async (count) => {
        await count();
        now += countingMs;
        recounts += 1;
      },
    },
    resume: async (left) => void taken.push(left),
  });
  const leave = async () => {
    for (const listener of leavers) listener();
    await turn();
  };
  const passTime = async (ms = 3_000) => {
    now += ms;
    for (const alarm of alarms.splice(0)) alarm();
    await turn();
  };
  const countIn = (ms: number) => {
    countingMs = ms;
  };
  const replace = async () => {
    for (const listener of replaced) listener();
    await turn();
  };
  return { alarms, leave, passTime, countIn, stop, taken, released, replace, recounts: () => recounts };
};

it('runs at an interval, and at once when a gateway reports that it leaves', async () => {
  const { alarms, leave, passTime, taken, recounts } = failoverOf(async () => noRecovery);
  expect(taken).toHaveLength(0);
  await passTime();
  await passTime();
  expect(taken).toHaveLength(2);
  await leave();
  expect([taken.length, recounts(), alarms.length]).toEqual([3, 3, 1]);
});

it('recovers work for the channels that are configured now', async () => {
  const other = asChannelId('other');
  let channels = [shop];
  const asked: unknown[] = [];
  const failover: Journal['failover'] = async (served) => {
    asked.push(served);
    return noRecovery;
  };
  const { passTime } = failoverOf(failover, () => channels);
  await passTime();
  channels = [shop, other];
  await passTime();
  expect(asked).toEqual([[shop], [shop, other]]);
});

it('counts less often if a count takes long, and recovers as often as before', async () => {
  const { passTime, countIn, taken, recounts } = failoverOf(async () => noRecovery);
  countIn(1_000);
  for (let round = 0; round < 17; round += 1) await passTime();
  expect([taken.length, recounts()]).toEqual([17, 1]);
  await passTime();
  expect([taken.length, recounts()]).toEqual([18, 2]);
});

it('runs again if a gateway leaves during a round', async () => {
  let answer = (_left: Recovery) => {};
  let asked = 0;
  const { alarms, leave, taken } = failoverOf(() => {
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  await leave();
  await leave();
  expect(asked).toBe(1);
  answer(noRecovery);
  await turn();
  expect([asked, taken.length, alarms.length]).toEqual([2, 1, 0]);
});

it('continues after the database was unavailable', async () => {
  let away = true;
  const { passTime, taken } = failoverOf(async () => {
    if (away) throw new JournalUnavailable(new Error('away'));
    return noRecovery;
  });
  await passTime();
  expect(taken).toHaveLength(0);
  away = false;
  await passTime();
  expect(taken).toHaveLength(1);
});

it('recovers nothing after it was stopped', async () => {
  const { alarms, leave, stop, taken } = failoverOf(async () => noRecovery);
  stop();
  await leave();
  expect([taken.length, alarms.length]).toEqual([0, 0]);
});

it('hands on the work of removed channels, at once and in every round until they are added again', async () => {
  const other = asChannelId('other');
  let channels = [shop, other];
  const asked: (readonly ChannelId[])[] = [];
  const { passTime, replace, released } = failoverOf(
    async () => noRecovery,
    () => channels,
    async (lost) => {
      asked.push(lost);
      return { items: 1, requests: [asRequestId(asked.length)] };
    },
  );
  await passTime();
  expect(asked).toEqual([]);
  channels = [shop];
  await replace();
  await passTime();
  expect(asked).toEqual([[other], [other]]);
  expect(released).toEqual([1, 2]);
  channels = [shop, other];
  await replace();
  expect(asked).toHaveLength(2);
});
