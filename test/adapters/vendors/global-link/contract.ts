import { asOptionId } from '../../../../src/domain/ids.ts';
import type { VendorContract } from '../../../contract/vendor-contract.ts';
import { productChange, stockChange } from '../support.ts';

const option = { names: [{ groupId: 1, name: '블랙' }], price: 19_900, stockQuantity: 5, order: 0 };

export const contract: VendorContract = {
  unknownCredentials: { secretKey: 'an-unknown-key' },
  writes: [
    {
      name: 'stock',
      kind: 'STOCK_SET',
      endpoint: 'stock-updates',
      requestPath: /\/stock-updates$/u,
      rows: {
        distortions: ['wrong-counts', 'missing-row', 'foreign-row'],
        good: (number) =>
          stockChange({
            productId: `product-${number}`,
            quantity: number,
            soldOut: number === 0,
            options: number % 2 === 0 ? [] : [{ optionId: 'opt-001', quantity: number }],
          }),
        bad: [
          { change: stockChange({ productId: 'missing-001' }), code: 'PRODUCT_NOT_FOUND' },
          {
            change: stockChange({ productId: 'plain-001', options: [{ optionId: 'opt-1', quantity: 1 }] }),
            code: 'OPTION_NOT_FOUND',
          },
          { change: stockChange({ productId: 'bad-price-001' }), code: 'INVALID_PRICE' },
          { change: stockChange({ productId: 'strange-001' }), code: 'VENDOR_REJECTED' },
        ],
      },
    },
    {
      name: 'products',
      kind: 'PRODUCT_REPLACEMENT',
      endpoint: 'product',
      requestPath: /\/products\/[^/]+$/u,
      rows: {
        distortions: [],
        good: (number) =>
          productChange({
            productId: number === 0 ? 'tee shirt/ü-01' : `product-${number}`,
            optionGroups: [
              {
                type: 'COMBINATION',
                names: [{ id: 1, name: '색상' }],
                options: [{ ...option, optionId: asOptionId('opt-1'), minPurchase: 1, maxPurchase: 10 }],
              },
            ],
          }),
        bad: [
          { change: productChange({ productId: 'missing-001' }), code: 'PRODUCT_NOT_FOUND' },
          { change: productChange({ price: 1, discountedPrice: 2 }), code: 'INVALID_PRICE' },
          { change: productChange({ productId: 'strange-001' }), code: 'VENDOR_REJECTED' },
        ],
      },
    },
  ],
};
