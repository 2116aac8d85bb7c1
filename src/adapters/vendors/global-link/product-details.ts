import type { ProductDetails } from '../definition.ts';

/** Page '상품 정보 수정', the fields of its request that products of other vendors do not have. */
export const productDetails: ProductDetails = {
  description: 'A product of Global Link, as the gateway last replaced it.',
  fields: {
    brand: { type: 'text', description: 'The brand. Null when the gateway does not know it.' },
    mainImage: {
      type: 'url',
      description: 'The image in lists. Null when the gateway does not know it.',
    },
    images: { type: 'urls', description: 'The images of the product page, in order.' },
    detailImages: { type: 'urls', description: 'The images of the description, in order.' },
    discountedPrice: {
      type: 'money',
      description:
        'The sale price. It equals `price` when there is no discount. Null when the gateway does not know it.',
    },
    domesticShippingFee: {
      type: 'money',
      description: "The shipping fee within the vendor's country. Null when the gateway does not know it.",
    },
    freeShippingThreshold: {
      type: 'money',
      description:
        'The order value from which shipping within the country is free. 0 when there is no such rule. Null when the gateway does not know it.',
    },
    stockQuantity: {
      type: 'quantity',
      description:
        'The quantity at the last replacement of the whole product. `stock` has later changes. Null when the gateway does not know it.',
    },
    exportProhibited: {
      type: 'flag',
      description: 'Whether the product must not be shipped abroad. Null when the gateway does not know it.',
    },
    exportProhibitedReason: {
      type: 'text',
      description: 'Why it must not be shipped abroad. Null when it may be.',
    },
    sourceUrl: {
      type: 'url',
      description: 'The page of the product in the shop of origin. Null when the gateway does not know it.',
    },
  },
  hasOptionGroups: true,
};
