import { describe, expect, it } from 'vitest';
import { createChannels } from '../../src/core/channels/channels.ts';
import { stockTarget } from '../../src/domain/changes/change.ts';
import { stockLevelNodeId } from '../../src/domain/global-id.ts';
import { asChannelId, asLocationId, keyOf } from '../../src/domain/ids.ts';
import { locationNodeId, productNodeId } from '../../src/graphql/schema/global-id.ts';
import { channel, type FakeWorld, fakeGateway } from './fake-gateway.ts';
import { callerOf, client, globalLink, product, smaregi, stockLevel } from './fixtures.ts';
import { data, follow } from './run.ts';

const [first, between, last] = ['a', 'k', 'z'].map(asChannelId);
if (!first || !between || !last) throw new Error('Three channels');

/** May use two of the channels, which are not neighbours and not in order. */
const some = callerOf(client, { channels: new Set([last, first, smaregi].map(keyOf)) });
const nothing = callerOf(client, { channels: new Set() });

const products = [first, between, last].flatMap((channel) =>
  ['1', '2', '3'].map((id) => product(id, channel)),
);

/** A gateway with these channels and the usual ones. */
const world = (given: Partial<FakeWorld>) => {
  const fake = fakeGateway(given);
  const channels = [first, globalLink, between, smaregi, last].map((id) => channel(id, 100));
  return { ...fake, gateway: { ...fake.gateway, channels: createChannels(channels) } };
};

const nodeId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64');

