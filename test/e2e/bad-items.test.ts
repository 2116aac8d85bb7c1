import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import {
  confirmInventory,
  only,
  outcomeOf,
  replaceProducts,
  setStock,
  vendorCallsOf,
} from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import type { InventoryConfirmationInput, ProductInput, StockQuantityInput } from './generated/graphql.ts';

const stockCases: readonly [what: string, item: StockQuantityInput, code: string, field: string[]][] = [
  ['an unknown channel', globalLinkStock('1', 1, { channel: 'nowhere' }), 'UNKNOWN_CHANNEL', ['channel']],
  ['an empty channel', globalLinkStock('1', 1, { channel: '' }), 'UNKNOWN_CHANNEL', ['channel']],
  [
    'a kind the channel has not',
    globalLinkStock('1', 1, { channel: 'brightmall' }),
    'UNSUPPORTED_BY_CHANNEL',
    ['channel'],
  ],
  ['no store', smaregiStock('1', 1, { locationId: null }), 'LOCATION_REQUIRED', ['locationId']],
  ['an empty store', smaregiStock('1', 1, { locationId: '' }), 'LOCATION_REQUIRED', ['locationId']],
  [
    'a store that is no number',
    smaregiStock('1', 1, { locationId: 'Ginza' }),
    'INVALID_VALUE',
    ['locationId'],
  ],
  [
    'a store where there are none',
    globalLinkStock('product-001', 1, { locationId: '8' }),
    'LOCATION_UNSUPPORTED',
    ['locationId'],
  ],
  [
    'options where there are none',
    smaregiStock('1', 1, { options: [{ optionId: 'opt-001', quantity: 1 }] }),
    'OPTIONS_UNSUPPORTED',
    ['options'],
  ],
  ['a memo over the limit', smaregiStock('1', 1, { memo: '棚'.repeat(101) }), 'MEMO_TOO_LONG', ['memo']],
  ['a quantity below zero', globalLinkStock('product-001', -1), 'INVALID_QUANTITY', ['quantity']],
  ['a quantity over the limit', smaregiStock('1', 1_000_000_000), 'INVALID_QUANTITY', ['quantity']],
  ['a quantity under the limit', smaregiStock('1', -1_000_000_000), 'INVALID_QUANTITY', ['quantity']],
  [
    "an option's quantity below zero",
    globalLinkStock('product-001', 1, { options: [{ optionId: 'opt-001', quantity: -1 }] }),
    'INVALID_QUANTITY',
    ['options', '0', 'quantity'],
  ],
  [
    'an option twice',
    globalLinkStock('product-001', 1, {
      options: [
        { optionId: 'opt-001', quantity: 1 },
        { optionId: 'opt-001', quantity: 2 },
      ],
    }),
    'INVALID_VALUE',
    ['options', '1', 'optionId'],
  ],
  ['a product id that is no number', smaregiStock('shirt', 1), 'INVALID_VALUE', ['productId']],
  ['a product id with too many digits', smaregiStock('1'.repeat(16), 1), 'INVALID_VALUE', ['productId']],
  ['an empty product id', globalLinkStock('', 1), 'INVALID_VALUE', ['productId']],
  ['a product id that would name another path', globalLinkStock('..', 1), 'INVALID_VALUE', ['productId']],
];

const productCases: readonly [what: string, item: ProductInput, code: string, field: string[]][] = [
  [
    'a discount over the price',
    product('product-001', { discountedPrice: 50_001 }),
    'INVALID_PRICE',
    ['discountedPrice'],
  ],
  ['a price below zero', product('product-001', { price: -1 }), 'INVALID_VALUE', ['price']],
  [
    'a stock below zero',
    product('product-001', { stockQuantity: -1 }),
    'INVALID_QUANTITY',
    ['stockQuantity'],
  ],
  [
    'an image that is on no web',
    product('product-001', { mainImage: 'ftp://x/1.jpg' }),
    'INVALID_VALUE',
    ['mainImage'],
  ],
  ['a blank name', product('product-001', { name: ' ' }), 'INVALID_VALUE', ['name']],
  [
    'a product where there are none',
    product('1', { channel: 'smaregi' }),
    'UNSUPPORTED_BY_CHANNEL',
    ['channel'],
  ],
];

