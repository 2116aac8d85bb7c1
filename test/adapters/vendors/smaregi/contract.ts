import type { AdjustmentChange } from '../../../../src/domain/changes/change.ts';
import { asChannelId, asLocationId, asProductId } from '../../../../src/domain/ids.ts';
import type { VendorContract } from '../../../contract/vendor-contract.ts';
import { stockChange } from '../support.ts';

const atStore = (productId: string, locationId = '1', memo: string | null = null) =>
  stockChange({ productId, locationId, quantity: 7, memo });

const addedAt = (productId: string, locationId = '1', memo: string | null = null): AdjustmentChange => ({
  kind: 'STOCK_ADJUSTMENT',
  channel: asChannelId('smaregi'),
  productId: asProductId(productId),
  locationId: asLocationId(locationId),
  delta: -7,
  memo,
});

const addBulk = {
  kind: 'STOCK_ADJUSTMENT',
  endpoint: 'stock/add/bulk',
  requestPath: /\/stock\/add\/bulk$/u,
} as const;

const bulk = { kind: 'STOCK_SET', endpoint: 'stock/bulk', requestPath: /\/stock\/bulk$/u } as const;

export const contract: VendorContract = {
  unknownCredentials: { clientSecret: 'an-unknown-key' },
  settings: { stockHistory: true },
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
    {
      ...addBulk,
      name: 'additions to stock without a memo',
      rows: {
        distortions: [],
        good: (number) => addedAt(String(number + 1)),
        bad: [
          { change: addedAt('404404'), code: 'PRODUCT_NOT_FOUND' },
          { change: addedAt('1', '404'), code: 'LOCATION_NOT_FOUND' },
        ],
      },
    },
    {
      ...addBulk,
      name: 'additions to stock with a memo',
      rows: {
        distortions: [],
        good: (number) => addedAt(String(number + 1), '2', '入荷'),
        bad: [{ change: addedAt('404404', '2', '入荷'), code: 'PRODUCT_NOT_FOUND' }],
      },
    },
  ],
};
