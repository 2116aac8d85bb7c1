import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { ReplaceProducts } from '../e2e/documents.ts';
import { until } from '../support/client.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';
import { mutation, overHttp, overSocket, send } from './ask.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const manifest = new URL('../../examples/generated/persisted-documents.json', import.meta.url).pathname;

describe('the outputs of a gateway', () => {
  it.concurrent('for texts that contain lines, headers or paths', async ({ startGateway, vendors }) => {
    const gateway = await startGateway({ ...vendors.settings, LOG_LEVEL: 'trace' });
    const { url } = gateway;
    const forged = '{"level":60,"msg":"The gateway was sold"}';
    for (const id of ['a b', 'é', `"},${forged}`, 'x'.repeat(129), '<script>', '%0d%0a', 'a\tb']) {
      const headers = {
        'x-request-id': Buffer.from(id).toString('latin1'),
        'x-forwarded-for': id.replace('é', 'e'),
        traceparent: `00-${'0'.repeat(32)}-x`,
      };
      const answer = await send(`${url}/graphql?query=%7B__typename%7D&x=%0a${encodeURIComponent(forged)}`, {
        headers,
      });
      expect(answer.headers['x-request-id'], id).toMatch(uuid);
      expect(answer.headers).not.toHaveProperty('x-injected');
    }
    const lines = `a\n${forged}\r\nX-Injected: 1\u001b[2J`;
    await overHttp(
      url,
      mutation(
        [
          globalLinkStock(lines, 1),
          globalLinkStock('product-001', 1, { channel: lines }),
          smaregiStock('567', 1, { memo: lines }),
        ],
        { idempotencyKey: lines },
      ),
    );
    await overHttp(url, { query: 'query Q { __typename }', operationName: lines });
    await overHttp(url, { query: `{ ${lines} }` });
    await send(`${url}/webhooks/smaregi/%0a${encodeURIComponent(forged)}`, { method: 'POST', body: lines });
    await overSocket(url, { query: `{ wrong } #${lines}` });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(lines.padEnd(5_000_000));
    await new Promise((resolve) => socket.once('close', resolve));

    // Each is one part of the path, or none at all.
    const ids = [
      '../../x',
      '%2e%2e',
      '%2E%2E/%2F',
      '?a=b',
      '#',
      'a/b',
      'a\\b',
      'a b',
      '한글',
      'x'.repeat(200),
    ];
    const none = ['.', '..', '', 'x'.repeat(201)];
    const { json } = await overHttp(url, {
      query: String(ReplaceProducts),
      variables: { input: { items: [...ids, ...none].map((id) => product(id)) } },
    });
    const { results } = Object(json?.data)['replaceProducts'];
    const isInvalid = results.map(({ code }: { code?: string }) => code === 'INVALID_VALUE');
    expect(isInvalid).toEqual([...ids.map(() => false), ...none.map(() => true)]);
    const paths = vendors.globalLink.control
      .requests()
      .flatMap(({ method, path }) => (method === 'PUT' ? [path] : []));
    expect(new Set(paths.map((path) => path.split('/products/').at(-1)))).toEqual(
      new Set(ids.map(encodeURIComponent)),
    );

    const after = await overHttp(url, mutation([globalLinkStock('product-001', 9)]));
    expect(after.json).toMatchObject({ data: { setStock: { results: [{ status: 'APPLIED' }] } } });
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    const written = gateway.said.err.split('\n').filter((line) => line !== '');
    expect(written.length).toBeGreaterThan(20);
    for (const line of written) expect(JSON.parse(line), line).not.toMatchObject({ level: 60 });
  });

  it.concurrent('for a vendor that quotes its request', async ({ startGateway, vendors, onTestFinished }) => {
    const secret = 'the-key-of-this-channel';
    const vendor = createServer((request, response) => {
      const heard = JSON.stringify(request.headers);
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: heard, message: `${heard}\n${secret}` }));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void vendor.close());
    const address = await until(
      () => vendor.address(),
      (found) => found !== null,
    );
    const port = typeof address === 'object' ? address?.port : null;
    const own = { GLOBAL_LINK_BASE_URL: `http://127.0.0.1:${port}`, GLOBAL_LINK_SECRET_KEY: secret };
    const gateway = await startGateway({ ...vendors.settings, ...own, LOG_LEVEL: 'trace' });
    const { text } = await overHttp(gateway.url, mutation([globalLinkStock('product-001', 1)]));
    expect(text).toContain('***');
    const after = await overHttp(gateway.url, mutation([smaregiStock('567', 9)]));
    expect(after.json).toMatchObject({ data: { setStock: { results: [{ status: 'APPLIED' }] } } });
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    expect([text, gateway.said.err, gateway.said.out].join()).not.toContain(secret);
  });

  it.concurrent('with trusted documents only', async ({ startGateway }) => {
    const { url } = await startGateway({ TRUSTED_DOCUMENTS_FILE: manifest });
    const query = 'mutation { setStock(input: { items: [] }) { replayed } }';
    const hash = { persistedQuery: { version: 1, sha256Hash: 'd'.repeat(64) } };
    for (const [asked, code] of [
      [{ query }, 'PERSISTED_QUERY_ONLY'],
      [{ query, extensions: hash }, 'PERSISTED_QUERY_ONLY'],
      [{ query: '{ __schema { types { name } } }' }, 'PERSISTED_QUERY_ONLY'],
      [{ extensions: hash }, 'PERSISTED_QUERY_NOT_IN_LIST'],
      [{ documentId: '__proto__' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
      [{ documentId: 'sha256:' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
      [{ documentId: ['x'] }, 'PERSISTED_QUERY_ID_REQUIRED'],
      [{}, 'PERSISTED_QUERY_ID_REQUIRED'],
    ] as const) {
      const { status, json } = await overHttp(url, asked);
      for (const { errors } of [json ?? {}, await overSocket(url, asked)]) {
        expect(
          [status, errors?.map(({ extensions }) => extensions?.['code'])],
          JSON.stringify(asked),
        ).toEqual([400, [code]]);
      }
    }
    const input = { items: [globalLinkStock('product-001', 1)] };
    const trusted: Record<string, string> = JSON.parse(readFileSync(manifest, 'utf8'));
    const [id] = Object.entries(trusted).find(([, text]) => text.startsWith('mutation SetStock')) ?? [];
    const { json } = await overHttp(url, { documentId: id, variables: { input } });
    expect(json).toMatchObject({ data: { setStock: { results: [{}] } } });
  });
});
