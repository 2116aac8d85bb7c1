import type { ChannelId } from '../../../domain/ids.ts';
import type { Channel } from '../../../ports/channel.ts';
import { createHttp } from '../http/client.ts';
import type { VendorContext } from '../http/context.ts';
import { cleaner } from '../http/sanitize.ts';
import { readCallback } from './callback.ts';
import { createClient } from './client.ts';
import type { SmaregiSettings } from './settings.ts';
import { createStockReader } from './stock-read.ts';
import { clientTokens, fixedToken, type Tokens } from './token.ts';
import { createStockWriter } from './writer.ts';

type TokenSource = { readonly tokens: Tokens; close(): Promise<void> };

/** Tokens come from another host than the data, over one connection of their own. */
const tokenSource = (settings: SmaregiSettings, context: VendorContext): TokenSource => {
  const { id: key, limits, credentials } = settings;
  if (credentials.type === 'token') {
    return { tokens: fixedToken(credentials.accessToken), close: async () => {} };
  }
  const http = createHttp(
    { channel: key, baseUrl: credentials.tokenUrl, connections: 1, timeoutMs: limits.timeoutMs },
    context,
  );
  return { tokens: clientTokens(http, credentials, context.clock), close: () => http.close() };
};

/** Smaregi: stock of products at stores, taken on at once and reported later to a callback URL; and a read of it. */
export const createSmaregi = (id: ChannelId, settings: SmaregiSettings, context: VendorContext): Channel => {
  const { id: key, vendor, sandbox, baseUrl, readRatePerSecond } = settings;
  const limits = { ...settings.limits, readRatePerSecond };
  const { clock } = context;
  const source = tokenSource(settings, context);
  const { tokens } = source;
  const http = createHttp(
    { channel: key, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
    context,
  );
  const client = createClient(http, tokens);
  return {
    id,
    key,
    vendor,
    sandbox,
    limits,
    writers: { STOCK_UPDATE: createStockWriter({ client, tokens, clock }) },
    readCallback: (body) => readCallback(body, cleaner(tokens.secrets())),
    readStock: createStockReader({
      client,
      tokens,
      clock,
      concurrency: limits.concurrency,
    }),
    close: async () => {
      await Promise.all([http.close(), source.close()]);
    },
  };
};
