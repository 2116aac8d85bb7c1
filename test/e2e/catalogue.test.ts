import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { catalogueRead, setStock, until, vendorCallsOf } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock } from '../support/items.ts';
import { it as processIt } from '../support/process.ts';
import { graphql } from './generated/gql.ts';
import type { CatalogueProductsQueryVariables } from './generated/graphql.ts';

const CatalogueProducts = graphql(`
  query CatalogueProducts(
    $filter: ProductFilter
    $sort: ProductSort
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
      count {
        value
        precision
      }
      nodes {
        __typename
        productId
        name
        code
        source
        stock(first: 10) {
          nodes {
            locationId
            quantity
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

const StockByStore = graphql(`
  query StockByStore($filter: StockFilter, $sort: StockSort, $first: Int) {
    stockLevels(filter: $filter, sort: $sort, first: $first) {
      nodes {
        product {
          name
        }
        location {
          name
          kind
        }
        productId
        locationId
        quantity
        source
        observedAt
      }
    }
    channel(key: "smaregi") {
      locations(first: 10) {
        nodes {
          locationId
          name
          kind
        }
      }
      health {
        catalogSyncedAt
      }
    }
  }
`);

const ReadThrough = graphql(`
  query ReadThrough($productId: ID!, $maxAgeMs: Int) {
    product(channel: "smaregi", productId: $productId, maxAgeMs: $maxAgeMs) {
      name
      source
      observedAt
    }
  }
`);

const LiveStock = graphql(`
  query LiveStock($targets: [StockTargetInput!]!) {
    stock(targets: $targets) {
      ... on StockLevel {
        quantity
      }
    }
  }
`);

const smaregi = { channels: ['smaregi'] };
const productsOf = async (url: string, variables: CatalogueProductsQueryVariables = {}) =>
  (await run(url, CatalogueProducts, { ...variables, filter: { ...smaregi, ...variables.filter } })).products;

processIt('a gateway shows the whole catalogue of its sandbox after its start', async ({ startGateway }) => {
  const { url } = await startGateway({ SANDBOX_SALES_PER_MINUTE: '0', SANDBOX_PRODUCTS: '500' });
  // The levels are read last. Nearly all products have stock.
  await until(
    async () => (await productsOf(url, { filter: { quantity: { min: 1 } } })).count,
    ({ value }) => value > 400,
  );
  await catalogueRead(url);
  expect((await productsOf(url)).count).toEqual({ value: 500, precision: 'EXACT' });
  const { nodes } = await productsOf(url, { filter: { productIds: ['567'] } });
  expect(nodes[0]).toMatchObject({ __typename: 'SmaregiProduct', source: 'VENDOR_READ' });
  expect(nodes[0]?.stock.nodes.length).toBeGreaterThan(0);
});

describe('products of a vendor with lists', () => {
  it.concurrent('can be searched, without regard to case and width', async ({ start }) => {
    const { url } = await start();
    await catalogueRead(url);
    const namesOf = async (search: string) =>
      (await productsOf(url, { filter: { search }, first: 100 })).nodes.map(({ name }) => name);
    const found = await namesOf('シャツ');
    expect(found.length).toBeGreaterThan(10);
    for (const name of found) expect(name).toContain('シャツ');
    expect(await namesOf('ｼｬﾂ')).toEqual(found);
    const codesOf = async (search: string) =>
      (await productsOf(url, { filter: { search } })).nodes.map(({ code }) => code);
    expect(await codesOf('g001-001')).toEqual(['G001-001']);
    expect(await codesOf('Ｇ００１－００１')).toEqual(['G001-001']);
    expect(await namesOf('does not exist')).toEqual([]);
    const [one] = (await productsOf(url, { filter: { productIds: ['567'] } })).nodes;
    expect((await productsOf(url, { filter: { codes: [one?.code ?? ''] } })).nodes).toEqual([one]);
  });

  it.concurrent('are sorted, and paged in both directions', async ({ start }) => {
    const { url } = await start();
    await catalogueRead(url);
    const sort = { field: 'NAME', direction: 'DESC' } as const;
    const forward: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof productsOf>> = await productsOf(url, { sort, first: 100, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      forward.push(...page.nodes.map(({ name, productId }) => `${name} ${productId}`));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(new Set(forward).size).toBe(100);
    const names = forward.map((one) => one.replace(/ \d+$/u, ''));
    const codePoints = (name: string) => Buffer.from(name);
    expect(names).toEqual(names.toSorted((a, b) => codePoints(b).compare(codePoints(a))));

    const backward: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof productsOf>> = await productsOf(url, { sort, last: 100, before });
      backward.unshift(...page.nodes.map(({ name, productId }) => `${name} ${productId}`));
      before = page.pageInfo.startCursor;
      more = page.pageInfo.hasPreviousPage;
    }
    expect(backward).toEqual(forward);
  });

  it.concurrent('show their stock by store, with the stores', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.smaregi.edits.setStock('567', '9', -3);
    await catalogueRead(url);
    const filter = { ...smaregi, productIds: ['567'] };
    const { stockLevels, channel } = await run(url, StockByStore, {
      filter,
      sort: { field: 'QUANTITY' },
      first: 10,
    });
    expect(stockLevels.nodes[0]).toMatchObject({
      ...{ productId: '567', locationId: '9', quantity: -3, location: { name: '新宿店', kind: 'SHOP' } },
      product: { name: expect.stringMatching(/\S/u) },
    });
    const quantities = stockLevels.nodes.map(({ quantity }) => quantity);
    expect(quantities).toEqual(quantities.toSorted((a, b) => a - b));
    expect(
      channel?.locations?.nodes.map(({ locationId, kind }) => `${locationId} ${kind}`).toSorted(),
    ).toEqual([...['10 SHOP', '11 SHOP', '12 SHOP', '8 SHOP', '9 SHOP', '90 WAREHOUSE']]);
    const atStore = await run(url, StockByStore, {
      filter: { locationIds: ['90'], quantity: { max: 20 } },
      first: 100,
    });
    for (const { locationId, quantity } of atStore.stockLevels.nodes) {
      expect(locationId).toBe('90');
      expect(quantity).toBeLessThanOrEqual(20);
    }
  });

  it.concurrent('are read from the vendor if they are older than the caller accepts', async ({ start }) => {
    const { url, sandbox } = await start();
    await catalogueRead(url);
    sandbox.smaregi.control.fail({ on: 'event', kind: 'never' });
    sandbox.smaregi.edits.saveProduct({ productId: '567', productName: 'Renamed' });
    const stored = (await run(url, ReadThrough, { productId: '567' })).product;
    expect(stored?.name).not.toBe('Renamed');
    const before = Date.now();
    const read = (await run(url, ReadThrough, { productId: '567', maxAgeMs: 0 })).product;
    expect(read).toMatchObject({ name: 'Renamed', source: 'VENDOR_READ' });
    expect(Date.parse(read?.observedAt ?? '')).toBeGreaterThanOrEqual(before - 1000);
    // The value that was read is stored, and is young enough for the next caller.
    const calls = vendorCallsOf({ sandbox }).length;
    const again = (await run(url, ReadThrough, { productId: '567', maxAgeMs: 60_000 })).product;
    expect(again?.name).toBe('Renamed');
    expect(vendorCallsOf({ sandbox })).toHaveLength(calls);
    expect((await run(url, ReadThrough, { productId: '99999', maxAgeMs: 0 })).product).toBeNull();
  });

  it.concurrent('and their stock are shown with their age while the vendor is down', async ({ start }) => {
    const { url, sandbox } = await start({ CATALOG_POLL_MS: '200' });
    await catalogueRead(url);
    await setStock(url, [globalLinkStock('product-001', 3)]);
    sandbox.smaregi.control.fail({ on: '*', kind: 'status', status: 503, times: 1_000_000 });
    const target = { channel: 'smaregi', productId: '567', locationId: '9' };
    const targets = [target, { channel: 'global-link', productId: 'product-001' }];
    const live = await request(url, LiveStock, { targets });
    expect(live.data?.stock).toEqual([null, { quantity: 3 }]);
    expect(live.errors).toMatchObject([{ path: ['stock', 0], extensions: { code: 'VENDOR_UNAVAILABLE' } }]);
    const filter = { ...smaregi, productIds: ['567'] };
    const { stockLevels, channel } = await run(url, StockByStore, { filter });
    expect(stockLevels.nodes.length).toBeGreaterThan(0);
    for (const { observedAt } of stockLevels.nodes)
      expect(Date.parse(observedAt)).toBeLessThanOrEqual(Date.parse(channel?.health.catalogSyncedAt ?? ''));
    expect((await productsOf(url)).count).toEqual({ value: 100, precision: 'EXACT' });
    const written = await setStock(url, [globalLinkStock('product-001', 4)]);
    expect(written.operation).toMatchObject({ appliedCount: 1 });

    const syncedAt = channel?.health.catalogSyncedAt;
    sandbox.smaregi.control.heal();
    await until(
      async () => (await run(url, StockByStore, { filter })).channel?.health.catalogSyncedAt,
      (at) => at !== syncedAt,
    );
    expect((await run(url, LiveStock, { targets })).stock[0]).toEqual({ quantity: expect.any(Number) });
  });
});

describe('a product that the vendor deleted', () => {
  const isGone = async (url: string): Promise<boolean> => {
    const filter = { ...smaregi, productIds: ['600'] };
    const { stockLevels } = await run(url, StockByStore, { filter });
    return (await productsOf(url, { filter })).nodes.length === 0 && stockLevels.nodes.length === 0;
  };

  it.concurrent('disappears with its stock after its event', async ({ start }) => {
    const { url, sandbox } = await start();
    await catalogueRead(url);
    expect(await isGone(url)).toBe(false);
    sandbox.smaregi.edits.deleteProduct('600');
    await until(() => isGone(url), Boolean);
    expect((await productsOf(url)).count.value).toBe(99);
  });

  it.concurrent('disappears after a full pass when its event was lost', async ({ start }) => {
    const { url, sandbox } = await start({ CATALOG_POLL_MS: '300', CATALOG_FULL_PASS_MS: '600' });
    await catalogueRead(url);
    sandbox.smaregi.control.fail({ on: 'event', kind: 'never' });
    sandbox.smaregi.edits.deleteProduct('600');
    await until(() => isGone(url), Boolean);
    expect(sandbox.smaregi.control.events()).toEqual([]);
    expect((await productsOf(url)).count.value).toBe(99);
  });
});
