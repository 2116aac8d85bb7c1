import { describe, expect, it } from 'vitest';
import { nextInQueue, supersedes } from '../../../../src/core/decide/target-queue/next-in-queue.ts';
import {
  newerThan,
  type Watermark,
  watermarksAfter,
  withKept,
} from '../../../../src/domain/changes/watermark.ts';
import { asOperationId } from '../../../../src/domain/ids.ts';
import { adjustmentOf, confirmationOf, optionStock, productOf, stockOf } from '../../../support/changes.ts';

const price = { unitPrice: 1, quantity: 1, totalAmount: 1 };
const red = { options: [optionStock('red', 1)] };
const both = { options: [optionStock('blue', 2), optionStock('red', 1)] };
const seen = (observedAt: number) => ({ observedAt });
const guarded = (quantity: number, ifQuantity: number, observedAt: number | null = null) =>
  stockOf('1', quantity, { ifQuantity, observedAt });

describe('supersedes', () => {
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
    { name: 'a condition over a change', newer: guarded(2, 1), older: stockOf('1', 1), is: false },
    { name: 'a condition over a condition', newer: guarded(2, 1), older: guarded(1, 0), is: false },
    { name: 'a change over a condition', newer: stockOf('1', 2), older: guarded(1, 0), is: true },
    {
      name: 'an adjustment over an adjustment',
      newer: adjustmentOf('1', 2),
      older: adjustmentOf('1', 2),
      is: false,
    },
    { name: 'a change over an adjustment', newer: stockOf('1', 2), older: adjustmentOf('1', 2), is: false },
    { name: 'an adjustment over a change', newer: adjustmentOf('1', 2), older: stockOf('1', 2), is: false },
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
    expect(supersedes(newer, older)).toBe(is);
  });
});

const mark = (optionId: string | null, observedAt: number, quantity = 0, by = 1): Watermark => ({
  optionId: optionId === null ? null : optionStock(optionId, 0).optionId,
  observedAt,
  quantity,
  soldOut: optionId === null ? quantity === 0 : null,
  by: asOperationId(by),
});

describe('newerThan', () => {
  it('finds the watermarks of named values that were observed later', () => {
    const change = stockOf('1', 1, { ...seen(5), ...red });
    expect(newerThan(change, [mark(null, 6), mark('red', 5), mark('blue', 9)])).toEqual([mark(null, 6)]);
    expect(newerThan(change, [mark('red', 6), mark(null, 4)])).toEqual([mark('red', 6)]);
    expect(newerThan(stockOf('1', 1, red), [mark(null, 6)])).toEqual([]);
  });
});

describe('withKept', () => {
  it('replaces only the values that are older', () => {
    const change = stockOf('1', 7, { ...seen(5), ...both });
    expect(withKept(change, [mark(null, 6, 0), mark('red', 6, 4)])).toEqual({
      ...change,
      quantity: 0,
      soldOut: true,
      options: [optionStock('blue', 2), optionStock('red', 4)],
    });
  });
});

describe('watermarksAfter', () => {
  const by = asOperationId(2);

  it('sets the watermarks of the values that a change sent itself', () => {
    const change = stockOf('1', 7, { ...seen(5), ...red });
    const watermarks = [mark(null, 6, 3), mark('blue', 9)];
    expect(watermarksAfter(change, { watermarks, kept: [mark(null, 6, 3)], by })).toEqual([
      mark('blue', 9),
      mark(null, 6, 3),
      { ...mark('red', 5, 1), by },
    ]);
  });

  it('drops the watermarks of the values that a plain order names', () => {
    const watermarks = [mark(null, 6), mark('red', 6), mark('blue', 9)];
    expect(watermarksAfter(stockOf('1', 7, red), { watermarks, kept: [], by })).toEqual([mark('blue', 9)]);
  });
});

