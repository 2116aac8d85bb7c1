import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openPostgresJournal, type PostgresJournalOptions } from '../../../src/journal/postgres/open.ts';
import { createDatabase, emptyDatabase, type TestDatabase } from '../../support/postgres.ts';

/** A database for the tests of one file, made when the first of them asks for it. */
export const describedDatabase = () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await (await openPostgresJournal({ url: database.url })).journal.close();
  });
  afterAll(() => database.drop());
  return {
    url: (): string => database.url,
    empty: () => emptyDatabase(database.url),
    /** A gateway's journal on it, closed when the test is over. */
    open: async (more: Partial<PostgresJournalOptions> = {}) => {
      const opened = await openPostgresJournal({ url: database.url, ...more });
      onTestFinished(() => opened.journal.close());
      return opened.journal;
    },
  };
};
