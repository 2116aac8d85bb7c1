import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { placeOf } from './resource.ts';

/** Runs SQL on a database, with a separate connection. */
export const query = async (
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
};

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** Creates an empty database. `options` are those of CREATE DATABASE. */
export const createDatabase = async (options = ''): Promise<TestDatabase> => {
  const url = new URL(await placeOf('postgres'));
  const name = `onshelf_${randomUUID().replaceAll('-', '')}`;
  await query(url.href, `CREATE DATABASE ${name} ${options}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: async () => {
      await query(url.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
};

/** A connection for each database that tests empty again and again. It ends when its database is dropped. */
const emptying = new Map<string, Promise<pg.Client>>();

const connectForEmptying = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => emptying.delete(url));
  await client.connect();
  return client;
};

const journalTables = [
  'operations',
  'items',
  'vendor_requests',
  'deliveries',
  'stock_levels',
  'stock_history',
  'products',
  'locations',
  'polls',
  'skus',
  'sku_listings',
  'vendor_events',
  'last_vendor_events',
  'targets',
  'target_ends',
  'channel_accounts',
  'webhook_endpoints',
  'webhook_deliveries',
  'webhook_versions',
];

const emptyTables = async (url: string, tables: readonly string[]): Promise<void> => {
  const client = emptying.get(url) ?? connectForEmptying(url);
  emptying.set(url, client);
  await (await client).query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
};

/** Deletes all rows of the journal. Gateways keep their leases. */
export const emptyJournal = (url: string): Promise<void> => emptyTables(url, journalTables);

/** Deletes all rows of the journal, and the leases of gateways. This is faster than a new database. */
export const emptyDatabase = (url: string): Promise<void> => emptyTables(url, [...journalTables, 'gateways']);
