import { z } from 'zod';

/**
 * The request body of Global Link page '상품 재고 수정', schema GlobalLinkProductStockUpdateRequest.
 * Unknown keys are refused: the page gives an option no isSoldOut, and a client that sends one is wrong.
 */
const stockUpdateProduct = z.strictObject({
  shopProductId: z.string(),
  stockQuantity: z.int32(),
  isSoldOut: z.boolean(),
  // "옵션이 없는 상품이면 null": not among the required fields, so it may also be left out.
  productOption: z.array(z.strictObject({ shopOptionId: z.string(), stockQuantity: z.int32() })).nullish(),
});

export const stockUpdateRequest = z.strictObject({ products: z.array(stockUpdateProduct).min(1).max(100) });

export type StockUpdateProduct = Readonly<z.output<typeof stockUpdateProduct>>;

/** The page says int64; JSON numbers are exact only up to the safe integers. */
const krw = z.int();

/** The page's sample shows these fields and marks none as required. Each is checked if it is present. */
const productOption = z.strictObject({
  productOptionName: z
    .array(
      z.strictObject({ shopGroupOptionId: z.number().optional(), productOptionName: z.string().optional() }),
    )
    .optional(),
  optionPrice: krw.optional(),
  stockQuantity: z.int32().optional(),
  order: z.int32().optional(),
  shopOptionId: z.string().optional(),
  availablePurchaseQuantityMin: z.int32().optional(),
  availablePurchaseQuantityMax: z.int32().optional(),
});

const productOptionGroup = z.strictObject({
  productOptionGroupType: z.string().optional(),
  productOptionGroupName: z
    .array(
      z.strictObject({
        shopGroupOptionId: z.number().optional(),
        productOptionGroupName: z.string().optional(),
      }),
    )
    .optional(),
  productOption: z.array(productOption).optional(),
});

/** The request body of Global Link page '글로벌링크 상품 단건 수정', section Body. */
export const productRequest = z.strictObject({
  productName: z.string(),
  brandName: z.string(),
  mainImage: z.string(),
  productImages: z.array(z.string()),
  productDetailImages: z.array(z.string()),
  productPrice: krw,
  discountedProductPrice: krw,
  domesticShippingPrice: krw,
  freeDomesticShippingPriceCondition: krw,
  stockQuantity: z.int32(),
  isProhibitedExport: z.boolean(),
  originProductUrl: z.string(),
  prohibitedExportReason: z.string().nullish(),
  productOptionGroup: z.array(productOptionGroup).nullish(),
});

export type ProductRequest = Readonly<z.output<typeof productRequest>>;
