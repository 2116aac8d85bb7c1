import type pg from 'pg';
import { asTrouble, DatabaseUnsuitable } from './errors.ts';
import { connectionsOfGateway, type PoolOptions } from './pool.ts';
import { sessionProblem } from './session.ts';

/** The oldest major version that the tests run on. */
const oldestVersion = 14;

const gather = `
  SELECT current_setting('server_encoding') AS encoding,
    current_setting('server_version') AS version,
    current_setting('server_version_num')::integer AS version_number,
    pg_is_in_recovery() AS is_standby,
    current_setting('transaction_read_only') = 'on' AS is_read_only,
    current_user AS role,
    current_schema() AS schema,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE) AS may_create,
    current_database() AS database,
    to_regprocedure('pg_xact_status(xid8)') IS NOT NULL AS knows_status,
    current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
      - coalesce(current_setting('reserved_connections', TRUE)::integer, 0) AS connections,
    (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS role_connections,
    (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS database_connections,
    current_setting('synchronous_commit') AS synchronous_commit,
    current_setting('fsync') AS fsync`;

/** The facts that a database reports about itself. */
export type Found = {
  readonly encoding: string;
  readonly version: string;
  readonly version_number: number;
  readonly is_standby: boolean;
  readonly is_read_only: boolean;
  readonly role: string;
  readonly schema: string | null;
  readonly may_create: boolean;
  readonly database: string;
  readonly knows_status: boolean;
  readonly connections: number;
  readonly role_connections: number;
  readonly database_connections: number;
  readonly synchronous_commit: string;
  readonly fsync: string;
};

type Problem = (found: Found) => string | null;

const ofVersion: Problem = ({ version_number, version }) =>
  version_number >= oldestVersion * 10_000
    ? null
    : `It runs PostgreSQL ${version}. Onshelf needs version ${oldestVersion} or later: upgrade the server.`;

const ofEncoding: Problem = ({ encoding }) =>
  encoding === 'UTF8'
    ? null
    : `Its encoding is ${encoding}, which cannot hold every text. Onshelf needs UTF8: create another database ` +
      `with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and set DATABASE_URL to it.`;

const ofWrites: Problem = ({ is_standby, is_read_only, role, database }) => {
  if (is_standby) return 'Its server is a standby, which only serves reads: set DATABASE_URL to the primary.';
  return is_read_only
    ? `It accepts no writes, because default_transaction_read_only is on: turn that off for the server, for the ` +
        `database ${database} or for the role ${role}.`
    : null;
};

const ofStatus: Problem = ({ knows_status }) =>
  knows_status
    ? null
    : 'It has no function pg_xact_status(xid8), by which Onshelf finds out whether a commit whose answer was lost ' +
      'took place: use PostgreSQL itself.';

const ofSchema: Problem = ({ schema }) =>
  schema === null
    ? 'Its search_path names no schema that exists: create one, or set the search_path of the role.'
    : null;

const ofConnections: Problem = (found) => {
  const limits = [
    { name: 'max_connections, less those reserved', most: found.connections },
    { name: `the connection limit of the role ${found.role}`, most: found.role_connections },
    { name: `the connection limit of the database ${found.database}`, most: found.database_connections },
  ];
  const tightest = limits
    .filter(({ most }) => most >= 0 && most < connectionsOfGateway)
    .sort((a, b) => a.most - b.most)[0];
  return tightest
    ? `It allows ${tightest.most} connections (${tightest.name}). One gateway opens up to ` +
        `${connectionsOfGateway}: raise the limit.`
    : null;
};

const problems: readonly Problem[] = [ofVersion, ofStatus, ofEncoding, ofWrites, ofSchema, ofConnections];

/** Every requirement that the database does not meet, each with what to do. */
export const problemsOf = (found: Found): readonly string[] =>
  problems.flatMap((problem) => problem(found) ?? []);

/** Warnings: the gateway can work, but a promise is weaker. */
const warningsOf = ({ synchronous_commit, fsync }: Found): readonly string[] => [
  ...(synchronous_commit === 'off'
    ? [
        'synchronous_commit is off: a crash of the database server may lose work that was accepted. Turn it on.',
      ]
    : []),
  ...(fsync === 'off'
    ? ['fsync is off: a crash of the database machine may lose work that was accepted. Turn it on.']
    : []),
];

/**
 * Checks the requirements on a database before anything is written to it. Rejects with DatabaseUnsuitable, which
 * names every problem and what to do. Returns warnings.
 */
export const checkDatabase = async (client: pg.Client, options: PoolOptions): Promise<readonly string[]> => {
  try {
    const found = (await client.query<Found>(gather)).rows[0];
    if (!found) throw new Error('The database returned no facts about itself');
    const said = problemsOf(found);
    if (said.length > 0) throw new DatabaseUnsuitable(options.url, said);
    const problem = await sessionProblem(client, options);
    if (problem !== null) throw new DatabaseUnsuitable(options.url, [problem]);
    return warningsOf(found);
  } catch (error) {
    throw error instanceof DatabaseUnsuitable ? error : asTrouble(error);
  }
};

/** Checks that the role may create the missing tables. */
export const checkMayCreate = async (client: pg.Client, { url }: PoolOptions): Promise<void> => {
  const found = (await client.query<Found>(gather)).rows[0];
  if (!found || found.may_create) return;
  throw new DatabaseUnsuitable(url, [
    `The role ${found.role} may not create tables in the schema ${String(found.schema)}: ` +
      `GRANT CREATE ON SCHEMA ${String(found.schema)} TO ${found.role}.`,
  ]);
};

const missingRights = `
  SELECT c.relname AS name, c.relkind = 'S' AS is_sequence, c.oid::regclass::text AS shown FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY ($1::text[])
    AND CASE c.relkind
      WHEN 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE')
      ELSE NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
        AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE')) END
  ORDER BY c.relname`;

/** Checks that the role may read and write the tables, which another role may have created. */
export const checkMayWrite = async (
  client: pg.Client,
  { url }: PoolOptions,
  names: readonly string[],
): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(missingRights, [names]);
  if (rows.length === 0) return;
  throw new DatabaseUnsuitable(url, [
    `Its role may not read and write ${rows.map(({ name }) => name).join(', ')}: make it the owner of Onshelf's tables, ` +
      'or grant it SELECT, INSERT, UPDATE and DELETE on them and USAGE on the sequences.',
  ]);
};
