import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { call, useHttp } from './http-bench.ts';
import { maxResponseBytes } from './support.ts';

const { fixture, open } = useHttp();

test('a connection that is not open in time has sent nothing', async () => {
  // An address without a network: there is no route, or no answer. The deadline applies to both.
  const result = await open('http://192.0.2.1', { timeoutMs: 150 }).http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: false, timedOut: false });
});

test.each([
  ['no head comes', () => {}],
  [
    'the body does not end',
    (response: ServerResponse) => {
      response.writeHead(200);
      response.write('{');
    },
  ],
])('the deadline holds when %s', async (_, reply) => {
  fixture.script.answer(reply);
  const result = await open(fixture.script.url, { timeoutMs: 500 }).http.request(call);
  expect(result).toMatchObject({
    type: 'failure',
    sent: true,
    timedOut: true,
    reason: expect.stringContaining('500 ms'),
  });
});

test('the deadline holds for an answer that comes slowly', async () => {
  fixture.script.answer(async (response) => {
    response.writeHead(200);
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  const result = await open(fixture.script.url, { timeoutMs: 500 }).http.request(call);
  expect(result).toMatchObject({ type: 'failure', sent: true });
});

test('a call that waits for a connection until its deadline is never sent', async () => {
  const due: (() => void)[] = [];
  const clock = {
    now: Date.now,
    after: (_: number, task: () => void) => {
      due.push(task);
      return () => {};
    },
  };
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  fixture.script.answer(resolve);
  const { http } = open(fixture.script.url, { connections: 1, clock });
  const first = http.request(call);
  const second = http.request(call);
  const response = await promise;
  due[1]?.();
  expect(await second).toMatchObject({ type: 'failure', sent: false });
  response.end('{}');
  expect(await first).toMatchObject({ type: 'answer' });
  await sleep(50);
  expect(fixture.script.calls).toHaveLength(1);
});

test('an answer of unlimited size is not read', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 32);
  fixture.script.answer((response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const result = await open().http.request(call);
  expect(result).toMatchObject({
    type: 'answer',
    status: 200,
    body: undefined,
    unreadable: expect.stringContaining(`${maxResponseBytes}`),
  });
});
