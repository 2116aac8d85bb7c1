import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { createLane } from '../../../src/core/deliver/batch-queue.ts';
import { anonymousClient, asClientId, asOperationId } from '../../../src/domain/ids.ts';
import type { ItemRef } from '../../../src/domain/operation.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Throttle } from '../../../src/ports/throttle.ts';

const refOf = (index: number): ItemRef => ({ operationId: asOperationId(1), index });
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A lane whose deliveries end when they are told to, or after some milliseconds. */
const laneOf = (
  concurrency: number,
  maxRowsPerRequest: number,
  ms: number | null = null,
  itemsInHand = () => Number.POSITIVE_INFINITY,
) => {
  const calls: number[][] = [];
  const held: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  const slots = new PQueue({ concurrency });
  const throttle: Pick<Throttle, 'run'> = { run: (task) => void slots.add(task) };
  const alarms: (() => void)[] = [];
  const clock: Clock = {
    now: Date.now,
    after: (_ms, task) => {
      alarms.push(task);
      return () => alarms.splice(alarms.indexOf(task), 1);
    },
  };
  const deliver = async (items: readonly ItemRef[]) => {
    calls.push(items.map((item) => item.index));
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => {
      if (ms === null) held.push(resolve);
      else setTimeout(resolve, ms);
    });
    underWay -= 1;
  };
  const lane = createLane({ throttle, maxRowsPerRequest, deliver, clock, itemsInHand });
  const passTime = async () => {
    for (const alarm of alarms.splice(0)) alarm();
    await turn();
  };
  const releaseOne = async () => {
    held.shift()?.();
    await turn();
    await turn();
  };
  return { lane, slots, throttle, clock, calls, passTime, releaseOne, most: () => most };
};

describe('createLane', () => {
  it('sends at once while it is idle', async () => {
    const { lane, calls } = laneOf(1, 10);
    lane.add(anonymousClient, [refOf(1)]);
    await turn();
    expect(calls).toEqual([[1]]);
  });

  it('waits for no turn with all that is in hand, nor with a full request', () => {
    const { lane, calls } = laneOf(4, 3, null, () => 2);
    lane.add(anonymousClient, [refOf(1)]);
    expect(calls).toEqual([]);
    lane.add(anonymousClient, [refOf(2)]);
    expect(calls).toEqual([[1, 2]]);
    lane.add(anonymousClient, [3, 4, 5, 6].map(refOf));
    expect(calls).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('asks for no slot that it has no items for', async () => {
    let inHand = 1;
    const { lane, calls, slots, releaseOne } = laneOf(1, 2, null, () => inHand);
    lane.add(anonymousClient, [refOf(1)]);
    inHand = 6;
    lane.add(anonymousClient, [2, 3, 4, 5, 6].map(refOf));
    expect(slots.size).toBe(2);
    for (let at = 0; at < 4; at += 1) await releaseOne();
    expect(calls).toEqual([[1], [2, 3], [4, 5], [6]]);
    expect([slots.size, slots.pending]).toEqual([0, 0]);
  });

  it('puts what comes in one turn into one request', async () => {
    const { lane, calls } = laneOf(1, 10);
    for (const index of [1, 2, 3]) lane.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls).toEqual([[1, 2, 3]]);
  });

  it('gathers what comes while a request is under way', async () => {
    const { lane, calls, releaseOne } = laneOf(2, 10);
    for (const index of [1, 2, 3, 4, 5]) {
      lane.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    expect(calls).toEqual([[1]]);
    await releaseOne();
    expect(calls).toEqual([[1], [2, 3, 4, 5]]);
  });

  it('gathers no longer than requests take of late: one that hangs holds up nobody', async () => {
    const { lane, calls, passTime } = laneOf(3, 10);
    for (const index of [1, 2, 3]) {
      lane.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    await passTime();
    expect(calls).toEqual([[1], [2, 3]]);
    lane.add(anonymousClient, [refOf(4)]);
    await turn();
    expect(calls).toHaveLength(2);
    await passTime();
    expect(calls).toEqual([[1], [2, 3], [4]]);
  });

  it('takes a further slot as soon as a request is full', async () => {
    const { lane, calls } = laneOf(4, 3);
    for (let index = 1; index <= 8; index += 1) {
      lane.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    expect(calls).toEqual([[1], [2, 3, 4], [5, 6, 7]]);
    for (let index = 9; index <= 10; index += 1) lane.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls.at(-1)).toEqual([8, 9, 10]);
  });

  it('sends full requests at once, however many come in one turn', async () => {
    const { lane, calls, releaseOne } = laneOf(8, 2);
    for (let index = 1; index <= 7; index += 1) lane.add(anonymousClient, [refOf(index)]);
    await turn();
    expect(calls.slice(0, 3)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    await releaseOne();
    expect(calls).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
  });

  it('never puts more into a request than it takes, and keeps the order', async () => {
    const { lane, calls, releaseOne } = laneOf(1, 2);
    for (const index of [1, 2, 3, 4, 5]) lane.add(anonymousClient, [refOf(index)]);
    await turn();
    await releaseOne();
    await releaseOne();
    expect(calls).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('serves the clients in turn, however much one of them has in line', async () => {
    const { lane, calls, releaseOne } = laneOf(1, 4);
    lane.add(anonymousClient, [refOf(0)]);
    await turn();
    for (let index = 1; index <= 100; index += 1) lane.add(anonymousClient, [refOf(index)]);
    lane.add(asClientId('other'), [refOf(1001)]);
    lane.add(asClientId('third'), [refOf(2001)]);
    expect(lane.size).toBe(102);
    await releaseOne();
    expect(calls[1]).toEqual([1, 1001, 2001, 2]);
    expect(lane.size).toBe(98);
  });

  it('shares the slots of its channel with other lanes', async () => {
    const { lane, throttle, clock, calls, releaseOne } = laneOf(1, 10);
    const others: number[] = [];
    const other = createLane({
      throttle,
      maxRowsPerRequest: 10,
      deliver: async (items) => {
        others.push(...items.map((item) => item.index));
      },
      clock,
      itemsInHand: () => 2,
    });
    lane.add(anonymousClient, [refOf(1)]);
    await turn();
    other.add(anonymousClient, [refOf(2)]);
    await turn();
    expect([calls, others]).toEqual([[[1]], []]);
    await releaseOne();
    expect(others).toEqual([2]);
  });

  it('makes few requests of many single items', async () => {
    const { lane, slots, calls, most } = laneOf(8, 20, 60);
    for (let index = 0; index < 300; index += 1) {
      lane.add(anonymousClient, [refOf(index)]);
      await turn();
    }
    await slots.onIdle();
    expect(calls.flat()).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(calls.length).toBeLessThanOrEqual(24);
    expect(Math.max(...calls.map((call) => call.length))).toBeLessThanOrEqual(20);
    expect(most()).toBeLessThanOrEqual(8);
  });
});
