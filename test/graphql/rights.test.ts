import { describe, expect, it } from 'vitest';
import { anonymousCaller, type Caller, type Scope } from '../../src/domain/caller.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type FakeWorld, fakeGateway } from './fake-gateway.ts';
import { callerOf, client, item, operation } from './fixtures.ts';
import { ask, follow } from './run.ts';

const input = (more = '') => `input: { items: [{ channel: "smaregi", ${more} }] }`;
const product =
  'productId: "1", name: "", brand: "", mainImage: "https://a.example", images: [], detailImages: [], price: 1, domesticShippingFee: 0, stockQuantity: 1, sourceUrl: "https://a.example"';

/** Every root field, a document that selects it, and the scope that it needs. */
const fields: readonly [field: string, document: string, scope: Scope][] = [
  ['node', '{ node(id: "x") { id } }', 'read'],
  ['nodes', '{ nodes(ids: ["x"]) { id } }', 'read'],
  ['channels', '{ channels { key } }', 'read'],
  ['channel', '{ channel(key: "smaregi") { key } }', 'read'],
  ['product', '{ product(channel: "smaregi", productId: "1") { id } }', 'read'],
  ['products', '{ products { edges { cursor } } }', 'read'],
  ['stock', '{ stock(targets: [{ channel: "smaregi", productId: "1" }]) { __typename } }', 'read'],
  ['stockLevels', '{ stockLevels { nodes { quantity } } }', 'read'],
  ['skus', '{ skus { nodes { code } } }', 'read'],
  ['sku', '{ sku(code: "A") { code } }', 'read'],
  [
    'saveSkus',
    'mutation { saveSkus(input: { items: [{ code: "A", listings: [] }] }) { skus { code } } }',
    'sku:write',
  ],
  [
    'setSkuStock',
    'mutation { setSkuStock(input: { items: [{ sku: "A", quantity: 1 }] }) { replayed } }',
    'stock:write',
  ],
  ['deleteSkus', 'mutation { deleteSkus(input: { codes: ["A"] }) { deletedCodes } }', 'sku:write'],
  ['operation', '{ operation(id: "x") { id } }', 'read'],
  ['operations', '{ operations { edges { cursor } } }', 'read'],
  ['setStock', `mutation { setStock(${input('productId: "1", quantity: 1')}) { replayed } }`, 'stock:write'],
  [
    'adjustStock',
    `mutation { adjustStock(${input('productId: "1", delta: 1')}) { replayed } }`,
    'stock:write',
  ],
  [
    'repairDrift',
    'mutation { repairDrift(input: { targets: [{ channel: "smaregi", productId: "1" }] }) { replayed } }',
    'stock:write',
  ],
  ['replaceProducts', `mutation { replaceProducts(${input(product)}) { replayed } }`, 'product:write'],
  [
    'confirmInventory',
    `mutation { confirmInventory(${input('orderItemId: "1", available: true')}) { replayed } }`,
    'inventory:confirm',
  ],
  ['webhookEndpoints', '{ webhookEndpoints { id } }', 'read'],
  [
    'createWebhookEndpoint',
    'mutation { createWebhookEndpoint(input: { url: "https://shop.example", events: [ITEM_FAILED] }) { secret } }',
    'webhook:write',
  ],
  [
    'updateWebhookEndpoint',
    'mutation { updateWebhookEndpoint(input: { id: "x", enabled: true }) { secret } }',
    'webhook:write',
  ],
  [
    'deleteWebhookEndpoint',
    'mutation { deleteWebhookEndpoint(input: { id: "x" }) { deletedId } }',
    'webhook:write',
  ],
  [
    'redeliverWebhook',
    'mutation { redeliverWebhook(input: { deliveryId: "x" }) { delivery { id } } }',
    'webhook:write',
  ],
];
/** Mutations about an operation. They need the scope of its kind, which is not known before execution. */
const ofOperations: readonly [field: string, document: string][] = [
  ['cancelOperation', 'mutation { cancelOperation(input: { operationId: "x" }) { canceledCount } }'],
  ['retryOperation', 'mutation { retryOperation(input: { operationId: "x" }) { replayed } }'],
];
const subscriptions: readonly [field: string, document: string][] = [
  ['operationChanged', 'subscription { operationChanged(id: "x") { sequence } }'],
  ['stockChanged', 'subscription { stockChanged { quantity } }'],
  ['channelHealthChanged', 'subscription { channelHealthChanged { key } }'],
];

