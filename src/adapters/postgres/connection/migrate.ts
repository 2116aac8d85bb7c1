import pg from 'pg';
import { asTrouble, DatabaseUnavailable, DatabaseUnsuitable } from './errors.ts';
import { connectionOf, type PoolOptions } from './pool.ts';
import { checkDatabase, checkMayCreate, checkMayWrite } from './requirements.ts';

/** A step with values that the gateway computes from the stored rows. `fill` runs after `sql`. */
type FilledStep = { readonly sql: string; fill(client: pg.ClientBase): Promise<void> };

/** The schema of a part of the gateway. Each step is applied once, in order. A step that was released is never edited. */
export type Migrations = { readonly part: string; readonly steps: readonly (string | FilledStep)[] };

const sqlOf = (step: string | FilledStep): string => (typeof step === 'string' ? step : step.sql);

/** The first number of the advisory lock that a gateway holds while it migrates. */
const migrationLock = 6_741_001;

class NewerDatabase extends Error {}

/** The version of a part; 0 if the database does not have it. */
const versionOf = async (client: pg.Client, part: string): Promise<number> => {
  const { rows } = await client.query(
    'SELECT coalesce(max(version), 0) AS version FROM migrations WHERE part = $1',
    [part],
  );
  return Number(rows[0]?.version);
};

const applySteps = async (client: pg.Client, { part, steps }: Migrations): Promise<void> => {
  const version = await versionOf(client, part);
  if (version > steps.length) {
    throw new NewerDatabase(
      `The database is of a newer version of Onshelf (${part} ${version}, this one knows ${steps.length}). ` +
        'Start that version, or point DATABASE_URL elsewhere.',
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    await client.query(sqlOf(step));
    if (typeof step !== 'string') await step.fill(client);
    await client.query('INSERT INTO migrations (part, version) VALUES ($1, $2)', [part, index + 1]);
  }
};

const isUpToDate = async (client: pg.Client, parts: readonly Migrations[]): Promise<boolean> => {
  const { rows } = await client.query("SELECT to_regclass('migrations') IS NOT NULL AS is_there");
  if (rows[0]?.is_there !== true) return false;
  for (const { part, steps } of parts) if ((await versionOf(client, part)) < steps.length) return false;
  return true;
};

/** The names of the tables and sequences that the steps create. */
const createdBy = (parts: readonly Migrations[]): readonly string[] =>
  parts.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      [...sqlOf(step).matchAll(/CREATE (?:TABLE|SEQUENCE) (?:IF NOT EXISTS )?(?<name>\w+)/gu)].map(
        ({ groups }) => groups?.['name'] ?? '',
      ),
    ),
  );

const migrateOn = async (
  client: pg.Client,
  options: PoolOptions,
  parts: readonly Migrations[],
): Promise<void> => {
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${migrationLock}, 0)`);
  if (!(await isUpToDate(client, parts))) {
    await checkMayCreate(client, options);
    await client.query(`
      CREATE TABLE IF NOT EXISTS migrations (
        part TEXT NOT NULL, version INTEGER NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (part, version))`);
  }
  for (const part of parts) await applySteps(client, part);
  await checkMayWrite(client, options, createdBy(parts));
  await client.query('COMMIT');
};

/**
 * Checks the database and applies the missing migrations in one transaction. Gateways that start together do so one after
 * the other. Returns warnings. Rejects with DatabaseUnavailable if there is no connection, and with DatabaseUnsuitable if
 * the database does not meet a requirement. In both cases nothing was changed.
 */
export const migrate = async (
  options: PoolOptions,
  parts: readonly Migrations[],
): Promise<readonly string[]> => {
  // There is no time limit: another gateway's migration may take long.
  const client = new pg.Client({ ...connectionOf(options), statement_timeout: 0, query_timeout: 0 });
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable(options.url, error);
  });
  try {
    const warnings = await checkDatabase(client, options);
    await migrateOn(client, options, parts);
    return warnings;
  } catch (error) {
    throw error instanceof NewerDatabase || error instanceof DatabaseUnsuitable ? error : asTrouble(error);
  } finally {
    await client.end().catch(() => {});
  }
};
