import { beforeAll, describe, expect, it } from 'vitest';
import { ReplaceProducts, SetStock } from '../e2e/documents.ts';
import { TypedDocumentString } from '../e2e/generated/graphql.ts';
import { until, vendorCallsOf } from '../support/client.ts';
import { authorization, run } from '../support/graphql.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { overSse, overWebSocket } from '../support/streams.ts';
import { codesOf, type Json, mutation, overHttp, overSocket, send } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { app, url } = sharedGateway();

/** Data of the client `full`, on a channel that `reader` and `writer` may not use. */
let foreign = '';
let foreignProduct = '';

beforeAll(async () => {
  const { replaceProducts } = await run(
    url(),
    ReplaceProducts,
    { input: { items: [product('product-002')], idempotencyKey: 'mine' } },
    keys.full.key,
  );
  const [result] = replaceProducts.results;
  foreign = replaceProducts.operation?.id ?? '';
  foreignProduct = result?.__typename === 'ProductApplied' ? result.product.id : '';
  expect(foreignProduct).not.toBe('');
});

const ask = async (query: string, key: string, variables: object = {}): Promise<readonly Json[]> => [
  (await overHttp(url(), { query, variables }, key)).json ?? {},
  await overSocket(url(), { query, variables }, key),
];

type StockSeen = { readonly stockChanged: { readonly channel: { readonly id: string } } };
const watchStock = new TypedDocumentString<StockSeen, Record<string, never>>(
  'subscription { stockChanged { channel { key } } }',
);
const follow = 'subscription ($id: ID!) { operationChanged(id: $id) { completed } }';

