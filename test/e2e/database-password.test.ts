import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { readConfig } from '../../src/config/config.ts';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { request } from '../support/graphql.ts';
import { globalLinkStock } from '../support/items.ts';
import { createEmptyDatabase, query } from '../support/postgres.ts';
import { it } from '../support/process.ts';
import { SetStock } from './documents.ts';

const password = 'hush/hush@%41#';
const inUrl = encodeURIComponent(password);
/** Any part of it, and of those below. */
const traces = /hush/iu;

const noUrl = /must be a postgres:\/\/ or postgresql:\/\/ URL/u;

const problemOf = (databaseUrl: string): string => {
  try {
    readConfig({ DATABASE_URL: databaseUrl });
    return '';
  } catch (error) {
    return String(error);
  }
};

/** A database whose owner has that password. */
const ownedDatabase = async (onTestFinished: (work: () => Promise<void>) => void): Promise<URL> => {
  const { url, drop } = await createEmptyDatabase();
  const owned = new URL(url);
  const role = `owner_${randomUUID().replaceAll('-', '')}`;
  await query(
    url,
    `CREATE ROLE ${role} LOGIN PASSWORD '${password}'; ALTER DATABASE ${owned.pathname.slice(1)} OWNER TO ${role}`,
  );
  onTestFinished(async () => {
    await drop();
    const any = new URL(url);
    any.pathname = '/postgres';
    await query(any.href, `DROP ROLE ${role}`);
  });
  owned.username = role;
  owned.password = inUrl;
  return owned;
};

describe('the database password', () => {
  it.concurrent('is in no output of a gateway or of migrate-journal', async ({
    startGateway,
    runProgram,
    directory,
    vendors,
    onTestFinished,
  }) => {
    const owned = await ownedDatabase(onTestFinished);
    const heard: string[] = [];
    await openSqliteJournal(directory).close();
    const refused = async (databaseUrl: string, expected: RegExp): Promise<void> => {
      const starts = [
        runProgram('src/main.ts', [], { PORT: '0', ...vendors.settings, DATABASE_URL: databaseUrl }),
        runProgram('src/cli/onshelf.ts', ['migrate-journal', '--from', directory, '--to', databaseUrl]),
      ];
      for (const { ended, said } of starts) {
        expect(await ended).toBe(1);
        expect(said.err).toMatch(expected);
        heard.push(said.out, said.err);
      }
    };
    // Values that are not such a URL, or only because of the characters of the password.
    for (const bad of [
      `postgres://onshelf:${inUrl}@127.0.0.1`,
      'postgres://onshelf:hush%@127.0.0.1/onshelf',
      'postgres://onshelf:1/hush@127.0.0.1/onshelf',
      'postgres://onshelf:x@hush/y@127.0.0.1/onshelf',
      'postgres://onshelf:hush#@127.0.0.1/onshelf',
    ]) {
      const problem = problemOf(bad);
      expect(problem).toMatch(noUrl);
      heard.push(problem);
    }
    await refused(`mysql://onshelf:${inUrl}@127.0.0.1/onshelf`, noUrl);
    const elsewhere = new URL(owned);
    elsewhere.port = String(await freePort());
    elsewhere.password = '';
    elsewhere.searchParams.set('password', password);
    await refused(elsewhere.href, /is not available: connect ECONNREFUSED/u);
    const stranger = new URL(owned);
    stranger.password = `${inUrl}2`;
    await refused(stranger.href, /password authentication failed/u);

    const proxy = await startDatabaseProxy(owned.href, onTestFinished);
    const { url, child, said, ended } = await startGateway({
      ...vendors.settings,
      DATABASE_URL: proxy.url,
      LOG_LEVEL: 'trace',
    });
    const update = (quantity: number) =>
      request(url, SetStock, { input: { items: [globalLinkStock('product-001', quantity)] } });
    expect((await update(1)).errors).toBeUndefined();
    proxy.stop();
    const { errors } = await update(2);
    expect(errors?.[0]?.extensions?.['code']).toBe('JOURNAL_UNAVAILABLE');
    const ready = await fetch(`${url}/health/ready`);
    heard.push(JSON.stringify(errors), await ready.text(), await (await fetch(`${url}/metrics`)).text());
    proxy.resume();
    await expect.poll(async () => (await update(3)).errors).toBeUndefined();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said.err).toContain('The journal cannot be written');
    expect([...heard, said.out, said.err].filter((text) => traces.test(text))).toEqual([]);
  });
});
