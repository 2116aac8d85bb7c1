/**
 * What the sandbox vendors know: ids of a certain make, so that a load test has enough of them, and some that always
 * fare in a certain way.
 */

const oddlyNamed: ReadonlySet<string> = new Set(['tee shirt-01', 'tee/shirt-01', 'tee shirt/ü-01']);

export type GlobalLinkFailure = { readonly errorCode: string; readonly message: string };

const globalLinkFailures: ReadonlyMap<string, GlobalLinkFailure> = new Map([
  ['bad-price-001', { errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' }],
  ['strange-001', { errorCode: 'WAREHOUSE_LOCKED', message: '창고가 점검 중입니다' }],
]);

/** The failure a Global Link product always meets, or null when it is a sound one. */
export const globalLinkFailure = (shopProductId: string): GlobalLinkFailure | null =>
  globalLinkFailures.get(shopProductId) ??
  (shopProductId.startsWith('product-') || shopProductId === 'plain-001' || oddlyNamed.has(shopProductId)
    ? null
    : { errorCode: 'PRODUCT_NOT_FOUND', message: '상품을 찾을 수 없습니다' });

/** Whether a Global Link product has the option at the start, before any product call replaces it. */
export const globalLinkHasOption = (shopProductId: string, shopOptionId: string): boolean =>
  shopProductId !== 'plain-001' && shopOptionId.startsWith('opt-') && shopOptionId !== 'opt-missing';

/** What Brightmall knows of an ordered item. */
export type OrderedItem = 'open' | 'shipped' | 'unknown';

export const orderedItem = (ordPrdNo: string): OrderedItem => {
  const sequence = /^\d+_\d+_\[(?<sequence>\d+)\]$/u.exec(ordPrdNo)?.groups?.['sequence'];
  if (sequence === undefined || sequence === '404') return 'unknown';
  return sequence === '409' ? 'shipped' : 'open';
};

const within = (id: string, highest: number): boolean => {
  const value = Number(id);
  return value >= 1 && value <= highest;
};

const silentProduct = 408408;

/** A Smaregi product whose webhook never comes. */
export const isSilentProduct = (productId: string): boolean => Number(productId) === silentProduct;
export const isSmaregiProduct = (productId: string): boolean =>
  within(productId, 9999) || isSilentProduct(productId);
export const isSmaregiStore = (storeId: string): boolean => within(storeId, 99);
