import { type Answer, type Endpoint, jsonBody } from '../core/endpoint.ts';
import { productRequest, stockUpdateRequest } from './form.ts';
import type { Shop } from './shop.ts';

/**
 * An answer that is not 200. The pages of the vendor publish no form for one. The sandbox uses errorCode and message,
 * the fields of schema FailedProduct.
 */
const failureAnswer = (status: number, errorCode: string, message: string): Answer => ({
  status,
  body: { errorCode, message },
});

const errorCodes: ReadonlyMap<number, string> = new Map([
  [400, 'BAD_REQUEST'],
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [429, 'TOO_MANY_REQUESTS'],
]);

export const errorAnswer = (status: number, message: string): Answer =>
  failureAnswer(status, errorCodes.get(status) ?? 'INTERNAL_ERROR', message);

/**
 * Global Link page '상품 재고 수정', POST /open-api/v1/global-link/products/stock-updates. It answers 200 with
 * partial success. The counts are products. A product that is twice in a call is applied twice, in order.
 */
export const stockUpdates = (base: string, shop: Shop): Endpoint => ({
  name: 'stock-updates',
  method: 'POST',
  path: new RegExp(`^${base}/open-api/v1/global-link/products/stock-updates$`, 'u'),
  answer: (call): Answer => {
    const body = jsonBody(call, stockUpdateRequest);
    if (!body.ok) return errorAnswer(400, body.problem);
    const { products } = body.value;
    const failures = products.flatMap((product) => {
      const failure = shop.setStock(product);
      return failure === null ? [] : [{ shopProductId: product.shopProductId, ...failure }];
    });
    const failureCount = failures.length;
    return { status: 200, body: { successCount: products.length - failureCount, failureCount, failures } };
  },
});

/**
 * Global Link page '글로벌링크 상품 단건 수정', PUT /open-api/v1/global-link/products/{shopProductId}. It replaces the
 * whole product. The page publishes no answer for a refusal. The sandbox answers 404 for an unknown product and 400
 * for any other failure, with the errorCode and message of the failure.
 */
export const product = (base: string, shop: Shop): Endpoint => ({
  name: 'product',
  method: 'PUT',
  path: new RegExp(`^${base}/open-api/v1/global-link/products/([^/]+)$`, 'u'),
  answer: (call): Answer => {
    const body = jsonBody(call, productRequest);
    if (!body.ok) return errorAnswer(400, body.problem);
    const shopProductId = call.params[0] ?? '';
    const failure = shop.replaceProduct(shopProductId, body.value);
    if (failure !== null) {
      const status = failure.errorCode === 'PRODUCT_NOT_FOUND' ? 404 : 400;
      return failureAnswer(status, failure.errorCode, failure.message);
    }
    return {
      status: 200,
      body: { shopType: 'SMART_STORE', shopProductId, updatedAt: new Date().toISOString() },
    };
  },
});
