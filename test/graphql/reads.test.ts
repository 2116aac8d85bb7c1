import { describe, expect, it } from 'vitest';
import { asChannelId, asOptionId } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { atText, globalLink, operation, product, smaregi, stockLevel } from './fixtures.ts';
import { ask, codesOf, data, type Variables } from './run.ts';

describe('channels', () => {
  it('return their status', async () => {
    const { gateway } = fakeGateway();
    const source = `{
      channel(key: "smaregi") {
        key vendor sandbox kinds maxRowsPerRequest
        health { status queuedItems requestsInFlight lastFailure lastFailureAt }
      }
      unknown: channel(key: "nowhere") { key }
      channels { key }
    }`;
    expect(await data(gateway, source)).toEqual({
      channel: {
        key: 'smaregi',
        vendor: 'SMAREGI',
        sandbox: true,
        kinds: ['STOCK_SET'],
        maxRowsPerRequest: 50,
        health: {
          status: 'DEGRADED',
          queuedItems: 3,
          requestsInFlight: 2,
          lastFailure: 'refused',
          lastFailureAt: null,
        },
      },
      unknown: null,
      channels: [{ key: 'global-link' }, { key: 'smaregi' }],
    });
  });
});

describe('a product', () => {
  it('has the values that were sent', async () => {
    const { gateway } = fakeGateway({ products: [product('product-001')] });
    const source = `{
      product(channel: "global-link", productId: "product-001") {
        channel productId name brand mainImage images detailImages price discountedPrice
        domesticShippingFee freeShippingThreshold stockQuantity exportProhibited exportProhibitedReason sourceUrl
        optionGroups {
          type names { groupOptionId name }
          options { optionId names { groupOptionId name } price stockQuantity order minPurchase maxPurchase }
        }
        options { optionId }
        stock { quantity }
        observedAt
      }
      unknown: product(channel: "global-link", productId: "product-002") { id }
    }`;
    const { product: found, unknown } = await data(gateway, source);
    expect(unknown).toBeNull();
    const { optionGroups, code: _code, source: _source, ...rest } = product('product-001');
    expect(found).toEqual({
      ...rest,
      optionGroups: optionGroups.map(({ type, names, options }) => ({
        type,
        names: names.map(({ id, name }) => ({ groupOptionId: id, name })),
        options: options.map((option) => ({
          ...option,
          names: option.names.map(({ groupId, name }) => ({ groupOptionId: groupId, name })),
        })),
      })),
      options: [{ optionId: 'opt-1' }, { optionId: 'opt-2' }],
      stock: [{ quantity: 5 }],
      observedAt: atText,
    });
  });

  it.each(['a:b', '["x","y"]', 'tee shirt/ü-01', '"', '\ud800', ''])(
    'is found by its global id, whatever its product id: %o',
    async (productId) => {
      const strange = product(productId, asChannelId('a:["b'));
      const { gateway } = fakeGateway({ products: [product('product-001'), strange] });
      const { products } = await data(gateway, '{ products { edges { node { id } } } }');
      const ids = products.edges.map(({ node }: { node: { id: string } }) => node.id);
      expect(new Set(ids).size).toBe(2);
      const source = 'query ($id: ID!) { node(id: $id) { id ... on Product { channel productId } } }';
      const { node } = await data(gateway, source, { id: ids[1] });
      expect(node).toEqual({ id: ids[1], channel: 'a:["b', productId });
    },
  );
});

