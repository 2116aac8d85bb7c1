import { request as httpRequest } from 'node:http';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { it } from '../support/app.ts';
import { vendorCallsOf } from '../support/client.ts';
import { authorization } from '../support/graphql.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const admin = 'https://admin.example';
const mutation =
  'mutation { setStock(input: { items: [{ channel: "global-link", productId: "product-001", quantity: 1 }] }) { replayed } }';
const json = { 'content-type': 'application/json' };
const query = JSON.stringify({ query: '{ channels { key } }' });

const corsHeadersOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const preflight = (url: string, origin: string, more: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      ...more,
    },
  });

/** `fetch` cannot do this: the request has another host name than the URL. */
const askedAs = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asking = httpRequest(
      `${url}/graphql`,
      { method: 'POST', headers: { ...json, host } },
      (response) => {
        resolve(response.resume().statusCode);
      },
    );
    asking.once('error', reject).end(query);
  });

const connected = (url: string, headers: Record<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.once('error', (error) => resolve(error.message));
    socket.once('open', () => {
      socket.close();
      resolve('open');
    });
  });

describe('a page of another site', () => {
  it.concurrent('receives no data, and can neither read an answer nor send JSON', async ({ start }) => {
    const { url } = await start();
    expect(corsHeadersOf(await preflight(url, admin))).toEqual({});
    const read = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...json, origin: admin },
      body: query,
    });
    expect(corsHeadersOf(read)).toEqual({});
  });

  it.concurrent('may use the gateway only if its exact origin is listed', async ({ start, later }) => {
    const key = newKey();
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { one: { keys: [key] } });
    const { url } = await start({ CORS_ORIGINS: `${admin}, http://localhost:3000`, API_KEYS_FILE });
    const answered = await preflight(url, admin);
    expect(answered.status).toBe(204);
    expect(corsHeadersOf(answered)).toEqual({
      'access-control-allow-origin': admin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, traceparent, tracestate, x-request-id',
      'access-control-expose-headers': 'retry-after, x-request-id',
      'access-control-max-age': '600',
    });
    const allowed = {
      'access-control-allow-origin': admin,
      'access-control-expose-headers': 'retry-after, x-request-id',
    };
    for (const [headers, status] of [
      [authorization(key.key), 200],
      [{}, 401],
    ] as const) {
      const asked = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...json, ...headers, origin: admin },
        body: query,
      });
      expect(asked.status).toBe(status);
      expect(corsHeadersOf(asked)).toEqual(allowed);
      expect(asked.headers.get('vary')).toBe('Origin');
    }
    for (const origin of [
      `${admin}:8443`,
      'http://admin.example',
      'https://admin.example.evil.example',
      'null',
    ]) {
      const refused = await preflight(url, origin);
      expect(corsHeadersOf(refused), origin).toEqual({});
      expect(refused.headers.get('vary'), origin).toBe('Origin');
      expect(refused.status, origin).toBe(403);
      expect(await refused.text(), origin).toContain('CORS_ORIGINS');
      expect(await connected(url, { origin }), origin).toContain('403');
    }
    expect(await connected(url, { origin: admin })).toBe('open');
  });

  it.concurrent('cannot change anything with a request without a preflight', async ({ start }) => {
    const app = await start({ CORS_ORIGINS: admin });
    const address = `${app.url}/graphql`;
    const body = JSON.stringify({ query: mutation });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const sent = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': type, origin: admin },
        body,
      });
      expect(sent.status, type).toBe(415);
    }
    const form = new FormData();
    form.set('operations', body);
    form.set('map', '{}');
    expect((await fetch(address, { method: 'POST', body: form })).status).toBe(415);
    expect((await fetch(`${address}?query=${encodeURIComponent(mutation)}`)).status).toBe(405);
    expect((await fetch(address, { method: 'POST', body: new Blob([body]) })).status).toBe(415);
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('with a host name that points to this machine is refused', async ({ start, later }) => {
    const { url } = await start({ PUBLIC_URL: 'https://gateway.example/base' });
    const { port } = new URL(url);
    for (const host of [
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      'localhost.evil.example',
      'x@127.0.0.1',
    ]) {
      expect(await askedAs(url, host), host).toBe(421);
      const origin = `http://${host}`;
      expect(await connected(url, { host, origin }), host).toContain('421');
    }
    for (const host of [
      `127.0.0.1:${port}`,
      'localhost',
      `LOCALHOST:${port}`,
      `[::1]:${port}`,
      'gateway.example',
    ]) {
      expect(await askedAs(url, host), host).toBe(200);
    }
    // A caller with a key may use any host name. A page without a key is refused.
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { one: { keys: [newKey()] } });
    expect(await askedAs((await start({ API_KEYS_FILE })).url, 'evil.example')).toBe(401);
  });
});

describe('every answer', () => {
  it.concurrent('must not be run, framed, sniffed or cached', async ({ start }) => {
    const { url } = await start();
    const answers = [
      await fetch(`${url}/graphql`, { method: 'POST', headers: json, body: query }),
      await fetch(`${url}/graphql`, { method: 'POST', headers: json, body: '{' }),
      await fetch(`${url}/graphql`, { method: 'POST', body: query }),
      await fetch(
        `${url}/graphql?query=${encodeURIComponent('subscription { stockChanged { quantity } }')}`,
        {
          headers: { accept: 'text/event-stream' },
        },
      ),
      await fetch(`${url}/health/live`),
      await fetch(`${url}/health/ready`),
      await fetch(`${url}/nowhere`),
      await fetch(`${url}/webhooks/smaregi/guess`, { method: 'POST', body: '{}' }),
    ];
    for (const { headers, status, body } of answers) {
      const about = Object.fromEntries(headers);
      expect(about, String(status)).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(about).not.toHaveProperty('strict-transport-security');
      expect(about).not.toHaveProperty('x-powered-by');
      await body?.cancel();
    }
  });

  it.concurrent('requires TLS if a trusted proxy ended it', async ({ start }) => {
    const { url } = await start({ TRUST_PROXY: '127.0.0.1, ::1' });
    const secure = async (headers: Record<string, string>) =>
      (await fetch(`${url}/health/live`, { headers })).headers.get('strict-transport-security');
    expect(await secure({ 'x-forwarded-proto': 'https' })).toBe('max-age=31536000');
    expect(await secure({ 'x-forwarded-proto': 'http' })).toBeNull();
    expect(await secure({})).toBeNull();
    const untrusting = await start();
    const answer = await fetch(`${untrusting.url}/health/live`, {
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('GraphiQL', () => {
  const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it.concurrent('is not served if it is switched off', async ({ start }) => {
    const { url } = await start({ GRAPHIQL: 'off' });
    const answer = await fetch(`${url}/graphql`, { headers: asBrowser });
    expect(answer.headers.get('content-type')).not.toContain('html');
    expect(await answer.text()).not.toContain('<');
  });

  it.concurrent('is served by default on loopback only', async ({ start, later }) => {
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { one: { keys: [newKey()] } });
    const beyond = await start({ HOST: '0.0.0.0', API_KEYS_FILE });
    const port = new URL(beyond.url).port;
    const closed = await fetch(`http://127.0.0.1:${port}/graphql`, { headers: asBrowser });
    expect(closed.status).toBe(401);
    const here = await start({ API_KEYS_FILE });
    const page = await fetch(`${here.url}/graphql`, { headers: asBrowser });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    // Only the page needs no key. Its requests do.
    const asked = await fetch(`${here.url}/graphql`, {
      method: 'POST',
      headers: { ...json, ...asBrowser },
      body: query,
    });
    expect(asked.status).toBe(401);
  });
});
