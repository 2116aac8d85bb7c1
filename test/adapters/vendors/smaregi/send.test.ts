import { expect, test } from 'vitest';
import type { StockChange } from '../../../../src/domain/changes/change.ts';
import { noCallback, smaregiAt, startsAtOnce, stockChange, useChannel } from '../support.ts';

const callbackUrl = 'https://gateway.test/webhooks/smaregi/unguessable-token';
const fixture = useChannel((url) => smaregiAt(`${url}/contract/pos`));

const writer = () => {
  const found = fixture.channel.writers.STOCK_SET;
  if (!found) throw new Error('no writer');
  return found;
};
const change = (over: Parameters<typeof stockChange>[0] = {}) =>
  stockChange({ productId: '1', locationId: '2', ...over });
const send = (...changes: StockChange[]) => writer().send(changes, { ...noCallback, callbackUrl });
const sent = () => JSON.parse(fixture.script.calls[0]?.body ?? '');

test('sends the request that the vendor documents, with numbers as strings', async () => {
  fixture.script.answer({ body: { requestId: 700, callbackUrl } });
  expect(await send(change({ quantity: 0 }), change({ productId: '999999999999999', quantity: -3 }))).toEqual(
    {
      type: 'accepted',
      vendorRequestId: '700',
      exchange: { httpStatus: 200, vendorRequestId: '700' },
    },
  );
  expect(fixture.script.calls[0]).toMatchObject({
    method: 'PATCH',
    path: '/contract/pos/stock/bulk',
    headers: { authorization: 'Bearer fixed-access-token', 'content-type': 'application/json' },
  });
  expect(sent()).toEqual({
    stock: [
      { productId: '1', storeId: '2', stockAmount: '0' },
      { productId: '999999999999999', storeId: '2', stockAmount: '-3' },
    ],
    callbackUrl,
  });
});

test('sends a memo to the stock history, and rows with a memo have their own shape', async () => {
  fixture.script.answer({ status: 202, body: { requestId: 7, callbackUrl } });
  const memo = change({ memo: '棚卸' });
  expect(await send(memo)).toMatchObject({ type: 'accepted', vendorRequestId: '7' });
  expect(sent().stock).toEqual([
    { productId: '1', storeId: '2', stockAmount: '5', stockHistory: { memo: '棚卸' } },
  ]);
  expect(writer().shapeOf(memo)).toBe('memo');
  expect(writer().shapeOf(change())).toBe('plain');
});

test('treats an empty memo as none', async () => {
  fixture.script.answer({ body: { requestId: 7 } });
  await send(change({ memo: '' }));
  expect(sent().stock).toEqual([{ productId: '1', storeId: '2', stockAmount: '5' }]);
  expect(writer().shapeOf(change({ memo: '' }))).toBe('plain');
});

test('reads a request id that is a text', async () => {
  fixture.script.answer({ body: { requestId: '0700' } });
  expect(await send(change())).toMatchObject({ vendorRequestId: '700' });
});

test.each([
  '在庫情報は1つ以上指定してください。',
  '全ての在庫情報のjsonキーを揃えてください。',
  '指定された商品IDと店舗IDの組み合わせが重複しています。(商品ID:店舗ID-1:2)',
])('fails every row for problem details: %s', async (detail) => {
  fixture.script.answer({
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: 'about:blank', title: 'Bad Request', detail, status: 400 },
  });
  expect(await send(change(), change({ productId: '3' }))).toMatchObject({
    type: 'refused',
    rows: [
      {
        state: 'FAILED',
        failure: { code: 'VENDOR_REJECTED', vendorCode: null, vendorMessage: detail, retryable: false },
      },
      { state: 'FAILED', failure: { message: expect.stringContaining('"3"') } },
    ],
    exchange: { httpStatus: 400, vendorRequestId: null },
  });
});

test("removes the token and the callback secret from the vendor's message", async () => {
  const detail = `fixed-access-token may not use ${callbackUrl} (unguessable-token)`;
  fixture.script.answer({ status: 400, body: { title: 'Bad Request', detail } });
  const result = await send(change());
  expect(JSON.stringify(result)).not.toMatch(/fixed-access-token|unguessable/u);
  expect(result).toMatchObject({ rows: [{ failure: { vendorMessage: '*** may not use *** (***)' } }] });
});

test('removes the secret from a message that leaves out its trace', async () => {
  const [writer] = [fixture.channel.writers.STOCK_SET];
  fixture.script.answer({
    status: 400,
    body: { title: 'Bad Request', detail: 'unguessable-token is taken' },
  });
  const result = await writer?.send([change()], {
    callbackUrl: `${callbackUrl}.0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`,
    mark: null,
    mayStart: () => true,
    startCall: startsAtOnce,
  });
  expect(result).toMatchObject({ rows: [{ failure: { vendorMessage: '*** is taken' } }] });
});

test.each(['<html>', '', 'null', { callbackUrl }, { requestId: 'x' }, { requestId: 1.5 }])(
  'may have been accepted if a 200 contains %j',
  async (body) => {
    fixture.script.answer({ body });
    expect(await send(change())).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
  },
);

test('does not fetch a new token for a refused fixed token', async () => {
  fixture.script.answer({ status: 401, body: { title: 'Unauthorized' } });
  expect(await send(change())).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code: 'VENDOR_UNAUTHORIZED' },
  });
  expect(fixture.script.calls).toHaveLength(1);
});

test('has the rules that the vendor documents', async () => {
  const { rules, maxRowsPerRequest, callsBack } = writer();
  expect({ maxRowsPerRequest, callsBack }).toEqual({ maxRowsPerRequest: 100, callsBack: true });
  expect(rules).toMatchObject({
    quantity: { min: -999999999, max: 999999999 },
    optionId: null,
    memoMaxLength: 100,
  });
  for (const rule of [rules.productId, rules.locationId]) {
    const taken = (id: string) => rule?.pattern.test(id);
    expect(['0', '1', '999999999999999'].map(taken)).toEqual([true, true, true]);
    expect(['', '01', '-1', '1.0', '1000000000000000', '１', '1\n', 'x'].some(taken)).toBe(false);
  }
  await expect(writer().send([change()], noCallback)).rejects.toThrow('callback URL');
});
