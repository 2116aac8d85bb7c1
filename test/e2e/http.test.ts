import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { vendorCallsOf } from '../support/client.ts';

const mutation =
  'mutation ($quantity: Int!) { setStock(input: { items: [{ channel: "global-link", productId: "product-001", quantity: $quantity }] }) { results { status } } }';
const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

type Answer = { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] };
const post = async (url: string, body: BodyInit, headers: Record<string, string> = json) => {
  const chunked = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body, ...chunked });
  const text = await response.text();
  return {
    status: response.status,
    text,
    answer: response.ok || text.startsWith('{') ? (JSON.parse(text) as Answer) : null,
  };
};

/** Five megabytes that are otherwise a valid mutation. */
const fiveMegabytes = JSON.stringify({
  query: `${mutation} #${'x'.repeat(5_000_000)}`,
  variables: { quantity: 1 },
});

const badRequests: readonly [what: string, body: string][] = [
  ['no JSON', '{"query": "{ channels { key } }"'],
  ['an empty body', ''],
  ['a JSON list', '[{"query": "{ channels { key } }"}]'],
  ['no query', '{"variables": {}}'],
  ['a query that is no text', '{"query": 7}'],
  ['variables that are no object', JSON.stringify({ query: mutation, variables: 'quantity=1' })],
  ['a query that cannot be parsed', '{"query": "{ channels {"}'],
  ['an unknown field', '{"query": "{ channels { key secret } }"}'],
  ['an unknown argument', '{"query": "{ channels(all: true) { id } }"}'],
  ['an unknown type', '{"query": "query ($x: Nothing) { channels { key } }"}'],
  ['a quantity beyond Int', JSON.stringify({ query: mutation, variables: { quantity: 2_147_483_648 } })],
  ['a quantity with a fraction', JSON.stringify({ query: mutation, variables: { quantity: 1.5 } })],
  ['a quantity as text', JSON.stringify({ query: mutation, variables: { quantity: '1' } })],
  ['a missing variable', JSON.stringify({ query: mutation })],
  [
    'an operation that is not there',
    JSON.stringify({ query: mutation, operationName: 'Other', variables: { quantity: 1 } }),
  ],
  [
    'an unknown input field',
    JSON.stringify({ query: mutation.replace('quantity:', 'amount:'), variables: { quantity: 1 } }),
  ],
];

describe('a bad HTTP request', () => {
  it.concurrent('is answered 400 if it contains …', async ({ start }) => {
    const app = await start();
    for (const [what, body] of badRequests) {
      const { status, answer } = await post(app.url, body);
      expect(status, what).toBe(400);
      expect(answer?.errors?.[0]?.message, what).toMatch(/\S/);
      expect(answer?.data ?? null, what).toBeNull();
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('is answered 415 for an unsupported content type', async ({ start }) => {
    const app = await start();
    const body = JSON.stringify({ query: mutation, variables: { quantity: 1 } });
    const types = [
      'text/plain',
      'application/xml',
      'application/graphql',
      '',
      'application/jsonp',
      'multipart/form-data; boundary=x',
    ];
    for (const type of types) {
      expect((await post(app.url, body, { ...json, 'content-type': type })).status, type).toBe(415);
    }
    const form = new URLSearchParams({ query: mutation, variables: '{"quantity":1}' });
    expect((await post(app.url, form, {})).status).toBe(415);
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('is answered 413 over four megabytes, with or without a content-length', async ({
    start,
  }) => {
    const app = await start();
    const withLength = await post(app.url, fiveMegabytes);
    expect(withLength.status).toBe(413);
    const withoutLength = await post(app.url, new Blob([fiveMegabytes]).stream());
    expect(withoutLength.status).toBe(413);
    expect(withoutLength.answer?.errors?.[0]?.message).toContain('4194304 bytes');
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('is accepted without a content-length if it is short enough', async ({ start }) => {
    const app = await start();
    const body = JSON.stringify({ query: mutation, variables: { quantity: 1 } });
    const { status, answer } = await post(app.url, new Blob([body]).stream());
    expect(status).toBe(200);
    expect(answer?.data).toEqual({ setStock: { results: [{ status: 'APPLIED' }] } });
  });

  it.concurrent('cannot mutate by GET', async ({ start }) => {
    const app = await start();
    const query = new URLSearchParams({ query: mutation, variables: '{"quantity":1}' });
    const response = await fetch(`${app.url}/graphql?${query}`, { headers: { accept: json.accept } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    await response.body?.cancel();
    const read = await fetch(`${app.url}/graphql?query=${encodeURIComponent('{ channels { key } }')}`, {
      headers: { accept: json.accept },
    });
    expect(await read.json()).toMatchObject({ data: { channels: [{}, {}, {}] } });
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('is answered 404 at an unknown path', async ({ start }) => {
    const { url } = await start();
    for (const path of [
      '/index.html',
      '/graphql/',
      '/graphqlx',
      '/health',
      '/webhooks',
      '/graphiql',
      '/consoles',
      '//graphql',
    ]) {
      expect((await fetch(`${url}${path}`)).status, path).toBe(404);
    }
    expect((await fetch(`${url}/graphql`, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it.concurrent('does not affect the gateway, even if it is not HTTP', async ({ start }) => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    for (const bytes of [
      '\u0000\u0001\u0002\r\n\r\n',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 90\r\n\r\n{"query"',
    ]) {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on('error', () => {});
      socket.end(bytes);
      await new Promise((resolve) => socket.once('close', resolve).resume());
    }
    const { answer } = await post(url, '{"query": "{ channels { key } }"}');
    expect(answer?.errors).toBeUndefined();
  });
});
