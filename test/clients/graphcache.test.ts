import { readFileSync } from 'node:fs';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { Products, SetStock, WatchStock } from './documents.ts';
import type { ProductsQuery } from './generated/graphql.ts';
import { describeCache, type Variables } from './scenario.ts';

const text = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const schema = introspectionFromSchema(buildSchema(text), { descriptions: false });

/**
 * Graphcache stores an object without an id in the object that contains it. It warns about each such type without an
 * entry here, so the entries are derived from the schema: these are the types without a field `id`.
 */
const keys: KeyingConfig = Object.fromEntries(
  schema.__schema.types.flatMap((type) =>
    type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id') ? [[type.name, () => null]] : [],
  ),
);

describeCache('Graphcache of urql', ({ url, fetch, socket }) => {
  const client = new Client({
    url,
    fetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema,
        keys,
        // Graphcache's own helper joins the pages: those that were loaded backward come first.
        resolvers: { Query: { products: relayPagination({ mergeMode: 'outwards' }) } },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink as never),
          }),
        }),
      }),
    ],
  });
  const open: (() => void)[] = [];
  return {
    list: async (variables) => {
      let shown: ProductsQuery | undefined;
      let stop = (): void => {};
      /** An app shows the list of the newest page, which contains the pages before it. */
      const show = (page: Variables): Promise<void> =>
        new Promise((resolve, reject) => {
          stop();
          const { unsubscribe } = client.query(Products, page).subscribe(({ data, error, stale }) => {
            if (error) reject(error);
            shown = data;
            if (!stale) resolve();
          });
          stop = unsubscribe;
          open.push(unsubscribe);
        });
      await show(variables);
      return { products: () => shown?.products ?? null, load: show };
    },
    setStock: async (items) => {
      const { error } = await client.mutation(SetStock, { input: { items } });
      if (error) throw error;
    },
    watch: (filter) =>
      new Promise((resolve, reject) => {
        const { unsubscribe } = client
          .subscription(WatchStock, { filter })
          .subscribe(({ error }) => (error ? reject(error) : resolve()));
        open.push(unsubscribe);
      }),
    close: () => {
      for (const stop of open) stop();
    },
  };
});
