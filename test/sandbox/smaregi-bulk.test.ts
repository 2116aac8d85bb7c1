import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmaregiSandbox, startSmaregi } from '../support/sandbox/index.ts';
import { accessToken, patchStock, pause, startReceiver, until } from './support.ts';

let vendor: SmaregiSandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let token = '';
beforeAll(async () => {
  receiver = await startReceiver();
  vendor = await startSmaregi();
  token = await accessToken(vendor);
});
afterAll(async () => {
  await vendor.close();
  await receiver.close();
});
beforeEach(() => {
  vendor.control.reset();
  receiver.received.length = 0;
});

const row = (productId = '567', storeId = '8', stockAmount = '12') => ({ productId, storeId, stockAmount });
const patch = (stock: unknown, callbackUrl: unknown = receiver.url) =>
  patchStock(vendor, token, { stock, callbackUrl });
const requestId = (body: unknown) => (body as { requestId: number }).requestId;

describe('Smaregi stock/bulk', () => {
  it('accepts a call, applies it later and reports it by webhook', async () => {
    const { status, body } = await patch([row(), row('678', '9', '-3')]);
    expect(status).toBe(200);
    expect(body).toEqual({ requestId: expect.any(Number), callbackUrl: receiver.url });
    expect(vendor.control.writes()).toEqual([]);
    await until(() => receiver.received.length === 1);
    expect(receiver.received[0]).toMatchObject({
      url: '/hook/secret',
      contentType: 'application/json;charset=UTF-8',
    });
    expect(receiver.received[0]?.body).toEqual({
      requestId: requestId(body),
      result: [
        { id: expect.stringMatching(/^\d{1,12}$/u), productId: '567', storeId: '8' },
        { id: expect.stringMatching(/^\d{1,12}$/u), productId: '678', storeId: '9' },
      ],
    });
    expect(vendor.control.writes()).toMatchObject([
      { target: '567:8', value: { stockAmount: '12' } },
      { target: '678:9', value: { stockAmount: '-3' } },
    ]);
    await until(() => vendor.control.webhooks()[0]?.status === 204);
  });

  it.each([
    ['404404', '8', '[stock][2行目]商品IDが存在しません。'],
    ['1', '404', '[stock][2行目]店舗IDが存在しません。'],
    ['404404', '404', '[stock][2行目]商品IDが存在しません。'],
  ])(
    'reports the first bad row (product %s, store %s) and applies nothing',
    async (product, store, message) => {
      const { status, body } = await patch([row(), row(product, store), row('404404', '1')]);
      expect(status).toBe(200);
      await until(() => receiver.received.length === 1);
      expect(receiver.received[0]?.body).toEqual({ requestId: requestId(body), message });
      expect(vendor.control.writes()).toEqual([]);
    },
  );

  it('counts rows from 0 if configured', async () => {
    vendor.control.behave({ firstRow: 0 });
    await patch([row(), row('404404')]);
    await until(() => receiver.received.length === 1);
    expect(receiver.received[0]?.body).toMatchObject({ message: '[stock][1行目]商品IDが存在しません。' });
  });

  it.each([
    ['no row', [], '在庫情報は1つ以上指定してください。'],
    [
      'too many rows',
      Array.from({ length: 101 }, (_, i) => row(String(i + 1))),
      'リクエストの上限数が超えています。上限数-100',
    ],
    [
      'a pair that stands twice',
      [row(), row('1'), row()],
      '指定された商品IDと店舗IDの組み合わせが重複しています。(商品ID:店舗ID-567:8)',
    ],
    [
      'rows with unequal keys',
      [row(), { ...row('1'), stockHistory: { memo: 'x' } }],
      '全ての在庫情報のjsonキーを揃えてください。',
    ],
    [
      'histories with unequal keys',
      [
        { ...row(), stockHistory: {} },
        { ...row('1'), stockHistory: { memo: 'x' } },
      ],
      '全ての在庫変動履歴のjsonキーを揃えてください。',
    ],
  ])('refuses %s at once, with the documented message', async (_, stock, detail) => {
    const { status, body } = await patch(stock);
    expect(status).toBe(400);
    expect(body).toEqual({ type: 'about:blank', title: 'Bad Request', detail, status: 400 });
    await pause(80);
    expect(receiver.received).toEqual([]);
  });

  it('accepts 100 rows, keys in any order, and a memo of 100 characters', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => row(String(i + 1)));
    expect((await patch(rows)).status).toBe(200);
    const turned = { stockAmount: '1', storeId: '1', productId: '1' };
    expect((await patch([row(), turned])).status).toBe(200);
    expect((await patch([{ ...row(), stockHistory: { memo: '在'.repeat(100) } }])).status).toBe(200);
    expect((await patch([row('1', '1'), row('1', '2')])).status).toBe(200);
  });

  it.each([
    ['a number for an amount', [{ ...row(), stockAmount: 1 }]],
    ['an amount beyond the limit', [row('1', '1', '1000000000')]],
    ['an amount with a fraction', [row('1', '1', '1.5')]],
    ['a product id that is no number', [row('a')]],
    ['a field that all rows lack', [{ productId: '1', storeId: '1' }]],
    ['an unknown key', [{ ...row(), memo: '' }]],
    ['a memo of 101 characters', [{ ...row(), stockHistory: { memo: 'x'.repeat(101) } }]],
    ['a pair that is repeated with leading zeros', [row('1'), row('01')]],
    ['rows that are not objects', [null]],
    ['no list', undefined],
  ])('refuses %s', async (_, stock) => {
    const { status, body } = await patch(stock);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 });
  });

  it.each([['ftp://x'], ['http://a b'], [`http://x/${'a'.repeat(511)}`], [null]])(
    'refuses the callbackUrl %s',
    async (callbackUrl) => {
      expect((await patch([row()], callbackUrl)).status).toBe(400);
    },
  );

  it('gives rising request ids and applies calls in order, whatever their delay', async () => {
    vendor.control.behave({ callbackDelayMs: 120 });
    const first = await patch([row('1', '1', '1')]);
    vendor.control.behave({ callbackDelayMs: 0 });
    const second = await patch([row('1', '1', '2')]);
    expect(requestId(second.body)).toBeGreaterThan(requestId(first.body));
    await until(() => vendor.control.writes().length === 2);
    expect(vendor.control.writes()).toMatchObject([
      { value: { stockAmount: '1' } },
      { value: { stockAmount: '2' } },
    ]);
    vendor.control.reset();
    expect(requestId((await patch([row()])).body)).toBeGreaterThan(requestId(second.body));
  });

  it('drops unprocessed calls on reset', async () => {
    await patch([row()]);
    vendor.control.reset();
    await pause(80);
    expect(vendor.control.writes()).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it('does not repeat a webhook that cannot be delivered', async () => {
    await patch([row()], 'http://127.0.0.1:1/unreachable');
    await until(() => vendor.control.webhooks()[0]?.error != null);
    await pause(50);
    expect(vendor.control.webhooks()).toHaveLength(1);
    expect(vendor.control.writes()).toHaveLength(1);
  });
});
