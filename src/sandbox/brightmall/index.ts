import { isJsonObject } from '../../lib/json/json.ts';
import { guarded, type Json, type VendorCall } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { interceptorOf, type StartVendor } from '../core/vendor.ts';
import { errorAnswer, inventoryConfirm } from './confirm.ts';
import { createOrders, orderList } from './orders.ts';

const apiKey = 'sandbox-brightmall-key';
const vendorId = 'sandbox-vendor';

/** The two headers of page 'Confirm Inventory', section '요청 예시'. The sandbox chose 403 for the id of another vendor. */
const refusal = (call: VendorCall) => {
  if (call.headers['x-vendor-api-key'] !== apiKey) return errorAnswer(401, 'Invalid API key');
  return call.headers['x-vendor-id'] === vendorId ? null : errorAnswer(403, 'The key is not of this vendor');
};

/** Starts Brightmall alone. */
export const startBrightmall: StartVendor = async (options = {}) => {
  const interceptor = interceptorOf(options);
  const orders = createOrders();
  const applied = (target: string, value: Json): void => {
    interceptor.applied(target, value);
    orders.confirmed(target, isJsonObject(value) && value['stock_available'] === true);
  };
  const endpoints = [inventoryConfirm(applied), orderList(orders)].map((one) => guarded(refusal, one));
  const server = await startVendorServer({ endpoints, interceptor, errorAnswer }, options);
  return {
    settings: { baseUrl: server.origin, apiKey, vendorId },
    reset: orders.reset,
    close: server.close,
  };
};
