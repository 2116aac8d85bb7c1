import type { OptionGroup, ProductChange, ProductOption } from '../../../domain/changes/change.ts';
import { subjectOf } from '../../../domain/changes/subject.ts';
import {
  outcomeUnknown,
  refusedByVendor,
  targetNotFound,
  type VendorError,
} from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { WriterFunctions } from '../definition.ts';
import { classifyResponse, sendResultOf, unexpectedResponse } from '../http/answer.ts';
import { type Sanitize, sanitizeOrNull } from '../http/sanitize.ts';
import type { GlobalLinkClient } from './client.ts';
import { type ProductRequest, type ProductResponse, productResponse } from './wire.ts';

const toOption = (option: ProductOption) => ({
  productOptionName: option.names.map(({ groupId, name }) => ({
    shopGroupOptionId: groupId,
    productOptionName: name,
  })),
  optionPrice: option.price,
  stockQuantity: option.stockQuantity,
  order: option.order,
  shopOptionId: option.optionId,
  // The page shows numbers and does not mention null, so a limit that is not set is omitted.
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

const toProductRequest = (change: ProductChange): ProductRequest => ({
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

/** The page documents no response but 200. A 404 without a code refers to the id in the path. */
const refusedProduct = (change: ProductChange, status: number, error: VendorError): RowOutcome => {
  return {
    state: 'FAILED',
    failure:
      status === 404 && error.code === null
        ? targetNotFound('PRODUCT_NOT_FOUND', subjectOf(change, 'PRODUCT_NOT_FOUND'), error)
        : refusedByVendor(subjectOf(change, error.code), error),
  };
};

const productOutcome = (
  change: ProductChange,
  response: ProductResponse,
  { at, sanitize }: { readonly at: number; readonly sanitize: Sanitize },
): RowOutcome => {
  if (response.shopProductId !== change.productId) {
    const message = `The vendor answered for product "${sanitize(response.shopProductId)}" instead of "${change.productId}".`;
    return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(message) };
  }
  return {
    state: 'APPLIED',
    receipt: {
      kind: 'PRODUCT_REPLACEMENT',
      shopType: sanitizeOrNull(response.shopType, sanitize),
      vendorUpdatedAt: response.updatedAt === null ? null : Date.parse(response.updatedAt),
    },
    evidence: 'ACKNOWLEDGED_WRITE',
    at,
  };
};

type Deps = { readonly client: GlobalLinkClient; readonly clock: Clock; readonly sanitize: Sanitize };

export const createProductWriter = ({
  client,
  clock,
  sanitize,
}: Deps): WriterFunctions<'PRODUCT_REPLACEMENT'> => ({
  shapeOf: () => 'product',
  send: async (changes, { mayStart }) => {
    const [change, ...others] = changes;
    if (!change || others.length > 0) throw new RangeError('A product request has exactly one row.');
    const result = await client.replaceProduct(change.productId, toProductRequest(change), mayStart);
    const at = clock.now();
    return sendResultOf(classifyResponse(result, { now: at, sanitize }), {
      refused: (error, exchange, status) => ({
        type: 'refused',
        rows: [refusedProduct(change, status, error)],
        exchange,
      }),
      succeeded: (body, exchange) => {
        const parsed = productResponse.safeParse(body);
        if (!parsed.success) return unexpectedResponse(exchange);
        return { type: 'answered', rows: [productOutcome(change, parsed.data, { at, sanitize })], exchange };
      },
    });
  },
});
