import { expect, test } from 'vitest';
import { globalLinkAt, noCallback, productChange, useChannel } from '../support.ts';

const fixture = useChannel(globalLinkAt);

const send = async () => {
  const writer = fixture.channel.writers.PRODUCT_REPLACEMENT;
  if (!writer) throw new Error('no writer');
  return writer.send([productChange()], noCallback);
};
const done = { shopType: 'SMART_STORE', shopProductId: 'product-001', updatedAt: '2023-11-07T05:31:56Z' };

test.each([
  ['2023-11-07T05:31:56.123456789+09:00', Date.parse('2023-11-06T20:31:56.123Z')],
  ['2023-11-07T05:31:56', null],
  ['yesterday', null],
  ['', null],
  [null, null],
  [1_700_000_000_000, null],
])('reads updatedAt %j as %s', async (updatedAt, vendorUpdatedAt) => {
  fixture.script.answer({ body: { ...done, updatedAt } });
  expect(await send()).toMatchObject({ rows: [{ state: 'APPLIED', receipt: { vendorUpdatedAt } }] });
});

test('applies the product if the answer has no shop type and time', async () => {
  fixture.script.answer({ body: { shopProductId: 'product-001' } });
  expect(await send()).toMatchObject({
    rows: [{ state: 'APPLIED', receipt: { shopType: null, vendorUpdatedAt: null } }],
  });
});

test('leaves the outcome unknown if the answer names another product', async () => {
  fixture.script.answer({ body: { ...done, shopProductId: 'product-002' } });
  expect(await send()).toMatchObject({
    type: 'answered',
    rows: [{ state: 'OUTCOME_UNKNOWN', failure: { message: expect.stringContaining('product-002') } }],
  });
});

test.each([{ shopType: 'X' }, '<html>', 'null', [done]])(
  'may have applied the change if a 200 contains %j',
  async (body) => {
    fixture.script.answer({ body });
    expect(await send()).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
  },
);

test.each([
  [404, '', 'TargetNotFound', 'PRODUCT_NOT_FOUND', null, null],
  [404, { message: '없음' }, 'TargetNotFound', 'PRODUCT_NOT_FOUND', null, '없음'],
  [
    404,
    { errorCode: 'PRODUCT_NOT_FOUND', message: 'm' },
    'TargetNotFound',
    'PRODUCT_NOT_FOUND',
    'PRODUCT_NOT_FOUND',
    'm',
  ],
  [404, { errorCode: 'SHOP_CLOSED', message: 'm' }, 'VendorRejected', 'VENDOR_REJECTED', 'SHOP_CLOSED', 'm'],
  [
    400,
    { error: { code: 'INVALID_PRICE', message: 'm' } },
    'VendorRejected',
    'INVALID_PRICE',
    'INVALID_PRICE',
    'm',
  ],
  [
    400,
    { code: 'OPTION_NOT_FOUND', message: 'm' },
    'TargetNotFound',
    'OPTION_NOT_FOUND',
    'OPTION_NOT_FOUND',
    'm',
  ],
  [422, '', 'VendorRejected', 'VENDOR_REJECTED', null, null],
])('reads %i with %j as %s %s', async (status, body, type, code, vendorCode, vendorMessage) => {
  fixture.script.answer({ status, body });
  expect(await send()).toMatchObject({
    type: 'refused',
    rows: [{ state: 'FAILED', failure: { type, code, vendorCode, vendorMessage, retryable: false } }],
    exchange: { httpStatus: status },
  });
});
