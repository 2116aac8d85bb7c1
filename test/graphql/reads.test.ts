import { describe, expect, it } from 'vitest';
import { createChannels } from '../../src/core/channels/channels.ts';
import { vendorUnavailable } from '../../src/domain/failure.ts';
import { asChannelId, asOptionId } from '../../src/domain/ids.ts';
import type { StockKey } from '../../src/domain/stock.ts';
import { channel, fakeGateway } from './fake-gateway.ts';
import { atText, globalLink, operation, product, smaregi, stockLevel } from './fixtures.ts';
import { ask, codesOf, data, type Variables } from './run.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');

describe('channels', () => {
  it('return their status', async () => {
    const { gateway } = fakeGateway();
    const source = `{
      channel(key: "smaregi") {
        id key vendor sandbox currency
        capabilities {
          operations maxRowsPerRequest readsStock readsProducts callsBack quantity { min max } memoMaxLength
          hasLocations hasOptions hasSoldOut
        }
        health { status queuedCount inFlightCount lastFailure lastFailureAt catalogSyncedAt heldBack }
      }
      unknown: channel(key: "nowhere") { key }
      channels { key }
    }`;
    expect(await data(gateway, source)).toEqual({
      channel: {
        key: 'smaregi',
        vendor: 'SMAREGI',
        id: encode('Channel:smaregi'),
        sandbox: true,
        currency: 'JPY',
        capabilities: {
          operations: ['STOCK_SET'],
          maxRowsPerRequest: 50,
          readsStock: false,
          readsProducts: false,
          callsBack: false,
          quantity: { min: 0, max: 1 },
          memoMaxLength: null,
          hasLocations: false,
          hasOptions: false,
          hasSoldOut: true,
        },
        health: {
          status: 'DEGRADED',
          queuedCount: 3,
          inFlightCount: 2,
          lastFailure: 'refused',
          lastFailureAt: null,
          catalogSyncedAt: null,
          heldBack: null,
        },
      },
      unknown: null,
      channels: [{ key: 'global-link' }, { key: 'smaregi' }],
    });
  });
});

describe('a product', () => {
  it('has the values that were sent', async () => {
    const option = { ...stockLevel('product-001', 5, globalLink), optionId: asOptionId('opt-1') };
    const { gateway } = fakeGateway({ products: [product('product-001')], levels: [option] });
    const source = `{
      product(channel: "global-link", productId: "product-001") {
        __typename channel { key } productId name code price { amount currency } image source observedAt
        ... on GlobalLinkProduct {
          brand mainImage images detailImages discountedPrice { amount currency }
          domesticShippingFee { amount currency } freeShippingThreshold { amount currency }
          stockQuantity exportProhibited exportProhibitedReason sourceUrl
          optionGroups {
            type names { groupOptionId name }
            options { optionId names { groupOptionId name } price { amount currency } order minPurchase maxPurchase }
          }
        }
        ... on SmaregiProduct { kana }
        options { optionId stock { quantity } }
        stock { nodes { quantity } }
      }
      unknown: product(channel: "global-link", productId: "product-002") { id }
    }`;
    const { product: found, unknown } = await data(gateway, source);
    expect(unknown).toBeNull();
    const { optionGroups, details, ...rest } = product('product-001');
    const won = (amount: number) => ({ amount: String(amount), currency: 'KRW' });
    expect(found).toEqual({
      ...rest,
      ...details,
      __typename: 'GlobalLinkProduct',
      channel: { key: 'global-link' },
      price: won(9_007_199_254_740_991),
      discountedPrice: won(25_000),
      domesticShippingFee: won(3_000),
      freeShippingThreshold: won(0),
      optionGroups: optionGroups.map(({ type, names, options }) => ({
        type,
        names: names.map(({ id, name }) => ({ groupOptionId: id, name })),
        options: options.map(({ stockQuantity: _quantity, ...option }) => ({
          ...option,
          price: won(option.price),
          names: option.names.map(({ groupId, name }) => ({ groupOptionId: groupId, name })),
        })),
      })),
      options: [
        { optionId: 'opt-1', stock: { quantity: 5 } },
        { optionId: 'opt-2', stock: null },
      ],
      stock: { nodes: [{ quantity: 5 }] },
      observedAt: atText,
    });
  });

  it.each(['a:b', '["x","y"]', 'tee shirt/ü-01', '"', '\ud800', ''])(
    'is found by its global id, whatever its product id: %o',
    async (productId) => {
      const id = asChannelId('a:["b');
      const fake = fakeGateway({ products: [product('product-001'), product(productId, id)] });
      const gateway = { ...fake.gateway, channels: createChannels([channel(globalLink, 1), channel(id, 1)]) };
      const { products } = await data(gateway, '{ products { nodes { id } } }');
      const ids = products.nodes.map((node: { id: string }) => node.id);
      expect(new Set(ids).size).toBe(2);
      const source = 'query ($id: ID!) { node(id: $id) { id ... on Product { channel { key } productId } } }';
      for (const id of ids) {
        const { node } = await data(gateway, source, { id });
        expect(node.id).toBe(id);
        if (node.channel.key !== 'global-link')
          expect(node).toEqual({ id, channel: { key: 'a:["b' }, productId });
      }
    },
  );
});

