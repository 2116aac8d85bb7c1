import type { Examples } from '../definition.ts';

const image = 'https://shop.example/images/tee.jpg';

const option = (optionId: string, color: string, stockQuantity: number, order: number) => ({
  optionId,
  names: [{ groupOptionId: 1, name: color }],
  price: 25_000,
  stockQuantity,
  order,
  minPurchase: 1,
  maxPurchase: 10,
});

const tee = {
  productId: 'product-001',
  name: 'Tee shirt',
  brand: 'Plain',
  mainImage: image,
  images: [image],
  detailImages: [image],
  price: 29_000,
  discountedPrice: 25_000,
  domesticShippingFee: 3_000,
  freeShippingThreshold: 50_000,
  stockQuantity: 20,
  sourceUrl: 'https://shop.example/products/product-001',
  optionGroups: [
    {
      names: [{ groupOptionId: 1, name: 'Color' }],
      options: [option('opt-001', 'Red', 12, 1), option('opt-002', 'Blue', 8, 2)],
    },
  ],
};

export const examples: Examples = {
  STOCK_SET: [
    { productId: 'product-001', quantity: 12 },
    { productId: 'missing-001', quantity: 3 },
  ],
  PRODUCT_REPLACEMENT: [
    tee,
    // The discounted price is higher than the price.
    { ...tee, productId: 'product-002', price: 20_000, discountedPrice: 21_000, optionGroups: null },
  ],
};
