import { expect, test } from 'vitest';
import { call, useHttp } from './http-bench.ts';
import { deadUrl } from './script.ts';

const { fixture, open } = useHttp();

test('sends JSON below the base path and parses the JSON of the answer', async () => {
  fixture.script.answer({ status: 207, headers: { 'Retry-After': '7' }, body: { ok: true } });
  const { http, calls } = open(`${fixture.script.url}/global-ship`);
  const result = await http.request(call);
  expect(result).toMatchObject({ type: 'answer', status: 207, body: { ok: true } });
  expect(result.type === 'answer' && result.retryAfter).toBe('7');
  expect(fixture.script.calls[0]).toMatchObject({
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
])('reads a body that is %s as no body', async (_, body) => {
  fixture.script.answer({ body });
  expect(await open().http.request(call)).toMatchObject({ type: 'answer', status: 200, body: undefined });
});

test('skips a byte order mark', async () => {
  fixture.script.answer({ body: '\uFEFF{"a":1}' });
  expect(await open().http.request(call)).toMatchObject({ body: { a: 1 } });
});

test('does not follow a redirect', async () => {
  fixture.script.answer({ status: 307, headers: { location: `${fixture.script.url}/elsewhere` } });
  expect(await open().http.request(call)).toMatchObject({ type: 'answer', status: 307 });
  expect(fixture.script.calls).toHaveLength(1);
});

test('a refused connection has sent nothing', async () => {
  const { http, calls } = open(await deadUrl());
  expect(await http.request(call)).toEqual({
    type: 'failure',
    reason: 'the connection was refused',
    sent: false,
    timedOut: false,
  });
  expect(calls[0]).toMatchObject({ status: null, failure: 'the connection was refused' });
});

test('an unknown host has sent nothing', async () => {
  const result = await open('http://nowhere.invalid').http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: false });
});

test('a reset after the request was sent may have reached the vendor', async () => {
  fixture.script.answer((response) => response.socket?.resetAndDestroy());
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test('a body shorter than its length is a failure', async () => {
  fixture.script.answer((response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"a":1}', () => response.socket?.end());
  });
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test('a truncated chunked body is a failure', async () => {
  fixture.script.answer((response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' });
    response.write('{"a":1}', () => response.socket?.destroy());
  });
  expect(await open().http.request(call)).toMatchObject({ type: 'failure', sent: true });
});

test('keeps connections alive, and opens no more than allowed', async () => {
  const sockets = new Set<unknown>();
  let underWay = 0;
  let most = 0;
  fixture.script.answer((response) => {
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

test('an interim response is not the answer', async () => {
  fixture.script.answer((response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('{"a":1}');
  });
  expect(await open().http.request(call)).toMatchObject({ status: 200, body: { a: 1 } });
});

test('a call after the close has sent nothing', async () => {
  const { http } = open();
  await http.close();
  expect(await http.request(call)).toEqual({
    type: 'failure',
    reason: 'the channel is closed',
    sent: false,
    timedOut: false,
  });
});
