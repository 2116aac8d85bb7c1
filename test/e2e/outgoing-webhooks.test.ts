import { describe, expect, onTestFinished, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { accepted, setStock, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { it } from '../support/process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { eventsProcessed, listening } from '../support/vendor-events.ts';
import { startReceiver, verified } from '../support/webhook-receiver.ts';
import { CreateEndpoint as Create, Endpoints } from './documents.ts';
import { graphql } from './generated/gql.ts';
import type { WebhookEvent } from './generated/graphql.ts';

const Update = graphql(`
  mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {
    updateWebhookEndpoint(input: $input) { webhookEndpoint { id enabled notice } secret userErrors { code path } }
  }
`);
const Delete = graphql(`
  mutation DeleteEndpoint($id: ID!) {
    deleteWebhookEndpoint(input: { id: $id }) { deletedId userErrors { code } }
  }
`);
const Redeliver = graphql(`
  mutation Redeliver($id: ID!) {
    redeliverWebhook(input: { deliveryId: $id }) { delivery { id status } userErrors { code } }
  }
`);
const Write = graphql(`
  mutation WriteAsClient($input: SetStockInput!) {
    setStock(input: $input) {
      ...Answer
    }
  }
`);

type Body = { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> };

const all: WebhookEvent[] = ['OPERATION_COMPLETED', 'ITEM_FAILED', 'STOCK_CHANGED', 'DRIFT_FOUND'];
const driftAfterMs = 300;
const open = { ALLOW_PRIVATE_WEBHOOKS: 'on', SANDBOX_SALES_PER_MINUTE: '0' };

const create = async (url: string, to: string, events: WebhookEvent[] = all, key?: string) => {
  const { createWebhookEndpoint } = await run(url, Create, { url: to, events }, key);
  const { webhookEndpoint, secret, userErrors } = createWebhookEndpoint;
  return { id: webhookEndpoint?.id ?? '', secret: secret ?? '', userErrors };
};

const deliveriesOf = async (url: string, key?: string) =>
  (await run(url, Endpoints, { first: 100 }, key)).webhookEndpoints.flatMap(
    ({ deliveries }) => deliveries.nodes,
  );

const delivered = (url: string, count: number) =>
  until(
    () => deliveriesOf(url),
    (all) => all.filter(({ status }) => status === 'DELIVERED').length >= count,
  );

describe('an outgoing webhook', () => {
  test('reports failed items and the end of an operation, in order, signed, and once each', async () => {
    const { url } = await startTestApp(open);
    const receiver = await startReceiver(onTestFinished);
    const { secret } = await create(url, `${receiver.url}/hooks`, ['OPERATION_COMPLETED', 'ITEM_FAILED']);
    const { id } = accepted(
      await setStock(url, [globalLinkStock('product-001', 7), globalLinkStock('missing-001', 1)]),
    );
    const shown = await delivered(url, 2);
    expect(receiver.received).toHaveLength(2);
    const bodies = receiver.received.map((one) => verified(one, secret) as Body);
    expect(bodies.map(({ type }) => type)).toEqual(['item.failed', 'operation.completed']);
    expect(bodies[0]?.data).toMatchObject({
      operation: { id },
      item: {
        index: 1,
        code: 'PRODUCT_NOT_FOUND',
        target: { channelKey: 'global-link', productId: 'missing-001' },
      },
    });
    expect(bodies[1]?.data).toMatchObject({
      operation: { id, status: 'COMPLETED', appliedCount: 1, failedCount: 1 },
    });
    const [first] = receiver.received;
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(shown.map(({ id }) => id)).toContain(first?.headers['webhook-id']);
    expect(shown.map(({ attempts }) => attempts)).toEqual([
      [{ httpStatus: 204, error: null, answer: null }],
      [{ httpStatus: 204, error: null, answer: null }],
    ]);
    // Another secret does not verify.
    expect(() =>
      verified(first ?? { path: '', headers: {}, body: '' }, `whsec_${btoa('x'.repeat(32))}`),
    ).toThrow();
  });

  test('reports stock that changes, also at the vendor, and drift', async () => {
    const { url, sandbox } = await startTestApp({
      ...open,
      CATALOG_POLL_MS: '150',
      DRIFT_AFTER_MS: String(driftAfterMs),
    });
    const receiver = await startReceiver(onTestFinished);
    const { secret } = await create(url, receiver.url, ['STOCK_CHANGED', 'DRIFT_FOUND']);
    await listening([url], driftAfterMs);
    await setStock(url, [smaregiStock('567', 50)]);
    await eventsProcessed(url, sandbox.smaregi);
    sandbox.smaregi.edits.setStockSilently('567', '8', 45);
    await until(
      () => receiver.received.map((one) => (verified(one, secret) as Body).type),
      (types) => types.includes('drift.found'),
    );
    const bodies = receiver.received.map((one) => verified(one, secret) as Body);
    expect(bodies.find(({ type }) => type === 'stock.changed')?.data).toMatchObject({
      stockLevel: { channelKey: 'smaregi', productId: '567', locationId: '8', quantity: 50 },
    });
    expect(bodies.find(({ type }) => type === 'drift.found')?.data).toMatchObject({
      stockLevel: { productId: '567' },
      drift: { expected: 50, actual: 45, since: expect.any(String) },
    });
  });

  test('is sent again with the same id, follows no redirect, and reads a bounded part of an answer', async () => {
    const { url } = await startTestApp(open);
    const receiver = await startReceiver(onTestFinished);
    await create(url, receiver.url, ['OPERATION_COMPLETED']);
    receiver.answer = (response) => void response.writeHead(307, { location: `${receiver.url}/other` }).end();
    await setStock(url, [globalLinkStock('product-001', 1)]);
    const failed = () =>
      until(
        () => deliveriesOf(url),
        ([one]) => one !== undefined && one.attempts.length > 0,
      );
    const [redirected] = await failed();
    expect(redirected).toMatchObject({ status: 'PENDING', nextAttemptAt: expect.any(String) });
    expect(redirected?.attempts[0]).toMatchObject({
      httpStatus: 307,
      error: expect.stringContaining('redirect'),
    });
    expect(receiver.at('/other')).toEqual([]);

    receiver.answer = (response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(timer));
    };
    const again = await run(url, Redeliver, { id: redirected?.id ?? '' });
    expect(again.redeliverWebhook).toMatchObject({ delivery: { status: 'PENDING' }, userErrors: [] });
    const [refused] = await until(
      () => deliveriesOf(url),
      ([one]) => one?.attempts.length === 2,
    );
    // The text that was cut, and a note of that.
    expect(refused?.attempts[1]?.answer?.length).toBeLessThan(250);
    receiver.accept();
    await run(url, Redeliver, { id: redirected?.id ?? '' });
    await delivered(url, 1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([redirected?.id]),
    );
    expect(receiver.received).toHaveLength(3);
  });

  test('is signed with two secrets after a rotation, and 410 switches the endpoint off', async () => {
    const { url } = await startTestApp(open);
    const receiver = await startReceiver(onTestFinished);
    const { id, secret } = await create(url, receiver.url, ['OPERATION_COMPLETED']);
    const rotated = await run(url, Update, { input: { id, rotateSecret: true } });
    const next = rotated.updateWebhookEndpoint.secret ?? '';
    expect(next).toMatch(/^whsec_/u);
    expect(next).not.toBe(secret);
    await setStock(url, [globalLinkStock('product-001', 1)]);
    await delivered(url, 1);
    const [one] = receiver.received;
    for (const each of [secret, next])
      expect(one && verified(one, each)).toMatchObject({ type: 'operation.completed' });

    receiver.answer = (response) => void response.writeHead(410).end('gone');
    await setStock(url, [globalLinkStock('product-001', 2)]);
    const [endpoint] = await until(
      async () => (await run(url, Endpoints, { first: 5 })).webhookEndpoints,
      ([found]) => found?.enabled === false,
    );
    expect(endpoint?.notice).toContain('410');
    const [last] = endpoint?.deliveries.nodes ?? [];
    const refused = await run(url, Redeliver, { id: last?.id ?? '' });
    expect(refused.redeliverWebhook.userErrors).toMatchObject([{ code: 'ENDPOINT_DISABLED' }]);
    receiver.accept();
    await run(url, Update, { input: { id, enabled: true } });
    await run(url, Redeliver, { id: last?.id ?? '' });
    await delivered(url, 2);
  });

  test('never goes to an address that is not public, unless a setting allows it', async () => {
    const { url } = await startTestApp();
    const bad = [
      'http://shop.example/hook',
      'https://127.0.0.1/hook',
      'https://localhost/hook',
      'https://a.localhost./hook',
      'https://[::1]/hook',
      'https://[::ffff:10.0.0.1]/hook',
      'https://2130706433/hook',
      'https://0x7f.1/hook',
      'https://169.254.169.254/latest/meta-data',
      'https://10.1.2.3/hook',
      'https://100.64.0.1/hook',
      'https://[fe80::1]/hook',
      'https://[64:ff9b::7f00:1]/hook',
      'https://user:secret@shop.example/hook',
      'https://shop.example/#fragment',
      `https://shop.example/${'x'.repeat(2_000)}`,
      'ftp://shop.example/hook',
    ];
    for (const each of bad) {
      const { userErrors } = await create(url, each);
      expect(userErrors, each).toMatchObject([{ code: 'INVALID_VALUE', path: ['input', 'url'] }]);
    }
    expect((await create(url, 'https://shop.example/hook', [])).userErrors).toMatchObject([
      { path: ['input', 'events'] },
    ]);
    expect((await create(url, 'https://shop.example/hook')).userErrors).toEqual([]);
  });

  test('belongs to one client: at most ten endpoints, and others neither see nor change them', async () => {
    const directory = await temporaryDirectory(onTestFinished);
    const [mine, other, reader] = [newKey(), newKey(), newKey()];
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
      mine: { keys: [mine] },
      other: { keys: [other] },
      reader: { keys: [reader], scopes: ['read'] },
    });
    const { url } = await startTestApp({ ...open, API_KEYS_FILE });
    const receiver = await startReceiver(onTestFinished);
    const { id } = await create(url, receiver.url, all, mine.key);
    await create(url, `${receiver.url}/other`, ['OPERATION_COMPLETED', 'ITEM_FAILED'], other.key);
    for (let count = 1; count < 10; count += 1)
      await create(url, `${receiver.url}/unused`, ['DRIFT_FOUND'], mine.key);
    expect((await create(url, receiver.url, all, mine.key)).userErrors).toMatchObject([
      { code: 'TOO_MANY_ENDPOINTS', limit: 10 },
    ]);
    expect((await run(url, Endpoints, {}, other.key)).webhookEndpoints).toHaveLength(1);
    const update = await run(url, Update, { input: { id, enabled: false } }, other.key);
    expect(update.updateWebhookEndpoint.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const deleted = await run(url, Delete, { id }, other.key);
    expect(deleted.deleteWebhookEndpoint).toMatchObject({
      deletedId: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    await expect(create(url, receiver.url, all, reader.key)).rejects.toThrow('webhook:write');

    await run(url, Write, { input: { items: [globalLinkStock('product-001', 1)] } }, mine.key);
    await until(
      () => deliveriesOf(url, mine.key),
      (found) => found.some(({ event, status }) => event === 'OPERATION_COMPLETED' && status === 'DELIVERED'),
    );
    expect(receiver.at('/other')).toEqual([]);
    expect(await deliveriesOf(url, other.key)).toEqual([]);
    const [theirs] = await deliveriesOf(url, mine.key);
    const stolen = await run(url, Redeliver, { id: theirs?.id ?? '' }, other.key);
    expect(stolen.redeliverWebhook).toMatchObject({ delivery: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect((await run(url, Delete, { id }, mine.key)).deleteWebhookEndpoint.deletedId).toBe(id);
  });

  it('survives kill -9, and another start sends it', async ({ startGateway, vendors }) => {
    const receiver = await startReceiver(onTestFinished);
    receiver.answer = () => {};
    const settings = { ...vendors.settings, ALLOW_PRIVATE_WEBHOOKS: 'on' };
    const first = await startGateway(settings);
    const { secret } = await create(first.url, receiver.url, ['OPERATION_COMPLETED']);
    const { id } = accepted(await setStock(first.url, [globalLinkStock('product-001', 4)]));
    await receiver.count(1);
    first.child.kill('SIGKILL');
    await first.ended;
    receiver.accept();
    await startGateway(settings);
    await receiver.count(2);
    const [lost, sent] = receiver.received;
    expect(sent?.headers['webhook-id']).toBe(lost?.headers['webhook-id']);
    expect(sent && verified(sent, secret)).toMatchObject({ data: { operation: { id } } });
  });
});
