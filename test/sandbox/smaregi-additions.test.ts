import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmaregiSandbox, startSmaregi } from '../support/sandbox/index.ts';
import { accessToken, patchStock, postAdditions, postToken, send, startReceiver, until } from './support.ts';

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

const row = (productId: string, stockAmount: string, storeId = '8') => ({ productId, storeId, stockAmount });
const add = (...stock: unknown[]) => postAdditions(vendor, token, { stock, callbackUrl: receiver.url });
const reported = async (count = 1) => {
  await until(() => receiver.received.length === count);
  return receiver.received.at(-1)?.body as { message?: string; result?: readonly { id: string }[] };
};
const amounts = () =>
  vendor.control
    .writes()
    .map(({ target, value }) => [target, Object(value).stockAmount, Object(value).added]);

describe('Smaregi stock/add/bulk', () => {
  it('adds to the stock, from 0 for a pair without a row, and reports it by webhook', async () => {
    await patchStock(vendor, token, { stock: [row('1', '10')], callbackUrl: receiver.url });
    await reported();
    const { status, body } = await add(row('1', '-3'), row('2', '5'));
    expect(status).toBe(200);
    expect(body).toEqual({ requestId: expect.any(Number), callbackUrl: receiver.url });
    const { result } = await reported(2);
    expect(result).toEqual([
      { id: expect.stringMatching(/^\d+$/u), productId: '1', storeId: '8' },
      { id: expect.stringMatching(/^\d+$/u), productId: '2', storeId: '8' },
    ]);
    expect(amounts().slice(1)).toEqual([
      ['1:8', '7', '-3'],
      ['2:8', '5', '5'],
    ]);
    await add(row('1', '-3'));
    await reported(3);
    // There is no idempotency: the same call adds again.
    expect(amounts().at(-1)).toEqual(['1:8', '4', '-3']);
  });

  it('applies nothing if one row is wrong, or if a sum is out of range', async () => {
    await add(row('1', '1'), row('404404', '1'));
    expect((await reported()).message).toBe('[stock][2行目]商品IDが存在しません。');
    await add(row('1', '1'), row('3', '1000000000'));
    expect((await reported(2)).message).toMatch(/^\[stock\]\[2行目\]/u);
    expect(amounts()).toEqual([]);
  });

  it.each([
    ['0', 'not 0'],
    ['1999999999', 'within ±1999999998'],
    ['1.5', 'an integer'],
  ])('refuses the amount %s at once', async (amount, why) => {
    const { status, body } = await add(row('1', amount));
    expect([status, Object(body).detail]).toEqual([400, expect.stringContaining(why)]);
  });

  it('refuses a pair that is named twice, no row, and rows with unequal keys', async () => {
    expect((await add(row('1', '1'), row('1', '2'))).status).toBe(400);
    expect((await add()).status).toBe(400);
    expect((await add(row('1', '1'), { ...row('2', '1'), stockHistory: { memo: 'x' } })).status).toBe(400);
  });
});

describe('Smaregi stock/changes', () => {
  const changesOf = async (path: string, scope = 'pos.stock-changes:read') => {
    const { body } = await postToken(vendor, `grant_type=client_credentials&scope=${scope}`);
    return send(`${vendor.url}/stock/changes/${path}`, {
      headers: { authorization: `Bearer ${Object(body).access_token}` },
    });
  };

  it('lists sales, silent changes and calls of the API, with the stock after each', async () => {
    await patchStock(vendor, token, { stock: [row('9', '10')], callbackUrl: receiver.url });
    await reported();
    await add({ ...row('9', '-3'), stockHistory: { memo: 'damaged' } });
    const { result } = await reported(2);
    vendor.edits.setStock('9', '8', 5);
    vendor.edits.setStockSilently('9', '8', 4);
    const { status, body } = await changesOf('9/8?sort=id');
    expect(status).toBe(200);
    const facts = (body as readonly Record<string, unknown>[]).map(
      ({ amount, stockAmount, stockDivision, memo }) => [amount, stockAmount, stockDivision, memo],
    );
    expect(facts).toEqual([
      ['10', '10', '15', null],
      ['-3', '7', '15', 'damaged'],
      ['-2', '5', '02', null],
      ['-1', '4', '08', null],
    ]);
    expect(body).toContainEqual(
      expect.objectContaining({ id: result?.[0]?.id, updDateTime: expect.stringMatching(/\+09:00$/u) }),
    );
    const { body: newest } = await changesOf('9/8?sort=id:desc&limit=1&page=2');
    expect(newest).toMatchObject([{ stockDivision: '02' }]);
    expect((await changesOf('9/7')).body).toEqual([]);
  });

  it('needs its scope, and refuses unknown ids and parameters', async () => {
    expect((await changesOf('1/8', 'pos.stock:read')).status).toBe(403);
    expect((await changesOf('404404/8')).status).toBe(404);
    expect((await changesOf('1/404')).status).toBe(404);
    expect((await changesOf('1/8?from=1')).status).toBe(400);
    expect((await changesOf('1/8?limit=1001')).status).toBe(400);
  });
});
