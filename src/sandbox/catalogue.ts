/**
 * What the sandbox vendors know. Known are the ids listed here and, so that a load test has enough
 * of them, every id of the same make.
 */

type SandboxId = { readonly id: string; readonly description: string };

/** The ids worth knowing, with what each does. */
export const sandboxIds = {
  globalLink: [
    { id: 'product-001', description: 'a product with the options opt-001, opt-002 and opt-003' },
    { id: 'product-…', description: 'any id with this prefix is a product; it takes any option opt-…' },
    { id: 'plain-001', description: 'a product without options: any option is OPTION_NOT_FOUND' },
    { id: 'tee shirt-01', description: 'a product whose id holds a space' },
    { id: 'tee/shirt-01', description: 'a product whose id holds a slash' },
    {
      id: 'tee shirt/ü-01',
      description: 'a product whose id holds a space, a slash and a letter beyond ASCII',
    },
    {
      id: 'opt-missing',
      description: 'an option that exists nowhere: its product fails with OPTION_NOT_FOUND',
    },
    { id: 'missing-001', description: 'a product that does not exist: PRODUCT_NOT_FOUND' },
    {
      id: 'bad-price-001',
      description: 'a product that always fails with INVALID_PRICE 할인가가 원가보다 큽니다',
    },
    {
      id: 'strange-001',
      description: 'a product that always fails with a code no page lists: WAREHOUSE_LOCKED',
    },
  ],
  brightmall: [
    { id: '202601220157_000020196_[1]', description: 'an ordered item; any id of this form is one' },
    { id: '…_[404]', description: 'an ordered item that is not found: success false with a message' },
    { id: '…_[409]', description: 'an ordered item already shipped: success false with its status, shipped' },
  ],
  smaregi: [
    { id: 'product 1 … 9999', description: 'a product' },
    { id: 'store 1 … 99', description: 'a store' },
    { id: 'product 404404', description: 'a product that does not exist: 商品IDが存在しません。' },
    { id: 'store 404', description: 'a store that does not exist: 店舗IDが存在しません。' },
    {
      id: 'product 408408',
      description: 'a product whose stock is set, but the webhook of its call never comes',
    },
  ],
} as const satisfies Readonly<Record<'globalLink' | 'brightmall' | 'smaregi', readonly SandboxId[]>>;

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
