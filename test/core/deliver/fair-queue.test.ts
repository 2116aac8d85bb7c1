import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue } from '../../../src/core/deliver/fair-queue.ts';
import { asClientId } from '../../../src/domain/ids.ts';

type Entry = { readonly client: string; readonly number: number };

const filled = (clients: readonly string[]) => {
  const queue = createFairQueue<Entry>();
  for (const [number, client] of clients.entries()) queue.add(asClientId(client), [{ client, number }]);
  return queue;
};

describe('createFairQueue', () => {
  it('returns every entry once, and the entries of a client in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c')),
        fc.array(fc.integer({ min: 0, max: 7 })),
        (clients, takes) => {
          const queue = filled(clients);
          const taken = [...takes.flatMap((count) => queue.take(count)), ...queue.take(clients.length)];
          expect(taken).toHaveLength(clients.length);
          expect(queue.size).toBe(0);
          for (const client of ['a', 'b', 'c']) {
            const numbers = taken.filter((entry) => entry.client === client).map((entry) => entry.number);
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
        },
      ),
    );
  });

  it('returns the entries of a single client together', () => {
    const queue = createFairQueue<number>();
    queue.add(asClientId('only'), [1, 2, 3, 4]);
    queue.add(asClientId('only'), [5]);
    expect([queue.take(2), queue.take(2), queue.take(2), queue.size]).toEqual([[1, 2], [3, 4], [5], 0]);
  });

  it('delays an entry by at most one entry of each other client', () => {
    const queue = filled([...Array<string>(5_000).fill('big'), 'small']);
    expect(queue.take(2).map((entry) => entry.client)).toContain('small');
  });

  it('removes entries of a client, and keeps the turns of the others', () => {
    const queue = filled(['a', 'b', 'a', 'c', 'a']);
    expect(queue.take(1).map(({ number }) => number)).toEqual([0]);
    queue.remove(asClientId('a'), ({ number }) => number === 2);
    queue.remove(asClientId('b'), () => true);
    queue.remove(asClientId('unknown'), () => true);
    expect(queue.size).toBe(2);
    expect(queue.take(5).map(({ number }) => number)).toEqual([3, 4]);
    expect(queue.size).toBe(0);
  });

  it('keeps no reference to entries that were taken', () => {
    const queue = filled(Array<string>(10_000).fill('only'));
    expect(queue.take(9_999)).toHaveLength(9_999);
    expect(queue.take(5).map((entry) => entry.number)).toEqual([9_999]);
    expect(queue.take(1)).toEqual([]);
  });
});
