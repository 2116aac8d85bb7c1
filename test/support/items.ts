import type {
  InventoryConfirmationInput,
  ProductInput,
  StockAdjustmentInput,
  StockQuantityInput,
} from '../e2e/generated/graphql.ts';

/** Valid items for each channel of the sandbox, by the field that a test needs. */

export const globalLinkStock = (
  productId: string,
  quantity: number,
  more: Partial<StockQuantityInput> = {},
): StockQuantityInput => ({ channel: 'global-link', productId, quantity, ...more });

export const smaregiStock = (
  productId: string,
  quantity: number,
  more: Partial<StockQuantityInput> = {},
): StockQuantityInput => ({ channel: 'smaregi', productId, locationId: '8', quantity, ...more });

export const smaregiAdjustment = (
  productId: string,
  delta: number,
  more: Partial<StockAdjustmentInput> = {},
): StockAdjustmentInput => ({ channel: 'smaregi', productId, locationId: '8', delta, ...more });

export const orderItem = (sequence: number): string => `202601220157_000020196_[${sequence}]`;

export const confirmation = (
  orderItemId: string,
  more: Partial<InventoryConfirmationInput> = {},
): InventoryConfirmationInput => ({ channel: 'brightmall', orderItemId, available: true, ...more });

export const product = (productId: string, more: Partial<ProductInput> = {}): ProductInput => ({
  channel: 'global-link',
  productId,
  name: 'Linen shirt',
  brand: 'Onshelf',
  mainImage: 'https://shop.example/1.jpg',
  images: ['https://shop.example/1.jpg'],
  detailImages: [],
  price: 50_000,
  domesticShippingFee: 3_000,
  stockQuantity: 10,
  sourceUrl: 'https://shop.example/linen-shirt',
  ...more,
});
