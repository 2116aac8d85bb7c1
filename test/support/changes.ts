import type {
  AdjustmentChange,
  ConfirmationChange,
  ProductChange,
  StockChange,
} from '../../src/domain/changes/change.ts';
import { invalidItem, outcomeUnknown, refusedByVendor } from '../../src/domain/failure.ts';
import { asChannelId, asLocationId, asOptionId, asOrderItemId, asProductId } from '../../src/domain/ids.ts';
import type { RowOutcome } from '../../src/domain/item.ts';

export const shop = asChannelId('shop');

export const stockOf = (
  productId: string,
  quantity: number,
  more: Partial<Omit<StockChange, 'kind' | 'productId' | 'quantity'>> = {},
): StockChange => ({
  kind: 'STOCK_SET',
  channel: shop,
  productId: asProductId(productId),
  locationId: null,
  quantity,
  soldOut: quantity === 0,
  options: [],
  memo: null,
  observedAt: null,
  ...more,
});

export const adjustmentOf = (
  productId: string,
  delta: number,
  more: Partial<Omit<AdjustmentChange, 'kind' | 'productId' | 'delta'>> = {},
): AdjustmentChange => ({
  kind: 'STOCK_ADJUSTMENT',
  channel: shop,
  productId: asProductId(productId),
  locationId: null,
  delta,
  memo: null,
  ...more,
});

export const optionStock = (optionId: string, quantity: number) => ({
  optionId: asOptionId(optionId),
  quantity,
});

export const atStore = (id: string) => ({ locationId: asLocationId(id) });

export const productOf = (
  productId: string,
  more: Partial<Omit<ProductChange, 'kind' | 'productId'>> = {},
): ProductChange => ({
  kind: 'PRODUCT_REPLACEMENT',
  channel: shop,
  productId: asProductId(productId),
  name: `Product ${productId}`,
  brand: 'Brand',
  mainImage: 'https://img.test/main.png',
  images: [],
  detailImages: [],
  price: 1000,
  discountedPrice: 1000,
  domesticShippingFee: 0,
  freeShippingThreshold: 0,
  stockQuantity: 5,
  exportProhibited: false,
  exportProhibitedReason: null,
  sourceUrl: 'https://shop.test/1',
  optionGroups: [],
  ...more,
});

export const optionGroupOf = (...options: readonly { optionId: string; stockQuantity: number }[]) => ({
  type: 'COMBINATION' as const,
  names: [{ id: 1, name: 'Colour' }],
  options: options.map(({ optionId, stockQuantity }, order) => ({
    optionId: asOptionId(optionId),
    names: [{ groupId: 1, name: optionId }],
    price: 0,
    stockQuantity,
    order,
    minPurchase: null,
    maxPurchase: null,
  })),
});

export const confirmationOf = (
  orderItemId: string,
  more: Partial<Omit<ConfirmationChange, 'kind' | 'orderItemId'>> = {},
): ConfirmationChange => ({
  kind: 'INVENTORY_CONFIRMATION',
  channel: shop,
  orderItemId: asOrderItemId(orderItemId),
  available: true,
  unavailableReason: null,
  memo: null,
  supplyPrice: null,
  ...more,
});

export const appliedAt = (at: number): RowOutcome => ({
  state: 'APPLIED',
  receipt: { kind: 'STOCK_SET', vendorReference: 'ref-1' },
  evidence: 'ACKNOWLEDGED_WRITE',
  at,
});
/** An adjustment was applied, and a read showed this quantity after it. */
export const adjustedAt = (at: number, quantity: number | null = null): RowOutcome => ({
  state: 'APPLIED',
  receipt: {
    kind: 'STOCK_ADJUSTMENT',
    vendorReference: 'ref-1',
    level: quantity === null ? null : { quantity, observedAt: at },
  },
  evidence: 'ACKNOWLEDGED_WRITE',
  at,
});
export const refusedRow = (code = 'PRODUCT_NOT_FOUND'): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor('the product', { code, message: 'No such thing' }),
});
export const unknownRow: RowOutcome = {
  state: 'OUTCOME_UNKNOWN',
  failure: outcomeUnknown('Sent and never answered.'),
};
export const brokenRule = invalidItem('INVALID_QUANTITY', ['quantity'], 'Too many.');
