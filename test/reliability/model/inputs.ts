import type { InputOf } from '../../../src/core/submit/inputs.ts';
import type { Change } from '../../../src/domain/changes/change.ts';
import { asChannelId, asLocationId, asProductId } from '../../../src/domain/ids.ts';
import type { StockKey } from '../../../src/domain/stock.ts';
import { assertNever } from '../../../src/lib/assert-never.ts';
import { memoOf, store } from '../support/vendor-writes.ts';
import type { ItemSpec } from './program.ts';

const dawn = Date.parse('2026-01-01T00:00:00Z');

export const timeOf = (observedAt: number): Date => new Date(dawn + observedAt * 1000);

/** The target of a product at Smaregi. */
export const smaregiTarget = (productId: string) => ({
  ...{ channel: 'smaregi', productId, locationId: store },
});

export const smaregi = asChannelId('smaregi');

/** The stock level of a product at Smaregi. */
export const stockKeyIn = (productId: string): StockKey => ({
  channel: smaregi,
  productId: asProductId(productId),
  locationId: asLocationId(store),
  optionId: null,
});

/** The inputs of each kind of mutation, by their targets. */
export const inputs: {
  readonly [Kind in keyof InputOf]: (
    spec: ItemSpec,
    value: number,
    /** The quantity that the change requires; null without a condition. */
    ifQuantity: number | null,
  ) => InputOf[Kind];
} = {
  STOCK_SET: ({ channel, id, observedAt, withMemo, withOption }, value, ifQuantity) => ({
    channel,
    ...(ifQuantity !== null && { ifQuantity }),
    productId: id,
    quantity: value,
    ...(channel === 'smaregi' && { locationId: store }),
    ...(channel === 'smaregi' && withMemo && { memo: 'counted' }),
    ...(channel === 'global-link' &&
      withOption &&
      ifQuantity === null && { options: [{ optionId: 'opt-001', quantity: value }] }),
    ...(observedAt !== null && { observedAt: timeOf(observedAt) }),
  }),
  // The delta identifies the adjustment, as the quantity identifies an absolute change.
  STOCK_ADJUSTMENT: ({ channel, id, withMemo }, value) => ({
    channel,
    productId: id,
    delta: value,
    ...(channel === 'smaregi' && { locationId: store }),
    ...(channel === 'smaregi' && withMemo && { memo: 'delivered' }),
  }),
  PRODUCT_REPLACEMENT: ({ channel, id }, value) => ({
    channel,
    productId: id,
    name: `Shirt ${value}`,
    brand: 'Onshelf',
    mainImage: new URL('https://shop.example/1.jpg'),
    images: [],
    detailImages: [],
    price: '50000',
    domesticShippingFee: '3000',
    stockQuantity: value,
    sourceUrl: new URL('https://shop.example/shirt'),
  }),
  INVENTORY_CONFIRMATION: ({ channel, id, withOption }, value) => ({
    channel,
    orderItemId: id,
    available: true,
    memo: memoOf(value),
    ...(withOption && { supplyPrice: { unitPrice: '1', quantity: 1, totalAmount: '1' } }),
  }),
};

export const valueIn = (change: Change): number => {
  switch (change.kind) {
    case 'STOCK_SET':
      return change.quantity;
    case 'STOCK_ADJUSTMENT':
      return change.delta;
    case 'PRODUCT_REPLACEMENT':
      return change.stockQuantity;
    case 'INVENTORY_CONFIRMATION':
      return Number(change.memo?.slice(1));
    default:
      return assertNever(change);
  }
};

/** The target of a change, in the terms of the sandbox vendors. */
export const vendorTargetOf = (change: Change): string => {
  if (change.kind === 'INVENTORY_CONFIRMATION') return `${change.channel}/${change.orderItemId}`;
  const { locationId } = change.kind === 'PRODUCT_REPLACEMENT' ? { locationId: null } : change;
  return `${change.channel}/${change.productId}${locationId === null ? '' : `:${locationId}`}`;
};
