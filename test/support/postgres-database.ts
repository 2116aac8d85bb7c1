import { randomUUID } from 'node:crypto';
import pg from 'pg';

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

/**
 * Creates a database in the cluster of `server`, a URL. Copying the files of the template takes a third of the time of
 * writing them through the log, as the server of tests does not sync them.
 */
export const createIn = async (server: string, options = ''): Promise<TestDatabase> => {
  const name = `onshelf_${randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name} STRATEGY file_copy ${options}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: async () => {
      await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
};
