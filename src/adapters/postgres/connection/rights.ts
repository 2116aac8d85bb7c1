import type pg from 'pg';
import type { PoolOptions } from './pool.ts';
import { type Found, gather } from './requirements.ts';
import { DatabaseUnsuitable } from './trouble.ts';

/** Checks that this role may make the tables that are missing. */
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

/** Checks that this role may read and write tables that another role may have made. */
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
