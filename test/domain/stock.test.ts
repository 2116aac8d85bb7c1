import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stockTarget, targetOf, writtenTarget } from '../../src/domain/changes/change.ts';
import { asLocationId, asProductId } from '../../src/domain/ids.ts';
import { levelsOf, stockKeyText } from '../../src/domain/stock.ts';
import {
  atStore,
  confirmationOf,
  optionGroupOf,
  optionStock,
  productOf,
  stockOf,
} from '../support/changes.ts';

describe('levelsOf', () => {
  it('gives the level of the product, then those of its options', () => {
    const change = stockOf('1', 0, {
      ...atStore('7'),
      soldOut: true,
      options: [optionStock('red', 3), optionStock('blue', 4)],
    });
    const shared = {
      channel: 'shop',
      productId: '1',
      locationId: '7',
      observedAt: 50,
      source: 'VENDOR_READ',
    };
    expect(levelsOf(change, 50, 'VENDOR_READ')).toEqual([
      { ...shared, optionId: null, quantity: 0, soldOut: true },
      { ...shared, optionId: 'red', quantity: 3, soldOut: null },
      { ...shared, optionId: 'blue', quantity: 4, soldOut: null },
    ]);
  });

  it('uses the time of the observation, if the change has one', () => {
    expect(levelsOf(stockOf('1', 2, { observedAt: 20 }), 50, 'ACKNOWLEDGED_WRITE')[0].observedAt).toBe(20);
    expect(levelsOf(stockOf('1', 2, { observedAt: 0 }), 50, 'ACKNOWLEDGED_WRITE')[0].observedAt).toBe(0);
  });

  it('reads the stock of a whole product, of its options in every group', () => {
    const change = productOf('1', {
      stockQuantity: 9,
      optionGroups: [
        optionGroupOf({ optionId: 'red', stockQuantity: 1 }),
        optionGroupOf({ optionId: 'big', stockQuantity: 2 }),
      ],
    });
    const levels = levelsOf(change, 50, 'ACKNOWLEDGED_WRITE');
    expect(levels.map(({ optionId, quantity, soldOut }) => [optionId, quantity, soldOut])).toEqual([
      [null, 9, null],
      ['red', 1, null],
      ['big', 2, null],
    ]);
  });
});

describe('targetOf', () => {
  it('is the same for a whole product and its stock, and for nothing else', () => {
    expect(targetOf(productOf('1'))).toBe(targetOf(stockOf('1', 3)));
    const others = [
      stockOf('1', 3, atStore('7')),
      stockOf('1', 3, atStore('8')),
      confirmationOf('1'),
      stockOf('2', 3),
    ];
    const targets = [stockOf('1', 3), ...others].map(targetOf);
    expect(new Set(targets).size).toBe(targets.length);
  });

  it('differs for different ids', () => {
    const others = ['product:1', 'store:["1","2"]', 'order-item:1', 'product:product:1'];
    const id = fc.oneof(fc.string(), fc.constantFrom('1', '["1","2"]', '1","2', '', ...others));
    const place = fc.tuple(id, fc.option(id));
    fc.assert(
      fc.property(place, place, ([one, at], [two, near]) => {
        fc.pre(one !== two || at !== near);
        const target = (product: string, store: string | null) =>
          stockTarget(asProductId(product), store === null ? null : asLocationId(store));
        expect(target(one, at)).not.toBe(target(two, near));
        expect(writtenTarget(target(one, at))).not.toBe(writtenTarget(target(two, near)));
        for (const product of [one, two]) {
          expect(targetOf(confirmationOf(one))).not.toBe(target(product, at));
          expect(writtenTarget(targetOf(confirmationOf(one)))).not.toBe(writtenTarget(target(product, at)));
          expect(writtenTarget(target(product, null))).toBe(`product:${product}`);
        }
      }),
    );
  });
});

describe('stockKeyText', () => {
  it('is equal only for equal keys', () => {
    const key = { ...stockOf('1', 1), optionId: null };
    expect(stockKeyText({ ...key })).toBe(stockKeyText(key));
    expect(stockKeyText({ ...key, ...atStore('null') })).not.toBe(stockKeyText(key));
  });
});
