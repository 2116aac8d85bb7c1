import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GlobalLinkSandbox, startGlobalLink } from '../support/sandbox/index.ts';
import { postUpdates, putProduct, send } from './support.ts';

let vendor: GlobalLinkSandbox;
beforeAll(async () => {
  vendor = await startGlobalLink();
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

/** The sample of the vendor's page, unchanged. */
const sample = {
  productName: '베이직 코튼 반팔 티셔츠',
  brandName: 'Delivered Korea',
  mainImage: 'https://www.***.co.kr/main.jpg',
  productImages: ['<string>'],
  productDetailImages: ['<string>'],
  productPrice: 19900,
  discountedProductPrice: 14900,
  domesticShippingPrice: 3000,
  freeDomesticShippingPriceCondition: 30000,
  stockQuantity: 250,
  isProhibitedExport: false,
  originProductUrl: 'https://www.***.co.kr/***',
  prohibitedExportReason: 'null',
  productOptionGroup: [
    {
      productOptionGroupType: 'COMBINATION',
      productOptionGroupName: [{ shopGroupOptionId: 1, productOptionGroupName: '색상' }],
      productOption: [
        {
          productOptionName: [{ shopGroupOptionId: 1, productOptionName: '블랙' }],
          optionPrice: 19900,
          stockQuantity: 50,
          order: 0,
          shopOptionId: 'opt-001',
          availablePurchaseQuantityMin: 1,
          availablePurchaseQuantityMax: 10,
        },
      ],
    },
  ],
};

describe('Global Link product', () => {
  it('accepts the documented sample', async () => {
    const { status, body } = await putProduct(vendor, 'product-001', sample);
    expect(status).toBe(200);
    expect(body).toEqual({
      shopType: 'SMART_STORE',
      shopProductId: 'product-001',
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
    });
    expect(vendor.control.writes()).toMatchObject([{ target: 'product-001', value: sample }]);
  });

  it.each(['tee shirt-01', 'tee/shirt-01', 'tee shirt/ü-01'])('decodes the id %s', async (id) => {
    const { status, body } = await putProduct(vendor, id, sample);
    expect(status).toBe(200);
    expect(body).toMatchObject({ shopProductId: id });
    expect(vendor.control.requests()[0]?.path).toContain(encodeURIComponent(id));
  });

  it('refuses a path with invalid encoding, and an id with a slash', async () => {
    const url = `${vendor.url}/open-api/v1/global-link/products`;
    const headers = { 'content-type': 'application/json', authorization: vendor.secretKey };
    const body = JSON.stringify(sample);
    expect((await send(`${url}/%E0%A4%A`, { method: 'PUT', headers, body })).status).toBe(400);
    expect((await send(`${url}/tee/shirt-01`, { method: 'PUT', headers, body })).status).toBe(404);
  });

  it.each([
    ['missing-001', 404, 'PRODUCT_NOT_FOUND'],
    ['bad-price-001', 400, 'INVALID_PRICE'],
    ['strange-001', 400, 'WAREHOUSE_LOCKED'],
  ])('answers %s with %i %s', async (id, status, errorCode) => {
    expect(await putProduct(vendor, id, sample)).toMatchObject({ status, body: { errorCode } });
    expect(vendor.control.writes()).toEqual([]);
  });

  it('refuses a discounted price above the price, and accepts an equal one', async () => {
    const dear = await putProduct(vendor, 'product-001', { ...sample, discountedProductPrice: 19901 });
    expect(dear).toMatchObject({
      status: 400,
      body: { errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' },
    });
    const equal = { ...sample, discountedProductPrice: 19900, productOptionGroup: null };
    expect((await putProduct(vendor, 'product-001', equal)).status).toBe(200);
  });

  const required = Object.keys(sample).filter(
    (key) => key !== 'prohibitedExportReason' && key !== 'productOptionGroup',
  );
  it.each(required)('requires %s', async (key) => {
    const partial = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== key));
    expect(await putProduct(vendor, 'product-001', partial)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(key) },
    });
  });

  it.each([
    ['a price as a string', { productPrice: '19900' }],
    ['a price with a fraction', { productPrice: 19900.5 }],
    ['a stock beyond int32', { stockQuantity: 2 ** 31 }],
    ['an unknown key', { shopProductId: 'product-001' }],
    ['an unknown key in an option', { productOptionGroup: [{ productOption: [{ isSoldOut: false }] }] }],
    ['flat options', { productOption: [] }],
    [
      'a group option id as a string',
      { productOptionGroup: [{ productOptionGroupName: [{ shopGroupOptionId: '1' }] }] },
    ],
  ])('refuses %s', async (_, wrong) => {
    expect((await putProduct(vendor, 'product-001', { ...sample, ...wrong })).status).toBe(400);
  });

  it('replaces the whole product: its options are those of the last call', async () => {
    const update = (shopOptionId: string) =>
      postUpdates(vendor, {
        products: [
          {
            shopProductId: 'product-001',
            stockQuantity: 1,
            isSoldOut: false,
            productOption: [{ shopOptionId, stockQuantity: 1 }],
          },
        ],
      });
    expect((await update('opt-002')).body).toMatchObject({ successCount: 1 });
    await putProduct(vendor, 'product-001', sample);
    expect((await update('opt-001')).body).toMatchObject({ successCount: 1 });
    expect((await update('opt-002')).body).toMatchObject({ failures: [{ errorCode: 'OPTION_NOT_FOUND' }] });
    vendor.control.reset();
    expect((await update('opt-002')).body).toMatchObject({ successCount: 1 });
  });
});
