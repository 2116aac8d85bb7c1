import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { createDatabase, emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { describeJournal } from './journal.ts';

describeJournal('SQLite', async () => {
  const directory = await temporaryDirectory();
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
beforeAll(async () => {
  database = await createDatabase();
  const { journal } = await openPostgres({ url: database.url });
  await journal.close();
});
afterAll(() => database.drop());

describeJournal('PostgreSQL', async () => {
  const { url } = database;
  await emptyDatabase(url);
  const { journal } = await openPostgres({ url });
  let current = journal;
  return {
    journal,
    reopen: async () => {
      await current.close();
      current = (await openPostgres({ url })).journal;
      return current;
    },
    close: () => current.close(),
  };
});
