import { describe, expect, test } from 'vitest';
import type { ConfirmationChange } from '../../../../src/domain/changes/change.ts';
import type { StartCall } from '../../../../src/ports/vendor-reads.ts';
import type { Call, Reply } from '../script.ts';
import { brightmallAt, confirmation, noCallback, useChannel, watched } from '../support.ts';

const now = 1_750_000_000_000;
const context = watched(() => now);
const first = confirmation({ orderItemId: '202601220157_000020196_[1]' });
const second = confirmation({ orderItemId: '202601240157_000020197_[1]' });
const buyer = { buyer_name: '홍길동', buyer_phone: '010-1234-5678' };
const order = ({ orderItemId }: ConfirmationChange, item_status: unknown = '배송준비') => ({
  ...{ ord_no: 'x', ord_prd_no: orderItemId, item_status, ord_price: 1000, ...buyer },
});

const use = (over: object = {}) => {
  const fixture = useChannel((url) => brightmallAt(url, over), context);
  const isOrders = ({ path }: Call): boolean => path === '/vendor-api/orders';
  return {
    /** Serves the orders. The answer to a confirmation is lost, or is `confirm`. */
    serve: (orders: (call: Call) => Reply, confirm: Reply = (response) => response.socket?.destroy()) =>
      fixture.script.answerBy((call) => (isOrders(call) ? orders(call) : confirm)),
    orderCalls: () => fixture.script.calls.filter(isOrders),
    send: async (changes: readonly ConfirmationChange[], startCall: StartCall = noCallback.startCall) => {
      const writer = fixture.channel.writers.INVENTORY_CONFIRMATION;
      if (!writer) throw new Error('no writer');
      return writer.send(changes, { ...noCallback, startCall });
    },
  };
};
const applied = {
  state: 'APPLIED',
  receipt: {
    kind: 'INVENTORY_CONFIRMATION',
    newStatus: '배송준비',
    supplyPriceRecorded: null,
    vendorMessage: null,
  },
  evidence: 'VENDOR_READ',
  at: now,
};

describe('a confirmation whose answer was lost', () => {
  const { serve, orderCalls, send } = use();

  test('is applied if its item is being prepared', async () => {
    serve(() => ({ body: { order_list: [order(first), order(second)] } }));
    let started = 0;
    const result = await send([first, second], (call) => {
      started += 1;
      return call();
    });
    expect(result).toMatchObject({ type: 'answered', rows: [applied, applied] });
    expect(started).toBe(1);
    expect(orderCalls()).toMatchObject([
      { method: 'POST', headers: { 'x-vendor-api-key': 'brightmall-api-key', 'x-vendor-id': 'vendor-7' } },
    ]);
    expect(JSON.parse(orderCalls()[0]?.body ?? '')).toEqual({
      start_date: '2026-01-21',
      end_date: '2026-01-25',
      status: '배송준비',
      page: 1,
      limit: 100,
    });
  });

  test('is applied if the wrapped list names its item, or the state is in English', async () => {
    serve(() => ({
      body: { success: true, data: { order_list: [order(first, 'preparing')] }, error: null },
    }));
    expect(await send([first])).toMatchObject({ type: 'answered', rows: [{ state: 'APPLIED' }] });
  });

  test('stays lost if one of several items does not show it', async () => {
    serve(() => ({ body: { order_list: [order(first)] } }));
    expect(await send([first, second])).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
  });

  test.each(['결제완료', '배송중', '배송완료', 'pending', '', null, 7])(
    'stays lost at state %j',
    async (state) => {
      serve(() => ({ body: { order_list: [order(first, state)] } }));
      expect(await send([first])).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
    },
  );

  test.each([
    ['not available', { available: false, unavailableReason: 'DAMAGED' }],
    ['with a supply price', { supplyPrice: { unitPrice: 1, quantity: 1, totalAmount: 1 } }],
    ['with a memo', { memo: 'x' }],
    ['of an id without a date', { orderItemId: 'item-1' }],
  ] as const)('%s is not read back, because no order shows it', async (_, over) => {
    serve(() => ({ body: { order_list: [order(first)] } }));
    expect(await send([confirmation(over)])).toMatchObject({ type: 'unavailable' });
    expect(orderCalls()).toHaveLength(0);
  });

  test.each<Reply>([
    { status: 500 },
    { status: 401 },
    { status: 404 },
    { body: '<html>' },
    { body: { order_list: null } },
    { body: { order_list: [null, 7, {}] } },
    (response) => response.socket?.destroy(),
  ])('stays lost if the orders cannot be read', async (reply) => {
    serve(() => reply);
    expect(await send([first])).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
    expect(orderCalls()).toHaveLength(1);
  });

  test('reads a few pages at most', async () => {
    serve(() => ({ body: { order_list: Array.from({ length: 100 }, () => order(second)) } }));
    expect(await send([first])).toMatchObject({ type: 'unavailable' });
    expect(orderCalls().map(({ body }) => JSON.parse(body).page)).toEqual([1, 2, 3, 4, 5]);
  });

  test('leaves no data of a buyer in the result or the log', async () => {
    serve(() => ({ body: { order_list: [order(first), order(second)] } }));
    const found = JSON.stringify([await send([first]), context.calls]);
    serve(() => ({ status: 400, body: { error: { code: 'X', message: JSON.stringify(buyer) } } }));
    const failed = JSON.stringify([await send([first]), context.calls]);
    expect(found + failed).not.toMatch(/홍길동|010-1234/u);
  });
});

describe('a confirmation that the vendor did not take', () => {
  const { serve, orderCalls, send } = use();
  test('is not read back', async () => {
    serve(() => ({ body: { order_list: [order(first)] } }), { status: 503 });
    expect(await send([first])).toMatchObject({ type: 'unavailable', mayHaveApplied: false });
    expect(orderCalls()).toHaveLength(0);
  });
});

describe('an answer that omits a row', () => {
  const { serve, send } = use();
  test('is completed by the orders', async () => {
    const results = [{ ord_prd_no: second.orderItemId, success: true, stock_available: true }];
    serve(() => ({ body: { order_list: [order(first)] } }), { body: { results, success_count: 1 } });
    expect(await send([first, second])).toMatchObject({
      type: 'answered',
      rows: [applied, { state: 'APPLIED', evidence: 'ACKNOWLEDGED_WRITE' }],
    });
    serve(() => ({ body: { order_list: [] } }), { body: { results, success_count: 1 } });
    expect(await send([first, second])).toMatchObject({ rows: [{ state: 'OUTCOME_UNKNOWN' }, {}] });
  });
});

describe('without orderReadBack', () => {
  const { serve, orderCalls, send } = use({ orderReadBack: false });
  test('the orders are not read', async () => {
    serve(() => ({ body: { order_list: [order(first)] } }));
    expect(await send([first])).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
    expect(orderCalls()).toHaveLength(0);
  });
});
