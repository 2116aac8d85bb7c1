import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { authorization } from '../support/graphql.ts';
import { globalLinkStock } from '../support/items.ts';
import { hungUp, mutation, overHttp, send, sendBytes, statusesIn } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const bodyBytes = 64 * 1024;
const { url } = sharedGateway({
  settings: () => ({
    MAX_BODY_BYTES: String(bodyBytes),
    RECEIVE_TIMEOUT_MS: '1000',
    MAX_SUBSCRIPTIONS_PER_CLIENT: '3',
    RATE_ITEMS_PER_SECOND: '100',
    RATE_ITEMS_BURST: '500',
  }),
});
const json = { 'content-type': 'application/json' };
const head = () => `Host: ${new URL(url()).host}\r\nAuthorization: Bearer ${keys.full.key}\r\n`;
const post = () => `POST /graphql HTTP/1.1\r\n${head()}Content-Type: application/json\r\n`;
const query = '{"query":"{__typename}"}';
const withKey = authorization(keys.full.key);

describe('a connection', () => {
  it('that declares a body over the limit', async () => {
    const said = await sendBytes(url(), `${post()}Content-Length: ${bodyBytes + 1}\r\n\r\n{`);
    expect(statusesIn(said)).toEqual(['413']);
    expect(said).toContain('Nothing was accepted');
    const none = await sendBytes(url(), `${post()}Content-Length: 99999999999999999999\r\n\r\n{`);
    expect(statusesIn(none)).toEqual([expect.stringMatching(/^4/u)]);
  });

  it('with a body in endless chunks', async () => {
    const piece = `4000\r\n${'x'.repeat(0x40_00)}\r\n`;
    const said = await sendBytes(url(), `${post()}Transfer-Encoding: chunked\r\n\r\n`, piece.repeat(5));
    expect(statusesIn(said)).toEqual(['413']);
  });

  it('with a body that decompresses to more than the limit', async () => {
    const headers = { ...json, ...withKey, 'content-encoding': 'gzip' };
    const body = gzipSync(Buffer.alloc(10_000_000, ' '));
    const { status, json: answer } = await send(`${url()}/graphql`, { method: 'POST', headers, body });
    expect([status, answer?.errors?.[0]?.message]).toEqual([
      415,
      expect.stringContaining('Send the body without compression'),
    ]);
  });

  it('with a message over the limit', async () => {
    const socket = new WebSocket(`${url().replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('x'.repeat(bodyBytes + 1));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  it('with a URL or a header over the limit', async () => {
    const long = 'x'.repeat(20_000);
    expect((await send(`${url()}/graphql?query=${long}`)).status).toBe(431);
    expect((await send(`${url()}/graphql`, { headers: { 'x-request-id': long } })).status).toBe(431);
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`a${at}`, '']));
    expect((await send(`${url()}/graphql`, { headers: many })).status).toBe(431);
  });

  it('that sends its headers or its body a byte at a time', async () => {
    for (const beginning of [
      'POST /graphql HTTP/1.1\r\nHost: x\r\n',
      `${post()}Content-Length: 90\r\n\r\n{`,
    ]) {
      const { hostname, port } = new URL(url());
      const socket = connect(Number(port), hostname);
      let said = '';
      socket
        .on('error', () => {})
        .on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
      socket.write(beginning);
      const drip = setInterval(() => socket.write('x'), 50);
      await hungUp(socket);
      clearInterval(drip);
      expect(said).toMatch(/^HTTP\/1.1 408 |^$/u);
    }
  });

  it('that declares two lengths for its body', async () => {
    const hidden = `POST /graphql HTTP/1.1\r\n${head()}Content-Length: 0\r\n\r\n`;
    for (const lengths of [
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
      'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n',
      `Content-Length: ${query.length}\r\nContent-Length: 0\r\n`,
      'Content-Length: 5, 0\r\n',
      'Content-Length: +5\r\n',
      'Transfer-Encoding: xchunked\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding:\u000bchunked\r\n',
      'Content-Length : 5\r\n',
      ' Content-Length: 5\r\n',
    ]) {
      const said = await sendBytes(url(), `${post()}${lengths}\r\n0\r\n\r\n${hidden}`);
      expect(statusesIn(said), lengths).toEqual(['400']);
    }
  });

  it('with line breaks and NUL in its headers', async () => {
    for (const header of [
      'X-Request-Id: a\u0000b',
      'X-Request-Id: a\rSet-Cookie: x',
      'X-Re\u0000: a',
      'X: a\n\u0001: b',
    ]) {
      const said = await sendBytes(url(), `GET /health/live HTTP/1.1\r\n${head()}${header}\r\n\r\n`);
      expect(statusesIn(said), header).toEqual(['400']);
      expect(said).not.toMatch(/set-cookie/iu);
    }
  });

  it('that names another host', async () => {
    const ask = (lines: string) => sendBytes(url(), `${lines}Connection: close\r\n\r\n`);
    expect(statusesIn(await ask('GET /health/live HTTP/1.1\r\n'))).toEqual(['400']);
    expect(statusesIn(await ask('GET /graphql HTTP/1.1\r\nHost: evil.example\r\n'))).toEqual(['401']);
    expect(statusesIn(await ask(`GET http://evil.example/graphql HTTP/1.1\r\n${head()}`))).toEqual(['404']);
    const said = await ask(`GET /graphql HTTP/1.1\r\n${head()}X-Forwarded-Host: evil.example\r\n`);
    expect(said).not.toContain('evil.example');
  });

  it('with an unsupported method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'HEAD', 'OPTIONS']) {
      const { status, text } = await send(`${url()}/graphql`, { method, headers: withKey });
      expect([method, status, text.includes(keys.full.key)]).toEqual([method, 405, false]);
    }
    expect(statusesIn(await sendBytes(url(), `CONNECT evil.example:443 HTTP/1.1\r\n${head()}\r\n`))).toEqual(
      [],
    );
    expect(statusesIn(await sendBytes(url(), 'onshelf\r\n\r\n'))).toEqual(['400']);
    expect(
      statusesIn(await sendBytes(url(), `${post()}Expect: miracles\r\nConnection: close\r\n\r\n`)),
    ).toEqual(['417']);
  });

  it('that requests another protocol', async () => {
    const upgrade = (path: string, to: string) =>
      sendBytes(url(), `GET ${path} HTTP/1.1\r\n${head()}Connection: Upgrade\r\nUpgrade: ${to}\r\n\r\n`);
    for (const path of ['/index.html', '/metrics', '/graphql/', '//graphql']) {
      expect(statusesIn(await upgrade(path, 'websocket')), path).toEqual(['404']);
    }
    expect(statusesIn(await upgrade('/webhooks/smaregi/x', 'websocket'))).toEqual(['405']);
    // As without the upgrade: what the gateway is.
    expect(statusesIn(await upgrade('/', 'websocket'))).toEqual(['200']);
    // As without the upgrade: a request without a query.
    expect(statusesIn(await upgrade('/graphql', 'h2c'))).toEqual(['200']);
    expect(statusesIn(await upgrade('/graphql', 'websocket'))).toEqual(['400']);
  });

  it('with one subscription over the limit', async () => {
    const gone = new AbortController();
    const open = () =>
      fetch(`${url()}/graphql`, {
        method: 'POST',
        headers: { ...json, ...withKey, accept: 'text/event-stream' },
        body: JSON.stringify({ query: 'subscription { stockChanged { quantity } }' }),
        signal: gone.signal,
      });
    for (const status of [200, 200, 200]) expect((await open()).status).toBe(status);
    const refused = await open();
    expect([refused.status, (await refused.text()).includes('TOO_MANY_SUBSCRIPTIONS')]).toEqual([429, true]);
    gone.abort();
  });

  it("with more items than its client's rate", async () => {
    const items = Array.from({ length: 400 }, (_, at) => globalLinkStock(`flood-${at}`, 1));
    const [first, second] = await Promise.all(
      [1, 2].map(() => overHttp(url(), mutation(items), keys.other.key)),
    );
    const codes = [first, second].flatMap(
      (answer) => JSON.stringify(answer?.json).match(/RATE_LIMITED/gu) ?? [],
    );
    expect(codes).toEqual(['RATE_LIMITED']);
    const { json: many } = await overHttp(url(), mutation(Array(1_001).fill(items[0])), keys.full.key);
    expect(many).toMatchObject({ data: { setStock: { userErrors: [{ code: 'TOO_MANY_ITEMS' }] } } });
  });
});
