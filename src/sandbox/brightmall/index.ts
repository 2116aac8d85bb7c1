import { guarded, type VendorCall } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { interceptorOf, type StartVendor } from '../core/vendor.ts';
import { errorAnswer, inventoryConfirm } from './confirm.ts';

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
  const endpoints = [guarded(refusal, inventoryConfirm(interceptor.applied))];
  const server = await startVendorServer({ endpoints, interceptor, errorAnswer }, options);
  return {
    settings: { baseUrl: server.origin, apiKey, vendorId },
    // The vendor keeps no state of an item. Any item may be confirmed again.
    reset: () => {},
    close: server.close,
  };
};
