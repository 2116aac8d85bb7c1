import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmaregiSandbox, startSmaregi } from '../support/sandbox/index.ts';
import { accessToken, getStock, patchStock, pause, postToken, send, until } from './support.ts';

let vendor: SmaregiSandbox;
beforeAll(async () => {
  vendor = await startSmaregi({ callbackDelayMs: 0 });
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

describe('Smaregi token', () => {
  it('gives a token for client credentials', async () => {
    vendor.control.behave({ tokenExpiresIn: 120 });
    const { status, body } = await postToken(vendor);
    expect(status).toBe(200);
    expect(body).toEqual({
      scope: 'pos.stock:read pos.stock:write',
      token_type: 'Bearer',
      expires_in: 120,
      access_token: expect.stringMatching(/^\S{20,}$/u),
    });
    expect(vendor.control.requests()[0]?.body).toBe(
      'grant_type=client_credentials&scope=pos.stock:read pos.stock:write',
    );
  });

  it('refuses with the OAuth errors', async () => {
    expect(await postToken(vendor, undefined, 'who:what')).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    const cases = [
      ['grant_type=password&scope=pos.stock:read', 'unsupported_grant_type'],
      ['grant_type=client_credentials', 'invalid_scope'],
      ['grant_type=client_credentials&scope=pos.all', 'invalid_scope'],
    ] as const;
    for (const [form, error] of cases) {
      expect(await postToken(vendor, form)).toMatchObject({ status: 400, body: { error } });
    }
    const basic = Buffer.from(`${vendor.clientId}:${vendor.clientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/json' };
    expect(await send(vendor.tokenUrl, { method: 'POST', headers, body: '{}' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });

  it('checks tokens: missing, unknown, expired, with another scope', async () => {
    const problem = { type: 'about:blank', title: 'Unauthorized', status: 401 };
    expect(await getStock(vendor, 'unknown')).toMatchObject({ status: 401, body: problem });
    expect((await send(`${vendor.url}/stock`, {})).status).toBe(401);
    vendor.control.behave({ tokenExpiresIn: 1 });
    const short = await accessToken(vendor);
    expect((await getStock(vendor, short)).status).toBe(200);
    await pause(1050);
    expect((await getStock(vendor, short)).status).toBe(401);
    const { body } = await postToken(vendor, 'grant_type=client_credentials&scope=pos.stock:read');
    const reader = (body as { access_token: string }).access_token;
    expect((await patchStock(vendor, reader, {})).status).toBe(403);
  });

  it('drops its tokens on command, and keeps them on a reset', async () => {
    const token = await accessToken(vendor);
    vendor.control.reset();
    expect((await getStock(vendor, token)).status).toBe(200);
    vendor.control.expireTokens();
    expect((await getStock(vendor, token)).status).toBe(401);
  });
});

describe('Smaregi stock', () => {
  const row = (productId: string, storeId: string, stockAmount: string) => ({
    productId,
    storeId,
    stockAmount,
  });
  const filled = async (): Promise<string> => {
    const token = await accessToken(vendor);
    const stock = [row('10', '1', '7'), row('2', '2', '8'), row('2', '1', '-9')];
    await patchStock(vendor, token, { stock, callbackUrl: 'http://127.0.0.1:1/' });
    await until(() => vendor.control.writes().length === 3);
    return token;
  };
  const pairs = (body: unknown) =>
    (body as { productId: string; storeId: string }[]).map((each) => `${each.productId}:${each.storeId}`);

  it('lists only changed stock, as an array of strings', async () => {
    expect((await getStock(vendor, await accessToken(vendor), '?product_id=2')).body).toEqual([]);
    const token = await filled();
    const { body } = await getStock(vendor, token, '?product_id=2&store_id=1');
    expect(body).toEqual([
      {
        storeId: '1',
        productId: '2',
        stockAmount: '-9',
        layawayStockAmount: '0',
        updDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/u),
      },
    ]);
  });

  it('filters and pages', async () => {
    const token = await filled();
    expect(pairs((await getStock(vendor, token, '?limit=3')).body)).toEqual(['2:1', '2:2', '10:1']);
    expect(pairs((await getStock(vendor, token, '?product_id=2')).body)).toEqual(['2:1', '2:2']);
    expect(pairs((await getStock(vendor, token, '?store_id=1')).body)).toEqual(['2:1', '10:1']);
    expect(pairs((await getStock(vendor, token, '?store_id=1&limit=1&page=2')).body)).toEqual(['10:1']);
    expect((await getStock(vendor, token, '?store_id=1&limit=1&page=3')).body).toEqual([]);
    const descending = '?store_id=1&sort=productId:desc';
    expect(pairs((await getStock(vendor, token, descending)).body)).toEqual(['10:1', '2:1']);
  });

  it.each(['?limit=0', '?limit=1001', '?page=0', '?product_id=a', '?productId=1'])(
    'refuses %s',
    async (query) => {
      expect((await getStock(vendor, await accessToken(vendor), query)).status).toBe(400);
    },
  );

  it('leaves out or adds a row on command', async () => {
    const token = await filled();
    vendor.control.fail({ on: 'stock', kind: 'missing-row' });
    vendor.control.fail({ on: 'stock', kind: 'foreign-row' });
    expect(pairs((await getStock(vendor, token, '?limit=3')).body)).toEqual(['2:1', '2:2']);
    expect(pairs((await getStock(vendor, token, '?limit=3')).body)).toEqual([
      '2:1',
      '2:2',
      '10:1',
      '9998:98',
    ]);
    expect(pairs((await getStock(vendor, token, '?limit=3')).body)).toEqual(['2:1', '2:2', '10:1']);
  });
});
