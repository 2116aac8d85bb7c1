import { describe, expect, it } from 'vitest';
import { isStale, orderOfTurns, overtakes } from '../../src/domain/overtake.ts';
import { confirmationOf, optionStock, productOf, stockOf } from '../support/changes.ts';

const price = { unitPrice: 1, quantity: 1, totalAmount: 1 };
const red = { options: [optionStock('red', 1)] };
const both = { options: [optionStock('blue', 2), optionStock('red', 1)] };
const seen = (observedAt: number) => ({ observedAt });

describe('overtakes', () => {
  it.each([
    { name: 'the same kind', newer: stockOf('1', 2), older: stockOf('1', 1), is: true },
    {
      name: 'a later observation',
      newer: stockOf('1', 2, seen(6)),
      older: stockOf('1', 1, seen(5)),
      is: true,
    },
    {
      name: 'the same observation',
      newer: stockOf('1', 2, seen(5)),
      older: stockOf('1', 1, seen(5)),
      is: true,
    },
    {
      name: 'an earlier observation',
      newer: stockOf('1', 2, seen(4)),
      older: stockOf('1', 1, seen(5)),
      is: false,
    },
    { name: 'no observation over one', newer: stockOf('1', 2), older: stockOf('1', 1, seen(5)), is: true },
    { name: 'an observation over none', newer: stockOf('1', 2, seen(4)), older: stockOf('1', 1), is: true },
    {
      name: 'every option of the older',
      newer: stockOf('1', 2, both),
      older: stockOf('1', 1, red),
      is: true,
    },
    {
      name: 'not every option of the older',
      newer: stockOf('1', 2, red),
      older: stockOf('1', 1, both),
      is: false,
    },
    { name: 'no option at all', newer: stockOf('1', 2), older: stockOf('1', 1, red), is: false },
    { name: 'a whole product', newer: productOf('1'), older: productOf('1'), is: true },
    { name: 'a product over stock', newer: productOf('1'), older: stockOf('1', 1), is: false },
    { name: 'stock over a product', newer: stockOf('1', 1), older: productOf('1'), is: false },
    { name: 'a confirmation', newer: confirmationOf('1'), older: confirmationOf('1'), is: true },
    {
      name: 'no price over a price',
      newer: confirmationOf('1'),
      older: confirmationOf('1', { supplyPrice: price }),
      is: false,
    },
    {
      name: 'a price over a price',
      newer: confirmationOf('1', { supplyPrice: price }),
      older: confirmationOf('1', { supplyPrice: price }),
      is: true,
    },
  ])('$name: $is', ({ newer, older, is }) => {
    expect(overtakes(newer, older)).toBe(is);
  });
});

describe('isStale', () => {
  it('holds for an older observation only', () => {
    expect(isStale(stockOf('1', 1, seen(4)), 5)).toBe(true);
    expect(isStale(stockOf('1', 1, seen(5)), 5)).toBe(false);
    expect(isStale(stockOf('1', 1, seen(4)), null)).toBe(false);
    expect(isStale(stockOf('1', 1), 5)).toBe(false);
    expect(isStale(productOf('1'), 5)).toBe(false);
  });
});

describe('orderOfTurns', () => {
  const turns = (...changes: Parameters<typeof overtakes>[0][]) =>
    orderOfTurns(changes.map((change, entry) => ({ entry, change })));

  it('has nothing to say of an empty queue', () => {
    expect(turns()).toEqual({ next: null, superseded: [] });
  });

  it('names the newest as the one that overtook', () => {
    expect(turns(stockOf('1', 1), stockOf('1', 2), stockOf('1', 3))).toEqual({
      next: 2,
      superseded: [
        { entry: 0, by: 2 },
        { entry: 1, by: 2 },
      ],
    });
  });

  it('sends the oldest of those that need each other', () => {
    expect(turns(productOf('1'), stockOf('1', 2))).toEqual({ next: 0, superseded: [] });
    expect(turns(stockOf('1', 1), productOf('1'), stockOf('1', 2))).toEqual({
      next: 1,
      superseded: [{ entry: 0, by: 2 }],
    });
  });

  it('lets a change that will be stale take no other with it', () => {
    const first = stockOf('1', 1, { ...seen(100), ...red });
    expect(turns(first, stockOf('1', 2), stockOf('1', 3, seen(50)))).toEqual({ next: 0, superseded: [] });
  });
});
