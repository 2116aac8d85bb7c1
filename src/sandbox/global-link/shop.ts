import type { Json } from '../core/endpoint.ts';
import { type GlobalLinkFailure, globalLinkFailure, globalLinkHasOption } from './catalogue.ts';
import type { ProductRequest, StockUpdateProduct } from './form.ts';

/** The products of Global Link. A change returns a failure, or null if it was stored. */
export type Shop = {
  setStock(product: StockUpdateProduct): GlobalLinkFailure | null;
  replaceProduct(shopProductId: string, product: ProductRequest): GlobalLinkFailure | null;
  reset(): void;
};

const optionIds = (product: ProductRequest): ReadonlySet<string> =>
  new Set(
    (product.productOptionGroup ?? [])
      .flatMap((group) => group.productOption ?? [])
      .flatMap((option) => (option.shopOptionId === undefined ? [] : [option.shopOptionId])),
  );

const optionNotFound: GlobalLinkFailure = {
  errorCode: 'OPTION_NOT_FOUND',
  message: '옵션을 찾을 수 없습니다',
};

export const createShop = (applied: (target: string, value: Json) => void): Shop => {
  /** The options of products that a product call has replaced: it replaces the whole product. */
  const replaced = new Map<string, ReadonlySet<string>>();
  const hasOption = (shopProductId: string, shopOptionId: string): boolean =>
    replaced.get(shopProductId)?.has(shopOptionId) ?? globalLinkHasOption(shopProductId, shopOptionId);
  return {
    setStock: (product) => {
      const { shopProductId, ...value } = product;
      const failure = globalLinkFailure(shopProductId);
      if (failure !== null) return failure;
      // A failure names a whole product, so no part of it is stored.
      const sound = (product.productOption ?? []).every((each) =>
        hasOption(shopProductId, each.shopOptionId),
      );
      if (!sound) return optionNotFound;
      applied(shopProductId, value);
      return null;
    },
    replaceProduct: (shopProductId, product) => {
      const failure = globalLinkFailure(shopProductId);
      if (failure !== null) return failure;
      if (product.discountedProductPrice > product.productPrice) {
        return { errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' };
      }
      replaced.set(shopProductId, optionIds(product));
      applied(shopProductId, product);
      return null;
    },
    reset: () => replaced.clear(),
  };
};
