import pg from 'pg';
import { connectionOf, type PoolOptions } from './pool.ts';
import { asTrouble, DatabaseUnavailable } from './trouble.ts';

/** What a part of the gateway keeps in the database: each step is applied once, in order, and never edited. */
export type Migrations = { readonly part: string; readonly steps: readonly string[] };

/** The number of the advisory lock that is held while one gateway migrates. */
const migrationLock = 6_741_001;

class NewerDatabase extends Error {}

const applySteps = async (client: pg.Client, { part, steps }: Migrations): Promise<void> => {
  const { rows } = await client.query(
    'SELECT coalesce(max(version), 0) AS version FROM migrations WHERE part = $1',
    [part],
  );
  const version = Number(rows[0]?.version);
  if (version > steps.length) {
    throw new NewerDatabase(
      `The database is of a newer version of Onshelf (${part} ${version}, this one knows ${steps.length}). ` +
        'Start that version, or point DATABASE_URL elsewhere.',
    );
  }
  for (const [index, sql] of steps.entries()) {
    if (index < version) continue;
    await client.query(sql);
    await client.query('INSERT INTO migrations (part, version) VALUES ($1, $2)', [part, index + 1]);
  }
};

const migrateOn = async (client: pg.Client, parts: readonly Migrations[]): Promise<void> => {
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${migrationLock}, 0)`);
  await client.query(`
    CREATE TABLE IF NOT EXISTS migrations (
      part TEXT NOT NULL, version INTEGER NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      PRIMARY KEY (part, version))`);
  for (const part of parts) await applySteps(client, part);
  await client.query('COMMIT');
};

/**
 * Brings the database up to date in one transaction, one gateway at a time, however many start together. Rejects with
 * DatabaseUnavailable where there is no connection to be had.
 */
export const migrate = async (options: PoolOptions, parts: readonly Migrations[]): Promise<void> => {
  // Waiting for another gateway's migration takes as long as that does.
  const client = new pg.Client({ ...connectionOf(options), statement_timeout: 0, query_timeout: 0 });
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable(options.url, error);
  });
  try {
    await migrateOn(client, parts);
  } catch (error) {
    throw error instanceof NewerDatabase ? error : asTrouble(error);
  } finally {
    await client.end().catch(() => {});
  }
};
