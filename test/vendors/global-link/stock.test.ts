import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StockChange } from '../../../src/domain/change.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import {
  channelOf,
  globalLinkAt,
  noCallback,
  type Script,
  startScript,
  stockChange,
  watched,
} from '../support.ts';

let script: Script;
let channel: Channel;
const now = 1_750_000_000_000;
beforeEach(async () => {
  script = await startScript();
  channel = channelOf(
    globalLinkAt(`${script.url}/global-ship`),
    watched(() => now),
  );
});
afterEach(async () => {
  await channel.close();
  await script.close();
});

const writer = () => {
  const found = channel.writers.STOCK_UPDATE;
  if (!found) throw new Error('no writer');
  return found;
};
const send = (...changes: StockChange[]) => writer().send(changes, noCallback);
const products = (...ids: string[]) => ids.map((productId) => stockChange({ productId }));
const statesOf = async (body: unknown, ...ids: string[]) => {
  script.answer({ body });
  const result = await send(...products(...ids));
  return result.type === 'answered' ? result.rows.map((row) => row.state) : result.type;
};

test('the request is that of the page', async () => {
  script.answer({ body: { successCount: 2, failureCount: 0, failures: [] } });
  await send(
    stockChange({ productId: 'plain', quantity: 0, soldOut: true, memo: 'not sent', observedAt: 1 }),
    stockChange({
      productId: 'with options',
      quantity: 250,
      options: [
        { optionId: 'opt-001', quantity: 50 },
        { optionId: 'opt-002', quantity: 0 },
      ],
    }),
  );
  const [call] = script.calls;
  expect(call).toMatchObject({
    method: 'POST',
    path: '/global-ship/open-api/v1/global-link/products/stock-updates',
    headers: { authorization: 'global-link-secret-key', 'content-type': 'application/json' },
  });
  expect(JSON.parse(call?.body ?? '')).toEqual({
    products: [
      { shopProductId: 'plain', stockQuantity: 0, isSoldOut: true, productOption: null },
      {
        shopProductId: 'with options',
        stockQuantity: 250,
        isSoldOut: false,
        productOption: [
          { shopOptionId: 'opt-001', stockQuantity: 50 },
          { shopOptionId: 'opt-002', stockQuantity: 0 },
        ],
      },
    ],
  });
});

test('a row that the count bears out is applied', async () => {
  script.answer({ body: { successCount: 1, failureCount: 0, failures: [], more: 'fields' } });
  expect(await send(stockChange())).toEqual({
    type: 'answered',
    rows: [
      {
        state: 'APPLIED',
        receipt: { kind: 'STOCK_UPDATE', vendorReference: null },
        evidence: 'ACKNOWLEDGED_WRITE',
        at: now,
      },
    ],
    exchange: { httpStatus: 200, vendorRequestId: null },
  });
});

