import { expect, test } from 'vitest';
import type { StockChange } from '../../../../src/domain/changes/change.ts';
import { globalLinkAt, noCallback, stockChange, useChannel, watched } from '../support.ts';

const now = 1_750_000_000_000;
const fixture = useChannel(
  (url) => globalLinkAt(`${url}/global-ship`),
  watched(() => now),
);

const writer = () => {
  const found = fixture.channel.writers.STOCK_SET;
  if (!found) throw new Error('no writer');
  return found;
};
const send = (...changes: StockChange[]) => writer().send(changes, noCallback);
const products = (...ids: string[]) => ids.map((productId) => stockChange({ productId }));
const statesOf = async (body: unknown, ...ids: string[]) => {
  fixture.script.answer({ body });
  const result = await send(...products(...ids));
  return result.type === 'answered' ? result.rows.map((row) => row.state) : result.type;
};

test('sends the request that the vendor documents', async () => {
  fixture.script.answer({ body: { successCount: 2, failureCount: 0, failures: [] } });
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
  const [call] = fixture.script.calls;
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

test('applies a row that the count confirms', async () => {
  fixture.script.answer({ body: { successCount: 1, failureCount: 0, failures: [], more: 'fields' } });
  expect(await send(stockChange())).toEqual({
    type: 'answered',
    rows: [
      {
        state: 'APPLIED',
        receipt: { kind: 'STOCK_SET', vendorReference: null },
        evidence: 'ACKNOWLEDGED_WRITE',
        at: now,
      },
    ],
    exchange: { httpStatus: 200, vendorRequestId: null },
  });
});

test('fails a row in failures[], whatever the HTTP status', async () => {
  fixture.script.answer({
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
  ['an invalid failure', { successCount: 2, failures: [failure(7), null] }, [unknown, unknown, unknown]],
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
  ['no counts', { failures: [] }],
  ['invalid counts', { successCount: 'one', failureCount: 'none', failures: [] }],
  ['invalid failures', { successCount: 1, failureCount: 0, failures: 'none' }],
  ['another answer', { requestId: 700 }],
])('may have applied the change if a 200 contains %s, and may be retried', async (_, body) => {
  fixture.script.answer({ body });
  expect(await send(stockChange())).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: true,
    failure: { code: 'VENDOR_UNAVAILABLE', mayHaveApplied: true },
    exchange: { httpStatus: 200 },
  });
});

test('fails every row at a 4xx, with the message of the vendor', async () => {
  fixture.script.answer({
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

test('does not report a missing product if the whole request gets a 404', async () => {
  fixture.script.answer({ status: 404, body: '<html>' });
  expect(await send(stockChange())).toMatchObject({
    type: 'refused',
    rows: [{ failure: { code: 'VENDOR_REJECTED', vendorCode: null } }],
  });
});

test.each([
  ['failures that are null', { successCount: 2, failureCount: 0, failures: null }],
  ['no failures', { successCount: 2, failureCount: 0 }],
  ['failures that are an empty object', { successCount: 2, failureCount: 0, failures: {} }],
  ['counts as text', { successCount: '2', failureCount: '0', failures: [] }],
  ['no count of failures', { successCount: 2, failures: [] }],
  ['no count of successes', { failureCount: 0, failures: [] }],
])('B5: uses the counts if there are %s', async (_, body) => {
  expect(await statesOf(body, 'a', 'b')).toEqual(['APPLIED', 'APPLIED']);
});

test.each([
  ['too few successes', { successCount: 1, failureCount: 0, failures: null }],
  ['a failure that is not named', { successCount: 1, failureCount: 1, failures: null }],
  ['more failures than products allow', { successCount: 2, failureCount: 1, failures: null }],
  ['a failure that is counted and not named', { failureCount: 1, failures: [] }],
  ['an empty list that contradicts the count', { successCount: 0, failureCount: 2, failures: [] }],
])('B5: leaves the rows unknown if the counts contradict: %s', async (_, body) => {
  expect(await statesOf(body, 'a', 'b')).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
});

test('B5: reads failures inside a failure as its message', async () => {
  const nested = {
    shopProductId: 'a',
    failures: [{ errorMessage: 'too many', errorField: 'stockQuantity' }],
  };
  fixture.script.answer({ body: { successCount: 0, failureCount: 1, failures: [nested] } });
  expect(await send(...products('a'))).toMatchObject({
    rows: [{ state: 'FAILED', failure: { code: 'VENDOR_REJECTED', vendorMessage: 'too many' } }],
  });
});

test.each([
  ['null', { successCount: 0, failureCount: 2, failures: null }],
  ['missing, with one count', { failureCount: 2 }],
])('B5: fails every product by the counts if the failures are %s', async (_, body) => {
  expect(await statesOf(body, 'a', 'b')).toEqual(['FAILED', 'FAILED']);
});
