import { guarded, type VendorCall } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { interceptorOf, type StartVendor } from '../core/vendor.ts';
import { errorAnswer, product, stockUpdates } from './endpoints.ts';
import { createShop } from './shop.ts';

/** The path of the servers that the pages name. */
const base = '/global-ship';
const secretKey = 'sandbox-global-link-secret';

/** securitySchemes of page '상품 재고 수정': header Authorization holds the bare secret key. */
const refusal = (call: VendorCall) =>
  call.headers['authorization'] === secretKey ? null : errorAnswer(401, 'the secret key is missing or wrong');

/** Starts Global Link alone. */
export const startGlobalLink: StartVendor = async (options = {}) => {
  const interceptor = interceptorOf(options);
  const shop = createShop(interceptor.applied);
  const endpoints = [stockUpdates(base, shop), product(base, shop)].map((each) => guarded(refusal, each));
  const server = await startVendorServer({ endpoints, interceptor, errorAnswer }, options);
  return {
    settings: { baseUrl: `${server.origin}${base}`, secretKey },
    reset: shop.reset,
    close: server.close,
  };
};