describe('a caller with a part of the channels', () => {
  it('sees only its channels', async () => {
    const { gateway } = fakeGateway();
    const source =
      '{ channels { key } smaregi: channel(key: "smaregi") { key } other: channel(key: "global-link") { key } }';
    expect(await data(gateway, source, {}, some)).toEqual({
      channels: [{ key: 'smaregi' }],
      smaregi: { key: 'smaregi' },
      other: null,
    });
    expect(await data(gateway, '{ channels { key } }', {}, nothing)).toEqual({ channels: [] });
  });

  it('reads products, nodes and stock as if the other channels did not exist', async () => {
    const { gateway, calls } = world({
      products,
      levels: [stockLevel('1', 4, smaregi), stockLevel('1', 5, globalLink)],
      pending: [stockTarget(stockLevel('1', 4).productId, null)],
    });
    const ids = products.map((one) => nodeId('Product', productNodeId(one)));
    const source = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Product { productId stock { nodes { quantity } } } }
      mine: product(channel: "a", productId: "1") { productId }
      other: product(channel: "k", productId: "1") { productId }
      stock(targets: [
        { channel: "global-link", productId: "1" }, { channel: "smaregi", productId: "1" }, { channel: "smaregi", productId: "9" }
      ]) { ... on StockLevel { quantity pending channel { key } } ... on StockUnknown { reason target { channelKey channel { key } } } }
    }`;
    const answer = await data(gateway, source, { ids }, some);
    expect(answer.nodes.map((node: { productId: string } | null) => node?.productId ?? null)).toEqual([
      '1',
      '2',
      '3',
      null,
      null,
      null,
      '1',
      '2',
      '3',
    ]);
    expect(answer.nodes[0].stock).toEqual({ nodes: [{ quantity: 5 }] });
    expect(answer).toMatchObject({
      mine: { productId: '1' },
      other: null,
      stock: [
        { reason: 'UNKNOWN_CHANNEL', target: { channelKey: 'global-link', channel: null } },
        { quantity: 4, pending: true, channel: { key: 'smaregi' } },
        { reason: 'NEVER_SEEN', target: { channelKey: 'smaregi', channel: { key: 'smaregi' } } },
      ],
    });
    expect(calls.filter((call) => call === 'products')).toHaveLength(1);
  });

  it('learns nothing of other channels from filters, nodes, counts and sort orders', async () => {
    const store = { locationId: asLocationId('8'), name: 'Ginza', kind: 'SHOP' } as const;
    const { gateway, asked } = world({
      products,
      levels: [stockLevel('1', 5, globalLink)],
      locations: [{ ...store, channel: globalLink }],
    });
    const ids = [
      nodeId('StockLevel', stockLevelNodeId(stockLevel('1', 5, globalLink))),
      nodeId('Location', locationNodeId({ ...store, channel: globalLink })),
      nodeId('Channel', 'global-link'),
    ];
    const source = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { id }
      product(channel: "k", productId: "1", maxAgeMs: 0) { productId }
      products(filter: { channels: ["k", "nowhere"], productIds: ["1"] }, sort: { field: NAME }) { count { value } nodes { id } }
      stockLevels(filter: { channels: ["global-link"] }, sort: { field: QUANTITY, direction: DESC }) { nodes { id } }
    }`;
    expect(await data(gateway, source, { ids }, some)).toEqual({
      nodes: [null, null, null],
      product: null,
      products: { count: { value: 0 }, nodes: [] },
      stockLevels: { nodes: [] },
    });
    for (const [method, argument] of asked) {
      if (method === 'readProducts') continue;
      expect(argument).toMatchObject(
        method === 'countProducts' ? { channels: [] } : { filter: { channels: [] } },
      );
    }
  });

  const page = `query ($channels: [ID!], $first: Int, $after: String, $last: Int, $before: String) {
    products(filter: { channels: $channels }, first: $first, after: $after, last: $last, before: $before) {
      edges { node { productId channel { key } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const pageOf = async (variables: object) => {
    const { gateway } = world({ products });
    const { products: connection } = await data(gateway, page, { ...variables }, some);
    const nodes: { channel: { key: string }; productId: string }[] = connection.edges.map(
      ({ node }: { node: object }) => node,
    );
    return { names: nodes.map((node) => node.channel.key + node.productId), ...connection.pageInfo };
  };

  it.each([1, 2, 3, 4, 5])('pages through its products, %i at a time, both ways', async (size) => {
    const mine = ['a1', 'a2', 'a3', 'z1', 'z2', 'z3'];
    const forward: string[] = [];
    let next = await pageOf({ first: size });
    for (;;) {
      forward.push(...next.names);
      expect(next.hasNextPage).toBe(forward.length < mine.length);
      if (!next.hasNextPage) break;
      expect(next.names).toHaveLength(size);
      next = await pageOf({ first: size, after: next.endCursor });
    }
    expect(forward).toEqual(mine);
    const backward: string[] = [];
    let previous = await pageOf({ last: size });
    for (;;) {
      backward.unshift(...previous.names);
      expect(previous.hasPreviousPage).toBe(backward.length < mine.length);
      if (!previous.hasPreviousPage) break;
      previous = await pageOf({ last: size, before: previous.startCursor });
    }
    expect(backward).toEqual(mine);
  });

  it("reads pages of one channel, and an empty page of another's channel", async () => {
    expect(await pageOf({ channels: ['z'], first: 2 })).toMatchObject({
      names: ['z1', 'z2'],
      hasNextPage: true,
    });
    expect(await pageOf({ channels: ['k'] })).toMatchObject({
      names: [],
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect(await pageOf({ first: 0 })).toMatchObject({ names: [], hasNextPage: true });
  });

  it('receives only the stock changes of its channels', async () => {
    const levels = [stockLevel('1', 4, smaregi), stockLevel('1', 5, globalLink)];
    const { gateway, publishStock, stockListeners } = fakeGateway({ levels });
    const stream = await follow(gateway, 'subscription { stockChanged { quantity } }', {}, some);
    const next = stream.next();
    await expect.poll(() => stockListeners.size).toBe(1);
    for (const level of levels.toReversed()) publishStock(level);
    expect(await next).toEqual({ data: { stockChanged: { quantity: 4 } } });
    const waiting = stream.next();
    await stream.leave();
    expect(await waiting).toBeNull();
    expect(stockListeners.size).toBe(0);
  });
});
