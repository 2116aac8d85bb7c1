import { type Answer, type Endpoint, jsonBody } from '../core/endpoint.ts';
import { type Distortion, distortions } from '../core/fault-rules.ts';
import { badRequest } from './answers.ts';
import { stockUpdateRequest } from './form.ts';
import type { Shop } from './shop.ts';

type FailedProduct = { readonly shopProductId: string; readonly errorCode: string; readonly message: string };

type StockUpdateResponse = {
  readonly successCount: number;
  readonly failureCount: number;
  readonly failures: readonly FailedProduct[];
};

const foreign: FailedProduct = {
  shopProductId: 'product-never-sent',
  errorCode: 'PRODUCT_NOT_FOUND',
  message: '상품을 찾을 수 없습니다',
};

const moveToFailures = (answer: StockUpdateResponse): StockUpdateResponse => ({
  ...answer,
  successCount: answer.successCount - 1,
  failureCount: answer.failureCount + 1,
});

const distort = (answer: StockUpdateResponse, distortion: Distortion | null): StockUpdateResponse => {
  switch (distortion) {
    case null:
      return answer;
    case 'wrong-counts':
      return { ...answer, successCount: answer.successCount + 1 };
    case 'missing-row':
      // One failure is counted and not named; without any, a success is miscounted as one.
      return answer.failures.length > 0
        ? { ...answer, failures: answer.failures.slice(0, -1) }
        : moveToFailures(answer);
    case 'foreign-row':
      return { ...moveToFailures(answer), failures: [...answer.failures, foreign] };
  }
};

/**
 * Global Link page '상품 재고 수정', POST /open-api/v1/global-link/products/stock-updates. Answers 200 with
 * partial success; the counts are products. A product that stands twice in a call is taken twice, in order.
 */
export const stockUpdates = (base: string, shop: Shop): Endpoint => ({
  name: 'stock-updates',
  method: 'POST',
  path: new RegExp(`^${base}/open-api/v1/global-link/products/stock-updates$`, 'u'),
  distortions,
  answer: (call): Answer => {
    const body = jsonBody(call, stockUpdateRequest);
    if (!body.ok) return badRequest(body.problem);
    const failures = body.value.products.flatMap((product): readonly FailedProduct[] => {
      const failure = shop.updateStock(product);
      return failure === null ? [] : [{ shopProductId: product.shopProductId, ...failure }];
    });
    const failureCount = failures.length;
    const successCount = body.value.products.length - failureCount;
    return { status: 200, body: distort({ successCount, failureCount, failures }, call.distortion) };
  },
});
