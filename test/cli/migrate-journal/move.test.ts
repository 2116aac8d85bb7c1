import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { openDestination } from '../../../src/cli/migrate-journal/destination.ts';
import { move } from '../../../src/cli/migrate-journal/move.ts';
import { openSource } from '../../../src/cli/migrate-journal/source.ts';
import type { OperationDraft } from '../../../src/ports/journal/acceptance.ts';
import { acceptDraft, draftOf, queuedDraft, refusedDraft } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { createDatabase, query } from '../../support/postgres.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const databaseUrl = async (): Promise<string> => {
  const { url, drop } = await createDatabase();
  onTestFinished(drop);
  return url;
};

/** An embedded journal that contains the operation. */
const embedded = async (draft: OperationDraft): Promise<string> => {
  const directory = await temporaryDirectory(onTestFinished);
  const journal = openSqliteJournal(directory);
  await acceptDraft(journal, draft);
  await journal.close();
  return directory;
};

const moveAll = async (directory: string, url: string) => {
  const source = openSource(directory);
  const destination = await openDestination(url);
  try {
    return await move(source, destination, () => {});
  } finally {
    await destination.close();
    source.close();
  }
};

describe('move', () => {
  it('converts texts that PostgreSQL stores in another way', async () => {
    const url = await databaseUrl();
    const odd = { key: 'spring\0', fingerprint: 'f', scope: '' };
    const draft = draftOf([refusedDraft('no\0where'), queuedDraft(stockOf('1', 1))], {
      idempotency: odd,
    });
    await moveAll(await embedded(draft), url);
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    expect(await journal.accept(draft)).toMatchObject({ type: 'replayed', operation: { itemCount: 2 } });
  });

  it('refuses a database with the stock levels of pruned operations', async () => {
    const url = await databaseUrl();
    const { journal } = await openPostgres({ url });
    await journal.close();
    await query(url, "INSERT INTO products VALUES ('shop', '1', '{}', 1)");
    const directory = await embedded(draftOf([queuedDraft(stockOf('1', 1))]));
    await expect(moveAll(directory, url)).rejects.toThrow('holds a journal already');
  });
});
