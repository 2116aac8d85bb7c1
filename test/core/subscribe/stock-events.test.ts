import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStockWatches } from '../../../src/core/subscribe/stock-events.ts';
import type { StockFilter } from '../../../src/core/subscribe/stock-filter.ts';
import { asChannelId, asChannelKey, asProductId } from '../../../src/domain/ids.ts';
import type { StockKey, StockLevel } from '../../../src/domain/stock.ts';

const shop = asChannelId('shop');
const keyOf = (product: string): StockKey => ({
  channel: shop,
  productId: asProductId(product),
  locationId: null,
  optionId: null,
});
const anything: StockFilter = {
  channels: null,
  productIds: null,
  locationIds: null,
  listings: null,
  quantity: null,
  pending: null,
  drifted: null,
};
const only = (...ids: readonly string[]): StockFilter => ({
  ...anything,
  channels: [asChannelKey('shop')],
  productIds: ids.map(asProductId),
});

/** A journal whose levels the test changes, and watches of it. */
const given = () => {
  const quantities = new Map<string, number>();
  const reads: number[] = [];
  const listeners = new Set<(key: StockKey) => void>();
  const world = { fails: false, isPending: false, isDrifted: false };
  const watch = createStockWatches({
    journal: {
      stockLevels: async (keys) => {
        reads.push(keys.length);
        if (world.fails) throw new Error('the journal is gone');
        const found = keys.map(
          (key): StockLevel => ({
            ...key,
            quantity: quantities.get(key.productId) ?? 0,
            soldOut: null,
            observedAt: 0,
            source: 'ACKNOWLEDGED_WRITE',
          }),
        );
        await new Promise(setImmediate);
        return found;
      },
      pendingTargets: async (targets) => targets.map(() => world.isPending),
      drifts: async (keys) => keys.map(() => (world.isDrifted ? { expected: 2, actual: 1, since: 0 } : null)),
      stockLevelsPage: async () => ({ nodes: [], hasMore: false }),
    },
    channels: () => [],
    bus: {
      onStockChanged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const change = (product: string, quantity: number): void => {
    quantities.set(product, quantity);
    for (const listener of listeners) listener(keyOf(product));
  };
  return { watch, change, reads, listeners, quantities, world };
};

const take = async (watch: AsyncIterator<StockLevel, undefined>, count: number) => {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value } = await watch.next();
    taken.push(value ? `${value.productId}=${value.quantity}` : 'the end');
  }
  return taken;
};

describe('watches of stock', () => {
  it('read a level once for all its watchers', async () => {
    const { watch, change, reads } = given();
    const watches = Array.from({ length: 50 }, () => watch(anything, false));
    const taken = watches.map((one) => take(one, 300));
    for (let at = 0; at < 300; at += 1) change(`p${at}`, at);
    const all = await Promise.all(taken);
    expect(new Set(all.map((one) => one.join()))).toHaveLength(1);
    expect(all[0]?.at(-1)).toBe('p299=299');
    expect(reads.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(reads.length).toBeLessThan(10);
  });

  it('receive only what they asked for, and nothing from before they began', async () => {
    const { watch, change } = given();
    const first = watch(only('b'), false);
    const taken = take(first, 1);
    change('a', 1);
    change('b', 2);
    const later = watch(anything, false);
    const takenLater = take(later, 1);
    change('c', 3);
    expect(await taken).toEqual(['b=2']);
    expect(await takenLater).toEqual(['c=3']);
  });

  it('combine the changes of one level for a slow reader, with the newest value', async () => {
    const { watch, change } = given();
    const slow = watch(anything, false);
    const first = take(slow, 1);
    change('a', 1);
    expect(await first).toEqual(['a=1']);
    for (const quantity of [2, 3, 4]) {
      change('b', quantity);
      change('c', quantity);
      await new Promise(setImmediate);
    }
    expect(await take(slow, 2)).toEqual(['b=4', 'c=4']);
  });

  it('remove the listener with the last watcher, and add it again', async () => {
    const { watch, change, listeners } = given();
    const [one, other] = [watch(anything, false), watch(only('a'), false)];
    const waiting = [one.next(), other.next()];
    expect(listeners.size).toBe(1);
    await one.return();
    expect(listeners.size).toBe(1);
    await other.return();
    expect(listeners.size).toBe(0);
    await Promise.all(waiting);
    const again = watch(anything, false);
    const taken = take(again, 1);
    change('a', 5);
    expect(await taken).toEqual(['a=5']);
  });

  it('fail if the journal fails, and later watchers read again', async () => {
    const { watch, change, world } = given();
    const broken = watch(anything, false).next();
    world.fails = true;
    change('a', 1);
    await expect(broken).rejects.toThrow('the journal is gone');
    world.fails = false;
    const whole = take(watch(anything, false), 1);
    change('a', 2);
    expect(await whole).toEqual(['a=2']);
  });

  it('D4: give every watcher the newest value in any order of changes and reads', async () => {
    const product = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.record({ type: fc.constant('change' as const), product }),
      fc.record({ type: fc.constant('read' as const), product }),
      fc.record({ type: fc.constant('wait' as const), product }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { watch, change, quantities } = given();
        const watcher = watch(anything, false);
        const seen = new Map<string, number>();
        let isAsking = false;
        const read = (): void => {
          if (isAsking) return;
          isAsking = true;
          void watcher.next().then(({ value }) => {
            isAsking = false;
            if (value) seen.set(value.productId, value.quantity);
          });
        };
        read();
        for (const [at, { type, product: id }] of steps.entries()) {
          if (type === 'change') change(id, at + 1);
          if (type === 'read') read();
          if (type === 'wait') await new Promise(setImmediate);
        }
        for (
          let round = 0;
          round < 200 && [...quantities].some(([id, q]) => seen.get(id) !== q);
          round += 1
        ) {
          read();
          await new Promise(setImmediate);
        }
        expect([...seen].toSorted()).toEqual([...quantities].toSorted());
        await watcher.return();
      }),
      { numRuns: 100 },
    );
  });
});
