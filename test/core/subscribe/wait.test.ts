import { describe, expect, it, vi } from 'vitest';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { waitForCompletion } from '../../../src/core/subscribe/operation-events.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import { countingBus, operationAt } from '../../support/operations.ts';

const id = asOperationId(1);

const start = (waitMs: number, look: () => Promise<readonly [ReturnType<typeof operationAt> | null]>) => {
  const { bus, listeners } = countingBus(createInProcessBus());
  const timers = new Map<() => void, number>();
  const clock = {
    now: Date.now,
    after: (ms: number, task: () => void) => {
      timers.set(task, ms);
      return () => void timers.delete(task);
    },
  };
  /** Fires the timers that are set for at most `ms`. */
  const pass = (ms: number) => {
    for (const [task, after] of timers) if (after <= ms && timers.delete(task)) task();
  };
  const operations = vi.fn(look);
  const waiting = waitForCompletion(id, waitMs, { bus, clock, journal: { operations } });
  return { bus, listeners, timers, pass, operations, waiting };
};

describe('waitForCompletion', () => {
  it('does not wait for an operation without items', async () => {
    const { waiting, operations, listeners } = start(0, async () => [operationAt(1)]);
    await waiting;
    expect(operations).not.toHaveBeenCalled();
    expect(listeners()).toBe(0);
  });

  it('sees an end that came before it listened', async () => {
    const { waiting, pass, timers, listeners } = start(1_000, async () => [operationAt(3, 5_000)]);
    pass(100);
    await waiting;
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('reads again at every change, until the end', async () => {
    let sequence = 1;
    const { waiting, bus, timers, operations, listeners } = start(1_000, async () => [
      operationAt(sequence, sequence === 3 ? 5_000 : null),
    ]);
    for (sequence = 2; sequence <= 3; sequence += 1) {
      expect(listeners()).toBe(1);
      bus.operationChanged(id);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await waiting;
    expect(operations).toHaveBeenCalledTimes(2);
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('ends when its time is over', async () => {
    const { waiting, pass, timers, listeners } = start(1_000, async () => [operationAt(1)]);
    pass(1_000);
    await waiting;
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('removes its listener and its timer if the journal fails', async () => {
    const { waiting, pass, timers, listeners } = start(1_000, async () => {
      throw new Error('no journal');
    });
    pass(100);
    await expect(waiting).rejects.toThrow('no journal');
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('does not wait for an unknown operation', async () => {
    const { waiting, pass, listeners } = start(1_000, async () => [null]);
    pass(100);
    await waiting;
    expect(listeners()).toBe(0);
  });
});
