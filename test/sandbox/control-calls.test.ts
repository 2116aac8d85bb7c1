import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmaregiSandbox, startSmaregi } from '../../src/sandbox/smaregi/index.ts';
import { accessToken, getStock, patchStock, postToken, send, until } from './support.ts';

let vendor: SmaregiSandbox;
beforeAll(async () => {
  vendor = await startSmaregi({ callbackDelayMs: 0 });
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

const call = (method: string, path: string, body?: unknown) =>
  send(new URL(`/_sandbox${path}`, vendor.url).href, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('the control over HTTP', () => {
  it('shows requests, writes and webhooks as the handle does', async () => {
    const token = await accessToken(vendor);
    const stock = [{ productId: '1', storeId: '1', stockAmount: '5' }];
    await patchStock(vendor, token, { stock, callbackUrl: 'http://127.0.0.1:1/' });
    await until(() => vendor.control.webhooks()[0]?.error != null);
    const { body } = await call('GET', '/requests');
    expect(body).toMatchObject([
      { method: 'POST', path: '/app/sb_onshelf/token', status: 200, fault: null },
      {
        at: expect.any(Number),
        method: 'PATCH',
        path: '/sb_onshelf/pos/stock/bulk',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: { stock },
      },
    ]);
    expect(body).toEqual(vendor.control.requests());
    expect((await call('GET', '/writes')).body).toEqual(vendor.control.writes());
    expect((await call('GET', '/writes')).body).toMatchObject([{ target: '1:1' }]);
    expect((await call('GET', '/webhooks')).body).toEqual(vendor.control.webhooks());
  });

  it('changes the behaviour, and refuses what is none', async () => {
    expect((await call('PATCH', '/behaviour', { firstRow: 0 })).body).toMatchObject({ firstRow: 0 });
    expect((await call('GET', '/behaviour')).body).toEqual({
      latencyMs: 0,
      maxConcurrent: null,
      ratePerSecond: null,
      retryAfter: 'seconds',
      callbackDelayMs: 0,
      firstRow: 0,
      tokenExpiresIn: 3600,
    });
    for (const wrong of [{ firstRow: 2 }, { wrapped: true }, [], 'x', null]) {
      expect(await call('PATCH', '/behaviour', wrong)).toMatchObject({
        status: 400,
        body: { error: expect.any(String) },
      });
    }
    expect(() => vendor.control.behave({ latencyMs: -1 })).toThrow(TypeError);
  });

  it('queues, shows and clears faults', async () => {
    const rule = { on: 'token', kind: 'status', status: 503 };
    expect((await call('POST', '/faults', rule)).body).toEqual({ ...rule, times: 1 });
    expect((await call('GET', '/faults')).body).toEqual([{ ...rule, times: 1 }]);
    expect((await postToken(vendor)).status).toBe(503);
    await call('POST', '/faults', rule);
    expect((await call('DELETE', '/faults')).status).toBe(200);
    expect((await postToken(vendor)).status).toBe(200);
    expect((await call('POST', '/faults', { on: 'product', kind: 'hang' })).status).toBe(400);
  });

  it('resets state, records, faults and behaviour', async () => {
    const token = await accessToken(vendor);
    const stock = [{ productId: '1', storeId: '1', stockAmount: '5' }];
    await patchStock(vendor, token, { stock, callbackUrl: 'http://127.0.0.1:1/' });
    await until(() => vendor.control.writes().length === 1);
    await call('POST', '/faults', { on: '*', kind: 'hang' });
    await call('PATCH', '/behaviour', { latencyMs: 5000 });
    expect((await call('POST', '/reset')).status).toBe(200);
    expect([vendor.control.requests(), vendor.control.writes(), vendor.control.faults()]).toEqual([
      [],
      [],
      [],
    ]);
    expect((await getStock(vendor, token)).body).toEqual([]);
  });

  it('makes tokens unknown', async () => {
    const token = await accessToken(vendor);
    await call('POST', '/tokens/expire');
    expect((await getStock(vendor, token)).status).toBe(401);
  });

  it('is neither recorded nor slowed nor limited, and knows its own paths', async () => {
    vendor.control.behave({ latencyMs: 60_000, ratePerSecond: 0 });
    expect((await call('GET', '/nothing')).status).toBe(404);
    expect((await call('GET', '/requests')).body).toEqual([]);
  });
});
