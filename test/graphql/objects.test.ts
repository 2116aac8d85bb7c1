import { describe, expect, it } from 'vitest';
import { createChannels } from '../../src/core/channels/channels.ts';
import type { Change } from '../../src/domain/changes/change.ts';
import { asChannelId, asLocationId, asOptionId } from '../../src/domain/ids.ts';
import type { Location } from '../../src/domain/location.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { channel, fakeGateway } from './fake-gateway.ts';
import {
  at,
  atText,
  confirmationChange,
  globalLink,
  item,
  operation,
  product,
  productChange,
  smaregi,
  stockChange,
  stockLevel,
} from './fixtures.ts';
import { ask, codesOf, data } from './run.ts';

const brightmall = asChannelId('brightmall');

/** A channel whose vendor has stores. */
const withStores = (): Channel => {
  const plain = channel(smaregi, 50);
  const writer = plain.writers.STOCK_SET ?? expect.fail();
  const locationId = { pattern: /./u, description: '' };
  return { ...plain, writers: { STOCK_SET: { ...writer, rules: { ...writer.rules, locationId } } } };
};

/** A gateway with a third channel, and stores at one. */
const world = (given: Parameters<typeof fakeGateway>[0] = {}, third: Partial<Channel> = {}) => {
  const fake = fakeGateway(given);
  const channels = createChannels([
    channel(globalLink, 100),
    withStores(),
    { ...channel(brightmall, 1), writers: {}, ...third },
  ]);
  return { ...fake, gateway: { ...fake.gateway, channels } };
};

const changeOf = async (change: Change) => {
  const { gateway } = world({
    operations: [operation(1)],
    items: [item(0, { state: 'QUEUED', deadline: at }, change)],
  });
  const source = `{ operations { nodes { results { nodes { change { __typename
    ... on StockQuantityChange { quantity soldOut options { optionId quantity } memo observedAt }
    ... on ProductReplacement { name brand price { amount currency } discountedPrice { amount currency } stockQuantity }
    ... on InventoryConfirmation { available unavailableReason memo
      supplyPrice { unitPrice { amount currency } quantity totalAmount { amount currency } } } } } } } } }`;
  return (await data(gateway, source)).operations.nodes[0].results.nodes[0].change;
};

describe('a change', () => {
  it('of stock has its quantities, and no list of options if it names none', async () => {
    const none = { soldOut: false, options: null, memo: null, observedAt: null };
    expect(await changeOf(stockChange)).toEqual({ __typename: 'StockQuantityChange', quantity: 40, ...none });
    const options = [{ optionId: asOptionId('o'), quantity: 3 }];
    const all = { ...stockChange, soldOut: true, options, memo: 'counted', observedAt: at };
    expect(await changeOf(all)).toEqual({
      __typename: 'StockQuantityChange',
      ...{ quantity: 40, soldOut: true, options, memo: 'counted', observedAt: atText },
    });
  });

  it('of a product has its prices in the currency of the channel', async () => {
    expect(await changeOf(productChange)).toEqual({
      __typename: 'ProductReplacement',
      ...{ name: 'Tee', brand: 'Plain', stockQuantity: 20 },
      price: { amount: '9007199254740991', currency: 'KRW' },
      discountedPrice: { amount: '25000', currency: 'KRW' },
    });
  });

  it('of an ordered item has its reason or its supply price', async () => {
    expect(await changeOf(confirmationChange)).toEqual({
      __typename: 'InventoryConfirmation',
      ...{ available: false, unavailableReason: 'OTHER', memo: null, supplyPrice: null },
    });
    const supplyPrice = { unitPrice: 1.5, quantity: 2, totalAmount: 3 };
    const confirmed = { ...confirmationChange, available: true, unavailableReason: null, supplyPrice };
    expect(await changeOf(confirmed)).toMatchObject({
      supplyPrice: {
        unitPrice: { amount: '1.5', currency: 'KRW' },
        quantity: 2,
        totalAmount: { amount: '3', currency: 'KRW' },
      },
    });
  });
});

