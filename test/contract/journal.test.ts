import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { createDatabase, emptyJournal, type TestDatabase } from '../support/postgres.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { describeJournal } from './journal.ts';

/** An empty journal of the newest version. A copy of it opens faster than the migrations make another one. */
let emptySqlite = '';

beforeAll(async () => {
  emptySqlite = await temporaryDirectory(afterAll);
  await openSqliteJournal(emptySqlite).close();
});

describeJournal('SQLite', async () => {
  const directory = await temporaryDirectory();
  await copyFile(join(emptySqlite, 'journal.sqlite'), join(directory, 'journal.sqlite'));
  const journal = openSqliteJournal(directory);
  let current = journal;
  return {
    journal,
    reopen: async () => {
      await current.close();
      current = openSqliteJournal(directory);
      return current;
    },
    close: () => current.close(),
  };
});

let database: TestDatabase;
/** The gateway that tests share until one stops it. Opening a gateway takes longer than most tests. */
let running: Journal | null = null;

const openRunning = async (): Promise<Journal> => {
  running ??= (await openPostgres({ url: database.url })).journal;
  return running;
};
const stopRunning = async (): Promise<void> => {
  await running?.close();
  running = null;
};

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await stopRunning();
  await database.drop();
});

describeJournal('PostgreSQL', async () => {
  const journal = await openRunning();
  await emptyJournal(database.url);
  return {
    journal,
    reopen: async () => {
      await stopRunning();
      return openRunning();
    },
    close: async () => {},
  };
});
