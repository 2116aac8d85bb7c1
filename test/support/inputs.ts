import type {
  InventoryConfirmationInput,
  ProductInput,
  ProductOptionInput,
} from '../../src/core/submit/inputs.ts';

export const productInput = (more: Partial<ProductInput> = {}): ProductInput => ({
  channel: 'shop',
  productId: '1',
  name: 'Cup',
  brand: 'Brand',
  mainImage: new URL('https://img.test/main.png'),
  images: [],
  detailImages: [],
  price: '1000',
  domesticShippingFee: '0',
  stockQuantity: 5,
  sourceUrl: new URL('https://shop.test/1'),
  ...more,
});

export const optionInput = (more: Partial<ProductOptionInput> = {}): ProductOptionInput => ({
  optionId: 'red',
  names: [{ groupOptionId: 1, name: 'Red' }],
  price: '0',
  stockQuantity: 1,
  order: 1,
  ...more,
});
export const optionGroupInput = (...options: readonly ProductOptionInput[]) => ({
  names: [{ groupOptionId: 1, name: 'Colour' }],
  options,
});

export const confirmationInput = (
  more: Partial<InventoryConfirmationInput> = {},
): InventoryConfirmationInput => ({ channel: 'mall', orderItemId: 'A-1', available: true, ...more });
