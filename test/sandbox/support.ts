import { once } from 'node:events';
import { createServer } from 'node:http';
import type { BrightmallSandbox, GlobalLinkSandbox, SmaregiSandbox } from '../support/sandbox/index.ts';

export type Reply = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** Sends a call and reads the answer as JSON, or as text if it is not JSON. */
export const send = async (url: string, init: RequestInit): Promise<Reply> => {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // The test checks the text itself.
  }
  return { status: response.status, headers: response.headers, body };
};

const json = { 'content-type': 'application/json' };

export const postUpdates = (
  vendor: GlobalLinkSandbox,
  body: unknown,
  signal: AbortSignal | null = null,
): Promise<Reply> =>
  send(`${vendor.url}/open-api/v1/global-link/products/stock-updates`, {
    method: 'POST',
    signal,
    headers: { ...json, authorization: vendor.secretKey },
    body: JSON.stringify(body),
  });

export const putProduct = (vendor: GlobalLinkSandbox, id: string, body: unknown): Promise<Reply> =>
  send(`${vendor.url}/open-api/v1/global-link/products/${encodeURIComponent(id)}`, {
    method: 'PUT',
    headers: { ...json, authorization: vendor.secretKey },
    body: JSON.stringify(body),
  });

export const postConfirm = (vendor: BrightmallSandbox, body: unknown): Promise<Reply> =>
  send(`${vendor.url}/vendor-api/inventory/confirm`, {
    method: 'POST',
    headers: { ...json, 'x-vendor-api-key': vendor.apiKey, 'x-vendor-id': vendor.vendorId },
    body: JSON.stringify(body),
  });

export const postToken = (
  vendor: SmaregiSandbox,
  form = 'grant_type=client_credentials&scope=pos.stock:read pos.stock:write',
  credentials = `${vendor.clientId}:${vendor.clientSecret}`,
): Promise<Reply> =>
  send(vendor.tokenUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    },
    body: form,
  });

export const accessToken = async (vendor: SmaregiSandbox): Promise<string> => {
  const { body } = await postToken(vendor);
  return (body as { access_token: string }).access_token;
};

export const patchStock = (vendor: SmaregiSandbox, token: string, body: unknown): Promise<Reply> =>
  send(`${vendor.url}/stock/bulk`, {
    method: 'PATCH',
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

export const postAdditions = (vendor: SmaregiSandbox, token: string, body: unknown): Promise<Reply> =>
  send(`${vendor.url}/stock/add/bulk`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

export const getStock = (vendor: SmaregiSandbox, token: string, query = ''): Promise<Reply> =>
  send(`${vendor.url}/stock${query}`, { headers: { authorization: `Bearer ${token}` } });

export type Received = {
  readonly at: number;
  readonly url: string;
  readonly contentType: string;
  readonly body: unknown;
};

/** A receiver of webhooks. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const state = { delayMs: 0, underWay: 0, mostUnderWay: 0 };
  const server = createServer(async (request, response) => {
    state.underWay += 1;
    state.mostUnderWay = Math.max(state.mostUnderWay, state.underWay);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Garbage is stored as text.
    }
    received.push({
      at: Date.now(),
      url: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      body,
    });
    setTimeout(() => {
      state.underWay -= 1;
      response.writeHead(204).end();
    }, state.delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook/secret`,
    received,
    state,
    close: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

export const until = async (done: () => boolean, withinMs = 3000): Promise<void> => {
  const end = Date.now() + withinMs;
  while (!done()) {
    if (Date.now() > end) throw new Error('it did not come to be in time');
    await pause(5);
  }
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