describe('the price of a channel that is not configured any longer', () => {
  const gone = asChannelId('gone');

  it('fails at its field, and its neighbours have values', async () => {
    const left = product('1', gone);
    const { gateway } = world({ products: [left] });
    const source = `{ product(channel: "gone", productId: "1") {
      __typename name price { amount } options { optionId price { amount } }
      ... on GlobalLinkProduct { brand discountedPrice { amount } } } }`;
    const { data: found, errors } = await ask(gateway, source);
    expect(found.product).toEqual({
      ...{ __typename: 'GlobalLinkProduct', name: 'Tee', brand: 'Plain', price: null, discountedPrice: null },
      options: ['opt-1', 'opt-2'].map((optionId) => ({ optionId, price: null })),
    });
    expect(new Set(codesOf({ errors }))).toEqual(new Set(['UNKNOWN_CHANNEL']));
    expect(errors.map(({ path }: { path: unknown }) => path)).toContainEqual(['product', 'price']);
  });

  it('empties only its own change', async () => {
    const { gateway } = world({
      operations: [operation(1)],
      items: [stockChange, { ...productChange, channel: gone }].map((change, index) =>
        item(index, { state: 'QUEUED', deadline: at }, change),
      ),
    });
    const source = `{ operations { nodes { id results { nodes { index target { channelKey channel { key } }
      change { ... on StockQuantityChange { quantity } ... on ProductReplacement { price { amount } } } } } } } }`;
    const answer = await ask(gateway, source);
    expect(answer.data.operations.nodes[0].results.nodes).toEqual([
      { index: 0, target: { channelKey: 'smaregi', channel: { key: 'smaregi' } }, change: { quantity: 40 } },
      { index: 1, target: { channelKey: 'gone', channel: null }, change: null },
    ]);
    expect(codesOf(answer)).toEqual(['UNKNOWN_CHANNEL']);
  });
});

describe('a product of Smaregi', () => {
  it('has the fields of its vendor, and null for those that the vendor did not state', async () => {
    const shirt: Product = {
      ...product('8000001', smaregi),
      ...{ code: '4901', image: null, price: null, optionGroups: [], source: 'VENDOR_READ' },
      details: {
        kana: 'シャツ',
        categoryId: '12',
        customerPrice: 1980,
        stockManaged: true,
        vendorUpdatedAt: at,
      },
    };
    const { gateway } = world({ products: [shirt] });
    const source = `{ products(filter: { channels: ["smaregi"] }) { nodes { __typename name code price { amount } image source
      options { optionId } ... on SmaregiProduct { kana categoryId customerPrice { amount currency } stockManaged
      groupCode taxDivision size color tag vendorUpdatedAt } ... on GlobalLinkProduct { brand } } } }`;
    expect((await data(gateway, source)).products.nodes).toEqual([
      {
        ...{ __typename: 'SmaregiProduct', name: 'Tee', code: '4901', price: null, image: null, options: [] },
        ...{ source: 'VENDOR_READ', kana: 'シャツ', categoryId: '12', stockManaged: true },
        customerPrice: { amount: '1980', currency: 'JPY' },
        ...{
          groupCode: null,
          taxDivision: null,
          size: null,
          color: null,
          tag: null,
          vendorUpdatedAt: atText,
        },
      },
    ]);
  });
});

describe('nodes', () => {
  const store: Location = { channel: smaregi, locationId: asLocationId('8'), name: 'Ginza', kind: 'SHOP' };
  const level = { ...stockLevel('567', 4), locationId: asLocationId('8') };
  const option = { ...stockLevel('a["b', 5, globalLink), optionId: asOptionId('ö:"1') };

  it('of every type are found by the ids that lists return, with the type of their vendor', async () => {
    const { gateway } = world({
      ...{ operations: [operation(1)], levels: [level, option], locations: [store] },
      products: [product('product-001'), product('8000001', smaregi)],
    });
    const lists = `{ channels { id locations { nodes { id } } } products { nodes { id } }
      stockLevels { nodes { id } } operations { nodes { id } } }`;
    const ids = [...JSON.stringify(await data(gateway, lists)).matchAll(/"id":"([^"]+)"/gu)].map(
      ([, id]) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const { nodes } = await data(gateway, source, { ids });
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    const types = nodes.map((one: { __typename: string }) => one.__typename);
    expect(new Set(types)).toEqual(
      new Set(['Channel', 'Operation', 'GlobalLinkProduct', 'SmaregiProduct', 'StockLevel', 'Location']),
    );
    expect(types).toHaveLength(9);
  });

  it('lead from a level to its store and its product, and back', async () => {
    const { gateway, calls } = world({
      ...{ levels: [level], locations: [store], products: [product('567', smaregi)] },
    });
    const source = `{ stockLevels { nodes { id optionId location { name kind channel { key } }
      product { __typename stock { nodes { id } } } } } }`;
    const { nodes } = (await data(gateway, source)).stockLevels;
    expect(nodes).toEqual([
      {
        ...{ id: nodes[0].id, optionId: null },
        location: { name: 'Ginza', kind: 'SHOP', channel: { key: 'smaregi' } },
        product: { __typename: 'SmaregiProduct', stock: { nodes: [{ id: nodes[0].id }] } },
      },
    ]);
    expect(calls.toSorted()).toEqual(['locations', 'products', 'stockLevelsPage', 'stockOfProducts']);
  });

  it('that have been removed are null', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const ids = [
      'StockLevel:["smaregi","567","8",null]',
      'StockLevel:["smaregi","567","8"]',
      'StockLevel:["smaregi",567,"8",null]',
      'Location:["smaregi","8"]',
      'Location:"8"',
      'Product:["nowhere","1"]',
    ].map(encode);
    const { gateway } = world();
    const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect(await data(gateway, source, { ids })).toEqual({ nodes: ids.map(() => null) });
  });
});

