import PQueue from 'p-queue';
import { defineVendor } from '../definition.ts';
import { createHttp, type VendorContext } from '../http/client.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { accountNameOf } from '../http/settings.ts';
import { callbackUrlProblem, readCallback } from './callback.ts';
import { createCatalogue } from './catalogue/lists.ts';
import { createProductReader } from './catalogue/product.ts';
import { createClient } from './client.ts';
import { createEvents } from './events.ts';
import { examples } from './examples.ts';
import { productDetails } from './product-details.ts';
import { type SmaregiSettings, secretsOf, smaregiSettings } from './settings.ts';
import { createStockHistoryReader } from './stock-history.ts';
import { createStockReader } from './stock-read.ts';
import { createAdditionWriter, createStockWriter, stockAdditions, stockUpdates } from './stock-write.ts';
import { clientTokens, fixedToken, type Tokens } from './token.ts';

type TokenSource = { readonly tokens: Tokens; close(): Promise<void> };

/** Live reads share the channel's connections with writes. This limit keeps connections free for writes. */
const maxLiveReads = 4;

/** Tokens come from another host than the data. They use one connection of their own. */
const tokenSource = (settings: SmaregiSettings, context: VendorContext): TokenSource => {
  const { id, limits, credentials } = settings;
  if (credentials.type === 'token') {
    return { tokens: fixedToken(credentials.accessToken), close: async () => {} };
  }
  const http = createHttp(
    { channel: id, baseUrl: credentials.tokenUrl, connections: 1, timeoutMs: limits.timeoutMs },
    context,
  );
  const optionalScopes = [
    ...(settings.hasStoreList ? [settings.storesScope] : []),
    ...(settings.stockHistory ? [settings.stockHistoryScope] : []),
  ];
  const client = { ...credentials, optionalScopes };
  return { tokens: clientTokens(http, client, context.clock), close: () => http.close() };
};

export const smaregi = defineVendor({
  name: 'SMAREGI',
  title: 'Smaregi',
  description:
    'Smaregi. It accepts stock of products at stores, as absolute quantities and as adjustments. It accepts a request at once and reports the outcome later, by a callback. Its stock, products and stores can be read.',
  currency: 'JPY',
  settings: smaregiSettings,
  variables: {
    baseUrl: 'SMAREGI_BASE_URL',
    tokenUrl: 'SMAREGI_TOKEN_URL',
    clientId: 'SMAREGI_CLIENT_ID',
    clientSecret: 'SMAREGI_CLIENT_SECRET',
    accessToken: 'SMAREGI_ACCESS_TOKEN',
    'events.secret': 'SMAREGI_EVENT_SECRET',
    'events.header': 'SMAREGI_EVENT_HEADER',
  },
  operations: { STOCK_SET: stockUpdates, STOCK_ADJUSTMENT: stockAdditions },
  products: productDetails,
  examples,
  // The base URL contains the contract.
  accountNameOf,
  secretsOf,
  callbackUrlProblem,
  open: (settings, context) => {
    const { id, baseUrl, limits, events, failedAdditionsChangeNothing } = settings;
    const { clock, channel } = context;
    const source = tokenSource(settings, context);
    const { tokens } = source;
    const http = createHttp(
      { channel: id, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
      context,
    );
    const client = createClient(http, tokens);
    const queue = new PQueue({ concurrency: Math.min(limits.concurrency, maxLiveReads) });
    const deps = { client, tokens, clock };
    return {
      writers: {
        STOCK_SET: createStockWriter(deps),
        ...(settings.stockAdditions && {
          STOCK_ADJUSTMENT: createAdditionWriter({ ...deps, ...settings }),
        }),
      },
      readCallback: (body) =>
        readCallback(body, createSanitizer(tokens.secrets()), failedAdditionsChangeNothing),
      readStock: createStockReader({ ...deps, queue }),
      ...(settings.stockHistory && {
        readStockHistory: createStockHistoryReader({ ...deps, ...settings, queue }),
      }),
      readProducts: createProductReader({ ...deps, channel, queue }),
      catalogue: createCatalogue({ ...deps, ...settings, channel, pageSize: settings.listPageSize }),
      ...(events && { events: createEvents({ channel, baseUrl, ...events }) }),
      close: async () => {
        await Promise.all([http.close(), source.close()]);
      },
    };
  },
  loadSandbox: async () => (await import('../../../sandbox/smaregi/index.ts')).startSmaregi,
});
