import { z } from 'zod';
import { defineVendor } from '../definition.ts';
import { createHttp } from '../http/client.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { accountNameOf, channelFields, headerValue } from '../http/settings.ts';
import { createClient } from './client.ts';
import { examples } from './examples.ts';
import { productUpdates, stockUpdates } from './operations.ts';
import { createProductWriter } from './product.ts';
import { productDetails } from './product-details.ts';
import { createStockWriter } from './stock.ts';

/**
 * `baseUrl` is a server that page '상품 재고 수정' lists under `servers`, with its path /global-ship. `secretKey` is the
 * whole value of the header Authorization (the same page, `securitySchemes`).
 */
const settings = z.strictObject({
  ...channelFields,
  vendor: z.literal('GLOBAL_LINK'),
  secretKey: headerValue,
});

export const globalLink = defineVendor({
  name: 'GLOBAL_LINK',
  title: 'Global Link',
  description:
    'Global Link of Delivered Korea. It accepts stock of products and their options, and whole products. It answers at once, for each product.',
  currency: 'KRW',
  settings,
  variables: { baseUrl: 'GLOBAL_LINK_BASE_URL', secretKey: 'GLOBAL_LINK_SECRET_KEY' },
  operations: { STOCK_SET: stockUpdates, PRODUCT_REPLACEMENT: productUpdates },
  products: productDetails,
  examples,
  // The API has no id of the customer, so the base URL alone identifies the account.
  accountNameOf,
  secretsOf: ({ secretKey }) => [secretKey],
  open: ({ id, limits, baseUrl, secretKey }, context) => {
    const http = createHttp(
      { channel: id, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
      context,
    );
    const deps = {
      client: createClient(http, secretKey),
      clock: context.clock,
      sanitize: createSanitizer([secretKey]),
    };
    return {
      writers: { STOCK_SET: createStockWriter(deps), PRODUCT_REPLACEMENT: createProductWriter(deps) },
      close: () => http.close(),
    };
  },
  loadSandbox: async () => (await import('../../../sandbox/global-link/index.ts')).startGlobalLink,
});
