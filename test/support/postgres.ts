import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { inject } from 'vitest';

const askForServer = async (): Promise<string> => {
  const answer: unknown = JSON.parse(await text(connect(inject('postgresPort'), '127.0.0.1')));
  if (typeof answer !== 'object' || answer === null) throw new Error('No answer');
  if ('url' in answer && typeof answer.url === 'string') return answer.url;
  throw new Error('problem' in answer ? String(answer.problem) : 'No answer');
};

let server: Promise<string> | null = null;

/** Runs SQL on a database, beside its other users. */
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
  server ??= askForServer();
  const url = new URL(await server);
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

/** Deletes all rows of the journal. This is faster than a new database. */
export const emptyDatabase = async (url: string): Promise<void> => {
  const tables = [
    'operations',
    'items',
    'vendor_requests',
    'deliveries',
    'stock_levels',
    'products',
    'targets',
    'gateways',
    'channel_accounts',
  ];
  await query(url, tables.map((table) => `DELETE FROM ${table}`).join('; '));
};
