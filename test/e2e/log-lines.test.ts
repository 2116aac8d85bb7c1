import { describe, expect } from 'vitest';
import { until } from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { type Gateway, it } from '../support/process.ts';
import { subscribeByWebSocket } from '../support/subscribe.ts';
import { SetStock } from './documents.ts';

type Line = Readonly<Record<string, unknown>>;

const linesOf = ({ said }: Gateway): readonly Line[] =>
  said.err
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

const linesAfterStop = async (gateway: Gateway): Promise<readonly Line[]> => {
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
  return linesOf(gateway);
};

/** Whether a line is about a vendor call with items. The others are of the poll of the catalogue. */
const isOfItems = (line: Line): boolean =>
  line['msg'] === 'Vendor call' && 'attempt' in line && line['endpoint'] !== 'token';

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const mutation = (items: object[]) => ({ query: String(SetStock), variables: { input: { items } } });
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

describe('the log', () => {
  it.concurrent('has a line per request, vendor call and webhook, with the caller', async ({
    startGateway,
    vendors,
  }) => {
    const gateway = await startGateway(vendors.settings);
    const headers = { 'x-request-id': 'order-77', traceparent };
    const items = [
      { ...globalLinkStock('product-001', 47_110_815), memo: 'a memo' },
      smaregiStock('31415926', 1),
    ];
    const answer = await post(gateway.url, mutation(items), headers);
    expect(answer.headers.get('x-request-id')).toBe('order-77');
    await answer.text();
    const lines = await linesAfterStop(gateway);

    const of = (msg: string) => lines.filter((line) => line['msg'] === msg);
    expect(of('Request')).toMatchObject([
      {
        level: 30,
        requestId: 'order-77',
        transport: 'http',
        type: 'mutation',
        name: 'SetStock',
        client: 'anonymous',
        status: 200,
        outcome: 'OK',
        operations: [1],
        items: 2,
        trace_id: traceId,
      },
    ]);
    const calls = of('Vendor call').filter(isOfItems);
    expect(calls.map((line) => line['endpoint']).toSorted()).toEqual([
      '/open-api/v1/global-link/products/stock-updates',
      '/stock/bulk',
    ]);
    for (const call of calls)
      expect(call).toMatchObject({
        level: 30,
        outcome: 'ANSWERED',
        attempt: 1,
        operations: [1],
        requestIds: ['order-77'],
        clients: ['anonymous'],
        trace_id: traceId,
      });
    expect(of('Webhook')).toMatchObject([{ vendor: 'SMAREGI', result: 'TAKEN' }]);
    // No collector is configured: the header of the caller is passed on unchanged.
    expect(vendors.globalLink.control.requests()[0]?.headers['traceparent']).toBe(traceparent);
    for (const value of ['47110815', 'a memo', 'product-001', '31415926'])
      expect(gateway.said.err).not.toContain(value);
  });

  it.concurrent('numbers the tries of a request', async ({ startGateway, vendors }) => {
    vendors.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 2 });
    const gateway = await startGateway(vendors.settings);
    await (await post(gateway.url, mutation([globalLinkStock('product-001', 1)]))).text();
    const calls = (await linesAfterStop(gateway)).filter(isOfItems);
    expect(calls.map(({ attempt, outcome }) => `${attempt} ${outcome}`)).toEqual([
      '1 FAILED',
      '2 FAILED',
      '3 ANSWERED',
    ]);
  });

  it.concurrent('contains no line that a caller wrote', async ({ startGateway, vendors }) => {
    const gateway = await startGateway({ ...vendors.settings, LOG_LEVEL: 'trace' });
    const forged = '{"level":60,"msg":"Forged"}';
    const answer = await post(gateway.url, mutation([globalLinkStock('product-001', 1)]), {
      'x-request-id': forged,
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
    await answer.text();
    await (await post(gateway.url, { query: `query ${'N'.repeat(5_000)} { channels { key } }` })).text();
    await (await post(gateway.url, { query: `{ a(b: "\n${forged}\n") }` })).text();
    await (await fetch(`${gateway.url}/graphql?secret-in-a-query=1&query={channels{key}}`)).text();
    await (await fetch(`${gateway.url}/webhooks/smaregi/x%0A${encodeURIComponent(forged)}`)).text();
    const lines = await linesAfterStop(gateway);
    expect(lines.filter((line) => line['msg'] === 'Forged')).toEqual([]);
    expect(gateway.said.err).not.toContain('secret-in-a-query');
    const longest = Math.max(...lines.map((line) => String(line['name'] ?? '').length));
    expect(longest).toBe(80);
  });

  it.concurrent('D11: is short for a flood of unauthenticated requests, and the metrics count each of them', async ({
    startGateway,
    vendors,
  }) => {
    const gateway = await startGateway(vendors.settings);
    const each = async (ask: (count: number) => Promise<Response>): Promise<void> => {
      for (let count = 0; count < 60; count += 1) await (await ask(count)).text();
    };
    await each((count) => fetch(`${gateway.url}/webhooks/smaregi/guess-${count}`, { method: 'POST' }));
    await each((count) => fetch(`${gateway.url}/webhooks/smaregi/guess-${count}`));
    await each(() => post(gateway.url, { query: '{' }));
    await each(() => fetch(`${gateway.url}/graphql`, { method: 'POST', body: 'x=1' }));
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('onshelf_webhooks_total{vendor="SMAREGI",result="UNKNOWN_SECRET"} 60');
    const lines = await linesAfterStop(gateway);
    const of = (msg: string) => lines.filter((line) => line['msg'] === msg).length;
    // One line in ten seconds for each of the two results and each of the two statuses.
    expect(of('Webhook ignored: no item is waiting for it')).toBeGreaterThanOrEqual(2);
    expect(of('Webhook ignored: no item is waiting for it')).toBeLessThan(30);
    expect(of('Request')).toBeGreaterThanOrEqual(2);
    expect(of('Request')).toBeLessThan(30);
  });

  it.concurrent('has a line per subscription after its end, over both transports', async ({
    startGateway,
    vendors,
  }) => {
    const gateway = await startGateway(vendors.settings);
    const query =
      'subscription Health { channelHealthChanged(channel: "smaregi") { key health { status } } }';
    const leaveSocket = await subscribeByWebSocket(gateway.url, query);
    const leaving = new AbortController();
    const stream = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    });
    await stream.body?.getReader().read();
    const open = async () =>
      (await (await fetch(`${gateway.url}/metrics`)).text()).match(/^onshelf_subscriptions.*$/gmu);
    expect(await open()).toEqual([
      'onshelf_subscriptions{transport="http"} 1',
      'onshelf_subscriptions{transport="websocket"} 1',
    ]);
    expect(linesOf(gateway).filter((line) => line['type'] === 'subscription')).toEqual([]);
    leaving.abort();
    await leaveSocket();
    await until(open, (found) => found?.every((line) => line.endsWith(' 0')) ?? false);
    const lines = (await linesAfterStop(gateway)).filter((line) => line['type'] === 'subscription');
    expect(lines.map(({ transport, name }) => `${transport} ${name}`).toSorted()).toEqual([
      'http Health',
      'websocket Health',
    ]);
  });
});
