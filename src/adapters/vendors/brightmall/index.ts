import { z } from 'zod';
import { defineVendor } from '../definition.ts';
import { createHttp } from '../http/client.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { accountNameOf, channelFields, headerValue } from '../http/settings.ts';
import { createClient } from './client.ts';
import { confirmations, createConfirmationWriter } from './confirmation.ts';
import { examples } from './examples.ts';
import { createReadBack, noReadBack } from './read-back.ts';

/** Page 'Confirm Inventory', section '요청 예시', shows the two headers. */
const settings = z.strictObject({
  ...channelFields,
  vendor: z.literal('BRIGHTMALL'),
  apiKey: headerValue,
  vendorId: headerValue,
  /** Whether orders are read for a confirmation whose answer was lost. */
  orderReadBack: z.boolean().default(true),
});

export const brightmall = defineVendor({
  name: 'BRIGHTMALL',
  title: 'Brightmall',
  description:
    'Brightmall. It accepts confirmations that ordered items are available or not available. It answers at once, for each item. It creates a settlement for a supply price that it records.',
  currency: 'KRW',
  settings,
  variables: {
    baseUrl: 'BRIGHTMALL_BASE_URL',
    apiKey: 'BRIGHTMALL_API_KEY',
    vendorId: 'BRIGHTMALL_VENDOR_ID',
  },
  operations: { INVENTORY_CONFIRMATION: confirmations },
  products: null,
  examples,
  // All customers have the same base URL. The vendor id identifies the customer.
  accountNameOf: (one) => (one.sandbox ? accountNameOf(one) : `${accountNameOf(one)} vendor ${one.vendorId}`),
  secretsOf: ({ apiKey }) => [apiKey],
  open: ({ id, limits, baseUrl, apiKey, vendorId, orderReadBack }, context) => {
    const http = createHttp(
      { channel: id, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
      context,
    );
    const client = createClient(http, { apiKey, vendorId });
    const deps = { client, clock: context.clock, sanitize: createSanitizer([apiKey]) };
    const readBack = orderReadBack ? createReadBack(deps) : noReadBack;
    return {
      writers: { INVENTORY_CONFIRMATION: createConfirmationWriter({ ...deps, readBack }) },
      close: () => http.close(),
    };
  },
  loadSandbox: async () => (await import('../../../sandbox/brightmall/index.ts')).startBrightmall,
});
