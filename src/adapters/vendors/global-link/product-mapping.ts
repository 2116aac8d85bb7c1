import type { OptionGroup, ProductChange, ProductOption } from '../../../domain/change.ts';
import {
  outcomeUnknown,
  refusedByVendor,
  targetNotFound,
  type VendorWords,
} from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { subjectOf } from '../../../domain/subject.ts';
import { type Clean, cleanOrNull } from '../http/sanitize.ts';
import type { ProductRequest, ProductResponse } from './wire.ts';

const toOption = (option: ProductOption) => ({
  productOptionName: option.names.map(({ groupId, name }) => ({
    shopGroupOptionId: groupId,
    productOptionName: name,
  })),
  optionPrice: option.price,
  stockQuantity: option.stockQuantity,
  order: option.order,
  shopOptionId: option.optionId,
  // The page shows numbers and says nothing of null: what there is no limit for is left out.
  ...(option.minPurchase !== null && { availablePurchaseQuantityMin: option.minPurchase }),
  ...(option.maxPurchase !== null && { availablePurchaseQuantityMax: option.maxPurchase }),
});

const toOptionGroup = (group: OptionGroup) => ({
  productOptionGroupType: group.type,
  productOptionGroupName: group.names.map(({ id, name }) => ({
    shopGroupOptionId: id,
    productOptionGroupName: name,
  })),
  productOption: group.options.map(toOption),
});

export const toProductRequest = (change: ProductChange): ProductRequest => ({
  productName: change.name,
  brandName: change.brand,
  mainImage: change.mainImage,
  productImages: change.images,
  productDetailImages: change.detailImages,
  productPrice: change.price,
  discountedProductPrice: change.discountedPrice,
  domesticShippingPrice: change.domesticShippingFee,
  freeDomesticShippingPriceCondition: change.freeShippingThreshold,
  stockQuantity: change.stockQuantity,
  isProhibitedExport: change.exportProhibited,
  originProductUrl: change.sourceUrl,
  // The page's sample has the text "null" here; the field's description says null.
  prohibitedExportReason: change.exportProhibited ? change.exportProhibitedReason : null,
  productOptionGroup: change.optionGroups.length === 0 ? null : change.optionGroups.map(toOptionGroup),
});

/** The page shows no answer but 200. A 404 that gives no reason of its own is about the id in the path. */
export const refusedProduct = (change: ProductChange, status: number, words: VendorWords): RowOutcome => {
  return {
    state: 'FAILED',
    failure:
      status === 404 && words.code === null
        ? targetNotFound('PRODUCT_NOT_FOUND', subjectOf(change, 'PRODUCT_NOT_FOUND'), words)
        : refusedByVendor(subjectOf(change, words.code), words),
  };
};

export const productOutcome = (
  change: ProductChange,
  response: ProductResponse,
  { at, clean }: { readonly at: number; readonly clean: Clean },
): RowOutcome => {
  if (response.shopProductId !== change.productId) {
    const message = `The vendor answered for product "${clean(response.shopProductId)}" instead of "${change.productId}".`;
    return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(message) };
  }
  return {
    state: 'APPLIED',
    receipt: {
      kind: 'PRODUCT_UPDATE',
      shopType: cleanOrNull(response.shopType, clean),
      vendorUpdatedAt: response.updatedAt === null ? null : Date.parse(response.updatedAt),
    },
    evidence: 'ACKNOWLEDGED_WRITE',
    at,
  };
};
