import { describe, expect, it } from 'vitest';
import type { UserError } from '../../src/core/gateway.ts';
import { asClientId, keyOf } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { callerOf, item, operation, smaregi } from './fixtures.ts';
import { ask, codesOf, data } from './run.ts';

const setStock = `mutation ($input: SetStockInput!) {
  setStock(input: $input) {
    operation { id }
    results { index }
    userErrors { code message path limit provided retryAfterMs }
    replayed
  }
}`;
const stockItem = { channel: 'smaregi', productId: '567', locationId: 8, quantity: 4 };
const productItem = {
  channel: 'global-link',
  productId: 'product-001',
  name: 'Tee',
  brand: 'Plain',
  mainImage: 'https://shop.example/1.jpg',
  images: [],
  detailImages: [],
  price: 9007199254740991,
  domesticShippingFee: 0,
  stockQuantity: 1,
  sourceUrl: 'https://shop.example/p',
  optionGroups: [{ names: [], options: [] }],
};

const queued = { state: 'QUEUED', deadline: 0 } as const;
const accepted = {
  type: 'accepted',
  operation: operation(1),
  items: [item(0, queued)],
  replayed: false,
} as const;

describe('an accepted mutation', () => {
  it('passes the items to the gateway as given, and answers each one', async () => {
    const { gateway, submissions } = fakeGateway({ answer: { ...accepted, replayed: true } });
    const input = { items: [{ ...stockItem, observedAt: '2026-01-22T10:57:00+09:00' }], idempotencyKey: 'k' };
    const somebody = callerOf(asClientId('somebody'), { channels: new Set([keyOf(smaregi)]) });
    const { setStock: payload } = await data(gateway, setStock, { input }, somebody);
    expect(payload).toEqual({
      operation: { id: expect.any(String) },
      results: [{ index: 0 }],
      userErrors: [],
      replayed: true,
    });
    expect(submissions).toEqual([
      {
        client: 'somebody',
        channels: new Set(['smaregi']),
        kind: 'STOCK_SET',
        items: [{ ...stockItem, locationId: '8', observedAt: new Date('2026-01-22T01:57:00Z') }],
        idempotencyKey: 'k',
        waitMs: 10_000,
        whenAccepted: expect.any(Function),
      },
    ]);
  });

  it('gives products their defaults, URLs as URLs and prices as decimal texts', async () => {
    const { gateway, submissions } = fakeGateway({ answer: accepted });
    const mutation = `mutation ($input: ReplaceProductsInput!) { replaceProducts(input: $input) { replayed } }`;
    await data(gateway, mutation, { input: { items: [productItem], waitMs: null } });
    expect(submissions).toMatchObject([
      {
        kind: 'PRODUCT_REPLACEMENT',
        waitMs: 10_000,
        items: [
          {
            mainImage: new URL('https://shop.example/1.jpg'),
            price: '9007199254740991',
            freeShippingThreshold: '0',
            exportProhibited: false,
            optionGroups: [{ type: 'COMBINATION' }],
          },
        ],
      },
    ]);
  });

  it('passes on confirmations', async () => {
    const { gateway, submissions } = fakeGateway({ answer: accepted });
    const items = `[{ channel: "brightmall", orderItemId: "1_2_[3]", available: false, unavailableReason: DAMAGED }]`;
    await data(gateway, `mutation { confirmInventory(input: { waitMs: 0, items: ${items} }) { replayed } }`);
    expect(submissions).toMatchObject([
      { kind: 'INVENTORY_CONFIRMATION', waitMs: 0, items: [{ unavailableReason: 'DAMAGED' }] },
    ]);
  });

  it('is read again after an earlier mutation of the same document', async () => {
    const { gateway, calls } = fakeGateway({ answer: accepted });
    const field = 'setStock(input: $input) { operation { vendorRequests { rows } } }';
    const both = `mutation ($input: SetStockInput!) { one: ${field} two: ${field} }`;
    await data(gateway, both, { input: { items: [stockItem] } });
    expect(calls).toEqual(['submit', 'requestsOf', 'submit', 'requestsOf']);
  });

  it('accepts a thousand items', async () => {
    const { gateway, submissions } = fakeGateway({ answer: accepted });
    const items = Array.from({ length: 1000 }, (_, index) => ({
      ...stockItem,
      productId: String(index),
      options: [{ optionId: 'a', quantity: 1 }],
    }));
    await data(gateway, setStock, { input: { items } });
    const start = performance.now();
    await data(gateway, setStock, { input: { items } });
    process.stdout.write(`1,000 items through the schema: ${(performance.now() - start).toFixed(1)} ms\n`);
    expect(submissions[1]?.items).toHaveLength(1000);
  });
});