describe('nextInQueue', () => {
  const turn = (changes: Parameters<typeof supersedes>[0][], watermarks: Watermark[] = []) =>
    nextInQueue(
      changes.map((change, entry) => ({ entry, operationId: asOperationId(100 + entry), change })),
      watermarks,
    );
  const by = asOperationId;

  it('decides nothing for an empty queue', () => {
    expect(turn([])).toEqual({ next: null, kept: [], superseded: [] });
  });

  it('returns the newest change as the superseding one', () => {
    expect(turn([stockOf('1', 1), stockOf('1', 2), stockOf('1', 3)])).toEqual({
      next: 2,
      kept: [],
      superseded: [
        { entry: 0, by: by(102) },
        { entry: 1, by: by(102) },
      ],
    });
  });

  it('sends the oldest of the changes that need each other', () => {
    expect(turn([productOf('1'), stockOf('1', 2)])).toMatchObject({ next: 0, superseded: [] });
    expect(turn([stockOf('1', 1), productOf('1'), stockOf('1', 2)])).toMatchObject({
      next: 1,
      superseded: [{ entry: 0, by: by(102) }],
    });
  });

  it('lets no change before an adjustment be superseded by one after it', () => {
    const set = (quantity: number) => stockOf('1', quantity);
    const add = adjustmentOf('1', 5);
    expect(turn([set(1), set(2), add, set(3), set(4)])).toEqual({
      next: 1,
      kept: [],
      superseded: [
        { entry: 0, by: by(101) },
        { entry: 3, by: by(104) },
      ],
    });
    expect(turn([add, add, set(3)])).toEqual({ next: 0, kept: [], superseded: [] });
    // A guarded change is superseded only within its part of the queue.
    expect(turn([guarded(2, 1), add, set(3)])).toEqual({ next: 0, kept: [], superseded: [] });
    expect(turn([guarded(2, 1), set(3), add])).toMatchObject({ next: 1, superseded: [{ entry: 0 }] });
  });

  it('does not treat a change behind an adjustment as stale', () => {
    const older = stockOf('1', 2, seen(5));
    expect(turn([adjustmentOf('1', 1), older], [mark(null, 9)])).toEqual({
      next: 0,
      kept: [],
      superseded: [],
    });
  });

  it('keeps a plain order that a stale observation would supersede', () => {
    const first = stockOf('1', 1, { ...seen(100), ...red });
    expect(turn([first, stockOf('1', 2), stockOf('1', 3, seen(50))])).toMatchObject({
      next: 0,
      superseded: [],
    });
    expect(turn([stockOf('1', 2), stockOf('1', 3, seen(50))], [mark(null, 60)])).toMatchObject({
      next: 0,
      superseded: [],
    });
  });

  it('A5: sends a newer change of an option together with the newer product quantity', () => {
    const blue = stockOf('1', 10, { ...seen(5), options: [optionStock('blue', 0)] });
    const watermarks = [mark(null, 6, 9), mark('red', 6, 5)];
    expect(turn([blue], watermarks)).toEqual({ next: 0, kept: [mark(null, 6, 9)], superseded: [] });
  });

  it('supersedes a change whose values are all stale, by the newest watermark', () => {
    const change = stockOf('1', 10, { ...seen(5), ...red });
    expect(turn([change], [mark(null, 6, 9, 8), mark('red', 7, 5, 7)])).toEqual({
      next: null,
      kept: [],
      superseded: [{ entry: 0, by: by(7) }],
    });
  });

  it('does not treat a change as stale while an earlier plain order may drop the watermarks', () => {
    const order = stockOf('1', 1, red);
    expect(turn([order, stockOf('1', 2, seen(5))], [mark(null, 9)])).toMatchObject({
      next: 0,
      superseded: [],
    });
  });

  it('sends the changes that a guarded change is compared with', () => {
    expect(turn([stockOf('1', 5), guarded(7, 5), productOf('1'), stockOf('1', 5)])).toMatchObject({
      next: 2,
      superseded: [
        { entry: 0, by: by(103) },
        { entry: 1, by: by(103) },
      ],
    });
    // A product supersedes a product, but not the guarded change between them.
    expect(turn([productOf('1'), guarded(7, 5), productOf('1')])).toMatchObject({ next: 0, superseded: [] });
    expect(turn([stockOf('1', 5, seen(1)), guarded(7, 5, 2), stockOf('1', 9, seen(1))])).toMatchObject({
      next: 0,
      superseded: [],
    });
    expect(turn([stockOf('1', 4), stockOf('1', 5), guarded(7, 5)])).toEqual({
      next: 1,
      kept: [],
      superseded: [{ entry: 0, by: by(101) }],
    });
  });

  it('lets a plain order supersede all guarded changes before it', () => {
    const { next, superseded } = turn([productOf('1'), guarded(7, 5), guarded(8, 7), stockOf('1', 9)]);
    expect(next).toBe(0);
    expect(superseded).toEqual([
      { entry: 1, by: by(103) },
      { entry: 2, by: by(103) },
    ]);
  });
});
