import type { VendorContract } from '../../../contract/vendor-contract.ts';
import { stockChange } from '../support.ts';

const atStore = (productId: string, locationId = '1', memo: string | null = null) =>
  stockChange({ productId, locationId, quantity: 7, memo });

const bulk = { kind: 'STOCK_SET', endpoint: 'stock/bulk', requestPath: /\/stock\/bulk$/u } as const;

export const contract: VendorContract = {
  unknownCredentials: { clientSecret: 'an-unknown-key' },
  products: { known: ['501', '567', '1000'], unknown: '404404' },
  writes: [
    {
      ...bulk,
      name: 'stock without a memo',
      rows: {
        distortions: [],
        good: (number) => atStore(String(number + 1)),
        bad: [
          { change: atStore('404404'), code: 'PRODUCT_NOT_FOUND' },
          { change: atStore('1', '404'), code: 'LOCATION_NOT_FOUND' },
        ],
      },
    },
    {
      ...bulk,
      name: 'stock with a memo',
      rows: {
        distortions: [],
        good: (number) => atStore(String(number + 1), '2', '棚卸'),
        bad: [{ change: atStore('404404', '2', '棚卸'), code: 'PRODUCT_NOT_FOUND' }],
      },
    },
  ],
};
