import { afterAll, expect, test } from 'vitest';
import { asLocationId } from '../../../../src/domain/ids.ts';
import { channelOf, smaregiAt, stockChange } from '../support.ts';

const channel = channelOf(smaregiAt('https://vendor.test/pos'));
afterAll(() => channel.close());

const read = (body: unknown) => {
  const message = channel.readCallback?.(body);
  if (message === undefined) throw new Error('no callbacks');
  return message;
};
const applied = (body: unknown) => {
  const message = read(body);
  if (message?.type !== 'applied') throw new Error(`it is ${message?.type}`);
  return message;
};
const failed = (message: unknown) => {
  const callback = read({ requestId: 700, message });
  if (callback?.type !== 'failed') throw new Error(`it is ${callback?.type}`);
  return callback;
};
const change = (productId: string, locationId: string) => stockChange({ productId, locationId });

const result = [
  { id: '1234', productId: '567', storeId: '8' },
  { id: '1235', productId: '678', storeId: '9' },
];

test('gives each row its receipt, by product and store', () => {
  const message = applied({ requestId: 700, result });
  expect(message.vendorRequestId).toBe('700');
  expect(message.receiptFor(change('678', '9'), 5)).toEqual({
    state: 'APPLIED',
    receipt: { kind: 'STOCK_SET', vendorReference: '1235' },
    evidence: 'ACKNOWLEDGED_WRITE',
    at: 5,
  });
  expect(message.receiptFor(change('567', '8'), 5)).toMatchObject({ receipt: { vendorReference: '1234' } });
  expect(message.receiptFor(change('567', '9'), 5)).toBeNull();
  expect(message.receiptFor(change('8', '567'), 5)).toBeNull();
  expect(message.receiptFor({ ...change('567', '8'), locationId: null }, 5)).toBeNull();
  expect(message.receiptFor({ ...change('5', '8'), locationId: asLocationId('678') }, 5)).toBeNull();
});

test('accepts numbers as texts, a missing history id, invalid rows and unknown fields', () => {
  const message = applied({
    requestId: '0700',
    result: [
      null,
      { id: 1 },
      { id: 12, productId: 567, storeId: 8, more: 1 },
      { productId: '1', storeId: '2' },
    ],
    more: 1,
  });
  expect(message.vendorRequestId).toBe('700');
  expect(message.receiptFor(change('567', '8'), 5)).toMatchObject({ receipt: { vendorReference: '12' } });
  expect(message.receiptFor(change('1', '2'), 5)).toMatchObject({ receipt: { vendorReference: null } });
});

test('reads an array with one callback as that callback', () => {
  expect(applied([{ requestId: 700, result }]).vendorRequestId).toBe('700');
});

test.each([
  undefined,
  null,
  '',
  'text',
  7,
  [],
  {},
  [
    { requestId: 1, result },
    { requestId: 2, result },
  ],
  { requestId: 700 },
  { result },
  { requestId: 'x', result },
  { requestId: 1.5, result },
  { requestId: null, message: 'm' },
  { requestId: 700, message: 7 },
  { requestId: 700, result: 'all' },
  { requestId: 700, message: ' ' },
  { requestId: 700, message: 'failed', result: [{ id: '1', productId: '7', storeId: '3' }] },
])('reads no callback from %j', (body) => {
  expect(read(body)).toBeNull();
});

test.each([
  ['[stock][1行目]商品IDが存在しません。', 0],
  ['[stock][2行目]商品IDが存在しません。', 1],
  ['[stock][100行目]商品IDが存在しません。', 99],
  ['[stock][２行目]商品IDが存在しません。', 1],
  ['［stock］［１２行目］商品IDが存在しません。', 11],
  ['[ stock ] [ 2行目 ] 商品IDが存在しません', 1],
  ['[stock][0行目]商品IDが存在しません。', null],
  ['[stock][-1行目]商品IDが存在しません。', null],
  ['[stock][99999999999999999999行目]商品IDが存在しません。', null],
  ['[callbackUrl][2行目]商品IDが存在しません。', null],
  ['[stock]商品IDが存在しません。', null],
  ['商品IDが存在しません。', null],
])('reads from %s the row %s', (message, row) => {
  expect(failed(message).row).toBe(row);
});

test.each([
  ['[stock][2行目]商品IDが存在しません。', 'TargetNotFound', 'PRODUCT_NOT_FOUND', 'product "7"'],
  [
    '[stock][2行目]商品IDが存在しません。[stock][3行目]店舗IDが存在しません。',
    'TargetNotFound',
    'PRODUCT_NOT_FOUND',
    'product "7"',
  ],
  ['[stock][2行目]店舗IDが存在しません。', 'TargetNotFound', 'LOCATION_NOT_FOUND', 'store "3"'],
  ['商品IDが存在しません。', 'TargetNotFound', 'PRODUCT_NOT_FOUND', 'product "7"'],
  ['[stock][2行目]商品IDが存在しませんでした。', 'VendorRejected', 'VENDOR_REJECTED', 'store "3"'],
  ['システムエラーが発生しました。', 'VendorRejected', 'VENDOR_REJECTED', 'product "7"'],
])('reads from %s for the named row: %s %s', (message, type, code, subject) => {
  expect(failed(message).failureFor(change('7', '3'))).toMatchObject({
    state: 'FAILED',
    failure: {
      type,
      code,
      message: expect.stringContaining(subject),
      retryable: false,
      mayHaveApplied: false,
      vendorCode: null,
      vendorMessage: message,
    },
  });
});

test('fails the rows that the message does not name as retryable', () => {
  const message = '[stock][2行目]商品IDが存在しません。';
  expect(failed(message).collateralFor(change('7', '3'))).toMatchObject({
    state: 'FAILED',
    failure: {
      type: 'VendorRejected',
      code: 'VENDOR_REJECTED',
      retryable: true,
      mayHaveApplied: false,
      message: expect.stringContaining(
        'it refused the whole request because of another row, and nothing of it was applied',
      ),
      vendorMessage: message,
    },
  });
});

test('keeps at most 500 characters of a message', () => {
  expect(failed('あ'.repeat(600)).failureFor(change('7', '3'))).toMatchObject({
    failure: { vendorMessage: 'あ'.repeat(500) },
  });
});

test.each([[[]], [null], ['all']])('B4: reads the message if the result is %j', (result) => {
  const message = '[stock][1行目]商品IDが存在しません。';
  expect(read({ requestId: 700, result, message })).toMatchObject({ type: 'failed', row: 0 });
});