describe('the products', () => {
  const list = `query ($channel: ID, $first: Int, $after: String, $last: Int, $before: String) {
    products(channel: $channel, first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { productId } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const names = ['a', 'b', 'c', 'd', 'e'];
  const gateway = () =>
    fakeGateway({ products: [...names.map((name) => product(name)), product('z', smaregi)] }).gateway;
  const page = async (about: Variables = {}) => (await data(gateway(), list, about)).products;
  const found = ({ edges }: { edges: { node: { productId: string } }[] }) =>
    edges.map(({ node }) => node.productId);

  it('come forward in pages', async () => {
    const first = await page({ first: 4 });
    expect(found(first)).toEqual(['a', 'b', 'c', 'd']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page({ first: 4, after: first.pageInfo.endCursor });
    expect(found(second)).toEqual(['e', 'z']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('come backward in pages, in the same order', async () => {
    const last = await page({ last: 4 });
    expect(found(last)).toEqual(['c', 'd', 'e', 'z']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await page({ last: 4, before: last.pageInfo.startCursor });
    expect(found(before)).toEqual(['a', 'b']);
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('come from between two cursors', async () => {
    const { edges } = await page();
    const between = await page({ after: edges[0].cursor, before: edges[3].cursor });
    expect(found(between)).toEqual(['b', 'c']);
    expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('come from one channel, and none from an unknown one', async () => {
    expect(found(await page({ channel: 'smaregi' }))).toEqual(['z']);
    const none = await page({ channel: 'nowhere' });
    expect(none).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect((await page({ first: 0 })).pageInfo).toMatchObject({ hasNextPage: true });
  });

  it.each([
    { first: 101 },
    { last: 101 },
    { last: -1 },
    { first: 1, last: 1 },
    { after: 'nonsense' },
    { before: Buffer.from('["product",["a"]]').toString('base64url') },
  ])('are refused for %o', async (about) => {
    expect(codesOf(await ask(gateway(), list, about))).toEqual(['BAD_USER_INPUT']);
  });

  it('read their stock together, and whether it has an unfinished change', async () => {
    const { gateway: counted, calls } = fakeGateway({ products: names.map((name) => product(name)) });
    await data(counted, '{ products { edges { node { stock { pending channel { key } } } } } }');
    expect(calls).toEqual(['productsPage', 'stockOfProducts', 'pendingTargets']);
  });
});

describe('stock levels', () => {
  const source =
    'query ($targets: [StockTargetInput!]!) { stockLevels(targets: $targets) { quantity pending } }';

  it('are in the order of their targets, and are read together', async () => {
    const option = { ...stockLevel('1', 9, globalLink), optionId: asOptionId('opt') };
    const { gateway, calls } = fakeGateway({ levels: [stockLevel('1', 4), option], pending: ['1'] });
    const targets = [
      { channel: 'smaregi', productId: '2' },
      { channel: 'global-link', productId: '1', optionId: 'opt' },
      { channel: 'smaregi', productId: '1', locationId: null },
    ];
    expect(await data(gateway, source, { targets })).toEqual({
      stockLevels: [null, { quantity: 9, pending: true }, { quantity: 4, pending: true }],
    });
    expect(calls).toEqual(['readStock', 'pendingTargets']);
  });

  it('are at most a thousand', async () => {
    const { gateway, calls } = fakeGateway();
    const target = { channel: 'smaregi', productId: '1' };
    const thousand = Array.from({ length: 1000 }, () => target);
    expect((await data(gateway, source, { targets: thousand })).stockLevels).toHaveLength(1000);
    const answer = await ask(gateway, source, { targets: [...thousand, target] });
    expect(answer).toMatchObject({
      data: null,
      errors: [
        {
          message: 'At most 1000 targets are taken at once: split the list.',
          extensions: { code: 'TOO_MANY_TARGETS', limit: 1000, provided: 1001 },
        },
      ],
    });
    expect(calls).toEqual(['readStock']);
  });

  it('of a removed channel stay readable', async () => {
    const gone = asChannelId('gone');
    const { gateway } = fakeGateway({ levels: [stockLevel('1', 4, gone)] });
    const all =
      'query ($targets: [StockTargetInput!]!) { stockLevels(targets: $targets) { quantity channel { key } } }';
    const targets = [{ channel: 'gone', productId: '1' }];
    expect(await data(gateway, source, { targets })).toMatchObject({ stockLevels: [{ quantity: 4 }] });
    expect(await ask(gateway, all, { targets })).toMatchObject({
      data: { stockLevels: [null] },
      errors: [{ extensions: { code: 'UNKNOWN_CHANNEL' } }],
    });
  });
});

describe('nodes', () => {
  it('are in the order of their ids, and null for an unknown id', async () => {
    const { gateway } = fakeGateway({ operations: [operation(7)], products: [product('product-001')] });
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const known = [encode('Operation:7'), encode('Product:["global-link","product-001"]')];
    const unknown = [
      '',
      '%',
      'Operation:7',
      'Channel:nowhere',
      'Product:nonsense',
      'Product:["a"]',
      'Query:1',
    ];
    const ids = [...known, ...unknown.slice(0, 2), ...unknown.slice(2).map(encode), encode('Operation:8')];
    const { nodes } = await data(gateway, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids,
    });
    expect(nodes.slice(0, 2)).toEqual([
      { __typename: 'Operation', id: known[0] },
      { __typename: 'Product', id: known[1] },
    ]);
    expect(nodes[4]).toEqual({ __typename: 'Operation', id: known[0] });
    expect(nodes.filter((node: unknown) => node === null)).toHaveLength(7);
    expect(await data(gateway, '{ node(id: "?") { id } }')).toEqual({ node: null });
  });

  it('are at most a hundred', async () => {
    const { gateway } = fakeGateway();
    const ids = Array.from({ length: 101 }, () => 'x');
    const answer = await ask(gateway, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(codesOf(answer)).toEqual(['TOO_MANY_IDS']);
  });
});
