import { type Http, type HttpResult, jsonBody } from '../http/client.ts';
import type { ProductRequest, StockUpdateRequest } from './wire.ts';

export type GlobalLinkClient = {
  setStocks(request: StockUpdateRequest, mayStart: () => boolean): Promise<HttpResult>;
  replaceProduct(
    shopProductId: string,
    request: ProductRequest,
    mayStart: () => boolean,
  ): Promise<HttpResult>;
};

const products = '/open-api/v1/global-link/products';

export const createClient = (http: Http, secretKey: string): GlobalLinkClient => {
  // The key as it is, without "Bearer": page '상품 재고 수정', `securitySchemes`.
  const headers = { authorization: secretKey };
  return {
    /** Page '상품 재고 수정', POST /open-api/v1/global-link/products/stock-updates. */
    setStocks: (request, mayStart) =>
      http.request({
        method: 'POST',
        endpoint: `${products}/stock-updates`,
        path: `${products}/stock-updates`,
        headers,
        body: jsonBody(request),
        rows: request.products.length,
        mayStart,
      }),
    /** Page '글로벌링크 상품 단건 수정', PUT /open-api/v1/global-link/products/{shopProductId}. */
    replaceProduct: (shopProductId, request, mayStart) =>
      http.request({
        method: 'PUT',
        endpoint: `${products}/{shopProductId}`,
        path: `${products}/${encodeURIComponent(shopProductId)}`,
        headers,
        body: jsonBody(request),
        rows: 1,
        mayStart,
      }),
  };
};
