import { describe, expect, it } from 'vitest';
import { asProductId, asSkuCode } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { at, atText, globalLink, product, smaregi, stockLevel } from './fixtures.ts';
import { ask, codesOf, data, follow } from './run.ts';

const products = `query ($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    nodes { productId } count { value precision } pageInfo { startCursor endCursor }
  }
}`;
const stockLevels = `query ($filter: StockFilter, $sort: StockSort, $first: Int, $after: String, $last: Int, $before: String) {
  stockLevels(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    nodes { productId } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const noProductFilter = {
  channels: [globalLink, smaregi],
  ...{ search: null, codes: null, productIds: null, quantity: null, observedAfter: null },
};
const noStockFilter = {
  channels: [globalLink, smaregi],
  ...{ productIds: null, locationIds: null, listings: null, quantity: null, pending: null },
  drifted: null,
};
const sku = (code: string, ...productIds: readonly string[]) => ({
  code: asSkuCode(code),
  listings: productIds.map((id) => ({
    ...{ channel: globalLink, productId: asProductId(id), locationId: null, optionId: null },
    buffer: 0,
  })),
});
const firstPage = { after: null, before: null, limit: 20, last: false };
const byId = { field: 'PRODUCT_ID', direction: 'ASC' };

describe('a list of products', () => {
  it('reads and counts all channels in the order of their keys without a filter', async () => {
    const { gateway, asked } = fakeGateway({ products: [product('a')] });
    expect((await data(gateway, products)).products.count).toEqual({ value: 1, precision: 'EXACT' });
    expect(asked).toEqual([
      ['productsPage', { ...firstPage, filter: noProductFilter, sort: byId }],
      ['countProducts', noProductFilter],
    ]);
  });

  it('passes every condition and the order to the read, and the same conditions to the count', async () => {
    const { gateway, asked } = fakeGateway();
    const filter = {
      channels: ['smaregi', 'nowhere', 'smaregi'],
      search: ' 셔츠 ',
      codes: ['A-1'],
      productIds: [1, '2'],
      quantity: { max: 5 },
      observedAfter: atText,
    };
    await data(gateway, products, { filter, sort: { field: 'NAME', direction: 'DESC' }, last: 3 });
    const read = {
      channels: [smaregi],
      search: '셔츠',
      codes: ['A-1'],
      productIds: ['1', '2'],
      quantity: { min: null, max: 5 },
      observedAfter: at,
    };
    expect(asked).toEqual([
      [
        'productsPage',
        { ...firstPage, limit: 3, last: true, filter: read, sort: { field: 'NAME', direction: 'DESC' } },
      ],
      ['countProducts', read],
    ]);
  });

  it.for([
    [{ search: '' }, { search: null }],
    [{ search: ' \u3000' }, { search: null }],
    [{ channels: [] }, { channels: [] }],
    [
      { productIds: [], codes: null },
      { productIds: [], codes: null },
    ],
    [{ quantity: {} }, { quantity: { min: null, max: null } }],
  ] as const)('reads the filter %j as %j', async ([filter, read]) => {
    const { gateway, asked } = fakeGateway();
    await data(gateway, products, { filter });
    expect(asked[0]?.[1]).toMatchObject({ filter: read });
  });

  it('does not count what no one asks for', async () => {
    const { gateway, calls } = fakeGateway();
    await data(gateway, '{ products { nodes { id } } }');
    expect(calls).toEqual(['productsPage']);
  });

  it('states that there are more than it counts', async () => {
    const { gateway } = fakeGateway();
    Object.assign(gateway.reads, { countProducts: async () => ({ value: 10_000, isExact: false }) });
    expect((await data(gateway, products)).products.count).toEqual({ value: 10_000, precision: 'AT_LEAST' });
  });

  it.for([
    ['channels', 'c'],
    ['productIds', 'p'],
    ['codes', 'c'],
  ])('takes at most a thousand %s, of at most 200 characters', async ([name = '', text = '']) => {
    const { gateway, calls } = fakeGateway();
    const of = (count: number, length = 1) => ({
      filter: { [name]: Array.from({ length: count }, () => text.repeat(length)) },
    });
    expect((await ask(gateway, products, of(1000, 200))).errors).toBeUndefined();
    calls.length = 0;
    const tooMany = await ask(gateway, products, of(1001));
    expect(tooMany.errors).toMatchObject([
      { extensions: { code: 'TOO_MANY_IDS', limit: 1000, provided: 1001 } },
    ]);
    expect(codesOf(await ask(gateway, products, of(1, 201)))).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });

  it('searches for at most 200 characters', async () => {
    const { gateway, calls } = fakeGateway();
    const answer = await ask(gateway, products, { filter: { search: 'x'.repeat(201) } });
    expect(answer.errors).toMatchObject([
      { message: 'search: at most 200 characters are taken, and these are 201.' },
    ]);
    expect(calls).toEqual([]);
  });

  it('takes a cursor only of its own order', async () => {
    const { gateway, asked } = fakeGateway({ products: [product('a'), product('b')] });
    const byName = { field: 'NAME' };
    const { pageInfo } = (await data(gateway, products, { sort: byName, first: 1 })).products;
    await data(gateway, products, { sort: byName, after: pageInfo.endCursor, before: pageInfo.endCursor });
    const place = { value: 'Tee', channel: globalLink, productId: 'a' };
    expect(asked.at(-2)?.[1]).toMatchObject({ after: place, before: place });
    for (const sort of [undefined, { field: 'PRODUCT_ID' }, { field: 'OBSERVED_AT' }]) {
      const answer = await ask(gateway, products, { sort, after: pageInfo.endCursor });
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });
});

describe('one product', () => {
  const source = `query ($maxAgeMs: Int) { product(channel: "smaregi", productId: "1", maxAgeMs: $maxAgeMs) { __typename } }`;

  it('comes from the catalogue, or from the vendor when the caller limits its age', async () => {
    const { gateway, calls, asked } = fakeGateway({ products: [product('1', smaregi)] });
    const found = { product: { __typename: 'SmaregiProduct' } };
    expect(await data(gateway, source)).toEqual(found);
    expect(await data(gateway, source, { maxAgeMs: null })).toEqual(found);
    expect(await data(gateway, source, { maxAgeMs: 0 })).toEqual(found);
    expect(calls).toEqual(['products', 'products', 'readProducts']);
    expect(asked).toEqual([['readProducts', 0]]);
    expect(codesOf(await ask(gateway, source, { maxAgeMs: -1 }))).toEqual(['BAD_USER_INPUT']);
  });

  it('of one age is read once for all fields', async () => {
    const { gateway, asked } = fakeGateway({ products: [product('1', smaregi)] });
    const field = (name: string, age: number) =>
      `${name}: product(channel: "smaregi", productId: "${name}", maxAgeMs: ${age}) { name }`;
    await data(gateway, `{ ${field('a', 5)} ${field('b', 5)} ${field('c', 9)} }`);
    expect(asked).toEqual([
      ['readProducts', 5],
      ['readProducts', 9],
    ]);
  });
});

const skus = `query ($filter: SkuFilter, $first: Int, $after: String, $last: Int) {
  skus(filter: $filter, first: $first, after: $after, last: $last) {
    nodes { id code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

describe('a list of SKUs', () => {
  const world = { skus: [sku('A', '1'), sku('B', '2'), sku('C')] };

  it('passes every condition to the read, without codes that no SKU can have', async () => {
    const { gateway, asked } = fakeGateway(world);
    await data(gateway, skus);
    const filter = {
      codes: ['A', '', 'e\u0301'],
      channels: ['smaregi', 'nowhere'],
      search: ' A ',
      unlisted: true,
      drifted: false,
    };
    await data(gateway, skus, { filter, last: 3 });
    const all = { codes: null, channels: null, search: null, unlisted: null, visible: null, drifted: null };
    expect(asked).toEqual([
      ['skusPage', { ...firstPage, filter: all }],
      [
        'skusPage',
        {
          ...{ ...firstPage, limit: 3, last: true },
          filter: {
            codes: ['A'],
            channels: [smaregi],
            search: 'A',
            unlisted: true,
            visible: null,
            drifted: false,
          },
        },
      ],
    ]);
  });

  it('takes every code that a SKU can have, in any script', async () => {
    const { gateway, asked } = fakeGateway(world);
    const code = '\u{20BB7}'.repeat(200);
    await data(gateway, skus, { filter: { codes: [code] } });
    expect(asked).toMatchObject([['skusPage', { filter: { codes: [code] } }]]);
    const sku = 'query ($code: ID!) { sku(code: $code) { code } }';
    expect(await data(gateway, sku, { code })).toEqual({ sku: null });
    expect(codesOf(await ask(gateway, sku, { code: `${code}x` }))).toEqual(['BAD_USER_INPUT']);
  });

  it('pages by its cursors, and its ids find the SKUs again', async () => {
    const { gateway } = fakeGateway(world);
    const { skus: first } = await data(gateway, skus, { first: 2 });
    expect(first).toMatchObject({ nodes: [{ code: 'A' }, { code: 'B' }], pageInfo: { hasNextPage: true } });
    const { skus: rest } = await data(gateway, skus, { after: first.pageInfo.endCursor });
    expect(rest).toMatchObject({ nodes: [{ code: 'C' }], pageInfo: { hasNextPage: false } });
    const node = 'query ($id: ID!) { node(id: $id) { __typename ... on Sku { code } } }';
    expect(await data(gateway, node, { id: rest.nodes[0].id })).toEqual({
      node: { __typename: 'Sku', code: 'C' },
    });
    for (const code of ['D', '', 'e\u0301'])
      expect(await data(gateway, node, { id: Buffer.from(`Sku:${code}`).toString('base64') })).toEqual({
        node: null,
      });
  });

  it.for([
    ['codes', 1001, 1, 'TOO_MANY_IDS'],
    ['codes', 1, 201, 'BAD_USER_INPUT'],
    ['channels', 1001, 1, 'TOO_MANY_IDS'],
  ] as const)(
    'takes at most a thousand entries of at most 200 characters: %j',
    async ([name, count, length, code]) => {
      const { gateway, calls } = fakeGateway(world);
      const filter = { [name]: Array.from({ length: count }, () => 'x'.repeat(length)) };
      expect(codesOf(await ask(gateway, skus, { filter }))).toEqual([code]);
      expect(codesOf(await ask(gateway, skus, { filter: { search: 'x'.repeat(201) } }))).toEqual([
        'BAD_USER_INPUT',
      ]);
      expect(calls).toEqual([]);
    },
  );
});

describe('suggestions', () => {
  it('page behind products that a SKU lists already', async () => {
    const [taken, free] = [product('1', smaregi), product('2', smaregi)];
    const { gateway, asked } = fakeGateway({
      products: [taken, free],
      skus: [
        sku('TEE', 'shirt'),
        {
          ...sku('ELSE', '1'),
          listings: sku('ELSE', '1').listings.map((one) => ({ ...one, channel: smaregi })),
        },
      ],
    });
    const source = `query ($after: String) { sku(code: "TEE") { suggestions(first: 1, after: $after) {
      nodes { productId } edges { cursor } pageInfo { hasNextPage endCursor }
    } } }`;
    const { suggestions: first } = (await data(gateway, source)).sku;
    expect(first).toMatchObject({ nodes: [], edges: [], pageInfo: { hasNextPage: true } });
    const { suggestions: second } = (await data(gateway, source, { after: first.pageInfo.endCursor })).sku;
    expect(second).toMatchObject({ nodes: [{ productId: '2' }], pageInfo: { hasNextPage: false } });
    expect(asked).toContainEqual([
      'productsPage',
      {
        ...{
          ...firstPage,
          limit: 1,
          filter: { ...noProductFilter, channels: [smaregi], codes: ['TEE'] },
          sort: byId,
        },
      },
    ]);
  });
});

describe('a list of stock levels', () => {
  const levels = ['1', '2', '3'].map((id, index) => stockLevel(id, index));

  it('passes every condition and the order to the read', async () => {
    const { gateway, asked } = fakeGateway({ skus: [sku('TEE', '1', '2'), sku('MUG', '3')] });
    await data(gateway, stockLevels);
    const filter = {
      channels: ['global-link'],
      productIds: ['1'],
      locationIds: [8],
      skus: ['MUG', 'none', 'e\u0301'],
      quantity: { min: -1, max: 3 },
      pending: false,
      drifted: true,
    };
    await data(gateway, stockLevels, { filter, sort: { field: 'QUANTITY' }, first: 100 });
    const { skus: _, ...others } = filter;
    const listings = [{ channel: globalLink, productId: '3', locationId: null, optionId: null }];
    expect(asked).toEqual([
      ['stockLevelsPage', { ...firstPage, filter: noStockFilter, sort: byId }],
      [
        'stockLevelsPage',
        {
          ...firstPage,
          limit: 100,
          filter: { ...others, channels: [globalLink], locationIds: ['8'], listings },
          sort: { field: 'QUANTITY', direction: 'ASC' },
        },
      ],
    ]);
  });

  it('pages in both directions', async () => {
    const { gateway } = fakeGateway({ levels });
    const page = async (about: object) => (await data(gateway, stockLevels, { ...about })).stockLevels;
    const ids = ({ nodes }: { nodes: { productId: string }[] }) => nodes.map(({ productId }) => productId);
    const first = await page({ first: 2 });
    expect(ids(first)).toEqual(['1', '2']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(ids(await page({ after: first.pageInfo.endCursor }))).toEqual(['3']);
    const last = await page({ last: 2 });
    expect(ids(last)).toEqual(['2', '3']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(ids(await page({ last: 2, before: last.pageInfo.startCursor }))).toEqual(['1']);
  });

  it.for([{ first: 101 }, { last: -1 }, { first: 1, last: 1 }, { after: 'nonsense' }])(
    'refuses %j',
    async (about) => {
      const { gateway, calls } = fakeGateway({ levels });
      expect(codesOf(await ask(gateway, stockLevels, { ...about }))).toEqual(['BAD_USER_INPUT']);
      expect(calls).toEqual([]);
    },
  );

  it('takes a cursor only of its own order', async () => {
    const { gateway } = fakeGateway({ levels });
    const byQuantity = { field: 'QUANTITY' };
    const { endCursor } = (await data(gateway, stockLevels, { sort: byQuantity })).stockLevels.pageInfo;
    expect(await data(gateway, stockLevels, { sort: byQuantity, after: endCursor })).toBeTruthy();
    for (const sort of [undefined, { field: 'OBSERVED_AT' }])
      expect(codesOf(await ask(gateway, stockLevels, { sort, after: endCursor }))).toEqual([
        'BAD_USER_INPUT',
      ]);
  });

  it.for(['channels', 'productIds', 'locationIds', 'skus'])('takes at most a thousand %s', async (name) => {
    const { gateway, calls, stockListeners } = fakeGateway();
    const of = (count: number, length = 1) => ({
      filter: { [name]: Array.from({ length: count }, () => 'x'.repeat(length)) },
    });
    const watch = 'subscription ($filter: StockFilter) { stockChanged(filter: $filter) { quantity } }';
    expect((await ask(gateway, stockLevels, of(1000, 200))).errors).toBeUndefined();
    calls.length = 0;
    for (const [tooLong, code] of [
      [of(1001), 'TOO_MANY_IDS'],
      [of(1, 201), 'BAD_USER_INPUT'],
    ] as const) {
      expect(codesOf(await ask(gateway, stockLevels, tooLong))).toEqual([code]);
      await expect(follow(gateway, watch, tooLong)).rejects.toMatchObject({
        errors: [{ extensions: { code } }],
      });
    }
    expect(calls).toEqual([]);
    expect(stockListeners.size).toBe(0);
  });
});

describe('a subscription to stock', () => {
  it('passes every condition, and whether it begins with a snapshot', async () => {
    const { gateway, asked } = fakeGateway({ levels: [stockLevel('1', 4), stockLevel('2', 9)] });
    const watch = `subscription ($filter: StockFilter, $snapshot: Boolean) {
      stockChanged(filter: $filter, snapshot: $snapshot) { productId quantity }
    }`;
    const filter = {
      channels: ['smaregi'],
      productIds: ['1'],
      locationIds: ['8'],
      pending: true,
      drifted: false,
    };
    const stream = await follow(gateway, watch, { filter: { ...filter, skus: [], quantity: { min: 2 } } });
    await stream.leave();
    const all = await follow(gateway, watch, { snapshot: true });
    expect(await all.next()).toEqual({ data: { stockChanged: { productId: '1', quantity: 4 } } });
    expect(await all.next()).toEqual({ data: { stockChanged: { productId: '2', quantity: 9 } } });
    await all.leave();
    const any = {
      channels: null,
      productIds: null,
      locationIds: null,
      listings: null,
      quantity: null,
      pending: null,
      drifted: null,
    };
    expect(asked.filter(([method]) => method === 'watchStock')).toEqual([
      [
        'watchStock',
        { filter: { ...filter, listings: [], quantity: { min: 2, max: null } }, hasSnapshot: false },
      ],
      ['watchStock', { filter: any, hasSnapshot: true }],
    ]);
  });
});
