import { describe, expect, it } from 'vitest';
import type { StockQuantityInput } from '../../../../src/core/submit/inputs.ts';
import { changesOf, validateAll, validationCodes } from './validate.ts';

const inShop = (more: Partial<StockQuantityInput> = {}): StockQuantityInput => ({
  channel: 'shop',
  productId: '1',
  quantity: 5,
  ...more,
});
const atPos = (more: Partial<StockQuantityInput> = {}): StockQuantityInput => ({
  channel: 'pos',
  productId: '1',
  locationId: '7',
  quantity: 5,
  ...more,
});
const withoutStore: StockQuantityInput = { channel: 'pos', productId: '1', quantity: 5 };
const red = { optionId: 'red', quantity: 1 };

describe('a stock change', () => {
  it.each<{ name: string; item: StockQuantityInput; wrong: string | null }>([
    { name: 'a plain one', item: inShop(), wrong: null },
    { name: 'no stock', item: inShop({ quantity: 0 }), wrong: null },
    { name: 'the most there may be', item: inShop({ quantity: 2 ** 31 - 1 }), wrong: null },
    { name: 'more than that', item: inShop({ quantity: 2 ** 31 }), wrong: 'INVALID_QUANTITY at quantity' },
    { name: 'less than none', item: inShop({ quantity: -1 }), wrong: 'INVALID_QUANTITY at quantity' },
    { name: 'a broken number', item: inShop({ quantity: 0.5 }), wrong: 'INVALID_QUANTITY at quantity' },
    { name: 'a malformed id', item: inShop({ productId: 'a b' }), wrong: 'INVALID_VALUE at productId' },
    { name: 'an empty id', item: inShop({ productId: '' }), wrong: 'INVALID_VALUE at productId' },
    {
      name: 'a store where there is none',
      item: inShop({ locationId: '7' }),
      wrong: 'LOCATION_UNSUPPORTED at locationId',
    },
    { name: 'an option', item: inShop({ options: [red] }), wrong: null },
    {
      name: 'a malformed option id',
      item: inShop({ options: [red, { ...red, optionId: ' ' }] }),
      wrong: 'INVALID_VALUE at options.1.optionId',
    },
    {
      name: 'an option with less than none',
      item: inShop({ options: [red, { optionId: 'blue', quantity: -1 }] }),
      wrong: 'INVALID_QUANTITY at options.1.quantity',
    },
    {
      name: 'an option twice',
      item: inShop({ options: [red, red] }),
      wrong: 'INVALID_VALUE at options.1.optionId',
    },
    { name: 'a memo for a vendor without', item: inShop({ memo: 'x'.repeat(999) }), wrong: null },
    { name: 'one at a store', item: atPos(), wrong: null },
    { name: 'the least a store may have', item: atPos({ quantity: -999_999_999 }), wrong: null },
    {
      name: 'less than that',
      item: atPos({ quantity: -1_000_000_000 }),
      wrong: 'INVALID_QUANTITY at quantity',
    },
    {
      name: 'no store where it needs one',
      item: atPos({ locationId: null }),
      wrong: 'LOCATION_REQUIRED at locationId',
    },
    { name: 'nothing said of a store', item: withoutStore, wrong: 'LOCATION_REQUIRED at locationId' },
    { name: 'an empty store', item: atPos({ locationId: '' }), wrong: 'LOCATION_REQUIRED at locationId' },
    { name: 'a malformed store', item: atPos({ locationId: 'a' }), wrong: 'INVALID_VALUE at locationId' },
    {
      name: 'an id that is no integer',
      item: atPos({ productId: '1a' }),
      wrong: 'INVALID_VALUE at productId',
    },
    {
      name: 'options where there are none',
      item: atPos({ options: [red] }),
      wrong: 'OPTIONS_UNSUPPORTED at options',
    },
    { name: 'an empty list of options', item: atPos({ options: [] }), wrong: null },
    { name: 'as long a memo as it takes', item: atPos({ memo: 'x'.repeat(10) }), wrong: null },
    { name: 'half a character', item: atPos({ memo: '\ud800' }), wrong: 'INVALID_VALUE at memo' },
    { name: 'a condition', item: inShop({ ifQuantity: 4 }), wrong: null },
    { name: 'no condition', item: inShop({ ifQuantity: null }), wrong: null },
    { name: 'a condition of no stock', item: inShop({ ifQuantity: 0 }), wrong: null },
    {
      name: 'a condition below the range',
      item: inShop({ ifQuantity: -1 }),
      wrong: 'INVALID_QUANTITY at ifQuantity',
    },
    {
      name: 'a condition above the range',
      item: atPos({ ifQuantity: 1_000_000_000 }),
      wrong: 'INVALID_QUANTITY at ifQuantity',
    },
    {
      name: 'a condition that is no whole number',
      item: atPos({ ifQuantity: 0.5 }),
      wrong: 'INVALID_QUANTITY at ifQuantity',
    },
    {
      name: 'a condition and an option',
      item: inShop({ ifQuantity: 4, options: [red] }),
      wrong: 'INVALID_VALUE at ifQuantity',
    },
    { name: 'a condition and an empty list', item: inShop({ ifQuantity: 4, options: [] }), wrong: null },
    { name: 'a longer one', item: atPos({ memo: 'x'.repeat(11) }), wrong: 'MEMO_TOO_LONG at memo' },
  ])('with $name: $wrong', ({ item, wrong }) => {
    expect(validationCodes('STOCK_SET', item)).toEqual([wrong]);
  });

  it('names the broken rule, and sends nothing', () => {
    const [item] = validateAll('STOCK_SET', atPos({ quantity: 10 ** 9 }));
    expect(item).toMatchObject({
      failure: {
        type: 'InvalidItem',
        retryable: false,
        mayHaveApplied: false,
        message:
          'quantity: Must be a whole number from -999999999 to 999999999. Nothing was sent for this item.',
      },
    });
  });

  it('becomes a change', () => {
    const observedAt = new Date('2026-07-01T00:00:00Z');
    const [change] = changesOf('STOCK_SET', inShop({ observedAt, options: [red], memo: 'note' }));
    expect(change).toEqual({
      kind: 'STOCK_SET',
      channel: 'shop',
      productId: '1',
      locationId: null,
      quantity: 5,
      soldOut: false,
      options: [red],
      memo: 'note',
      observedAt: observedAt.getTime(),
    });
    expect(validateAll('STOCK_SET', inShop())[0]).toMatchObject({
      channel: 'shop',
      target: '1',
      shape: 'shape of STOCK_SET',
    });
  });

  it('is sold out if the item says so or its quantity is 0', () => {
    const soldOut = changesOf(
      'STOCK_SET',
      inShop({ productId: '1', quantity: 0 }),
      inShop({ productId: '2', quantity: 0, soldOut: false }),
      inShop({ productId: '3', quantity: 5, soldOut: true }),
      atPos({ productId: '4', quantity: 0 }),
    ).map((change) => change && 'soldOut' in change && change.soldOut);
    expect(soldOut).toEqual([true, false, true, null]);
  });
});
