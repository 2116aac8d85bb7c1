import { describe, expect, it, vi } from 'vitest';
import { asOperationId } from '../../src/domain/ids.ts';
import { createInProcessBus } from '../../src/events/in-process.ts';
import { waitForCompletion } from '../../src/operations/wait.ts';
import { countingBus, operationAt } from '../support/operations.ts';

const id = asOperationId(1);

const start = (waitMs: number, look: () => Promise<readonly [ReturnType<typeof operationAt> | null]>) => {
  const { bus, listeners } = countingBus(createInProcessBus());
  const timers = new Set<() => void>();
  const clock = {
    now: Date.now,
    after: (_ms: number, task: () => void) => {
      timers.add(task);
      return () => void timers.delete(task);
    },
  };
  const operations = vi.fn(look);
  const waiting = waitForCompletion(id, waitMs, { bus, clock, journal: { operations } });
  return { bus, listeners, timers, operations, waiting };
};

describe('waitForCompletion', () => {
  it('does not wait for nothing', async () => {
    const { waiting, operations, listeners } = start(0, async () => [operationAt(1)]);
    await waiting;
    expect(operations).not.toHaveBeenCalled();
    expect(listeners()).toBe(0);
  });

  it('sees an end that came before it listened', async () => {
    const { waiting, timers, listeners } = start(1_000, async () => [operationAt(3, 5_000)]);
    await waiting;
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('looks again at every change, until the end', async () => {
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
    expect(operations).toHaveBeenCalledTimes(3);
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('is over when its time is', async () => {
    const { waiting, timers, listeners } = start(1_000, async () => [operationAt(1)]);
    for (const ring of timers) ring();
    await waiting;
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('lets go of everything when the journal fails', async () => {
    const { waiting, timers, listeners } = start(1_000, async () => {
      throw new Error('no journal');
    });
    await expect(waiting).rejects.toThrow('no journal');
    expect([timers.size, listeners()]).toEqual([0, 0]);
  });

  it('does not wait for an operation that is gone', async () => {
    const { waiting, listeners } = start(1_000, async () => [null]);
    await waiting;
    expect(listeners()).toBe(0);
  });
});
