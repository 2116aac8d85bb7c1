import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../support/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/index.ts';
import { accessToken, patchStock, postConfirm, postToken, postUpdates } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  for (const each of [sandbox.globalLink, sandbox.brightmall, sandbox.smaregi]) each.control.reset();
});

const product = (shopProductId: string) => ({ shopProductId, stockQuantity: 1, isSoldOut: false });
const update = (...ids: readonly string[]) => postUpdates(sandbox.globalLink, { products: ids.map(product) });
const failing = (kind: Exclude<FaultRule['kind'], 'status' | 'late'>) => {
  sandbox.globalLink.control.fail({ on: 'stock-updates', kind } as FaultRule);
};
const applied = () => sandbox.globalLink.control.writes().length;
const lastCall = () => sandbox.globalLink.control.requests().at(-1);

describe('faults without an answer', () => {
  it.each([
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)('%s: the connection closes, %i applied', async (kind, count) => {
    failing(kind);
    await expect(update('product-001')).rejects.toThrow('fetch failed');
    expect(applied()).toBe(count);
    expect(lastCall()).toMatchObject({ status: null, fault: kind });
    expect((await update('product-001')).status).toBe(200);
  });

  it.each([
    ['hang', 0],
    ['hang-after', 1],
  ] as const)('%s: no answer, %i applied', async (kind, count) => {
    failing(kind);
    const call = postUpdates(
      sandbox.globalLink,
      { products: [product('product-001')] },
      AbortSignal.timeout(300),
    );
    await expect(call).rejects.toThrow('timeout');
    expect(applied()).toBe(count);
    expect(lastCall()).toMatchObject({ status: null, fault: kind });
  });
});

describe('faults in the answer', () => {
  it('not-json: 200 with HTML, applied', async () => {
    failing('not-json');
    const { status, headers, body } = await update('product-001');
    expect([status, headers.get('content-type'), applied()]).toEqual([200, 'text/html; charset=utf-8', 1]);
    expect(body).toContain('<html>');
  });

  it('html-error: 502 with HTML, not applied', async () => {
    failing('html-error');
    const { status, body } = await update('product-001');
    expect([status, applied()]).toEqual([502, 0]);
    expect(body).toContain('<html>');
  });

  it('truncated: half of the answer with its full content-length, applied', async () => {
    failing('truncated');
    const { status, headers, body } = await update('product-001');
    expect([status, headers.get('content-type'), applied()]).toEqual([200, 'application/json', 1]);
    expect(body).toBe('{"successCount":1,"failu');
    expect(headers.get('content-length')).toBe('24');
  });

  it('wrong-counts, missing-row and foreign-row of Global Link', async () => {
    failing('wrong-counts');
    expect((await update('product-001')).body).toEqual({ successCount: 2, failureCount: 0, failures: [] });
    failing('missing-row');
    expect((await update('product-001', 'missing-001')).body).toEqual({
      successCount: 1,
      failureCount: 1,
      failures: [],
    });
    failing('missing-row');
    expect((await update('product-001')).body).toEqual({ successCount: 0, failureCount: 1, failures: [] });
    failing('foreign-row');
    expect((await update('product-001')).body).toMatchObject({
      successCount: 0,
      failureCount: 1,
      failures: [{ shopProductId: 'product-never-sent' }],
    });
    expect(applied()).toBe(4);
  });

  it('wrong-counts, missing-row and foreign-row of Brightmall', async () => {
    const id = '202601220157_000020196_[1]';
    const { control } = sandbox.brightmall;
    const confirm = () =>
      postConfirm(sandbox.brightmall, { confirmations: [{ ord_prd_no: id, stock_available: true }] });
    control.fail({ on: 'inventory/confirm', kind: 'wrong-counts' });
    expect((await confirm()).body).toMatchObject({ success_count: 2, results: [{ ord_prd_no: id }] });
    control.fail({ on: 'inventory/confirm', kind: 'missing-row' });
    expect((await confirm()).body).toMatchObject({ success_count: 1, results: [] });
    control.fail({ on: 'inventory/confirm', kind: 'foreign-row' });
    expect((await confirm()).body).toMatchObject({ success_count: 2, results: [{ ord_prd_no: id }, {}] });
    expect(control.writes()).toHaveLength(3);
  });
});

describe('status faults', () => {
  it.each([401, 403, 404, 429, 500, 502, 503])(
    '%i, in the form of each vendor, not applied',
    async (status) => {
      const { globalLink, brightmall, smaregi } = sandbox;
      for (const each of [globalLink, brightmall, smaregi])
        each.control.fail({ on: '*', kind: 'status', status });
      expect(await update('product-001')).toMatchObject({ status, body: { errorCode: expect.any(String) } });
      expect(await postConfirm(brightmall, {})).toMatchObject({
        status,
        body: { success: false, data: null, error: { code: expect.any(String) } },
      });
      expect(await postToken(smaregi)).toMatchObject({ status, body: { type: 'about:blank', status } });
      expect(applied()).toBe(0);
    },
  );

  it('contain the published code', async () => {
    sandbox.brightmall.control.fail({ on: '*', kind: 'status', status: 401 });
    expect((await postConfirm(sandbox.brightmall, {})).body).toMatchObject({
      error: { code: 'INVALID_API_KEY' },
    });
  });

  it('send the configured Retry-After', async () => {
    sandbox.globalLink.control.fail({ on: '*', kind: 'status', status: 503, retryAfter: 7 });
    expect((await update('product-001')).headers.get('retry-after')).toBe('7');
  });
});

describe('the queue of faults', () => {
  it('uses rules in order, as often as they say, for the endpoint they name', async () => {
    const { control } = sandbox.smaregi;
    const token = await accessToken(sandbox.smaregi);
    control.fail({ on: 'stock/bulk', kind: 'status', status: 500, times: 2 });
    control.fail({ on: '*', kind: 'status', status: 503 });
    expect((await postToken(sandbox.smaregi)).status).toBe(503);
    const patch = async () => (await patchStock(sandbox.smaregi, token, { stock: [] })).status;
    expect([await patch(), await patch(), await patch()]).toEqual([500, 500, 400]);
    expect(control.faults()).toEqual([]);
  });

  it('is cleared by heal', async () => {
    sandbox.globalLink.control.fail({ on: '*', kind: 'hang', times: 9 });
    expect(sandbox.globalLink.control.faults()).toMatchObject([{ kind: 'hang', times: 9 }]);
    sandbox.globalLink.control.heal();
    expect((await update('product-001')).status).toBe(200);
  });

  it.each([
    [{ on: 'stock/bulk', kind: 'hang' }],
    [{ on: 'product', kind: 'missing-row' }],
    [{ on: 'webhook', kind: 'never' }],
    [{ on: 'stock-updates', kind: 'twice' }],
    [{ on: '*', kind: 'status' }],
    [{ on: '*', kind: 'hang', times: 0 }],
  ])('refuses %j, which Global Link does not support', (rule) => {
    expect(() => sandbox.globalLink.control.fail(rule as FaultRule)).toThrow(TypeError);
  });
});
