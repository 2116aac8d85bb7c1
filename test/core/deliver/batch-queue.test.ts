import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { createBatchQueue } from '../../../src/core/deliver/batch-queue.ts';
import { anonymousClient, asClientId, asOperationId } from '../../../src/domain/ids.ts';
import type { ItemState } from '../../../src/domain/item.ts';
import type { ItemRef } from '../../../src/domain/operation.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { RateLimiter } from '../../../src/ports/rate-limiter.ts';

const refOf = (index: number): ItemRef => ({ operationId: asOperationId(1), index });
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A queue whose deliveries end when the test ends them, or after some milliseconds. */
const queueOf = (
  concurrency: number,
  maxRowsPerRequest: number,
  ms: number | null = null,
  unfinishedItems = () => Number.POSITIVE_INFINITY,
) => {
  const calls: number[][] = [];
  const held: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  const slots = new PQueue({ concurrency });
  const rateLimiter: Pick<RateLimiter, 'run'> = { run: (task) => void slots.add(task) };
  const alarms: (() => void)[] = [];
  const clock: Clock = {
    now: Date.now,
    after: (_ms, task) => {
      alarms.push(task);
      return () => alarms.splice(alarms.indexOf(task), 1);
    },
  };
  const execute = async (items: readonly ItemRef[]): Promise<readonly ItemState[]> => {
    calls.push(items.map((item) => item.index));
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => {
      if (ms === null) held.push(resolve);
      else setTimeout(resolve, ms);
    });
    underWay -= 1;
    return items.map(() => 'APPLIED');
  };
  const queue = createBatchQueue({ rateLimiter, maxRowsPerRequest, execute, clock, unfinishedItems });
  const passTime = async () => {
    for (const alarm of alarms.splice(0)) alarm();
    await turn();
  };
  const releaseOne = async () => {
    held.shift()?.();
    await turn();
    await turn();
  };
  return { queue, slots, rateLimiter, clock, calls, passTime, releaseOne, most: () => most };
};

