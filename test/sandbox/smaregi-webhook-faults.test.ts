import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookFault } from '../support/sandbox/faults.ts';
import { type SmaregiSandbox, startSmaregi } from '../support/sandbox/index.ts';
import { accessToken, patchStock, pause, startReceiver, until } from './support.ts';

let vendor: SmaregiSandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let token = '';
beforeAll(async () => {
  receiver = await startReceiver();
  vendor = await startSmaregi({ callbackDelayMs: 20 });
  token = await accessToken(vendor);
});
afterAll(async () => {
  await vendor.close();
  await receiver.close();
});
beforeEach(() => {
  vendor.control.reset();
  receiver.received.length = 0;
  Object.assign(receiver.state, { delayMs: 0, underWay: 0, mostUnderWay: 0 });
});

const rows = [
  { productId: '1', storeId: '1', stockAmount: '5' },
  { productId: '2', storeId: '1', stockAmount: '6' },
];
const patch = (stock: unknown = rows) => patchStock(vendor, token, { stock, callbackUrl: receiver.url });
const patchWith = async (kind: Exclude<WebhookFault['kind'], 'late'>) => {
  vendor.control.fail({ on: 'webhook', kind });
  return patch();
};
const bodies = () => receiver.received.map((each) => each.body);

describe('Smaregi webhook faults', () => {
  it('never: applied, and no webhook', async () => {
    await patchWith('never');
    await until(() => vendor.control.writes().length === 2);
    await pause(60);
    expect(receiver.received).toEqual([]);
  });

  it.for(['408408', '409409'])('%s: applied, and no webhook', async (productId) => {
    await patch([{ productId, storeId: '1', stockAmount: '5' }]);
    await until(() => vendor.control.writes().length === 1);
    await pause(60);
    expect(receiver.received).toEqual([]);
  });

  it('twice: the same body again after the first answer', async () => {
    receiver.state.delayMs = 20;
    await patchWith('twice');
    await until(() => receiver.received.length === 2);
    await pause(60);
    expect(bodies()[1]).toEqual(bodies()[0]);
    expect(receiver.received).toHaveLength(2);
    expect(receiver.state.mostUnderWay).toBe(1);
    expect(vendor.control.writes()).toHaveLength(2);
  });

  it('thrice-at-once: three at the same time', async () => {
    receiver.state.delayMs = 200;
    await patchWith('thrice-at-once');
    await until(() => receiver.received.length === 3);
    expect(receiver.state.mostUnderWay).toBe(3);
  });

  it('early: sent and answered before the answer of the call', async () => {
    vendor.control.behave({ callbackDelayMs: 60_000 });
    receiver.state.delayMs = 50;
    const { body } = await patchWith('early');
    expect(vendor.control.webhooks()).toMatchObject([
      { status: 204, body: { requestId: expect.any(Number) } },
    ]);
    expect(bodies()).toMatchObject([{ requestId: (body as { requestId: number }).requestId }]);
  });

  it('late: delayed by the given time', async () => {
    vendor.control.fail({ on: 'webhook', kind: 'late', ms: 300 });
    const start = Date.now();
    await patch();
    await until(() => receiver.received.length === 1);
    expect(Date.now() - start).toBeGreaterThanOrEqual(315);
  });

  it('wrong-request-id: another id than that of the answer', async () => {
    const { body } = await patchWith('wrong-request-id');
    await until(() => receiver.received.length === 1);
    const delivered = receiver.received[0]?.body as { requestId: number; result: unknown[] };
    expect(delivered.result).toHaveLength(2);
    expect(delivered.requestId).not.toBe((body as { requestId: number }).requestId);
  });

  it('missing-row: applied, and one row is missing', async () => {
    await patchWith('missing-row');
    await until(() => receiver.received.length === 1);
    expect(bodies()).toMatchObject([{ result: [{ productId: '1' }] }]);
    expect(vendor.control.writes()).toHaveLength(2);
  });

  it('foreign-row: contains a row that was never sent', async () => {
    await patchWith('foreign-row');
    await until(() => receiver.received.length === 1);
    expect(bodies()).toMatchObject([
      { result: [{ productId: '1' }, { productId: '2' }, { productId: '9998' }] },
    ]);
  });

  it('unknown-message: a failure in an undocumented form, nothing applied', async () => {
    await patchWith('unknown-message');
    await until(() => receiver.received.length === 1);
    expect(bodies()).toMatchObject([{ message: 'システムエラーが発生しました。' }]);
    expect(vendor.control.writes()).toEqual([]);
  });

  it('no-such-row: a failure of a row that does not exist, nothing applied', async () => {
    await patchWith('no-such-row');
    await until(() => receiver.received.length === 1);
    expect(bodies()).toMatchObject([{ message: '[stock][102行目]商品IDが存在しません。' }]);
    expect(vendor.control.writes()).toEqual([]);
  });

  it('garbage: a body that is not JSON', async () => {
    await patchWith('garbage');
    await until(() => receiver.received.length === 1);
    expect(bodies()).toEqual(['<html>not JSON</html>']);
    expect(receiver.received[0]?.contentType).toBe('application/json;charset=UTF-8');
  });

  it('only an accepted call uses up a rule, as often as the rule says', async () => {
    vendor.control.fail({ on: 'webhook', kind: 'never', times: 2 });
    expect((await patch([])).status).toBe(400);
    await patch();
    await patch();
    await patch();
    await until(() => vendor.control.writes().length === 6);
    await until(() => receiver.received.length === 1);
    await pause(60);
    expect(receiver.received).toHaveLength(1);
  });
});
