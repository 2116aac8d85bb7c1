const image = 'https://shop.example/images/tee.jpg';
const tee = {
  channel: 'global-link',
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
      options: [
        {
          optionId: 'opt-001',
          names: [{ groupOptionId: 1, name: 'Red' }],
          price: 25_000,
          stockQuantity: 12,
          order: 1,
          minPurchase: 1,
          maxPurchase: 10,
        },
        {
          optionId: 'opt-002',
          names: [{ groupOptionId: 1, name: 'Blue' }],
          price: 25_000,
          stockQuantity: 8,
          order: 2,
          minPurchase: 1,
          maxPurchase: 10,
        },
      ],
    },
  ],
};

/** Two products of the sandbox; the second one's discounted price is over its price. */
export const exampleProducts = [
  tee,
  { ...tee, productId: 'product-002', price: 20_000, discountedPrice: 21_000, optionGroups: null },
];
