import { z } from 'zod';
import { optionalCount, optionalText, readableRows } from '../http/rows.ts';

/** Page '상품 재고 수정': "1회 요청 시 1~100건까지 처리합니다". */
export const maxStockRows = 100;

/** Page '상품 재고 수정', schema StockUpdateProduct. An option has no isSoldOut. */
export type StockUpdateProduct = {
  readonly shopProductId: string;
  readonly stockQuantity: number;
  readonly isSoldOut: boolean;
  /** "옵션이 없는 상품이면 null". */
  readonly productOption: readonly { readonly shopOptionId: string; readonly stockQuantity: number }[] | null;
};

/** Page '상품 재고 수정', schema GlobalLinkProductStockUpdateRequest. */
export type StockUpdateRequest = { readonly products: readonly StockUpdateProduct[] };

/** The vendor's order validation lists failures below each failure. This form is read here too. */
const nestedFailure = z.object({ errorMessage: z.string() });

const failure = z
  .object({
    shopProductId: z.string(),
    errorCode: optionalText,
    message: optionalText,
    failures: readableRows(nestedFailure, maxStockRows).nullable().catch(null),
  })
  .transform(({ failures, message, ...rest }) => {
    const nested = (failures ?? []).map(({ errorMessage }) => errorMessage).join(' / ');
    return { ...rest, message: message ?? (nested === '' ? null : nested) };
  });

/**
 * Page '상품 재고 수정', schema GlobalLinkProductStockUpdateResponse. `failures` may be null or missing where nothing
 * failed. A response without any count and without failures is not an answer.
 */
export const stockUpdateResponse = z
  .object({
    successCount: optionalCount,
    failureCount: optionalCount,
    failures: z.union([readableRows(failure, maxStockRows), z.strictObject({})]).nullish(),
  })
  .refine(({ successCount, failureCount }) => successCount !== null || failureCount !== null)
  .transform(({ failures, ...counts }) => ({
    ...counts,
    failures: Array.isArray(failures) ? failures : [],
    /** Whether the response has a list of failures, which may be empty. */
    listsFailures: Array.isArray(failures),
  }));
export type StockUpdateResponse = z.output<typeof stockUpdateResponse>;

type ProductOption = {
  readonly productOptionName: readonly {
    readonly shopGroupOptionId: number;
    readonly productOptionName: string;
  }[];
  readonly optionPrice: number;
  readonly stockQuantity: number;
  readonly order: number;
  readonly shopOptionId: string;
  /** Left out where there is no limit: the page shows numbers and says nothing of null. */
  readonly availablePurchaseQuantityMin?: number;
  readonly availablePurchaseQuantityMax?: number;
};

type ProductOptionGroup = {
  readonly productOptionGroupType: string;
  readonly productOptionGroupName: readonly {
    readonly shopGroupOptionId: number;
    readonly productOptionGroupName: string;
  }[];
  readonly productOption: readonly ProductOption[];
};

/** Page '글로벌링크 상품 단건 수정', section 'Body'. */
export type ProductRequest = {
  readonly productName: string;
  readonly brandName: string;
  readonly mainImage: string;
  readonly productImages: readonly string[];
  readonly productDetailImages: readonly string[];
  readonly productPrice: number;
  readonly discountedProductPrice: number;
  readonly domesticShippingPrice: number;
  readonly freeDomesticShippingPriceCondition: number;
  readonly stockQuantity: number;
  readonly isProhibitedExport: boolean;
  readonly originProductUrl: string;
  /** "isProhibitedExport=false면 null". */
  readonly prohibitedExportReason: string | null;
  /** "옵션이 없는 단일 상품이면 null". */
  readonly productOptionGroup: readonly ProductOptionGroup[] | null;
};

/** Page '글로벌링크 상품 단건 수정', section 'Response'. */
export const productResponse = z.object({
  shopType: optionalText,
  shopProductId: z.string(),
  updatedAt: z.iso.datetime({ offset: true }).nullable().catch(null),
});
export type ProductResponse = z.output<typeof productResponse>;
