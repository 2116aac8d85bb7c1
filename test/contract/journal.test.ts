import { openSqliteJournal } from '../../src/journal/sqlite/open.ts';
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