describe('createBatchQueue', () => {
  it('sends at once while it is idle', async () => {
    const { queue, calls } = queueOf(1, 10);
    queue.add(anonymousClient, [refOf(1)]);
    await turn();
    expect(calls).toEqual([[1]]);
  });

  it('does not wait for more items if it holds all unfinished ones or a full request', () => {
    const { queue, calls } = queueOf(4, 3, null, () => 2);
    queue.add(anonymousClient, [refOf(1)]);
    expect(calls).toEqual([]);
    queue.add(anonymousClient, [refOf(2)]);
    expect(calls).toEqual([[1, 2]]);
    queue.add(anonymousClient, [3, 4, 5, 6].map(refOf));
    expect(calls).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('requests no slot without items', async () => {
    let unfinished = 1;
    const { queue, calls, slots, releaseOne } = queueOf(1, 2, null, () => unfinished);
    queue.add(anonymousClient, [refOf(1)]);
    unfinished = 6;
    queue.add(anonymousClient, [2, 3, 4, 5, 6].map(refOf));
    expect(slots.size).toBe(2);
    for (let at = 0; at < 4; at += 1) await releaseOne();
    expect(calls).toEqual([[1], [2, 3], [4, 5], [6]]);
    expect([slots.size, slots.pending]).toEqual([0, 0]);
  });

  it('puts the items of one turn of the event loop into one request', async () => {
    const { queue, calls } = queueOf(1, 10);
    for (const index of [1, 2, 3]) queue.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls).toEqual([[1, 2, 3]]);
  });

  it('gathers items while a request is running', async () => {
    const { queue, calls, releaseOne } = queueOf(2, 10);
    for (const index of [1, 2, 3, 4, 5]) {
      queue.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    expect(calls).toEqual([[1]]);
    await releaseOne();
    expect(calls).toEqual([[1], [2, 3, 4, 5]]);
  });

  it('waits no longer than recent requests took, even if one request hangs', async () => {
    const { queue, calls, passTime } = queueOf(3, 10);
    for (const index of [1, 2, 3]) {
      queue.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    await passTime();
    expect(calls).toEqual([[1], [2, 3]]);
    queue.add(anonymousClient, [refOf(4)]);
    await turn();
    expect(calls).toHaveLength(2);
    await passTime();
    expect(calls).toEqual([[1], [2, 3], [4]]);
  });

  it('takes another slot as soon as a request is full', async () => {
    const { queue, calls } = queueOf(4, 3);
    for (let index = 1; index <= 8; index += 1) {
      queue.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    expect(calls).toEqual([[1], [2, 3, 4], [5, 6, 7]]);
    for (let index = 9; index <= 10; index += 1) queue.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls.at(-1)).toEqual([8, 9, 10]);
  });

  it('sends full requests at once, however many items come in one turn', async () => {
    const { queue, calls, releaseOne } = queueOf(8, 2);
    for (let index = 1; index <= 7; index += 1) queue.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls.slice(0, 3)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    await releaseOne();
    expect(calls).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
  });

  it('never exceeds the rows per request, and keeps the order', async () => {
    const { queue, calls, releaseOne } = queueOf(1, 2);
    for (const index of [1, 2, 3, 4, 5]) queue.add(anonymousClient, [refOf(index)]);
    await turn();
    await releaseOne();
    await releaseOne();
    expect(calls).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('serves the clients in turn, however many items one of them has', async () => {
    const { queue, calls, releaseOne } = queueOf(1, 4);
    queue.add(anonymousClient, [refOf(0)]);
    await turn();
    for (let index = 1; index <= 100; index += 1) queue.add(anonymousClient, [refOf(index)]);
    queue.add(asClientId('other'), [refOf(1001)]);
    queue.add(asClientId('third'), [refOf(2001)]);
    expect(queue.size).toBe(102);
    await releaseOne();
    expect(calls[1]).toEqual([1, 1001, 2001, 2]);
    expect(queue.size).toBe(98);
  });

  it('ignores a request that sent nothing when it estimates the duration of requests', async () => {
    const waits: number[] = [];
    let now = 0;
    const clock: Clock = {
      now: () => now,
      after: (ms) => {
        waits.push(ms);
        return () => {};
      },
    };
    const running: ((state: ItemState) => void)[] = [];
    const queue = createBatchQueue({
      rateLimiter: { run: (task) => void task() },
      maxRowsPerRequest: 10,
      execute: async (items) => {
        const state = await new Promise<ItemState>((resolve) => running.push(resolve));
        return items.map(() => state);
      },
      clock,
      unfinishedItems: () => Number.POSITIVE_INFINITY,
    });
    const waitAfter = async (state: ItemState) => {
      queue.add(anonymousClient, [refOf(1)]);
      await turn();
      now += 1;
      running.shift()?.(state);
      await turn();
      queue.add(anonymousClient, [refOf(2)]);
      await turn();
      queue.add(anonymousClient, [refOf(3)]);
      const wait = waits.at(-1) ?? 0;
      for (const resolve of running.splice(0)) resolve('QUEUED');
      await turn();
      for (const resolve of running.splice(0)) resolve('QUEUED');
      await turn();
      return wait;
    };
    const before = await waitAfter('QUEUED');
    expect(await waitAfter('QUEUED')).toBe(before);
    expect(await waitAfter('APPLIED')).toBeLessThan(before);
  });

  it('shares the slots of its channel with other queues', async () => {
    const { queue, rateLimiter, clock, calls, releaseOne } = queueOf(1, 10);
    const others: number[] = [];
    const other = createBatchQueue({
      rateLimiter,
      maxRowsPerRequest: 10,
      execute: async (items) => {
        others.push(...items.map((item) => item.index));
        return items.map(() => 'APPLIED');
      },
      clock,
      unfinishedItems: () => 2,
    });
    queue.add(anonymousClient, [refOf(1)]);
    await turn();
    other.add(anonymousClient, [refOf(2)]);
    await turn();
    expect([calls, others]).toEqual([[[1]], []]);
    await releaseOne();
    expect(others).toEqual([2]);
  });

  it('sends many single items in few requests', async () => {
    const { queue, slots, calls, most } = queueOf(8, 20, 60);
    for (let index = 0; index < 300; index += 1) {
      queue.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    await slots.onIdle();
    expect(calls.flat()).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(calls.length).toBeLessThanOrEqual(24);
    expect(Math.max(...calls.map((call) => call.length))).toBeLessThanOrEqual(20);
    expect(most()).toBeLessThanOrEqual(8);
  });
});
