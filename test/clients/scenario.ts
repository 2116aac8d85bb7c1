import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '../support/app.ts';
import { replaceProducts, setStock, until } from '../support/client.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { Products, Synced } from './documents.ts';
import type {
  ProductFilter,
  ProductsQuery,
  ProductsQueryVariables,
  StockFilter,
  StockQuantityInput,
} from './generated/graphql.ts';

type Connection = ProductsQuery['products'];
export type Variables = ProductsQueryVariables;

/** A list of products that a client shows. */
export type List = {
  /** The list as the cache has it now. */
  readonly products: () => Connection | null;
  /** Loads another page and joins it to the list. */
  readonly load: (page: Variables) => Promise<void>;
};

/** A client with a cache, as an app uses it. */
export type CacheClient = {
  readonly list: (variables: Variables) => Promise<List>;
  readonly setStock: (items: readonly StockQuantityInput[]) => Promise<void>;
  /** Resolves at the first event of `stockChanged`. From then on, every event changes the cache. */
  readonly watch: (filter: StockFilter) => Promise<void>;
  readonly close: () => Promise<void> | void;
};

/** How a client reaches the gateway. */
export type Transport = {
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly socket: SocketClient;
};

/** Removes the names of types, which clients add to documents and answers. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part) => (key === '__typename' ? undefined : part)));

const ask = async <Data, Variables>(
  url: string,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(query), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
};

/** What the gateway answers without a cache. */
const answerOf = async (url: string, variables: Variables): Promise<Connection> =>
  (await ask(url, Products, variables)).products;

const shirt = (productId: string, group: string, price: number) =>
  product(productId, {
    price,
    optionGroups: [
      {
        names: [{ groupOptionId: 1, name: group }],
        options: [1, 2].map((order) => ({
          optionId: `opt-00${order}`,
          names: [{ groupOptionId: 1, name: `${group} ${order}` }],
          price: price + order,
          stockQuantity: 5,
          order,
        })),
      },
    ],
  });

/** Products of two vendors. Some have options with equal numbers, and some have stock at several stores. */
const fill = async ({ url }: TestApp): Promise<void> => {
  await replaceProducts(url, [shirt('product-001', 'Color', 10_000), shirt('product-002', 'Size', 20_000)]);
  await until(
    () => ask(url, Synced, {}),
    ({ channel }) => channel?.health.catalogSyncedAt != null,
  );
};

const soon = { timeout: 20_000, interval: 50 };

const mixed: ProductFilter = { productIds: ['product-001', 'product-002', '566', '567'] };

/**
 * The tests of every cache. After each change, the list of the client equals the answer of the gateway. The client has
 * fetched nothing again and has written no warning.
 */
export const describeCache = (name: string, open: (transport: Transport) => CacheClient): void => {
  describe(name, () => {
    const warnings: unknown[][] = [];
    beforeEach(() => {
      warnings.length = 0;
      for (const method of ['warn', 'error'] as const)
        vi.spyOn(console, method).mockImplementation((...parts) => void warnings.push(parts));
    });
    afterEach(() => {
      vi.restoreAllMocks();
      expect(warnings).toEqual([]);
    });

    const start = async () => {
      const app = await startTestApp({}, onTestFinished);
      await fill(app);
      let fetches = 0;
      const socket = createClient({
        url: `${app.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      const client = open({
        url: `${app.url}/graphql`,
        socket,
        fetch: (input, init) => {
          fetches += 1;
          return fetch(input, init);
        },
      });
      onTestFinished(async () => {
        await client.close();
        await socket.dispose();
      });
      /** The list is what the gateway answers now. */
      const expectEqual = async (list: List, variables: Variables): Promise<void> => {
        const nodesOf = (found: Connection | null) => plain(found?.edges.map(({ node }) => node));
        await vi.waitFor(
          async () => expect(nodesOf(list.products())).toEqual(nodesOf(await answerOf(app.url, variables))),
          soon,
        );
      };
      return { app, client, expectEqual, fetches: () => fetches };
    };

    const levelOf = (list: List, productId: string, locationId: string | null): number | undefined =>
      list
        .products()
        ?.edges.find(({ node }) => node.productId === productId)
        ?.node.stock.nodes.find((level) => level.locationId === locationId && level.optionId === null)
        ?.quantity;

    it('shows products of all vendors with their own options and stock', async () => {
      const { client, expectEqual, fetches } = await start();
      const variables = { filter: mixed, first: 10 };
      const list = await client.list(variables);
      expect(list.products()?.edges).toHaveLength(4);
      await expectEqual(list, variables);
      expect(fetches()).toBe(1);
    });

    it('shows the stock that it set, from the answer of the mutation', async () => {
      const { client, expectEqual, fetches } = await start();
      const variables = { filter: mixed, first: 10 };
      const list = await client.list(variables);
      const options = [{ optionId: 'opt-002', quantity: 77 }];
      await client.setStock([
        { channel: 'global-link', productId: 'product-001', quantity: 91, options },
        { channel: 'smaregi', productId: '567', locationId: '9', quantity: 92 },
      ]);
      await expectEqual(list, variables);
      expect([levelOf(list, 'product-001', null), levelOf(list, '567', '9')]).toEqual([91, 92]);
      expect(JSON.stringify(list.products())).toContain('"quantity":77');
      expect(fetches()).toBe(2);
    });

    it('shows the changes of others, from stockChanged', async () => {
      const { app, client, expectEqual, fetches } = await start();
      const variables = { filter: mixed, first: 10 };
      const list = await client.list(variables);
      await client.watch({ productIds: ['product-001', '567'] });
      await setStock(app.url, [
        globalLinkStock('product-001', 93),
        smaregiStock('567', 94, { locationId: '9' }),
      ]);
      await vi.waitFor(
        () => expect([levelOf(list, 'product-001', null), levelOf(list, '567', '9')]).toEqual([93, 94]),
        soon,
      );
      app.sandbox.smaregi.edits.setStock('567', '9', 95);
      await vi.waitFor(() => expect(levelOf(list, '567', '9')).toBe(95), soon);
      await expectEqual(list, variables);
      expect(fetches()).toBe(1);
    });

    /** Joins the page after or before the list, and waits until the list shows it. */
    const extend = async (list: List, all: Variables, direction: 'after' | 'before'): Promise<void> => {
      const edges = list.products()?.edges ?? expect.fail();
      const cursor = edges.at(direction === 'after' ? -1 : 0)?.cursor ?? expect.fail();
      await list.load(
        direction === 'after' ? { ...all, first: 10, after: cursor } : { ...all, last: 10, before: cursor },
      );
      await vi.waitFor(() => expect(list.products()?.edges).toHaveLength(edges.length + 10), soon);
    };

    it('pages forward and backward, from the middle of a list', async () => {
      const { app, client, expectEqual } = await start();
      const all: Variables = {
        filter: { channels: ['smaregi'] },
        sort: { field: 'NAME', direction: 'DESC' },
      };
      const { pageInfo } = await answerOf(app.url, { ...all, first: 20 });
      const list = await client.list({ ...all, first: 10, after: pageInfo.endCursor });
      for (const direction of ['after', 'before', 'before', 'after'] as const)
        await extend(list, all, direction);
      await expectEqual(list, { ...all, first: 50 });
    });

    it('pages backward from the end of a list', async () => {
      const { client, expectEqual } = await start();
      const all: Variables = { filter: { channels: ['smaregi'] } };
      const list = await client.list({ ...all, last: 10 });
      await extend(list, all, 'before');
      await expectEqual(list, { ...all, last: 20 });
    });
  });
};
