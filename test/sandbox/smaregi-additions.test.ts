import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmaregiSandbox, startSmaregi } from '../support/sandbox/index.ts';
import { accessToken, patchStock, postAdditions, startReceiver, until } from './support.ts';

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
