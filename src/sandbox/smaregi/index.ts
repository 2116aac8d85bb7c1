import { type Endpoint, guarded } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { interceptorOf, type RunningVendor, type VendorOptions } from '../core/vendor.ts';
import { errorAnswer } from './answers.ts';
import { hasEvents } from './catalogue.ts';
import { createAssortment } from './data/assortment.ts';
import { initialProducts } from './data/products.ts';
import { stores } from './data/stores.ts';
import { createEvents } from './events.ts';
import { createLedger, initialLevels } from './ledger.ts';
import { product, productList, stockChanges, stockList, storeList } from './lists.ts';
import { createProcessing } from './processing.ts';
import { startLosses, startSales } from './sales.ts';
import { stockAddBulk, stockBulk } from './stock.ts';
import { createTokens, type Scope, token } from './token.ts';

const contractId = 'sb_onshelf';
const base = `/${contractId}/pos`;
const clientId = 'sandbox-smaregi-client';
const clientSecret = 'sandbox-smaregi-secret';
const events = { secret: 'sandbox-smaregi-event-secret', header: 'x-onshelf-secret' };

/** Changes at the vendor's side, as its back office or its registers make them. Each causes an event, except silent ones. */
export type SmaregiEdits = {
  setStockSilently(productId: string, storeId: string, amount: number): void;
  setStock(productId: string, storeId: string, amount: number): void;
  saveProduct(fields: { readonly productId: string; readonly [field: string]: string | null }): void;
  deleteProduct(productId: string): void;
};

export type RunningSmaregi = RunningVendor & {
  readonly edits: SmaregiEdits;
  sendEventsTo(url: string | null): void;
};

/** Starts Smaregi alone. */
export const startSmaregi = async (options: VendorOptions = {}): Promise<RunningSmaregi> => {
  const interceptor = interceptorOf(options);
  const tokens = createTokens();
  const { now = Date.now, products: productCount = 500 } = options;
  const startedAt = now();
  const products = initialProducts(productCount, startedAt);
  const initial = initialLevels(products, stores, startedAt);
  const assortment = createAssortment(products, now);
  const vendorEvents = createEvents({ contractId, ...events }, interceptor);
  const reportStock: typeof vendorEvents.stock = (rows) => {
    const reported = rows.filter(({ productId }) => hasEvents(productId));
    if (reported.length > 0) vendorEvents.stock(reported);
  };
  const ledger = createLedger({ now, initial, applied: interceptor.applied, changed: reportStock });
  const processing = createProcessing(ledger, interceptor);
  const needs = (scope: Scope, endpoint: Endpoint): Endpoint =>
    guarded((call) => tokens.refusal(call, scope), endpoint);
  const endpoints = [
    token({ contractId, clientId, clientSecret, tokens }),
    needs('pos.stock:write', stockBulk(base, processing)),
    needs('pos.stock:write', stockAddBulk(base, processing)),
    needs('pos.stock:read', stockList(base, ledger)),
    needs('pos.stock-changes:read', stockChanges(base, ledger)),
    needs('pos.products:read', productList(base, assortment)),
    needs('pos.products:read', product(base, assortment)),
    needs('pos.stores:read', storeList(base)),
  ];
  const server = await startVendorServer({ endpoints, interceptor, errorAnswer }, options);
  const stopSales = startSales(ledger, initial, options.salesPerMinute ?? 0);
  const stopLosses = startLosses(ledger, options.lossesPerMinute ?? 0);
  return {
    settings: {
      baseUrl: `${server.origin}${base}`,
      tokenUrl: `${server.origin}/app/${contractId}/token`,
      clientId,
      clientSecret,
      events,
    },
    edits: {
      setStock: (productId, storeId, amount) => void ledger.change(productId, storeId, () => amount),
      setStockSilently: (productId, storeId, amount) =>
        ledger.changeSilently(productId, storeId, () => amount),
      saveProduct: (fields) => {
        const isNew = assortment.save(fields);
        vendorEvents.products(isNew ? 'created' : 'edited', [fields.productId]);
      },
      deleteProduct: (productId) => {
        if (!assortment.delete(productId)) return;
        ledger.remove(productId);
        vendorEvents.products('deleted', [productId]);
      },
    },
    sendEventsTo: vendorEvents.sendTo,
    reset: () => {
      processing.reset();
      ledger.reset();
      assortment.reset();
    },
    close: async () => {
      stopSales();
      stopLosses();
      await Promise.all([server.close(), processing.close(), vendorEvents.close()]);
    },
  };
};
