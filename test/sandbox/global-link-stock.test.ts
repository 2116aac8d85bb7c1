import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GlobalLinkSandbox, startGlobalLink } from '../support/sandbox/index.ts';
import { postUpdates, send } from './support.ts';

let vendor: GlobalLinkSandbox;
beforeAll(async () => {
  vendor = await startGlobalLink();
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

const row = (shopProductId: string, more: object = {}) => ({
  shopProductId,
  stockQuantity: 250,
  isSoldOut: false,
  productOption: null,
  ...more,
});

const update = (...products: readonly object[]) => postUpdates(vendor, { products });

describe('Global Link stock-updates', () => {
  it('stores a product with its options', async () => {
    const productOption = [{ shopOptionId: 'opt-001', stockQuantity: 50 }];
    const { status, body, headers } = await update(row('product-001', { productOption }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({ successCount: 1, failureCount: 0, failures: [] });
    expect(vendor.control.writes()).toMatchObject([
      { target: 'product-001', value: { stockQuantity: 250, isSoldOut: false, productOption } },
    ]);
  });

  it('answers 200 with partial success, and counts products', async () => {
    const bad = { productOption: [{ shopOptionId: 'opt-missing', stockQuantity: 1 }] };
    const { status, body } = await update(
      row('product-001'),
      row('missing-001'),
      row('product-002', bad),
      row('bad-price-001'),
      row('strange-001'),
      row('plain-001', { productOption: [{ shopOptionId: 'opt-001', stockQuantity: 1 }] }),
      row('tee shirt/ü-01'),
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      successCount: 2,
      failureCount: 5,
      failures: [
        { shopProductId: 'missing-001', errorCode: 'PRODUCT_NOT_FOUND', message: '상품을 찾을 수 없습니다' },
        { shopProductId: 'product-002', errorCode: 'OPTION_NOT_FOUND', message: '옵션을 찾을 수 없습니다' },
        { shopProductId: 'bad-price-001', errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' },
        { shopProductId: 'strange-001', errorCode: 'WAREHOUSE_LOCKED', message: '창고가 점검 중입니다' },
        { shopProductId: 'plain-001', errorCode: 'OPTION_NOT_FOUND', message: '옵션을 찾을 수 없습니다' },
      ],
    });
    expect(vendor.control.writes().map((write) => write.target)).toEqual(['product-001', 'tee shirt/ü-01']);
  });

  it('accepts a missing productOption, and a negative quantity, which no page forbids', async () => {
    const { productOption: _, ...bare } = row('product-001', { stockQuantity: -3 });
    expect(await update(bare)).toMatchObject({ status: 200, body: { successCount: 1 } });
  });

  it('accepts 100 products, and refuses 0 and 101', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`product-${index}`));
    expect((await update(...rows(100))).body).toMatchObject({ successCount: 100 });
    expect((await update(...rows(101))).status).toBe(400);
    expect((await update()).status).toBe(400);
  });

  it.each([
    ['a missing field', { shopProductId: 'product-001', stockQuantity: 1 }],
    ['a quantity as a string', row('product-001', { stockQuantity: '1' })],
    ['a quantity with a fraction', row('product-001', { stockQuantity: 1.5 })],
    ['a quantity beyond int32', row('product-001', { stockQuantity: 2 ** 31 })],
    ['an id that is a number', row('product-001', { shopProductId: 1 })],
    ['an isSoldOut that is null', row('product-001', { isSoldOut: null })],
    ['an unknown key', row('product-001', { memo: '' })],
    [
      'an option with isSoldOut',
      row('product-001', {
        productOption: [{ shopOptionId: 'opt-001', stockQuantity: 1, isSoldOut: false }],
      }),
    ],
    ['an option without a quantity', row('product-001', { productOption: [{ shopOptionId: 'opt-001' }] })],
    ['options that are grouped', row('product-001', { productOption: [{ productOption: [] }] })],
  ])('refuses the whole call for %s', async (_, wrong) => {
    const { status, body } = await update(row('product-002'), wrong);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errorCode: 'BAD_REQUEST', message: expect.stringContaining('products.1') });
    expect(vendor.control.writes()).toEqual([]);
  });

  it('requires the secret key without a scheme', async () => {
    const url = `${vendor.url}/open-api/v1/global-link/products/stock-updates`;
    const body = JSON.stringify({ products: [row('product-001')] });
    for (const authorization of [`Bearer ${vendor.secretKey}`, 'wrong', '']) {
      const headers = { 'content-type': 'application/json', authorization };
      expect((await send(url, { method: 'POST', headers, body })).status).toBe(401);
    }
    expect(vendor.control.writes()).toEqual([]);
  });

  it('requires JSON with its content type', async () => {
    const url = `${vendor.url}/open-api/v1/global-link/products/stock-updates`;
    const body = JSON.stringify({ products: [row('product-001')] });
    const authorization = vendor.secretKey;
    const plain = { authorization, 'content-type': 'text/plain' };
    expect((await send(url, { method: 'POST', headers: plain, body })).status).toBe(400);
    const headers = { authorization, 'content-type': 'application/json' };
    expect((await send(url, { method: 'POST', headers, body: '{"products":[' })).status).toBe(400);
    expect(vendor.control.requests().at(-1)).toMatchObject({ body: '{"products":[', status: 400 });
  });
});