const none: Caller['scopes'] = {
  read: false,
  'stock:write': false,
  'product:write': false,
  'inventory:confirm': false,
  'sku:write': false,
  'webhook:write': false,
};
const withOnly = (scope: Scope): Caller => callerOf(client, { scopes: { ...none, [scope]: true } });
const without = (scope: Scope): Caller =>
  callerOf(client, { scopes: { ...anonymousCaller.scopes, [scope]: false } });

const refusal = (field: string, scope: Scope) => ({
  message: expect.stringContaining(scope),
  path: [field],
  extensions: { code: 'FORBIDDEN', scope },
});

const accepted: Partial<FakeWorld> = {
  operations: [operation(7)],
  items: [item(0, { state: 'QUEUED', deadline: 0 })],
  answer: {
    type: 'accepted',
    operation: operation(7),
    items: [item(0, { state: 'QUEUED', deadline: 0 })],
    replayed: false,
  },
};

describe('a scope', () => {
  it('is required by every root field', () => {
    const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect([...fields, ...ofOperations].map(([field]) => field).toSorted()).toEqual(rootFields.toSorted());
    const subscribed = Object.keys(schema.getSubscriptionType()?.getFields() ?? {});
    expect(subscriptions.map(([field]) => field).toSorted()).toEqual(subscribed.toSorted());
  });

  it.each(fields)('that is missing is named, and nothing runs: %s', async (field, source, scope) => {
    const { gateway, calls } = fakeGateway(accepted);
    const { errors } = await ask(gateway, source, {}, without(scope));
    expect(errors).toMatchObject([refusal(field, scope)]);
    expect(calls).toEqual([]);
  });

  it.each(fields)('is enough alone to %s', async (_field, source, scope) => {
    const { gateway } = fakeGateway(accepted);
    expect((await ask(gateway, source, {}, withOnly(scope))).errors).toBeUndefined();
  });

  it.each(ofOperations)(
    'is missing if there is no scope to write, and nothing runs: %s',
    async (field, source) => {
      const { gateway, calls } = fakeGateway(accepted);
      const { errors } = await ask(gateway, source, {}, withOnly('read'));
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining('stock:write or product:write or inventory:confirm'),
          path: [field],
          extensions: { code: 'FORBIDDEN', scope: 'stock:write, product:write, inventory:confirm' },
        },
      ]);
      expect(calls).toEqual([]);
      for (const scope of ['stock:write', 'product:write', 'inventory:confirm'] as const)
        expect((await ask(gateway, source, {}, withOnly(scope))).errors).toBeUndefined();
    },
  );

  it.each(subscriptions)('is required to subscribe to %s', async (field, source) => {
    const { gateway, calls, stockListeners } = fakeGateway();
    await expect(follow(gateway, source, {}, without('read'))).rejects.toMatchObject({
      errors: [refusal(field, 'read')],
    });
    expect(calls).toEqual([]);
    expect(stockListeners.size).toBe(0);
  });

  it('to write is enough to read the answer of the write', async () => {
    const { gateway } = fakeGateway(accepted);
    const source = `mutation {
      setStock(${input('productId: "1", quantity: 1')}) {
        operation { id status results { edges { node { index } } } vendorRequests { rows } }
        results { __typename index status target { channelKey channel { key } } }
      }
    }`;
    const answer = await ask(gateway, source, {}, withOnly('stock:write'));
    expect(answer).toMatchObject({
      data: {
        setStock: {
          results: [{ index: 0, target: { channelKey: 'smaregi', channel: { key: 'smaregi' } } }],
        },
      },
    });
    expect(answer.errors).toBeUndefined();
  });

  it('is checked before the rules of the request', async () => {
    const { gateway } = fakeGateway();
    const source = 'mutation { setStock(input: { items: [] }) { userErrors { code } } }';
    const { errors } = await ask(gateway, source, {}, without('stock:write'));
    expect(errors).toMatchObject([refusal('setStock', 'stock:write')]);
  });

  it('is not required for introspection', async () => {
    const { gateway } = fakeGateway();
    const answer = await ask(
      gateway,
      '{ __schema { queryType { name } } }',
      {},
      callerOf(client, { scopes: none }),
    );
    expect(answer).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });
});
