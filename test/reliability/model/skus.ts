import type { SkuInput } from '../../../src/core/skus/inputs.ts';
import type { ItemSpec } from './program.ts';

/** The SKUs of every run. A vendor refuses some of their products. No two of them share a listing. */
const listings = {
  'TEE / red': [
    ['global-link', 'product-1'],
    ['smaregi', '1'],
  ],
  셔츠: [
    ['smaregi', '2'],
    ['global-link', 'product-2'],
    ['smaregi', '404404'],
  ],
  'cap%': [
    ['global-link', 'missing-001'],
    ['smaregi', '3'],
    ['global-link', 'product-3'],
  ],
} as const;

export type SkuName = keyof typeof listings;
export const skuNames = Object.keys(listings) as readonly SkuName[];

/** What each listing keeps back. A SKU is set to the value of its items and this. */
export const buffer = 3;

export const skusToSave: readonly SkuInput[] = skuNames.map((code) => ({
  code,
  listings: listings[code].map(([channel, productId]) => ({
    ...{ channel, productId, buffer },
    ...(channel === 'smaregi' && { locationId: '8' }),
  })),
}));

/** The items that a SKU becomes. */
export const specsOf = (sku: SkuName, observedAt: number | null): readonly ItemSpec[] =>
  listings[sku].map(([channel, id]) => ({
    ...{ channel, id, observedAt, withMemo: false, withOption: false, ifValue: null },
    sku,
  }));
