import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asChannelId } from '../../src/domain/ids.ts';
import { createHttp, type Http, type HttpCall, jsonBody } from '../../src/vendors/http.ts';
import { answerLimitBytes } from '../../src/vendors/http-exchange.ts';
import { deadUrl, type Script, startScript, watched } from './support.ts';

let script: Script;
let http: Http | undefined;
beforeEach(async () => {
  script = await startScript();
});
afterEach(async () => {
  await http?.close();
  http = undefined;
  await script.close();
});

const call: HttpCall = {
  method: 'POST',
  endpoint: '/things/{id}',
  path: '/things/secret-id?key=secret',
  headers: { authorization: 'secret' },
  body: jsonBody({ a: 'ü' }),
  rows: 3,
};

const open = (baseUrl = script.url, over: { timeoutMs?: number; connections?: number } = {}) => {
  const context = watched();
  http = createHttp(
    { channel: asChannelId('c'), baseUrl, connections: 2, timeoutMs: 1000, ...over },
    context,
  );
  return { http, calls: context.calls };
};

test('sends JSON below the base path and parses the JSON it gets', async () => {
  script.answer({ status: 207, headers: { 'X-Thing': 'yes' }, body: { ok: true } });
  const { http, calls } = open(`${script.url}/global-ship`);
  const result = await http.request(call);
  expect(result).toMatchObject({ type: 'answer', status: 207, body: { ok: true } });
  expect(result.type === 'answer' && result.headers.get('x-thing')).toBe('yes');
  expect(script.calls[0]).toMatchObject({
    method: 'POST',
    path: '/global-ship/things/secret-id?key=secret',
    headers: { 'content-type': 'application/json', authorization: 'secret' },
    body: '{"a":"ü"}',
  });
  expect(calls).toEqual([
    {
      channel: 'c',
      method: 'POST',
      endpoint: '/things/{id}',
      status: 207,
      rows: 3,
      durationMs: expect.any(Number),
      failure: null,
    },
  ]);
  expect(JSON.stringify(calls)).not.toContain('secret');
});

test.each([
  ['HTML', '<html>'],
  ['nothing', ''],
  ['half of it', '{"a":'],
])('a body that is %s is an answer without a body', async (_, body) => {
  script.answer({ body });
  expect(await open().http.request(call)).toMatchObject({ type: 'answer', status: 200, body: undefined });
});

test('a byte order mark does not spoil the JSON', async () => {
  script.answer({ body: '\uFEFF{"a":1}' });
  expect(await open().http.request(call)).toMatchObject({ body: { a: 1 } });
});

test('a redirect is not followed', async () => {
  script.answer({ status: 307, headers: { location: `${script.url}/elsewhere` } });
  expect(await open().http.request(call)).toMatchObject({ type: 'answer', status: 307 });
  expect(script.calls).toHaveLength(1);
});

test('a refused connection reached nobody', async () => {
  const { http, calls } = open(await deadUrl());
  expect(await http.request(call)).toEqual({
    type: 'failure',
    reason: 'the connection was refused',
    sent: false,
  });
  expect(calls[0]).toMatchObject({ status: null, failure: 'the connection was refused' });
});

test('a host that is not known reached nobody', async () => {
  const result = await open('http://nowhere.invalid').http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: false });
});

test('a connection that does not come about in time reached nobody', async () => {
  // An address of no network: either no route, or no answer. The deadline holds in both.
  const startedAt = performance.now();
  const result = await open('http://192.0.2.1', { timeoutMs: 150 }).http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: false });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('a reset after the request was sent may have reached the vendor', async () => {
  script.answer((response) => response.socket?.resetAndDestroy());
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test('a body cut short under its length is a failure', async () => {
  script.answer((response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"a":1}', () => response.socket?.end());
  });
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test('a chunked body cut short is a failure', async () => {
  script.answer((response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' });
    response.write('{"a":1}', () => response.socket?.destroy());
  });
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test.each([
  ['no head comes', () => {}],
  [
    'the body does not end',
    (response: import('node:http').ServerResponse) => {
      response.writeHead(200);
      response.write('{');
    },
  ],
])('the deadline holds when %s', async (_, reply) => {
  script.answer(reply);
  const startedAt = performance.now();
  const result = await open(script.url, { timeoutMs: 120 }).http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: true, reason: expect.stringContaining('120 ms') });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('the deadline holds for an answer that trickles', async () => {
  script.answer(async (response) => {
    response.writeHead(200);
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  const result = await open(script.url, { timeoutMs: 150 }).http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: true });
});

test('a call that waits for a connection until its deadline is never sent', async () => {
  let served = 0;
  script.answer((response) => {
    served += 1;
    setTimeout(() => response.end('{}'), 250);
  });
  const { http } = open(script.url, { timeoutMs: 150, connections: 1 });
  const [first, second] = await Promise.all([http.request(call), http.request(call)]);
  expect(first).toMatchObject({ type: 'failure', sent: true });
  expect(second).toMatchObject({ type: 'failure', sent: false });
  await sleep(300);
  expect(served).toBe(1);
});

test('an answer without end in size is not read', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 32);
  script.answer((response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const result = await open().http.request(call);
  expect(result).toMatchObject({
    type: 'failure',
    sent: true,
    reason: expect.stringContaining(`${answerLimitBytes}`),
  });
});

test('connections are kept alive, and no more are opened than allowed', async () => {
  const sockets = new Set<unknown>();
  let underWay = 0;
  let most = 0;
  script.answer((response) => {
    sockets.add(response.socket);
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      response.end('{}');
    }, 10);
  });
  const { http } = open();
  await Promise.all(Array.from({ length: 10 }, () => http.request(call)));
  expect(sockets.size).toBe(2);
  expect(most).toBe(2);
});

test('an early hint is not the answer', async () => {
  script.answer((response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('{"a":1}');
  });
  expect(await open().http.request(call)).toMatchObject({ status: 200, body: { a: 1 } });
});

test('after the close a call is a failure that reached nobody', async () => {
  const { http } = open();
  await http.close();
  expect(await http.request(call)).toEqual({ type: 'failure', reason: 'the channel is closed', sent: false });
});
