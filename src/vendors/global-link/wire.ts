import { z } from 'zod';
import { optionalText, readableRows } from '../http-rows.ts';

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

/** Page '상품 재고 수정', schema GlobalLinkProductStockUpdateResponse. */
export const stockUpdateResponse = z.object({
  successCount: z.int().min(0),
  failures: readableRows(
    z.object({ shopProductId: z.string(), errorCode: optionalText, message: optionalText }),
  ),
});
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