describe('a mutation that is refused as a whole', () => {
  const mutations = [
    ['setStock', 'SetStockInput'],
    ['replaceProducts', 'ReplaceProductsInput'],
    ['confirmInventory', 'ConfirmInventoryInput'],
  ];

  it.each(mutations)('lists all broken rules in the payload: %s', async (name, type) => {
    const { gateway, submissions } = fakeGateway();
    const source = setStock.replace('setStock', String(name)).replace('SetStockInput', String(type));
    const input = { items: [], idempotencyKey: 'k'.repeat(256), waitMs: 30_001 };
    const answer = await ask(gateway, source, { input });
    const error = (about: object) => ({
      message: expect.stringMatching(/\.$/u),
      retryAfterMs: null,
      ...about,
    });
    expect(answer).toEqual({
      data: {
        [String(name)]: {
          operation: null,
          results: [],
          userErrors: [
            error({ code: 'NO_ITEMS', path: ['input', 'items'], limit: null, provided: 0 }),
            error({
              code: 'INVALID_IDEMPOTENCY_KEY',
              path: ['input', 'idempotencyKey'],
              limit: 255,
              provided: 256,
            }),
            error({ code: 'INVALID_WAIT', path: ['input', 'waitMs'], limit: 30_000, provided: 30_001 }),
          ],
          replayed: false,
        },
      },
    });
    expect(submissions).toEqual([]);
  });

  it.each([
    [{ idempotencyKey: '' }, 'INVALID_IDEMPOTENCY_KEY'],
    [{ waitMs: -1 }, 'INVALID_WAIT'],
  ])('is refused at the other end of each range: %o', async (about, code) => {
    const { gateway } = fakeGateway();
    const answer = await data(gateway, setStock, { input: { items: [stockItem], ...about } });
    expect(answer.setStock.userErrors).toMatchObject([{ code }]);
  });

  it.each([{ idempotencyKey: 'k' }, { idempotencyKey: 'k'.repeat(255), waitMs: 30_000 }, { waitMs: 0 }])(
    'is accepted at the limit: %o',
    async (about) => {
      const { gateway } = fakeGateway({ answer: accepted });
      const answer = await data(gateway, setStock, { input: { items: [stockItem], ...about } });
      expect(answer.setStock.userErrors).toEqual([]);
    },
  );

  it('quotes the message of the gateway', async () => {
    const overloaded: UserError = {
      code: 'OVERLOADED',
      message: 'Too much waits.',
      path: null,
      limit: 10,
      provided: 11,
      retryAfter: 2,
    };
    const { gateway } = fakeGateway({ answer: { type: 'refused', errors: [overloaded] } });
    const { retryAfter: _seconds, ...rest } = overloaded;
    const userErrors = [{ ...rest, retryAfterMs: 2000 }];
    expect(await data(gateway, setStock, { input: { items: [stockItem] } })).toEqual({
      setStock: { operation: null, results: [], userErrors, replayed: false },
    });
  });

  it('throws an error that is not a refusal, and keeps the payloads beside it', async () => {
    const { gateway } = fakeGateway();
    const broken = { ...gateway, submit: () => Promise.reject(new Error('the disk is full')) };
    const answer = await ask(broken, setStock, { input: { items: [stockItem] } });
    expect(answer).toMatchObject({ data: { setStock: null }, errors: [{ path: ['setStock'] }] });
    const both = setStock.replace(
      ' {\n  setStock',
      ' { one: setStock(input: $input) { replayed }\n  setStock',
    );
    let calls = 0;
    const secondFails: typeof gateway = {
      ...gateway,
      submit: () => {
        calls += 1;
        return calls === 1 ? Promise.resolve(accepted) : Promise.reject(new Error('the disk is full'));
      },
    };
    expect(await ask(secondFails, both, { input: { items: [stockItem] } })).toMatchObject({
      data: { one: { replayed: false }, setStock: null },
      errors: [{ path: ['setStock'] }],
    });
  });
});

describe('scalars', () => {
  const mutation = 'mutation ($input: ReplaceProductsInput!) { replaceProducts(input: $input) { replayed } }';

  it.each([
    ['price', 9007199254740992],
    ['price', '1,5'],
    ['price', true],
    ['mainImage', 'no URL'],
    ['sourceUrl', 7],
  ])('%s refuses %o', async (field, value) => {
    const { gateway, submissions } = fakeGateway({ answer: accepted });
    const answer = await ask(gateway, mutation, { input: { items: [{ ...productItem, [field]: value }] } });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0].message).toMatch(
      /(Decimal takes a decimal number|Decimal cannot take the number|URL takes an absolute URL)/u,
    );
    expect(submissions).toEqual([]);
  });

  it.each(['"2026-01-22"', '"yesterday"', '5'])(
    'observedAt refuses %s as a literal in the document',
    async (at) => {
      const { gateway } = fakeGateway({ answer: accepted });
      const items = `[{ channel: "smaregi", productId: "1", quantity: 1, observedAt: ${at} }]`;
      const answer = await ask(gateway, `mutation { setStock(input: { items: ${items} }) { replayed } }`);
      expect(answer.errors).toMatchObject([
        { locations: [{ line: 1 }], extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    },
  );
});
