import { describe, expect, it } from 'vitest';
import { stockTarget } from '../../src/domain/changes/change.ts';
import { asChannelId, keyOf } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
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
    const { gateway, calls } = fakeGateway({
      products,
      levels: [stockLevel('1', 4, smaregi), stockLevel('1', 5, globalLink)],
      pending: [stockTarget(stockLevel('1', 4).productId, null)],
    });
    const everything = await data(gateway, '{ products { edges { node { id channel productId } } } }');
    const ids = everything.products.edges.map(({ node }: { node: { id: string } }) => node.id);
    const source = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Product { channel productId stock { quantity } } }
      mine: product(channel: "a", productId: "1") { productId }
      other: product(channel: "k", productId: "1") { productId }
      stockLevels(targets: [
        { channel: "global-link", productId: "1" }, { channel: "smaregi", productId: "1" }, { channel: "smaregi", productId: "9" }
      ]) { quantity pending channel { key } }
    }`;
    const answer = await data(gateway, source, { ids }, some);
    expect(
      answer.nodes.map(
        (node: { channel: string; productId: string } | null) => node && node.channel + node.productId,
      ),
    ).toEqual(['a1', 'a2', 'a3', null, null, null, 'z1', 'z2', 'z3']);
    expect(answer.nodes[0].stock).toEqual([{ quantity: 5 }]);
    expect(answer).toMatchObject({
      mine: { productId: '1' },
      other: null,
      stockLevels: [null, { quantity: 4, pending: true, channel: { key: 'smaregi' } }, null],
    });
    expect(calls.filter((call) => call === 'products')).toHaveLength(1);
  });

  const page = `query ($channel: ID, $first: Int, $after: String, $last: Int, $before: String) {
    products(channel: $channel, first: $first, after: $after, last: $last, before: $before) {
      edges { node { channel productId } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const pageOf = async (variables: object) => {
    const { gateway } = fakeGateway({ products });
    const { products: connection } = await data(gateway, page, { ...variables }, some);
    const nodes: { channel: string; productId: string }[] = connection.edges.map(
      ({ node }: { node: object }) => node,
    );
    return { names: nodes.map((node) => node.channel + node.productId), ...connection.pageInfo };
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
    expect(await pageOf({ channel: 'z', first: 2 })).toMatchObject({
      names: ['z1', 'z2'],
      hasNextPage: true,
    });
    expect(await pageOf({ channel: 'k' })).toMatchObject({
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
