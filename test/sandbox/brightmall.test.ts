import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrightmallSandbox, startBrightmall } from '../support/sandbox/index.ts';
import { postConfirm, send } from './support.ts';

let vendor: BrightmallSandbox;
beforeAll(async () => {
  vendor = await startBrightmall();
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

const id = (sequence: number) => `202601220157_000020196_[${sequence}]`;
const confirm = (...confirmations: readonly object[]) => postConfirm(vendor, { confirmations });

/** The sample of the vendor's page. */
const available = {
  ord_prd_no: id(1),
  stock_available: true,
  supply_price: { unit_price: 75000, quantity: 2, total_amount: 150000 },
};
const unavailable = {
  ord_prd_no: id(2),
  stock_available: false,
  unavailable_reason: 'out_of_stock',
  memo: '재입고 예정일: 2026-02-15',
};

describe('Brightmall inventory/confirm', () => {
  it('answers the documented sample as documented', async () => {
    const { status, body } = await confirm(available, unavailable);
    expect(status).toBe(200);
    expect(body).toEqual({
      request_id: expect.stringMatching(/^req_[0-9a-z]+_[0-9a-z]{6}$/u),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
      success_count: 2,
      failure_count: 0,
      available_count: 1,
      unavailable_count: 1,
      results: [
        {
          ord_prd_no: id(1),
          success: true,
          stock_available: true,
          new_status: 'preparing',
          supply_price_recorded: true,
          message: 'Inventory confirmed and supply price recorded',
        },
        {
          ord_prd_no: id(2),
          success: true,
          stock_available: false,
          new_status: 'pending',
          message: 'Item marked as unavailable: out_of_stock',
        },
      ],
    });
    const { ord_prd_no, ...value } = unavailable;
    expect(vendor.control.writes()[1]).toMatchObject({ target: ord_prd_no, value });
  });

  it('fails the rows of items not found and shipped, and does not count them as available', async () => {
    const { body } = await confirm(
      { ord_prd_no: id(404), stock_available: true },
      { ord_prd_no: id(409), stock_available: true },
      { ord_prd_no: 'no such form', stock_available: true },
      { ord_prd_no: id(1), stock_available: true },
    );
    expect(body).toMatchObject({
      success_count: 1,
      failure_count: 3,
      available_count: 1,
      unavailable_count: 0,
    });
    expect((body as { results: unknown }).results).toEqual([
      { ord_prd_no: id(404), success: false, stock_available: true, message: 'Order item not found' },
      {
        ord_prd_no: id(409),
        success: false,
        stock_available: true,
        new_status: 'shipped',
        message: 'Inventory cannot be confirmed: the item is already shipped',
      },
      { ord_prd_no: 'no such form', success: false, stock_available: true, message: 'Order item not found' },
      {
        ord_prd_no: id(1),
        success: true,
        stock_available: true,
        new_status: 'preparing',
        message: 'Inventory confirmed',
      },
    ]);
    expect(vendor.control.writes().map((write) => write.target)).toEqual([id(1)]);
  });

  it('accepts a repeated confirmation, also as available after unavailable', async () => {
    const item = { ord_prd_no: id(2), stock_available: true };
    for (const body of [unavailable, unavailable, item]) await confirm(body);
    expect((await confirm(item)).body).toMatchObject({
      results: [{ success: true, new_status: 'preparing' }],
    });
    expect(vendor.control.writes()).toHaveLength(4);
  });

  it('accepts 100 rows, and refuses 0 and 101', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ord_prd_no: id(index), stock_available: true }));
    expect((await confirm(...rows(100))).body).toMatchObject({ success_count: 100 });
    expect((await confirm(...rows(101))).status).toBe(400);
    expect((await confirm()).status).toBe(400);
  });

  it('accepts a memo of 500 characters, counted as code points', async () => {
    expect((await confirm({ ...available, memo: '😀'.repeat(500) })).status).toBe(200);
    expect((await confirm({ ...available, memo: 'ㄱ'.repeat(501) })).status).toBe(400);
  });

  it.each([
    ['no reason for an unavailable item', { ord_prd_no: id(1), stock_available: false }],
    ['a reason that is not listed', { ...unavailable, unavailable_reason: 'OUT_OF_STOCK' }],
    ['no availability', { ord_prd_no: id(1) }],
    ['an availability as a string', { ord_prd_no: id(1), stock_available: 'true' }],
    ['a supply price without its total', { ...available, supply_price: { unit_price: 1, quantity: 1 } }],
    ['a negative price', { ...available, supply_price: { unit_price: -1, quantity: 1, total_amount: 0 } }],
    ['a quantity of 0', { ...available, supply_price: { unit_price: 1, quantity: 0, total_amount: 0 } }],
    ['an unknown key', { ...available, status: 'preparing' }],
  ])('refuses %s', async (_, wrong) => {
    const { status, body } = await confirm(available, wrong);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      success: false,
      data: null,
      error: { code: 'INVALID_REQUEST', message: expect.stringContaining('confirmations.1') },
    });
    expect(vendor.control.writes()).toEqual([]);
  });

  it('requires the key and the vendor id', async () => {
    const call = (headers: Record<string, string>) =>
      send(`${vendor.url}/vendor-api/inventory/confirm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ confirmations: [available] }),
      });
    expect(await call({ 'x-vendor-id': vendor.vendorId })).toMatchObject({
      status: 401,
      body: { success: false, data: null, error: { code: 'INVALID_API_KEY' } },
    });
    expect((await call({ 'x-vendor-api-key': vendor.apiKey, 'x-vendor-id': 'other' })).status).toBe(403);
  });

  it('wraps its answers if configured', async () => {
    vendor.control.behave({ wrapped: true });
    expect((await confirm(available)).body).toMatchObject({
      success: true,
      error: null,
      data: { success_count: 1, results: [{ ord_prd_no: id(1), success: true }] },
    });
  });
});

describe('Brightmall orders', () => {
  const orders = (query: object) =>
    send(`${vendor.url}/vendor-api/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-vendor-api-key': vendor.apiKey,
        'x-vendor-id': vendor.vendorId,
      },
      body: JSON.stringify({ start_date: '2026-01-22', end_date: '2026-01-22', ...query }),
    });
  const idsOf = (body: unknown) =>
    (body as { order_list: { ord_prd_no: string }[] }).order_list.map(({ ord_prd_no }) => ord_prd_no);

  it('lists the items of a state, which a confirmation changes', async () => {
    expect(idsOf((await orders({ status: '배송준비' })).body)).toEqual([]);
    await confirm(available, unavailable);
    expect(idsOf((await orders({ status: '배송준비' })).body)).toEqual([id(1)]);
    expect(idsOf((await orders({ status: '결제완료' })).body)).toEqual([id(2)]);
    vendor.control.reset();
    expect(idsOf((await orders({ status: '배송준비' })).body)).toEqual([]);
  });

  it('filters by days, and pages', async () => {
    expect(idsOf((await orders({ start_date: '2026-01-23', end_date: '2026-02-01' })).body)).toEqual([]);
    expect(idsOf((await orders({ limit: 2, page: 2 })).body)).toEqual([id(409)]);
  });

  it('refuses a wrong request', async () => {
    for (const wrong of [{ limit: 101 }, { status: 'preparing' }, { start_date: '20260122' }]) {
      expect((await orders(wrong)).status).toBe(400);
    }
  });
});
