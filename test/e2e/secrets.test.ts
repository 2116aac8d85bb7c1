import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { accepted, confirmInventory, operationOf, replaceProducts, setStock } from '../support/client.ts';
import { startCollector } from '../support/collector.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';
import { subscribeByWebSocket } from '../support/subscribe.ts';

const ownKey = 'onshelf_0123456789abcdefghijklmnopqrstuvwxyz';
const failed = (): never => {
  throw new Error('Nothing was answered');
};

describe('no secret is', () => {
  it.concurrent('in a log, an error, an answer, a metric, a trace or the journal, whatever fails', async ({
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const { globalLink, brightmall, smaregi } = vendors;
    const collector = await startCollector(onTestFinished);
    const gateway = await startGateway({
      ...vendors.settings,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=key-of-the-collector',
      LOG_LEVEL: 'trace',
      VENDOR_TIMEOUT_MS: '2000',
      CALLBACK_TIMEOUT_MS: '250',
    });
    const { child, url, said, ended } = gateway;
    const heard: string[] = [];
    const hear = async (path: string, init: RequestInit = {}): Promise<void> => {
      const answer = await fetch(path.startsWith('http') ? path : `${url}${path}`, init);
      heard.push(JSON.stringify([...answer.headers]), await answer.text());
    };
    const query = 'subscription { channelHealthChanged { key health { status lastFailure } } }';
    const leaveSocket = await subscribeByWebSocket(url, query, (event) => heard.push(JSON.stringify(event)));
    globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 401 });
    globalLink.control.fail({ on: 'product', kind: 'hang' });
    brightmall.control.fail({ on: 'inventory/confirm', kind: 'reset-before' });
    smaregi.control.fail({ on: 'token', kind: 'status', status: 500 });
    smaregi.control.fail({ on: 'stock/bulk', kind: 'html-error' });
    smaregi.control.fail({ on: 'webhook', kind: 'never' });
    smaregi.control.fail({ on: 'webhook', kind: 'wrong-request-id' });
    smaregi.control.fail({ on: 'webhook', kind: 'garbage' });
    smaregi.control.fail({ on: 'stock', kind: 'status', status: 500 });
    const answers = [
      await setStock(url, [globalLinkStock('product-001', 1), globalLinkStock('product-002', -1)]),
      await replaceProducts(url, [product('product-001')]),
      await confirmInventory(url, [confirmation(orderItem(1)), confirmation(orderItem(409))]),
    ];
    for (const quantity of [1, 2, 3, 4]) answers.push(await setStock(url, [smaregiStock('567', quantity)]));
    smaregi.control.expireTokens();
    answers.push(await setStock(url, [smaregiStock('404404', 1)]));
    const operations = await Promise.all(answers.map((answer) => operationOf(url, accepted(answer).id)));

    const requests = [globalLink, brightmall, smaregi].flatMap(({ control }) => control.requests());
    const callbackUrls = requests.flatMap(({ body }) => {
      const callbackUrl: unknown = Object(body)['callbackUrl'];
      return typeof callbackUrl === 'string' ? [callbackUrl] : [];
    });
    const forged = `${url}/webhooks/smaregi/a-token-that-is-guessed`;
    await hear(forged, { method: 'POST', body: '{}' });
    for (const callbackUrl of callbackUrls) {
      await hear(callbackUrl, { method: 'POST', body: '{' });
      await hear(callbackUrl, { method: 'POST', body: '{"requestId":"another","message":"none"}' });
      await hear(callbackUrl);
      await hear(`/graphql?query={node(id:"${encodeURIComponent(callbackUrl)}"){id}}`);
    }
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ownKey}` };
    const read = '{ channels { key health { status lastFailure } } }';
    await hear('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: read }) });
    await hear('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: '{ none }' }) });
    await hear('/graphql', { method: 'POST', headers, body: '{' });
    const id = accepted(answers[0] ?? failed()).id;
    await hear('/graphql', {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream' },
      body: JSON.stringify({
        query: `subscription { operationChanged(id: "${id}") { completed results { ... on ItemFailure { message vendorMessage } } } }`,
      }),
    });
    await hear('/metrics');
    await hear('/health/ready');
    await leaveSocket();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const bearers = requests.map(({ headers }) => headers['authorization'] ?? '').filter(Boolean);
    const secrets = new Set([
      ...[globalLink.secretKey, brightmall.apiKey, smaregi.clientSecret],
      ...bearers.map((header) => header.replace(/^(Bearer|Basic) /u, '')),
      ...callbackUrls.map((callbackUrl) => callbackUrl.split('/').at(-1)?.split('.')[0] ?? ''),
      ...['a-token-that-is-guessed', 'key-of-the-collector', ownKey],
    ]);
    expect(secrets.size).toBeGreaterThanOrEqual(10);
    const dataDir = gateway.settings['DATA_DIR'] ?? '';
    const kept = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'));
    expect(kept.join('')).toContain('product-001');
    expect(heard.join('')).toContain('onshelf_webhooks_total');
    expect(heard.join('')).toContain('"completed":true');
    expect(collector.texts.join('')).toContain('send smaregi');
    expect(said.err).toContain('Webhook ignored: no item is waiting for it');
    const everything = [
      ...[said.out, said.err, JSON.stringify([answers, operations])],
      ...heard,
      ...kept,
      ...collector.texts,
    ].join('\n');
    expect(said.err).toContain('Vendor call');
    expect([...secrets].filter((secret) => secret === '' || everything.includes(secret))).toEqual([]);
  });
});
