import pg from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openPostgres, type PostgresOptions } from '../../../../src/adapters/postgres/open.ts';
import { createDatabase, emptyDatabase, query, type TestDatabase } from '../../../support/postgres.ts';

/** A gateway may wait for a lock without end. A test waits at most this long for its close, milliseconds. */
const patienceMs = 5_000;

const cutEverybodyOff = (url: string) =>
  query(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );

/** A database for the tests of one file. The first test that needs it creates it. */
export const describedDatabase = () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());
  return {
    url: (): string => database.url,
    empty: () => emptyDatabase(database.url),
    /** A gateway's journal on this database. It is closed at the end of the test. */
    open: async (more: Partial<PostgresOptions> = {}) => {
      const opened = await openPostgres({ url: database.url, ...more });
      onTestFinished(async () => {
        const patience = setTimeout(() => void cutEverybodyOff(database.url), patienceMs);
        await opened.journal.close();
        clearTimeout(patience);
      });
      return opened.journal;
    },
    /** A connection next to the gateways. It closes with all its locks at the end of the test, even after a failure. */
    connect: async (): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: database.url, statement_timeout: patienceMs });
      client.on('error', () => {});
      await client.connect();
      onTestFinished(() => client.end());
      return client;
    },
  };
};
