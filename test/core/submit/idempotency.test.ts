import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/core/submit/idempotency.ts';
import type { InventoryConfirmationInput, StockQuantityInput } from '../../../src/core/submit/inputs.ts';

import { productInput } from '../../support/inputs.ts';

const item: StockQuantityInput = { channel: 'shop', productId: '1', quantity: 5 };
const stock = (...items: readonly StockQuantityInput[]) => fingerprintOf('STOCK_SET', items);
const product = (...more: Parameters<typeof productInput>) =>
  fingerprintOf('PRODUCT_REPLACEMENT', [productInput(...more)]);

describe('fingerprintOf', () => {
  it('A7: is the same if a field is null, left out or has its default', () => {
    expect(stock({ ...item, memo: null, options: undefined, soldOut: false })).toBe(stock(item));
    expect(stock({ ...item, options: [], observedAt: null, locationId: null })).toBe(stock(item));
    expect(stock({ ...item, quantity: 0, soldOut: true })).toBe(stock({ ...item, quantity: 0 }));
    const plain = {
      freeShippingThreshold: null,
      exportProhibited: null,
      discountedPrice: null,
      optionGroups: null,
    };
    expect(
      product({
        freeShippingThreshold: '0',
        exportProhibited: false,
        discountedPrice: productInput(plain).price,
        optionGroups: [],
      }),
    ).toBe(product(plain));
    const group = { names: [{ groupOptionId: 1, name: 'Color' }], options: [] };
    expect(product({ optionGroups: [{ ...group, type: 'COMBINATION' }] })).toBe(
      product({ optionGroups: [group] }),
    );
  });

  it('A7: ignores the order of fields, but not the order of items', () => {
    expect(stock({ quantity: 5, productId: '1', channel: 'shop' })).toBe(stock(item));
    const other = { ...item, productId: '2' };
    expect(stock(item, other)).not.toBe(stock(other, item));
  });

  it('A7: is the same for equal values in different notations', () => {
    const at = (text: string) => stock({ ...item, observedAt: new Date(text) });
    expect(at('2026-01-22T10:57:00+09:00')).toBe(at('2026-01-22T01:57:00.000Z'));
    expect(stock({ ...item, quantity: -0 })).toBe(stock({ ...item, quantity: 0 }));
    const from = (url: string) => product({ mainImage: new URL(url) });
    expect(from('HTTPS://A.test:443/x/../1')).toBe(from('https://a.test/1'));
  });

  it.for<[what: string, items: readonly StockQuantityInput[]]>([
    ['another value', [{ ...item, quantity: 6 }]],
    ['no stock', [{ ...item, quantity: 0 }]],
    ['an empty text', [{ ...item, memo: '' }]],
    ['an empty id', [{ ...item, locationId: '' }]],
    ['the text "null"', [{ ...item, memo: 'null' }]],
    ['a true flag', [{ ...item, soldOut: true }]],
    ['another channel', [{ ...item, channel: 'Shop' }]],
    ['one more item', [item, item]],
    ['nothing', []],
    ['an observation time', [{ ...item, observedAt: new Date(5) }]],
    ['half a surrogate pair', [{ ...item, memo: '\ud800' }]],
    ['another half of a surrogate pair', [{ ...item, memo: '\udc00' }]],
    ['the replacement character', [{ ...item, memo: '\ufffd' }]],
  ])('A7: differs for %s', ([, items]) => {
    const others = [item, { ...item, memo: '\ud801' }, { ...item, memo: '\\ud800' }];
    for (const other of others) expect(stock(...items)).not.toBe(stock(other));
  });

  it('A7: differs for another kind', () => {
    const one: InventoryConfirmationInput & StockQuantityInput = {
      ...item,
      orderItemId: '1',
      available: true,
    };
    expect(fingerprintOf('INVENTORY_CONFIRMATION', [one])).not.toBe(stock(one));
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '__proto__', '', '0', 'null', '[]'),
  );
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
  const change: fc.Arbitrary<StockQuantityInput> = fc.record({
    channel: text,
    productId: text,
    quantity: fc.oneof(fc.integer(), fc.constantFrom(0, 1)),
    locationId: maybe(text),
    soldOut: maybe(fc.boolean()),
    memo: maybe(text),
    observedAt: maybe(fc.date({ noInvalidDate: true })),
    options: maybe(
      fc.array(fc.record({ optionId: text, quantity: fc.integer({ min: 0, max: 2 }) }), { maxLength: 2 }),
    ),
  });

  /** The meaning of an item, computed in another way: a list of values with the defaults. */
  const meaning = (one: StockQuantityInput) =>
    JSON.stringify([
      one.channel,
      one.productId,
      one.quantity,
      one.locationId ?? null,
      one.soldOut ?? one.quantity === 0,
      one.memo ?? null,
      one.observedAt?.getTime() ?? null,
      (one.options ?? []).map(({ optionId, quantity }) => [optionId, quantity]),
    ]);

  it('A7: is equal for two requests exactly if they mean the same', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), fc.array(change, { maxLength: 3 }), (ones, others) => {
        const same = ones.map(meaning).join() === others.map(meaning).join();
        expect(stock(...ones) === stock(...others)).toBe(same);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        change,
        fc.constantFrom(...Object.keys(item), 'memo', 'soldOut', 'options'),
        text,
        (one, field, value) => {
          const spelt = Object.fromEntries(
            Object.entries({ ...one, soldOut: one.soldOut ?? one.quantity === 0 })
              .filter(([, given]) => given !== null)
              .toReversed(),
          ) as StockQuantityInput;
          expect(stock(spelt)).toBe(stock(one));
          const changed = { ...one, [field]: value } as StockQuantityInput;
          if (meaning({ ...changed, options: null }) !== meaning({ ...one, options: null })) {
            expect(stock(changed)).not.toBe(stock(one));
          }
        },
      ),
    );
  });

  it('A7: treats a property name of every object as an ordinary name', () => {
    const joined = (more: object) => fingerprintOf('STOCK_SET', [{ ...item, ...more }]);
    expect(joined({ a: '1', b: '2' })).not.toBe(joined({ 'a,b': '1' }));
    expect(joined({ 'a,b': '1' })).not.toBe(joined({ 'a,b': '2' }));
    const odd = JSON.parse('{"channel":"shop","productId":"1","quantity":5,"__proto__":{"memo":"x"}}');
    expect(stock(odd)).not.toBe(stock(item));
    expect(stock({ ...item, quantity: Number.NaN })).not.toBe(
      stock({ ...item, quantity: Number.POSITIVE_INFINITY }),
    );
  });
});
