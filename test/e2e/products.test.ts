import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import {
  accepted,
  attemptsOf,
  ended,
  only,
  outcomeOf,
  replaceProducts,
  setStock,
} from '../support/client.ts';
import { globalLinkStock, product } from '../support/items.ts';

const path = '/global-ship/open-api/v1/global-link/products';

describe('replaceProducts', () => {
  it.concurrent('replaces whole products, whatever their ids contain', async ({ start }) => {
    const { url, sandbox } = await start();
    const ids = ['product-001', 'tee shirt-01', 'tee/shirt-01', 'tee shirt/ü-01'];
    const answer = await replaceProducts(
      url,
      ids.map((id) => product(id)),
    );
    expect(answer.results.map(outcomeOf)).toEqual(ids.map(() => 'APPLIED'));
    expect(answer.operation).toMatchObject({ kind: 'PRODUCT_REPLACEMENT', itemCount: 4, appliedCount: 4 });
    expect(
      sandbox.globalLink.control
        .requests()
        .map((one) => one.path)
        .toSorted(),
    ).toEqual(
      [
        `${path}/product-001`,
        `${path}/tee%20shirt%2F%C3%BC-01`,
        `${path}/tee%20shirt-01`,
        `${path}/tee%2Fshirt-01`,
      ].toSorted(),
    );
    expect(
      sandbox.globalLink.control
        .writes()
        .map((one) => one.target)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  it.concurrent('returns the product that the vendor now has', async ({ start }) => {
    const { url } = await start();
    const { results } = await replaceProducts(url, [product('tee shirt/ü-01')]);
    expect(only(results)).toMatchObject({
      __typename: 'ProductApplied',
      shopType: 'SMART_STORE',
      vendorUpdatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      product: {
        productId: 'tee shirt/ü-01',
        name: 'Linen shirt',
        discountedPrice: { amount: '50000', currency: 'KRW' },
        stockQuantity: 10,
      },
    });
  });

  it.concurrent("sends null for missing fields, in the vendor's form", async ({ start }) => {
    const { url, sandbox } = await start();
    await replaceProducts(url, [product('product-001')]);
    expect(only(sandbox.globalLink.control.requests()).body).toEqual({
      productName: 'Linen shirt',
      brandName: 'Onshelf',
      mainImage: 'https://shop.example/1.jpg',
      productImages: ['https://shop.example/1.jpg'],
      productDetailImages: [],
      productPrice: 50_000,
      discountedProductPrice: 50_000,
      domesticShippingPrice: 3_000,
      freeDomesticShippingPriceCondition: 0,
      stockQuantity: 10,
      isProhibitedExport: false,
      prohibitedExportReason: null,
      originProductUrl: 'https://shop.example/linen-shirt',
      productOptionGroup: null,
    });
  });

  it.concurrent('sends all fields', async ({ start }) => {
    const { url, sandbox } = await start();
    const option = {
      optionId: 'opt-red',
      names: [{ groupOptionId: 1, name: 'Red' }],
      price: 51_000,
      stockQuantity: 4,
    };
    const { results } = await replaceProducts(url, [
      product('product-001', {
        discountedPrice: 45_000,
        freeShippingThreshold: 100_000,
        exportProhibited: true,
        exportProhibitedReason: 'Batteries',
        optionGroups: [
          {
            names: [{ groupOptionId: 1, name: 'Color' }],
            options: [{ ...option, order: 1, minPurchase: 1 }],
          },
        ],
      }),
    ]);
    expect(results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(only(sandbox.globalLink.control.requests()).body).toMatchObject({
      discountedProductPrice: 45_000,
      freeDomesticShippingPriceCondition: 100_000,
      isProhibitedExport: true,
      prohibitedExportReason: 'Batteries',
      productOptionGroup: [
        {
          productOptionGroupType: 'COMBINATION',
          productOptionGroupName: [{ shopGroupOptionId: 1, productOptionGroupName: 'Color' }],
          productOption: [
            {
              productOptionName: [{ shopGroupOptionId: 1, productOptionName: 'Red' }],
              ...{ optionPrice: 51_000, stockQuantity: 4, order: 1, shopOptionId: 'opt-red' },
              availablePurchaseQuantityMin: 1,
            },
          ],
        },
      ],
    });
  });

  it.concurrent('answers each product separately', async ({ start }) => {
    const { url } = await start();
    const answer = await replaceProducts(url, [
      product('product-001'),
      product('missing-001'),
      product('bad-price-001'),
      product('strange-001'),
      product('product-002', { discountedPrice: 50_001 }),
      product('product-003', { channel: 'smaregi' }),
      product('product-004'),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'APPLIED',
      'FAILED TargetNotFound PRODUCT_NOT_FOUND',
      'FAILED VendorRejected INVALID_PRICE',
      'FAILED VendorRejected VENDOR_REJECTED',
      'FAILED InvalidItem INVALID_PRICE',
      'FAILED InvalidItem UNSUPPORTED_BY_CHANNEL',
      'APPLIED',
    ]);
    expect(answer.operation).toMatchObject({ itemCount: 7, appliedCount: 2, failedCount: 5 });
  });

  it.concurrent('sends a product and its stock in the order of acceptance', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 40 });
    const accept = async (quantity: number) => [
      accepted(
        await replaceProducts(url, [product('product-001', { stockQuantity: quantity })], { waitMs: 0 }),
      ),
      accepted(await setStock(url, [globalLinkStock('product-001', quantity + 1)], { waitMs: 0 })),
    ];
    const [, , , last] = [...(await accept(1)), ...(await accept(3))];
    const operation = await ended(url, last?.id ?? '');
    expect(attemptsOf(operation)).toEqual(['1 ANSWERED']);
    const quantities = sandbox.globalLink.control.writes().map(({ value }) => Object(value)['stockQuantity']);
    expect(quantities).toEqual(quantities.toSorted((a, b) => a - b));
    expect(quantities.at(-1)).toBe(4);
  });
});
