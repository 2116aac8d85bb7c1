import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect } from 'vitest';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { request } from '../support/graphql.ts';
import { globalLinkStock } from '../support/items.ts';
import { createEmptyDatabase, query } from '../support/postgres.ts';
import { it } from '../support/process.ts';
import { SetStock } from './documents.ts';

const password = 'hush-hush';

/** What a caller and an operator see while the gateway at `url` cannot use its journal. */
const reported = async (url: string) => {
  const input = { items: [globalLinkStock('product-001', 1)] };
  const { data, errors } = await request(url, SetStock, { input });
  const ready = await fetch(`${url}/health/ready`);
  const body: unknown = await ready.json();
  return {
    isAnswered: Boolean(data?.setStock),
    ...Object(errors?.[0]?.extensions),
    message: errors?.[0]?.message ?? '',
    ready: [ready.status, Object(body)['reason'], Object(body)['cause']],
  };
};

const unavailable = (cause: string, words: RegExp) => ({
  isAnswered: false,
  cause,
  code: 'JOURNAL_UNAVAILABLE',
  message: expect.stringMatching(
    new RegExp(`^${words.source} Nothing was accepted\\. Try again later\\.$`, 'u'),
  ),
  ready: [503, 'JOURNAL_UNAVAILABLE', cause],
});

describe('an unavailable journal', () => {
  it('C8: PostgreSQL: callers, the operator and the log get the cause, and no secret', async ({
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const { url: any, drop } = await createEmptyDatabase();
    const role = `owner_${randomUUID().replaceAll('-', '')}`;
    const name = new URL(any).pathname.slice(1);
    await query(
      any,
      `CREATE ROLE ${role} LOGIN PASSWORD '${password}'; ALTER DATABASE ${name} OWNER TO ${role}`,
    );
    const server = new URL(any);
    server.pathname = '/postgres';
    onTestFinished(async () => {
      await drop();
      await query(server.href, `DROP ROLE ${role}`);
    });
    const owned = new URL(any);
    owned.username = role;
    owned.password = password;
    const proxy = await startDatabaseProxy(owned.href, onTestFinished);
    const { url, said } = await startGateway({ ...vendors.settings, DATABASE_URL: proxy.url });
    const isWell = () =>
      expect
        .poll(async () => (await reported(url)).ready, { timeout: 60_000, interval: 500 })
        .toEqual([200, undefined, undefined]);
    const expectReported = (cause: string, words: RegExp) =>
      expect.poll(() => reported(url), { timeout: 60_000, interval: 500 }).toEqual(unavailable(cause, words));
    await isWell();

    proxy.stop();
    await expectReported('DATABASE_UNREACHABLE', /The gateway cannot connect to its database\./u);
    const read = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ operations(first: 1) { edges { cursor } } }' }),
    });
    expect(Object(await read.json())['errors'][0]).toMatchObject({
      message: 'The gateway cannot connect to its database. Try again later.',
      path: ['operations'],
      extensions: { code: 'JOURNAL_UNAVAILABLE', cause: 'DATABASE_UNREACHABLE' },
    });
    proxy.resume();
    await isWell();

    await query(any, `ALTER ROLE ${role} PASSWORD 'another'`);
    proxy.cut();
    await expectReported('DATABASE_LOGIN_REFUSED', /The database of the gateway refuses its login\./u);
    await query(any, `ALTER ROLE ${role} PASSWORD '${password}'`);
    await isWell();

    await query(any, `ALTER ROLE ${role} CONNECTION LIMIT 0`);
    proxy.cut();
    await expectReported(
      'DATABASE_CONNECTIONS_USED_UP',
      /The database of the gateway has no connection left\./u,
    );
    await query(any, `ALTER ROLE ${role} CONNECTION LIMIT -1`);
    await isWell();

    await query(any, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    proxy.cut();
    await expectReported('READ_ONLY', /The journal of the gateway accepts no writes\./u);
    await query(server.href, `ALTER DATABASE ${name} RESET ALL`);
    proxy.cut();
    await isWell();

    expect(said.err + said.out).toMatch(
      /"cause":"DATABASE_UNREACHABLE".*"remedy":"Check that PostgreSQL runs|cause: "DATABASE_UNREACHABLE"/su,
    );
    expect(said.err + said.out).not.toContain(password);
  });

  it('C8: SQLite: the lock of another program is named', async ({ startGateway, directory }) => {
    const { url } = await startGateway();
    const other = new DatabaseSync(`${directory}/data/sandbox/journal.sqlite`);
    other.exec('BEGIN IMMEDIATE');
    await expect
      .poll(() => reported(url), { timeout: 60_000, interval: 500 })
      .toEqual(unavailable('LOCKED', /Another process has the journal of the gateway locked\./u));
    other.exec('ROLLBACK');
    other.close();
    await expect.poll(async () => (await reported(url)).isAnswered, { timeout: 60_000 }).toBe(true);
  });
});
