import { defineVendor } from '../definition.ts';
import { createHttp, type VendorContext } from '../http/client.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { accountNameOf } from '../http/settings.ts';
import { callbackUrlProblem, readCallback } from './callback.ts';
import { createClient } from './client.ts';
import { examples } from './examples.ts';
import { productDetails } from './product-details.ts';
import { type SmaregiSettings, secretsOf, smaregiSettings } from './settings.ts';
import { createStockReader } from './stock-read.ts';
import { createStockWriter, stockUpdates } from './stock-write.ts';
import { clientTokens, fixedToken, type Tokens } from './token.ts';

type TokenSource = { readonly tokens: Tokens; close(): Promise<void> };

/** Tokens come from another host than the data. They use one connection of their own. */
const tokenSource = ({ id, limits, credentials }: SmaregiSettings, context: VendorContext): TokenSource => {
  if (credentials.type === 'token') {
    return { tokens: fixedToken(credentials.accessToken), close: async () => {} };
  }
  const http = createHttp(
    { channel: id, baseUrl: credentials.tokenUrl, connections: 1, timeoutMs: limits.timeoutMs },
    context,
  );
  return { tokens: clientTokens(http, credentials, context.clock), close: () => http.close() };
};

export const smaregi = defineVendor({
  name: 'SMAREGI',
  title: 'Smaregi',
  description:
    'Smaregi. It accepts stock of products at stores. It accepts a request at once and reports the outcome later, by a callback. Its stock can be read.',
  currency: 'JPY',
  settings: smaregiSettings,
  variables: {
    baseUrl: 'SMAREGI_BASE_URL',
    tokenUrl: 'SMAREGI_TOKEN_URL',
    clientId: 'SMAREGI_CLIENT_ID',
    clientSecret: 'SMAREGI_CLIENT_SECRET',
    accessToken: 'SMAREGI_ACCESS_TOKEN',
  },
  operations: { STOCK_SET: stockUpdates },
  products: productDetails,
  examples,
  // The base URL contains the contract.
  accountNameOf,
  secretsOf: ({ credentials }) => secretsOf(credentials),
  callbackUrlProblem,
  open: (settings, context) => {
    const { id, baseUrl, limits } = settings;
    const { clock } = context;
    const source = tokenSource(settings, context);
    const { tokens } = source;
    const http = createHttp(
      { channel: id, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
      context,
    );
    const client = createClient(http, tokens);
    return {
      writers: { STOCK_SET: createStockWriter({ client, tokens, clock }) },
      readCallback: (body) => readCallback(body, createSanitizer(tokens.secrets())),
      readStock: createStockReader({ client, tokens, clock, concurrency: limits.concurrency }),
      close: async () => {
        await Promise.all([http.close(), source.close()]);
      },
    };
  },
  loadSandbox: async () => (await import('../../../sandbox/smaregi/index.ts')).startSmaregi,
});
