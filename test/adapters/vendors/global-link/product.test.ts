import { beforeEach, expect, test } from 'vitest';
import type { ProductChange } from '../../../../src/domain/changes/change.ts';
import { asOptionId } from '../../../../src/domain/ids.ts';
import { globalLinkAt, noCallback, productChange, useChannel, watched } from '../support.ts';

const now = 1_750_000_000_000;
const context = watched(() => now);
const fixture = useChannel((url) => globalLinkAt(`${url}/global-ship`), context);
beforeEach(() => {
  context.calls.length = 0;
});

const writer = () => {
  const found = fixture.channel.writers.PRODUCT_REPLACEMENT;
  if (!found) throw new Error('no writer');
  return found;
};
const send = (change: ProductChange = productChange()) => writer().send([change], noCallback);
const done = { shopType: 'SMART_STORE', shopProductId: 'product-001', updatedAt: '2023-11-07T05:31:56Z' };
const sentBody = () => JSON.parse(fixture.script.calls[0]?.body ?? '');

test('sends a product without options', async () => {
  fixture.script.answer({ body: done });
  expect(await send(productChange({ exportProhibitedReason: 'left over' }))).toEqual({
    type: 'answered',
    rows: [
      {
        state: 'APPLIED',
        receipt: {
          kind: 'PRODUCT_REPLACEMENT',
          shopType: 'SMART_STORE',
          vendorUpdatedAt: Date.parse('2023-11-07T05:31:56Z'),
        },
        evidence: 'ACKNOWLEDGED_WRITE',
        at: now,
      },
    ],
    exchange: { httpStatus: 200, vendorRequestId: null },
  });
  expect(fixture.script.calls[0]).toMatchObject({
    method: 'PUT',
    path: '/global-ship/open-api/v1/global-link/products/product-001',
    headers: { authorization: 'global-link-secret-key', 'content-type': 'application/json' },
  });
  expect(sentBody()).toEqual({
    productName: '베이직 코튼 반팔 티셔츠',
    brandName: 'Delivered Korea',
    mainImage: 'https://img.test/main.jpg',
    productImages: ['https://img.test/1.jpg'],
    productDetailImages: ['https://img.test/d1.jpg'],
    productPrice: 19900,
    discountedProductPrice: 14900,
    domesticShippingPrice: 3000,
    freeDomesticShippingPriceCondition: 30000,
    stockQuantity: 250,
    isProhibitedExport: false,
    originProductUrl: 'https://shop.test/1',
    prohibitedExportReason: null,
    productOptionGroup: null,
  });
});

test('sends a prohibited product with options', async () => {
  fixture.script.answer({ body: done });
  const option = {
    optionId: asOptionId('opt-001'),
    names: [{ groupId: 1, name: '블랙' }],
    price: 19_900,
    stockQuantity: 50,
    order: 0,
  };
  await send(
    productChange({
      exportProhibited: true,
      exportProhibitedReason: 'battery',
      optionGroups: [
        {
          type: 'COMBINATION',
          names: [{ id: 1, name: '색상' }],
          options: [
            { ...option, minPurchase: 1, maxPurchase: 10 },
            { ...option, minPurchase: null, maxPurchase: null },
          ],
        },
      ],
    }),
  );
  const wireOption = {
    productOptionName: [{ shopGroupOptionId: 1, productOptionName: '블랙' }],
    optionPrice: 19900,
    stockQuantity: 50,
    order: 0,
    shopOptionId: 'opt-001',
  };
  expect(sentBody()).toMatchObject({
    isProhibitedExport: true,
    prohibitedExportReason: 'battery',
    productOptionGroup: [
      {
        productOptionGroupType: 'COMBINATION',
        productOptionGroupName: [{ shopGroupOptionId: 1, productOptionGroupName: '색상' }],
        productOption: [
          { ...wireOption, availablePurchaseQuantityMin: 1, availablePurchaseQuantityMax: 10 },
          wireOption,
        ],
      },
    ],
  });
});

test.each([
  ['tee shirt/ü-01', 'tee%20shirt%2F%C3%BC-01'],
  ['50%', '50%25'],
  ['a?b#c', 'a%3Fb%23c'],
  ['a&b=c+d;e:f@g', 'a%26b%3Dc%2Bd%3Be%3Af%40g'],
  ['../../secret', '..%2F..%2Fsecret'],
  ['상품😀', '%EC%83%81%ED%92%88%F0%9F%98%80'],
])('encodes the id %s in the path as %s, and the log does not contain it', async (productId, encoded) => {
  fixture.script.answer({ body: { ...done, shopProductId: productId } });
  expect(await send(productChange({ productId }))).toMatchObject({ rows: [{ state: 'APPLIED' }] });
  expect(fixture.script.calls[0]?.path).toBe(`/global-ship/open-api/v1/global-link/products/${encoded}`);
  expect(context.calls[0]?.endpoint).toBe('/open-api/v1/global-link/products/{shopProductId}');
});

test('sends one row per request', async () => {
  expect(writer().maxRowsPerRequest).toBe(1);
  expect(writer().shapeOf(productChange())).toBe(writer().shapeOf(productChange({ productId: 'other' })));
  await expect(writer().send([], noCallback)).rejects.toThrow(RangeError);
  expect(writer().rules.quantity).toEqual({ min: 0, max: 2147483647 });
});
