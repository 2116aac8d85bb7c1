import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseUnsuitable } from '../../../../src/adapters/postgres/connection/errors.ts';
import { type Found, problemsOf } from '../../../../src/adapters/postgres/connection/requirements.ts';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { openDestination } from '../../../../src/cli/migrate-journal/destination.ts';
import { startPooler } from '../../../support/pooler.ts';
import { createEmptyDatabase, query } from '../../../support/postgres.ts';

const freshDatabase = async (options = ''): Promise<string> => {
  const { url, drop } = await createEmptyDatabase(options);
  onTestFinished(drop);
  return url;
};
const nameOf = (url: string): string => new URL(url).pathname.slice(1);

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(DatabaseUnsuitable);
  return String(thrown);
};
const tablesOf = (url: string) =>
  query(url, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace");

/** A role without rights, and the URL by which it connects to the database. */
const createRole = async (
  url: string,
  options = '',
): Promise<{ readonly role: string; readonly url: string }> => {
  const role = `guest_${randomUUID().replaceAll('-', '')}`;
  await query(url, `CREATE ROLE ${role} LOGIN PASSWORD 'hush' ${options}`);
  onTestFinished(async () => {
    await query(url, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  const own = new URL(url);
  own.username = role;
  own.password = 'hush';
  return { role, url: own.href };
};

describe('a database that does not meet the requirements', () => {
  it.each(['LATIN1', 'EUC_JP', 'SQL_ASCII'])(
    'B9: is refused at the start with the encoding %s, and the message names the remedy',
    async (encoding) => {
      const url = await freshDatabase(
        `ENCODING '${encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
      );
      for (const open of [() => openPostgres({ url }), () => openDestination(url)]) {
        const said = await problemOf(open());
        expect(said).toContain(
          `The database ${nameOf(url)} at ${new URL(url).host} can't be used. Its encoding is ${encoding}, which cannot hold every text. Onshelf needs UTF8: create another database with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and set DATABASE_URL to it. Nothing was changed.`,
        );
        expect(said).not.toContain(new URL(url).password);
      }
      expect(await tablesOf(url)).toEqual([]);
    },
  );

  it('B9: is refused if it accepts only reads', async () => {
    const url = await freshDatabase();
    await query(url, `ALTER DATABASE ${nameOf(url)} SET default_transaction_read_only = on`);
    expect(await problemOf(openPostgres({ url }))).toContain(
      'It accepts no writes, because default_transaction_read_only is on: turn that off',
    );
  });

  it('B9: is refused if the role may not create tables, and accepted once the tables exist', async () => {
    const url = await freshDatabase();
    await query(url, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const guest = await createRole(url);
    expect(await problemOf(openPostgres({ url: guest.url }))).toContain(
      `The role ${guest.role} may not create tables in the schema public: GRANT CREATE ON SCHEMA public TO ${guest.role}.`,
    );
    expect(await tablesOf(url)).toEqual([]);
    await (await openPostgres({ url })).journal.close();
    await query(
      url,
      `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${guest.role}; GRANT INSERT, UPDATE, DELETE ON items TO ${guest.role}`,
    );
    const said = await problemOf(openPostgres({ url: guest.url }));
    expect(said).toContain(
      'Its role may not read and write channel_accounts, deliveries, doubts, gateways, ',
    );
    expect(said).not.toContain(' items,');
    await query(
      url,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${guest.role};
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${guest.role}`,
    );
    await (await openPostgres({ url: guest.url })).journal.close();
  });

  it('B9: is refused if it allows fewer connections than a gateway opens', async () => {
    const url = await freshDatabase();
    const guest = await createRole(url, 'CONNECTION LIMIT 11');
    expect(await problemOf(openPostgres({ url: guest.url }))).toContain(
      `It allows 11 connections (the connection limit of the role ${guest.role}). One gateway opens up to 12: raise the limit.`,
    );
  });

  it('B9: is refused behind a pooler without a session per client', async () => {
    const url = await startPooler(await freshDatabase(), onTestFinished);
    expect(await problemOf(openPostgres({ url }))).toContain(
      'A connection that listens hears no notification, as behind a pooler in transaction mode: connect to PostgreSQL directly',
    );
  });

  it('B9: is refused if its URL replaces the settings of the session', async () => {
    const url = new URL(await freshDatabase());
    url.searchParams.set('options', '-c jit=off');
    expect(await problemOf(openPostgres({ url: url.href }))).toMatch(
      /do not reach the server \(enable_seqscan, .*\)\. Either DATABASE_URL has options of its own/u,
    );
  });

  it('B9: is refused with all problems at once', async () => {
    const url = await freshDatabase("ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    await query(url, `ALTER DATABASE ${nameOf(url)} SET default_transaction_read_only = on`);
    expect(await problemOf(openPostgres({ url }))).toMatch(/encoding is LATIN1.*accepts no writes/u);
  });

  const good: Found = {
    encoding: 'UTF8',
    version: '14.2',
    version_number: 140_002,
    is_standby: false,
    is_read_only: false,
    role: 'onshelf',
    schema: 'public',
    may_create: true,
    database: 'shop',
    knows_status: true,
    connections: 97,
    role_connections: -1,
    database_connections: -1,
    synchronous_commit: 'on',
    fsync: 'on',
  };
  it.each<[string, Partial<Found>, RegExp | null]>([
    ['of version 14 with room', {}, null],
    [
      'of version 13',
      { version: '13.9', version_number: 130_009 },
      /PostgreSQL 13\.9\. Onshelf needs version 14/u,
    ],
    ['that is a standby', { is_standby: true, is_read_only: true }, /^Its server is a standby.*primary\.$/u],
    ['that is no PostgreSQL', { knows_status: false }, /no function pg_xact_status/u],
    ['without a schema', { schema: null }, /search_path/u],
    ['with max_connections of 10', { connections: 7 }, /allows 7 connections \(max_connections/u],
  ])('B9: a database %s is checked by its own settings', (_, more, expected) => {
    const said = problemsOf({ ...good, ...more });
    if (expected === null) expect(said).toEqual([]);
    else expect(said).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a database that meets the requirements', () => {
  it('is used with any defaults of its sessions', async () => {
    const url = await freshDatabase();
    const name = nameOf(url);
    await query(
      url,
      `ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable';
       ALTER DATABASE ${name} SET array_nulls = off; ALTER DATABASE ${name} SET synchronous_commit = off`,
    );
    const warnings: string[] = [];
    const { journal, pool } = await openPostgres({ url, onWarning: (said) => warnings.push(said) });
    onTestFinished(() => journal.close());
    const { rows } = await pool.query('SHOW transaction_isolation');
    expect(rows).toEqual([{ transaction_isolation: 'read committed' }]);
    expect(await pool.query('SELECT $1::text[] AS list', [[null]])).toMatchObject({
      rows: [{ list: [null] }],
    });
    expect(warnings).toContainEqual(expect.stringMatching(/^synchronous_commit is off/u));
  });
});
