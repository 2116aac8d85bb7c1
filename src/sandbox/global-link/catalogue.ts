/** The products of the simulated Global Link: all ids of some forms, so that a load test has enough of them, and a few
 * ids that always fail in the same way. */

const oddlyNamed: ReadonlySet<string> = new Set(['tee shirt-01', 'tee/shirt-01', 'tee shirt/ü-01']);

export type GlobalLinkFailure = { readonly errorCode: string; readonly message: string };

const globalLinkFailures: ReadonlyMap<string, GlobalLinkFailure> = new Map([
  ['bad-price-001', { errorCode: 'INVALID_PRICE', message: '할인가가 원가보다 큽니다' }],
  ['strange-001', { errorCode: 'WAREHOUSE_LOCKED', message: '창고가 점검 중입니다' }],
]);

/** The failure that a Global Link product always has, or null for a valid one. */
export const globalLinkFailure = (shopProductId: string): GlobalLinkFailure | null =>
  globalLinkFailures.get(shopProductId) ??
  (shopProductId.startsWith('product-') || shopProductId === 'plain-001' || oddlyNamed.has(shopProductId)
    ? null
    : { errorCode: 'PRODUCT_NOT_FOUND', message: '상품을 찾을 수 없습니다' });

/** Whether a Global Link product has the option at the start, before any product call replaces it. */
export const globalLinkHasOption = (shopProductId: string, shopOptionId: string): boolean =>
  shopProductId !== 'plain-001' && shopOptionId.startsWith('opt-') && shopOptionId !== 'opt-missing';