describe('the products', () => {
  const list = `query ($channels: [ID!], $first: Int, $after: String, $last: Int, $before: String) {
    products(filter: { channels: $channels }, first: $first, after: $after, last: $last, before: $before) {
      nodes { productId }
      edges { cursor node { productId } }
      count { value precision }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const names = ['a', 'b', 'c', 'd', 'e'];
  const gateway = () =>
    fakeGateway({ products: [...names.map((name) => product(name)), product('z', smaregi)] }).gateway;
  const page = async (about: Variables = {}) => (await data(gateway(), list, about)).products;
  type Listed = { edges: { node: { productId: string } }[]; nodes: { productId: string }[] };
  const found = ({ edges, nodes }: Listed) => {
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    return nodes.map(({ productId }) => productId);
  };

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
    expect(found(await page({ channels: ['smaregi'] }))).toEqual(['z']);
    const none = await page({ channels: ['nowhere'] });
    expect(none).toEqual({
      nodes: [],
      edges: [],
      count: { value: 0, precision: 'EXACT' },
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
    await data(
      counted,
      '{ products { nodes { stock { nodes { pending channel { key } product { id } } } options { stock { quantity } } } } }',
    );
    expect(calls.toSorted()).toEqual(
      ['productsPage', 'stockOfProducts', 'pendingTargets', 'products'].toSorted(),
    );
  });
});

describe('stock by its targets', () => {
  const source = `query ($targets: [StockTargetInput!]!, $maxAgeMs: Int) {
    stock(targets: $targets, maxAgeMs: $maxAgeMs) {
      ... on StockLevel { quantity pending }
      ... on StockUnknown { reason target { channelKey channel { key } productId locationId optionId } }
    }
  }`;

  it('are in the order of their targets, and are read together', async () => {
    const option = { ...stockLevel('1', 9, globalLink), optionId: asOptionId('opt') };
    const { gateway, calls } = fakeGateway({ levels: [stockLevel('1', 4), option], pending: ['1'] });
    const targets = [
      { channel: 'smaregi', productId: '2' },
      { channel: 'global-link', productId: '1', optionId: 'opt' },
      { channel: 'smaregi', productId: '1', locationId: null },
    ];
    expect(await data(gateway, source, { targets })).toEqual({
      stock: [
        {
          reason: 'NEVER_SEEN',
          target: {
            channelKey: 'smaregi',
            channel: { key: 'smaregi' },
            productId: '2',
            locationId: null,
            optionId: null,
          },
        },
        { quantity: 9, pending: true },
        { quantity: 4, pending: true },
      ],
    });
    expect(calls).toEqual(['readStock', 'pendingTargets']);
  });

  it('are at most a thousand', async () => {
    const { gateway, calls } = fakeGateway();
    const target = { channel: 'smaregi', productId: '1' };
    const thousand = Array.from({ length: 1000 }, () => target);
    expect((await data(gateway, source, { targets: thousand })).stock).toHaveLength(1000);
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

  it('is unknown for a reason, and nothing is read then', async () => {
    const silent = { ...channel(asChannelId('silent'), 1), writers: {} };
    const fake = fakeGateway({
      levels: [stockLevel('1', 4, asChannelId('gone')), stockLevel('1', 4, silent.id)],
    });
    const gateway = { ...fake.gateway, channels: createChannels([silent, channel(smaregi, 1)]) };
    const target = { productId: '1', locationId: '8', optionId: 'o' };
    const targets = [
      { channel: 'gone', ...target },
      { channel: 'silent', productId: '1' },
    ];
    expect(await data(gateway, source, { targets })).toEqual({
      stock: [
        { reason: 'UNKNOWN_CHANNEL', target: { channelKey: 'gone', channel: null, ...target } },
        {
          reason: 'NO_STOCK_KEPT',
          target: {
            channelKey: 'silent',
            channel: { key: 'silent' },
            productId: '1',
            locationId: null,
            optionId: null,
          },
        },
      ],
    });
    expect(fake.calls).toEqual([]);
  });

  it('is of the age that the caller allows, and by default of this moment', async () => {
    const { gateway, asked } = fakeGateway({ levels: [stockLevel('1', 4)] });
    const targets = [{ channel: 'smaregi', productId: '1' }];
    const plain = '{ stock(targets: { channel: "smaregi", productId: "1" }) { __typename } }';
    expect(await data(gateway, plain)).toEqual({ stock: [{ __typename: 'StockLevel' }] });
    await data(gateway, source, { targets, maxAgeMs: 500 });
    await data(gateway, source, { targets, maxAgeMs: null });
    expect(asked).toEqual([0, 500, null].map((age) => ['readStock', age]));
    const answer = await ask(gateway, source, { targets, maxAgeMs: -1 });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0].message).toContain('maxAgeMs is 0 or more.');
  });

  it('is null with an error for a vendor that cannot be read, and the other targets have values', async () => {
    const fake = fakeGateway({ levels: [stockLevel('1', 4)] });
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'It is down.', { retryAfter: 1e12 });
    const gateway = {
      ...fake.gateway,
      readStock: async (keys: readonly StockKey[], age: number | null) =>
        (await fake.gateway.readStock(keys, age)).map((level) => level ?? failure),
    };
    const targets = ['1', '2'].map((productId) => ({ channel: 'smaregi', productId }));
    expect(await ask(gateway, source, { targets })).toMatchObject({
      data: { stock: [{ quantity: 4 }, null] },
      errors: [
        {
          path: ['stock', 1],
          extensions: { code: 'VENDOR_UNAVAILABLE', retryAfterMs: 2 ** 31 - 1 },
        },
      ],
    });
  });

  it.for(['channel', 'productId', 'locationId', 'optionId'])('takes no %s that is too long', async (name) => {
    const { gateway, calls } = fakeGateway();
    const of = (length: number) => [{ channel: 'smaregi', productId: '1', [name]: 'x'.repeat(length) }];
    expect((await data(gateway, source, { targets: of(200) })).stock).toHaveLength(1);
    calls.length = 0;
    expect(codesOf(await ask(gateway, source, { targets: of(201) }))).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });
});

describe('nodes', () => {
  it('are in the order of their ids, and null for an unknown id', async () => {
    const { gateway } = fakeGateway({ operations: [operation(7)], products: [product('product-001')] });
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
      { __typename: 'GlobalLinkProduct', id: known[1] },
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