test('HTTP 200 says nothing of the rows: a row in failures[] failed', async () => {
  script.answer({
    body: {
      successCount: 1,
      failureCount: 3,
      failures: [
        { shopProductId: 'b', errorCode: 'PRODUCT_NOT_FOUND', message: '없음' },
        { shopProductId: 'c', errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' },
        { shopProductId: 'd', errorCode: 'WAREHOUSE_LOCKED', message: '점검' },
      ],
    },
  });
  const result = await send(...products('a', 'b', 'c', 'd'));
  expect(result).toMatchObject({
    type: 'answered',
    rows: [
      { state: 'APPLIED' },
      {
        state: 'FAILED',
        failure: {
          type: 'TargetNotFound',
          code: 'PRODUCT_NOT_FOUND',
          vendorMessage: '없음',
          retryable: false,
        },
      },
      {
        state: 'FAILED',
        failure: { type: 'VendorRejected', code: 'INVALID_PRICE', vendorMessage: '할인가가 원가보다 큽니다' },
      },
      { state: 'FAILED', failure: { code: 'VENDOR_REJECTED', vendorCode: 'WAREHOUSE_LOCKED' } },
    ],
  });
});

const failure = (shopProductId: unknown, errorCode: unknown = 'X') => ({
  shopProductId,
  errorCode,
  message: 'm',
});
const unknown = 'OUTCOME_UNKNOWN';

test.each([
  ['a count too high', { successCount: 3, failures: [failure('a')] }, ['FAILED', unknown, unknown]],
  ['a count too low', { successCount: 1, failures: [failure('a')] }, ['FAILED', unknown, unknown]],
  ['nothing counted', { successCount: 0, failures: [] }, [unknown, unknown, unknown]],
  ['a foreign failure', { successCount: 2, failures: [failure('z')] }, [unknown, unknown, unknown]],
  [
    'a foreign failure beside a right count',
    { successCount: 3, failures: [failure('z')] },
    ['APPLIED', 'APPLIED', 'APPLIED'],
  ],
  [
    'a failure named twice',
    { successCount: 2, failures: [failure('a'), failure('a')] },
    ['FAILED', 'APPLIED', 'APPLIED'],
  ],
  ['a failure of no form', { successCount: 2, failures: [failure(7), null] }, [unknown, unknown, unknown]],
  [
    'a failure without a code',
    { successCount: 2, failures: [failure('b', undefined)] },
    ['APPLIED', 'FAILED', 'APPLIED'],
  ],
])('%s', async (_, body, states) => {
  expect(await statesOf({ failureCount: 1, ...body }, 'a', 'b', 'c')).toEqual(states);
});

test.each([
  ['no JSON', '<html>'],
  ['nothing', ''],
  ['null', 'null'],
  ['no failures', { successCount: 1, failureCount: 0 }],
  ['a count that is none', { successCount: 'one', failureCount: 0, failures: [] }],
  ['another answer', { requestId: 700 }],
])('a 200 with %s may have applied, and may be tried again', async (_, body) => {
  script.answer({ body });
  expect(await send(stockChange())).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: true,
    failure: { code: 'VENDOR_UNAVAILABLE', mayHaveApplied: true },
    exchange: { httpStatus: 200 },
  });
});

test('a 4xx refuses every row, with the words of the vendor', async () => {
  script.answer({
    status: 400,
    body: { errorCode: 'BAD_REQUEST', message: 'global-link-secret-key is no product' },
  });
  expect(await send(...products('a', 'b'))).toMatchObject({
    type: 'refused',
    rows: ['a', 'b'].map((id) => ({
      state: 'FAILED',
      failure: {
        code: 'VENDOR_REJECTED',
        retryable: false,
        mayHaveApplied: false,
        vendorCode: 'BAD_REQUEST',
        vendorMessage: '*** is no product',
        message: expect.stringContaining(`"${id}"`),
      },
    })),
    exchange: { httpStatus: 400 },
  });
});

test('a 404 of the whole call says nothing of a product', async () => {
  script.answer({ status: 404, body: '<html>' });
  expect(await send(stockChange())).toMatchObject({
    type: 'refused',
    rows: [{ failure: { code: 'VENDOR_REJECTED', vendorCode: null } }],
  });
});

test('the rules', () => {
  const { rules, maxRowsPerRequest, callsBack } = writer();
  expect({ maxRowsPerRequest, callsBack }).toEqual({ maxRowsPerRequest: 100, callsBack: false });
  expect(rules).toMatchObject({
    quantity: { min: 0, max: 2147483647 },
    locationId: null,
    memoMaxLength: null,
  });
  expect(writer().shapeOf(stockChange())).toBe(
    writer().shapeOf(stockChange({ memo: 'x', options: [{ optionId: 'o', quantity: 1 }] })),
  );
  expect(channel.readStock).toBeUndefined();
  expect(channel.readCallback).toBeUndefined();
});

test.each([
  ['product-001', true],
  ['tee shirt/ü-01', true],
  ['...', true],
  ['x'.repeat(200), true],
  ['😀'.repeat(200), true],
  ['', false],
  ['.', false],
  ['..', false],
  ['x'.repeat(201), false],
  ['a\nb', false],
  ['a\u0000', false],
  ['\ud800', false],
  ['a\udc00', false],
])('the id %j is taken: %s', (id, taken) => {
  const { productId, optionId } = writer().rules;
  expect(productId.pattern.test(id)).toBe(taken);
  expect(optionId?.pattern.test(id)).toBe(taken);
});