describe('the stores of a channel', () => {
  const locations = ['1', '2', '3'].map(
    (id): Location => ({ channel: smaregi, locationId: asLocationId(id), name: null, kind: null }),
  );
  const source = `query ($key: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    channel(key: $key) { locations(first: $first, after: $after, last: $last, before: $before) {
      nodes { locationId name kind } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
  }`;
  const stores = () => world({ locations });
  const page = async (about: object) =>
    (await data(stores().gateway, source, { key: 'smaregi', ...about })).channel.locations;
  const ids = ({ nodes }: { nodes: { locationId: string }[] }) => nodes.map(({ locationId }) => locationId);

  it('come in pages, in both directions', async () => {
    const first = await page({ first: 2 });
    expect(first.nodes[0]).toEqual({ locationId: '1', name: null, kind: null });
    expect(ids(first)).toEqual(['1', '2']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(ids(await page({ after: first.pageInfo.endCursor }))).toEqual(['3']);
    const last = await page({ last: 1 });
    expect(ids(last)).toEqual(['3']);
    expect(ids(await page({ last: 1, before: last.pageInfo.startCursor }))).toEqual(['2']);
  });

  it('are null where the vendor has none, and refuse a wrong page', async () => {
    const { gateway, calls } = stores();
    expect(await data(gateway, source, { key: 'global-link' })).toEqual({ channel: { locations: null } });
    for (const about of [{ first: 101 }, { first: 1, last: 1 }, { after: 'x' }])
      expect(codesOf(await ask(gateway, source, { key: 'smaregi', ...about }))).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });
});

describe('the stock of a product', () => {
  const levels = ['1', '2', '3', '4'].map((id) => ({
    ...stockLevel('p', Number(id), smaregi),
    locationId: asLocationId(id),
  }));
  const source = `query ($id: ID! = "p", $first: Int, $after: String, $last: Int, $before: String) {
    product(channel: "smaregi", productId: $id) {
      stock(first: $first, after: $after, last: $last, before: $before) {
        nodes { locationId } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
  }`;
  const { gateway } = world({
    levels: [...levels, stockLevel('q', 1, smaregi)],
    products: ['p', 'q'].map((id) => product(id, smaregi)),
  });
  const page = async (about: object) => (await data(gateway, source, { ...about })).product.stock;
  const ids = ({ nodes }: { nodes: { locationId: string }[] }) => nodes.map(({ locationId }) => locationId);

  it.for([1, 2, 3, 4, 5])('comes in pages of %i, in both directions', async (size) => {
    const forward: string[] = [];
    let next = await page({ first: size });
    for (;;) {
      forward.push(...ids(next));
      expect(next.pageInfo.hasNextPage).toBe(forward.length < 4);
      if (!next.pageInfo.hasNextPage) break;
      next = await page({ first: size, after: next.pageInfo.endCursor });
    }
    const backward: string[] = [];
    let before = await page({ last: size });
    for (;;) {
      backward.unshift(...ids(before));
      expect(before.pageInfo.hasPreviousPage).toBe(backward.length < 4);
      if (!before.pageInfo.hasPreviousPage) break;
      before = await page({ last: size, before: before.pageInfo.startCursor });
    }
    expect([forward, backward]).toEqual([
      ['1', '2', '3', '4'],
      ['1', '2', '3', '4'],
    ]);
  });

  it('between two cursors is what is between them', async () => {
    const { edges } = await page({});
    const [first, , third] = edges.map(({ cursor }: { cursor: string }) => cursor);
    expect(ids(await page({ after: first, before: third }))).toEqual(['2']);
    expect(ids(await page({ after: third, before: first }))).toEqual([]);
  });

  it('refuses a cursor of another product, of another list, and of a level that is gone', async () => {
    const [foreign] = (await page({ id: 'q' })).edges;
    const forged = Buffer.from('["stock",[null,"smaregi","p","9",null]]').toString('base64url');
    const ofProducts = Buffer.from('["product",[null,"smaregi","p"]]').toString('base64url');
    for (const cursor of [foreign.cursor, forged, ofProducts, 'x', '']) {
      for (const about of [{ after: cursor }, { before: cursor }])
        expect(codesOf(await ask(gateway, source, { ...about })), cursor).toEqual(['BAD_USER_INPUT']);
    }
    expect(codesOf(await ask(gateway, source, { first: 101 }))).toEqual(['BAD_USER_INPUT']);
  });
});