const unavailable = { available: false } as const;
const confirmationCases: readonly [string, InventoryConfirmationInput, string, string[]][] = [
  ['no reason', confirmation(orderItem(1), unavailable), 'REASON_REQUIRED', ['unavailableReason']],
  ['a memo over the limit', confirmation(orderItem(1), { memo: 'x'.repeat(501) }), 'MEMO_TOO_LONG', ['memo']],
  ['an empty ordered item', confirmation(''), 'INVALID_VALUE', ['orderItemId']],
  [
    'a supply price for no piece',
    confirmation(orderItem(1), { supplyPrice: { unitPrice: 1, quantity: 0, totalAmount: 0 } }),
    'INVALID_VALUE',
    ['supplyPrice', 'quantity'],
  ],
  [
    'a supply price below zero',
    confirmation(orderItem(1), { supplyPrice: { unitPrice: -1, quantity: 1, totalAmount: 1 } }),
    'INVALID_VALUE',
    ['supplyPrice', 'unitPrice'],
  ],
  [
    'a confirmation where there are none',
    confirmation('1', { channel: 'global-link' }),
    'UNSUPPORTED_BY_CHANNEL',
    ['channel'],
  ],
];

const invalid = (code: string, path: readonly string[]) => ({
  ...{ __typename: 'InvalidItem', status: 'FAILED', index: 0, code, path },
  ...{ retryable: false, mayHaveApplied: false, vendorCode: null, vendorMessage: null },
  message: expect.stringMatching(/\S/),
});

describe('an item that breaks a rule is an InvalidItem, and nothing is sent', () => {
  it.concurrent('a stock change with …', async ({ start }) => {
    const app = await start();
    for (const [what, item, code, field] of stockCases) {
      const answer = await setStock(app.url, [item]);
      expect(only(answer.results), what).toMatchObject(invalid(code, field));
      expect(answer.operation, what).toMatchObject({ status: 'COMPLETED', itemCount: 1, failedCount: 1 });
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('a product with …', async ({ start }) => {
    const app = await start();
    for (const [what, item, code, field] of productCases) {
      const answer = await replaceProducts(app.url, [item]);
      expect(only(answer.results), what).toMatchObject(invalid(code, field));
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('a confirmation with …', async ({ start }) => {
    const app = await start();
    for (const [what, item, code, field] of confirmationCases) {
      const answer = await confirmInventory(app.url, [item]);
      expect(only(answer.results), what).toMatchObject(invalid(code, field));
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('C7: the message names an option that the product does not have', async ({ start }) => {
    const { url } = await start();
    const item = globalLinkStock('plain-001', 1, { options: [{ optionId: 'opt-001', quantity: 1 }] });
    const { results } = await setStock(url, [item]);
    expect(only(results)).toMatchObject({
      __typename: 'TargetNotFound',
      code: 'OPTION_NOT_FOUND',
      message: expect.stringContaining('does not know option "opt-001" of product "plain-001"'),
    });
  });

  it.concurrent('accepts values just within the limits', async ({ start }) => {
    const { url } = await start();
    const { results } = await setStock(url, [
      globalLinkStock('product-001', 2_147_483_647),
      globalLinkStock('product-002', 0, { options: [] }),
      smaregiStock('1', 999_999_999, { memo: '棚'.repeat(100) }),
      smaregiStock('2', -999_999_999, { options: [] }),
    ]);
    expect(results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED', 'APPLIED', 'APPLIED']);
    const confirmed = await confirmInventory(url, [confirmation(orderItem(1), { memo: '가'.repeat(500) })]);
    expect(confirmed.results.map(outcomeOf)).toEqual(['APPLIED']);
  });
});
