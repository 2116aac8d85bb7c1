import { describe, expect } from 'vitest';
import { it, type TestApp } from '../support/app.ts';
import {
  accepted,
  adjustStock,
  attemptsOf,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { globalLinkStock, smaregiAdjustment, smaregiStock } from '../support/items.ts';

const additions = ({ sandbox }: Pick<TestApp, 'sandbox'>) =>
  sandbox.smaregi.control.requests().filter(({ path }) => path.endsWith('/stock/add/bulk'));
/** What the vendor applied, in its order: each target with its new quantity and, of an adjustment, its delta. */
const applied = ({ sandbox }: Pick<TestApp, 'sandbox'>) =>
  sandbox.smaregi.control.writes().map(({ target, value }) => {
    const { stockAmount, added = null } = Object(value);
    return [target, stockAmount, added];
  });
const quantityOf = (result: object) => Object(Object(result)['stock'])['quantity'];

/** The levels of a product in the gateway's catalogue. The vendor is not asked. */
const storedLevels = async (url: string, productId: string): Promise<readonly unknown[]> => {
  const query = `{ stockLevels(first: 9, filter: { channels: ["smaregi"], productIds: ["${productId}"] }) {
    nodes { locationId quantity pending pendingQuantity } } }`;
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return Object(await answer.json()).data.stockLevels.nodes;
};

describe('adjustStock', () => {
  it.concurrent('adds and subtracts, and answers with the quantity that it reads afterwards', async ({
    start,
  }) => {
    const app = await start();
    await setStock(app.url, [smaregiStock('1', 10), smaregiStock('2', 5)]);
    const answer = await adjustStock(app.url, [
      smaregiAdjustment('1', -3, { memo: 'sold at the market' }),
      smaregiAdjustment('2', 4, { memo: 'delivered' }),
      smaregiAdjustment('3', 7, { memo: 'found' }),
    ]);
    expect(answer.operation).toMatchObject({ kind: 'STOCK_ADJUSTMENT', appliedCount: 3 });
    expect(answer.results).toMatchObject([
      { __typename: 'StockApplied', stock: { quantity: 7, source: 'VENDOR_READ', locationId: '8' } },
      { __typename: 'StockApplied', stock: { quantity: 9 } },
      { __typename: 'StockApplied', stock: { quantity: 7 } },
    ]);
    for (const result of answer.results)
      expect('vendorReference' in result && result.vendorReference).toMatch(/^\d+$/u);
    expect(additions(app).map(({ method, body }) => [method, Object(body)['stock']])).toEqual([
      [
        'POST',
        [
          { productId: '1', storeId: '8', stockAmount: '-3', stockHistory: { memo: 'sold at the market' } },
          { productId: '2', storeId: '8', stockAmount: '4', stockHistory: { memo: 'delivered' } },
          { productId: '3', storeId: '8', stockAmount: '7', stockHistory: { memo: 'found' } },
        ],
      ],
    ]);
  });

  it.concurrent('repeats nothing for the same idempotency key', async ({ start }) => {
    const app = await start();
    const manner = { idempotencyKey: 'delivery-17' };
    const first = await adjustStock(app.url, [smaregiAdjustment('1', 5)], manner);
    const again = await adjustStock(app.url, [smaregiAdjustment('1', 5)], manner);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    const other = await adjustStock(app.url, [smaregiAdjustment('1', 6)], manner);
    expect(other.userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_PARAMETER_MISMATCH']);
    expect(applied(app)).toEqual([['1:8', '5', '5']]);
  });

  it.concurrent('keeps its place between absolute changes, and merges with no other adjustment', async ({
    start,
  }) => {
    const app = await start();
    const release = app.sandbox.smaregi.control.hold('webhooks');
    const now = { waitMs: 0 };
    const ids = [
      await setStock(app.url, [smaregiStock('1', 100)], now),
      await setStock(app.url, [smaregiStock('1', 50)], now),
      await adjustStock(app.url, [smaregiAdjustment('1', 3)], now),
      await adjustStock(app.url, [smaregiAdjustment('1', -1)], now),
      await setStock(app.url, [smaregiStock('1', 20)], now),
      await setStock(app.url, [smaregiStock('1', 30)], now),
      await adjustStock(app.url, [smaregiAdjustment('1', 2)], now),
    ].map((answer) => accepted(answer).id);
    release();
    const operations = await Promise.all(ids.map((id) => ended(app.url, id)));
    expect(operations.map((operation) => outcomeOf(only(resultsOf(operation))))).toEqual([
      ...['APPLIED', 'APPLIED', 'APPLIED', 'APPLIED', 'SUPERSEDED', 'APPLIED', 'APPLIED'],
    ]);
    expect(applied(app)).toEqual([
      ['1:8', '100', null],
      ['1:8', '50', null],
      ['1:8', '53', '3'],
      ['1:8', '52', '-1'],
      ['1:8', '30', null],
      ['1:8', '32', '2'],
    ]);
  });

  it.concurrent('sends the other rows again after the vendor refused a request because of one', async ({
    start,
  }) => {
    const app = await start();
    const answer = await adjustStock(app.url, [
      smaregiAdjustment('1', 1),
      smaregiAdjustment('404404', 2),
      smaregiAdjustment('2', 3),
      smaregiAdjustment('3', 4, { locationId: '404' }),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'APPLIED',
      'FAILED TargetNotFound PRODUCT_NOT_FOUND',
      'APPLIED',
      'FAILED TargetNotFound LOCATION_NOT_FOUND',
    ]);
    expect(additions(app).map(({ body }) => Object(body)['stock'].length)).toEqual([4, 3, 2]);
    expect(applied(app).toSorted()).toEqual([
      ['1:8', '1', '1'],
      ['2:8', '3', '3'],
    ]);
  });

  it.concurrent('tries again after a 429', async ({ start }) => {
    const app = await start();
    app.sandbox.smaregi.control.fail({ on: 'stock/add/bulk', kind: 'status', status: 429, times: 2 });
    const answer = await adjustStock(app.url, [smaregiAdjustment('1', 5)]);
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(additions(app)).toHaveLength(3);
    expect(applied(app)).toEqual([['1:8', '5', '5']]);
  });

  it.concurrent.for<{ kind: 'hang-after' | 'reset-after' | 'not-json' | 'truncated' }>([
    { kind: 'hang-after' },
    { kind: 'reset-after' },
    { kind: 'not-json' },
    { kind: 'truncated' },
  ])(
    'waits for the callback when the answer is lost ($kind), and sends nothing twice',
    async ({ kind }, { start }) => {
      const app = await start({ VENDOR_TIMEOUT_MS: '1500' });
      app.sandbox.smaregi.control.behave({ callbackDelayMs: 2_000 });
      app.sandbox.smaregi.control.fail({ on: 'stock/add/bulk', kind });
      const answer = await adjustStock(app.url, [smaregiAdjustment('1', 5), smaregiAdjustment('2', 6)]);
      expect(answer.results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
      expect(answer.results.map(quantityOf)).toEqual([5, 6]);
      expect(additions(app)).toHaveLength(1);
      const operation = await operationOf(app.url, accepted(answer).id);
      expect(attemptsOf(operation)).toEqual(['1 CALLED_BACK']);
    },
  );

  it.concurrent.for<{ kind: 'hang' | 'reset-before' | 'status' }>([
    { kind: 'hang' },
    { kind: 'reset-before' },
    { kind: 'status' },
  ])('ends OUTCOME_UNKNOWN when neither answer nor callback comes ($kind)', async ({ kind }, { start }) => {
    const app = await start({ VENDOR_TIMEOUT_MS: '300', CALLBACK_TIMEOUT_MS: '300' });
    app.sandbox.smaregi.control.fail(
      kind === 'status' ? { on: 'stock/add/bulk', kind, status: 503 } : { on: 'stock/add/bulk', kind },
    );
    const answer = await adjustStock(app.url, [smaregiAdjustment('1', 5)]);
    expect(only(answer.results)).toMatchObject({
      __typename: 'OutcomeUnknown',
      message: expect.stringMatching(/may have been applied.*Read the stock before you send it again/u),
    });
    // Later changes of the target go on.
    const next = await setStock(app.url, [smaregiStock('1', 9)]);
    expect(next.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(additions(app)).toHaveLength(1);
    expect(applied(app).filter(([, , added]) => added !== null)).toEqual([]);
  });

  it.concurrent('replaces OUTCOME_UNKNOWN when the callback comes late', async ({ start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: '200' });
    const release = app.sandbox.smaregi.control.hold('webhooks');
    const answer = await adjustStock(app.url, [smaregiAdjustment('1', 5)]);
    expect(answer.results.map(outcomeOf)).toEqual(['OUTCOME_UNKNOWN']);
    const { id } = accepted(answer);
    release();
    const operation = await until(
      () => operationOf(app.url, id),
      ({ unknownCount }) => unknownCount === 0,
    );
    expect(resultsOf(operation)).toMatchObject([{ __typename: 'StockApplied', stock: { quantity: 5 } }]);
    expect(applied(app)).toEqual([['1:8', '5', '5']]);
  });

  it.concurrent('answers without the quantity when the stock cannot be read, and reads it later', async ({
    start,
  }) => {
    const app = await start();
    app.sandbox.smaregi.control.fail({ on: 'stock', kind: 'status', status: 500, times: 2 });
    app.sandbox.smaregi.control.fail({ on: 'event', kind: 'never', times: 9 });
    const answer = await adjustStock(app.url, [smaregiAdjustment('1', 5)]);
    expect(only(answer.results)).toMatchObject({
      __typename: 'StockAppliedUnread',
      status: 'APPLIED',
      vendorReference: expect.stringMatching(/^\d+$/u),
    });
    expect(answer.operation).toMatchObject({ appliedCount: 1, status: 'COMPLETED' });
    const nodes = await until(
      () => storedLevels(app.url, '1'),
      (levels) => levels.length > 0,
    );
    expect(nodes).toMatchObject([{ quantity: 5, pending: false }]);
  });
});

describe('an adjustment that breaks a rule', () => {
  it.concurrent('fails alone, with a typed result', async ({ start }) => {
    const app = await start();
    await setStock(app.url, [smaregiStock('9', 999_999_990)]);
    const answer = await adjustStock(app.url, [
      smaregiAdjustment('1', 0),
      smaregiAdjustment('2', 2_000_000_000),
      smaregiAdjustment('3', -1_999_999_999),
      smaregiAdjustment('4', 1, { memo: 'x'.repeat(101) }),
      smaregiAdjustment('5', 1, { locationId: null }),
      smaregiAdjustment('x', 1),
      smaregiAdjustment('6', 1),
      smaregiAdjustment('6', 2),
      { channel: 'global-link', productId: 'product-1', delta: 1 },
      { channel: 'nowhere', productId: '1', delta: 1 },
      smaregiAdjustment('9', 10),
      smaregiAdjustment('7', 1),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem INVALID_VALUE',
      'FAILED InvalidItem INVALID_QUANTITY',
      'FAILED InvalidItem INVALID_QUANTITY',
      'FAILED InvalidItem MEMO_TOO_LONG',
      'FAILED InvalidItem LOCATION_REQUIRED',
      'FAILED InvalidItem INVALID_VALUE',
      'FAILED InvalidItem DUPLICATE_TARGET',
      'FAILED InvalidItem DUPLICATE_TARGET',
      'FAILED InvalidItem UNSUPPORTED_BY_CHANNEL',
      'FAILED InvalidItem UNKNOWN_CHANNEL',
      'FAILED InvalidItem INVALID_QUANTITY',
      'APPLIED',
    ]);
    expect(answer.operation).toMatchObject({ itemCount: 12, failedCount: 11, appliedCount: 1 });
    expect(applied(app).slice(1)).toEqual([['7:8', '1', '1']]);
  });

  it.concurrent('does not count an overflow that the gateway does not know', async ({ start }) => {
    const app = await start();
    // The gateway knows no quantity of this target, so the vendor decides.
    const answer = await adjustStock(app.url, [
      smaregiAdjustment('1', 1_999_999_998),
      smaregiAdjustment('2', 1),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual(['FAILED VendorRejected VENDOR_REJECTED', 'APPLIED']);
    expect(applied(app)).toEqual([['2:8', '1', '1']]);
    const both = await setStock(app.url, [globalLinkStock('product-1', 1)]);
    expect(both.results.map(outcomeOf)).toEqual(['APPLIED']);
  });
});
