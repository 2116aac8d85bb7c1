import type { ProductDetails } from '../definition.ts';

/** The fields of GET /products that products of other vendors do not have. The vendor may omit any of them. */
export const productDetails: ProductDetails = {
  description: 'A product of Smaregi, as the gateway last read it.',
  fields: {
    kana: { type: 'text', description: 'The reading of the name. Null when the vendor states none.' },
    groupCode: {
      type: 'text',
      description: 'The code that the variants of one article share. Null when the vendor states none.',
    },
    categoryId: { type: 'id', description: "The vendor's id of the category. Null when there is none." },
    customerPrice: {
      type: 'money',
      description: 'The price for members. Null when the vendor states none.',
    },
    taxDivision: {
      type: 'text',
      description:
        "Whether the price includes tax, as the vendor's code: 0 included, 1 excluded, 2 free of tax. Null when the vendor states none.",
    },
    stockManaged: {
      type: 'flag',
      description: 'Whether the vendor keeps stock of the product. Null when the vendor does not state it.',
    },
    size: { type: 'text', description: 'The size. Null when the vendor states none.' },
    color: { type: 'text', description: 'The color. Null when the vendor states none.' },
    tag: { type: 'text', description: 'The tag. Null when the vendor states none.' },
    vendorUpdatedAt: {
      type: 'time',
      description:
        "The time of the last change by the vendor's clock, which may differ. Null when the vendor states none.",
    },
  },
  hasOptionGroups: false,
};
