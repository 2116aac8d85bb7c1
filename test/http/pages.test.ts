import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const html = { accept: 'text/html' };

const get = async (
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method: 'GET' | 'POST' = 'GET',
) => {
  const response = await request(url, { method, headers });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.from(await response.body.arrayBuffer()),
  };
};

/** The addresses of the files in the page of GraphiQL. */
const filesOf = (page: string): readonly string[] => [
  ...new Set(
    [...page.matchAll(/"(?<path>\/graphiql\/[^"]+)"/gu)].map(({ groups }) => groups?.['path'] ?? ''),
  ),
];

describe('the page of GraphiQL', () => {
  test('loads at most 3 MB, from addresses that a browser may keep for ever', async () => {
    const { url } = await startTestApp();
    const page = await get(`${url}/graphql`, html);
    expect(page.body.length).toBeLessThan(20_000);
    const files = filesOf(page.body.toString());
    expect(files).toHaveLength(5);
    let total = page.body.length;
    for (const path of files) {
      const { status, headers, body } = await get(url + path, { 'accept-encoding': 'gzip' });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-encoding': 'gzip',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      total += body.length;
    }
    expect(total).toBeLessThan(3_000_000);
    const [first = ''] = files;
    const plain = await get(url + first, { 'accept-encoding': 'gzip;q=0' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.length).toBeGreaterThan(500_000);
    expect((await get(`${url}/graphiql/other.js`)).status).toBe(404);
    expect((await get(url + first, {}, 'POST')).status).toBe(405);
  });

  test('and its files do not exist where GraphiQL is off', async () => {
    const { url } = await startTestApp({ GRAPHIQL: 'off' });
    expect((await get(`${url}/graphiql/style.css`)).status).toBe(404);
    expect(JSON.parse((await get(url)).body.toString())).not.toHaveProperty('graphiql');
  });
});

describe('the address /', () => {
  test('tells a person and a program where to go, and that the vendors are a sandbox', async () => {
    const { url } = await startTestApp();
    const page = await get(`${url}/`, html);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', vary: 'accept' });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/u);
    const text = page.body.toString();
    expect(text).toContain('Nothing here reaches a real vendor');
    const links = [...text.matchAll(/<a href="(?<path>[^"]+)"/gu)].map(({ groups }) => groups?.['path']);
    expect(links).toEqual(['/console', '/graphql', '/health/ready', '/metrics']);
    expect(JSON.parse((await get(`${url}/`)).body.toString())).toMatchObject({
      name: 'Onshelf',
      graphql: '/graphql',
      console: '/console',
      graphiql: '/graphql',
      health: '/health/ready',
      metrics: '/metrics',
    });
  });

  test('needs no key, says how to send one, and names no channel', async () => {
    const directory = await temporaryDirectory();
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { partner: { keys: [newKey()] } });
    const { url, channels } = await startTestApp({ API_KEYS_FILE });
    const text = (await get(`${url}/`, html)).body.toString();
    expect(text).toContain('Authorization: Bearer');
    for (const { id } of channels) expect(text).not.toContain(id);
  });

  test('takes only GET and HEAD', async () => {
    const { url } = await startTestApp();
    const { status, headers } = await get(`${url}/`, {}, 'POST');
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });
});
