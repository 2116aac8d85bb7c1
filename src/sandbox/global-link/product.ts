import { type Answer, type Endpoint, jsonBody } from '../core/endpoint.ts';
import { badRequest, failureAnswer } from './answers.ts';
import { productRequest } from './form.ts';
import type { Shop } from './shop.ts';

/**
 * Global Link page '글로벌링크 상품 단건 수정', PUT /open-api/v1/global-link/products/{shopProductId}: replaces
 * the whole product. The page publishes no answer for a refusal; the sandbox answers 404 for a product that
 * is not there and 400 for any other failure, with the failure's errorCode and message.
 */
export const product = (base: string, shop: Shop): Endpoint => ({
  name: 'product',
  method: 'PUT',
  path: new RegExp(`^${base}/open-api/v1/global-link/products/([^/]+)$`, 'u'),
  distortions: [],
  answer: (call): Answer => {
    const body = jsonBody(call, productRequest);
    if (!body.ok) return badRequest(body.problem);
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
