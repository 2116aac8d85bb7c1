import { describe, expect, it } from 'vitest';
import { asChannelId, asOperationId, asProductId } from '../../src/domain/ids.ts';
import type { StockKey, StockLevel } from '../../src/domain/stock.ts';
import { shareReads } from '../../src/operations/shared-reads.ts';

const keyOf = (product: string): StockKey => ({
  channel: asChannelId('global-link'),
  productId: asProductId(product),
  locationId: null,
  optionId: null,
});

/** A journal whose stock is a number that the test moves on, and whose reads take until they are let go on. */
const given = () => {
  const reads: (readonly StockKey[])[] = [];
  const world = { quantity: 1 };
  const gate = Promise.withResolvers<void>();
  const levelOf = (key: StockKey): StockLevel => ({
    ...key,
    quantity: world.quantity,
    soldOut: null,
    observedAt: 0,
    source: 'ACKNOWLEDGED_WRITE',
  });
  let failing = false;
  const shared = shareReads({
    stockLevels: async (keys) => {
      reads.push(keys);
      const levels = keys.map(levelOf);
      await gate.promise;
      return levels;
    },
    operationSince: (id) =>
      failing && id === 1 ? Promise.reject(new Error('unreadable')) : Promise.resolve(null),
  });
  return { shared, reads, world, goOn: gate.resolve, fail: () => (failing = true) };
};

describe('shared reads', () => {
  it('read once for all who ask at once, each key once', async () => {
    const { shared, reads, goOn } = given();
    goOn();
    const all = await Promise.all([
      shared.stockLevels([keyOf('a')]),
      shared.stockLevels([keyOf('a'), keyOf('b')]),
      shared.stockLevels([keyOf('b')]),
    ]);
    expect(reads).toEqual([[keyOf('a'), keyOf('b')]]);
    expect(all.map((levels) => levels.map((level) => level?.productId))).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  it('give nobody what was read before it asked, also while that read is under way', async () => {
    const { shared, reads, world, goOn } = given();
    const first = shared.stockLevels([keyOf('a')]);
    // Until the journal is asked.
    while (reads.length === 0) await new Promise(setImmediate);
    world.quantity = 2;
    const second = shared.stockLevels([keyOf('a')]);
    goOn();
    expect((await first)[0]?.quantity).toBe(1);
    expect((await second)[0]?.quantity).toBe(2);
    world.quantity = 3;
    expect((await shared.stockLevels([keyOf('a')]))[0]?.quantity).toBe(3);
  });

  it('fail for those alone whose read fails', async () => {
    const { shared, fail } = given();
    fail();
    const [broken, whole] = await Promise.allSettled([
      shared.operationSince(asOperationId(1), 0),
      shared.operationSince(asOperationId(2), 0),
    ]);
    expect(broken).toMatchObject({ status: 'rejected', reason: { message: 'unreadable' } });
    expect(whole).toEqual({ status: 'fulfilled', value: null });
  });
});