describe('a client with few rights', () => {
  it("that reads another client's operation", async () => {
    const query = `query ($id: ID!) {
      operation(id: $id) { id } innocent: operation(id: $id) { id }
      node(id: $id) { id } nodes(ids: [$id, $id]) { id } ... { deeper: node(id: $id) { __typename } }
      operations { edges { node { id } } } }`;
    for (const { data } of await ask(query, keys.other.key, { id: foreign })) {
      const nothing = { operation: null, innocent: null, node: null, nodes: [null, null], deeper: null };
      expect(data).toEqual({ ...nothing, operations: { edges: [] } });
    }
    for (const json of await ask(follow, keys.other.key, { id: foreign })) {
      expect(codesOf(json)).toEqual(['OPERATION_NOT_FOUND']);
    }
    for (const id of ['T3BlcmF0aW9uOi0x', 'T3BlcmF0aW9uOjFlOQ==', foreign.toLowerCase(), '', '\u0000']) {
      const [json] = await ask('query ($id: ID!) { node(id: $id) { id } }', keys.other.key, { id });
      expect(json).toMatchObject({ data: { node: null } });
    }
  });

  it("that uses another client's idempotency key", async () => {
    const input = { items: [globalLinkStock('product-003', 1)], idempotencyKey: 'mine' };
    const { setStock } = await run(url(), SetStock, { input }, keys.other.key);
    expect(setStock).toMatchObject({ replayed: false, userErrors: [] });
    expect(setStock.operation?.id).not.toBe(foreign);
  });

  it('that writes without the scope', async () => {
    const before = vendorCallsOf(app()).length;
    const items = [globalLinkStock('product-001', 1)];
    for (const [query, key, scope] of [
      [
        `mutation ($i: SetStockInput!) { innocent: setStock(input: $i) { replayed } }`,
        keys.reader.key,
        'stock:write',
      ],
      [
        `mutation ($i: SetStockInput!) { ... on Mutation { ...A } } fragment A on Mutation { setStock(input: $i) { replayed } }`,
        keys.reader.key,
        'stock:write',
      ],
      ['{ ...A } fragment A on Query { x: channels { key } }', keys.writer.key, 'read'],
      ['{ __typename operations { edges { cursor } } }', keys.writer.key, 'read'],
      ['subscription { stockChanged { quantity } }', keys.writer.key, 'read'],
    ] as const) {
      for (const { errors } of await ask(query, key, { i: { items } })) {
        expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN', scope }]);
      }
    }
    expect(vendorCallsOf(app())).toHaveLength(before);
  });

  it('that names a channel it may not use', async () => {
    const reads = `query ($id: ID!) {
      channels { key } channel(key: "global-link") { key } node(id: $id) { id }
      product(channel: "global-link", productId: "product-002") { id }
      fresh: product(channel: "global-link", productId: "product-002", maxAgeMs: 0) { id }
      products(filter: { productIds: ["product-002"] }) { count { value } nodes { id } }
      ofOne: products(filter: { channels: ["global-link"] }) { count { value } nodes { id } }
      stockLevels(filter: { channels: ["global-link"] }) { nodes { id } }
      stock(targets: [{ channel: "global-link", productId: "product-002" }]) { ... on StockUnknown { reason target { channel { key } } } } }`;
    const nothing = { channel: null, node: null, product: null, fresh: null };
    const empty = { count: { value: 0 }, nodes: [] };
    for (const { data } of await ask(reads, keys.reader.key, { id: foreignProduct })) {
      expect(data).toEqual({
        channels: [{ key: 'smaregi' }],
        ...nothing,
        ...{ products: empty, ofOne: empty, stockLevels: { nodes: [] } },
        stock: [{ reason: 'UNKNOWN_CHANNEL', target: { channel: null } }],
      });
    }
    const before = vendorCallsOf(app()).length;
    for (const channel of ['global-link', 'Smaregi', 'smaregi ', '__proto__']) {
      const asked = mutation([globalLinkStock('product-001', 1, { channel })]);
      const { json } = await overHttp(url(), asked, keys.writer.key);
      expect(json).toMatchObject({ data: { setStock: { results: [{ code: 'UNKNOWN_CHANNEL' }] } } });
    }
    expect(vendorCallsOf(app())).toHaveLength(before);
  });

  it('that watches the stock of a channel it may not use', async () => {
    const heard: StockSeen[] = [];
    const streams = [overSse, overWebSocket].map((open) => open(url(), watchStock, {}, keys.reader.key));
    const first = Promise.all(streams.map(async (stream) => heard.push(await stream.next())));
    let quantity = 0;
    const change = async () => {
      quantity += 1;
      const items = [globalLinkStock('product-009', quantity)];
      await run(url(), SetStock, { input: { items } }, keys.full.key);
      await run(url(), SetStock, { input: { items: [smaregiStock('567', quantity)] } }, keys.full.key);
    };
    // Each change that they may see comes after one that they may not see.
    await until(change, () => heard.length === 2);
    await first;
    expect(heard).toEqual(Array(2).fill({ stockChanged: { channel: { key: 'smaregi' } } }));
    for (const stream of streams) await stream.leave();
  });

  it('that reads the history of stock that another client wrote', async () => {
    const items = [smaregiStock('567', 3)];
    await run(url(), SetStock, { input: { items } }, keys.full.key);
    const query = `{ stock(targets: [{ channel: "smaregi", productId: "567", locationId: "8" }], maxAgeMs: 3600000) {
      ... on StockLevel { history(first: 1) { nodes { after source operation { id } client vendorReference } } } } }`;
    const seen = async (key: string) => (await ask(query, key)).map(({ data }) => data);
    const write = { after: 3, source: 'ACKNOWLEDGED_WRITE', vendorReference: expect.any(String) };
    const answerWith = (more: object) => [{ history: { nodes: [{ ...write, ...more }] } }];
    for (const data of await seen(keys.reader.key))
      expect(data).toEqual({ stock: answerWith({ operation: null, client: null }) });
    for (const data of await seen(keys.full.key))
      expect(data).toEqual({ stock: answerWith({ operation: { id: expect.any(String) }, client: 'full' }) });
    const foreignLevel =
      'query { stock(targets: [{ channel: "global-link", productId: "product-002" }]) { ... on StockLevel { history { nodes { after } } } } }';
    for (const { data } of await ask(foreignLevel, keys.reader.key)) expect(data).toEqual({ stock: [{}] });
  });

  it('that uses a path without a key', async () => {
    const body = JSON.stringify({ query: '{ channels { key } }' });
    const headers = { 'content-type': 'application/json', ...authorization(keys.full.key) };
    for (const [path, status] of [
      ['/webhooks/smaregi/guess', 404],
      ['/webhooks/graphql/x', 404],
      ['/webhooks/../graphql', 404],
      ['/health/live/../../graphql', 404],
      ['//graphql', 404],
      ['/graphql/', 404],
      ['/GRAPHQL', 404],
      ['/%67raphql', 404],
    ] as const) {
      expect((await send(`${url()}${path}`, { method: 'POST', headers, body })).status, path).toBe(status);
    }
    const page = await send(`${url()}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.text.includes('onshelf_')]).toEqual([200, false]);
    const asked = await send(`${url()}/graphql?query=%7B__typename%7D`, { headers: { accept: '*/*' } });
    expect(asked.status).toBe(401);
    expect((await send(`${url()}/metrics`)).status).toBe(404);
  });
});
