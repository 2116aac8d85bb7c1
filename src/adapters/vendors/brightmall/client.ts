import { type Http, type HttpResult, jsonBody } from '../http/client.ts';
import type { ConfirmRequest, OrdersRequest } from './wire.ts';

export type BrightmallClient = {
  confirmInventory(request: ConfirmRequest, mayStart: () => boolean): Promise<HttpResult>;
  listOrders(request: OrdersRequest): Promise<HttpResult>;
};

const confirmPath = '/vendor-api/inventory/confirm';
const ordersPath = '/vendor-api/orders';

export const createClient = (
  http: Http,
  keys: { readonly apiKey: string; readonly vendorId: string },
): BrightmallClient => {
  const headers = { 'X-Vendor-Api-Key': keys.apiKey, 'X-Vendor-Id': keys.vendorId };
  return {
    /** Page 'Confirm Inventory', POST /vendor-api/inventory/confirm. */
    confirmInventory: (request, mayStart) =>
      http.request({
        method: 'POST',
        endpoint: confirmPath,
        path: confirmPath,
        headers,
        body: jsonBody(request),
        rows: request.confirmations.length,
        mayStart,
      }),
    /** The orders of some days in one state. It changes nothing. */
    listOrders: (request) =>
      http.request({
        method: 'POST',
        endpoint: ordersPath,
        path: ordersPath,
        headers,
        body: jsonBody(request),
        rows: 0,
        responseRows: request.limit,
      }),
  };
};
