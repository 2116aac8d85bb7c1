import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/file/database.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { accept } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const openFor = (directory: string) => {
  const journal = openSqliteJournal(directory);
  onTestFinished(() => journal.close());
  return journal;
};

/** Runs SQL on the journal's file with another connection. */
const aside = <Result>(directory: string, work: (db: DatabaseSync) => Result): Result => {
  const db = new DatabaseSync(join(directory, 'journal.sqlite'));
  try {
    return work(db);
  } finally {
    db.close();
  }
};

describe('openSqliteJournal', () => {
  it('creates its directory', async () => {
    const directory = join(await temporaryDirectory(), 'a', 'b');
    const { operation } = await accept(openFor(directory), stockOf('1', 1));
    expect(operation.id).toBe(1);
  });

  it('refuses a directory that is already open, and names it', async () => {
    const directory = await temporaryDirectory();
    const journal = openSqliteJournal(directory);
    expect(() => openSqliteJournal(directory)).toThrow(
      `Another gateway has the journal in ${directory} open. Stop it, or give this one a DATA_DIR of its own.`,
    );
    await journal.close();
    openFor(directory);
  });

  it('refuses a directory that another process has open', async () => {
    const directory = await temporaryDirectory();
    openFor(directory);
    const script = `
      import { openSqliteJournal } from ${JSON.stringify(join(import.meta.dirname, '../../../src/adapters/sqlite/open.ts'))};
      openSqliteJournal(${JSON.stringify(directory)});`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(status).toBe(1);
    expect(String(stderr)).toContain('Another gateway has the journal');
  });

  it('does not blame another gateway for an unreadable lock', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'journal.lock'), 'no database, by its look'.repeat(100));
    expect(() => openSqliteJournal(directory)).toThrow('not a database');
  });

  it('refuses the journal of a newer version, and releases it', async () => {
    const directory = await temporaryDirectory();
    await openSqliteJournal(directory).close();
    const version = aside(directory, (db) => {
      const { user_version: own } = db.prepare('PRAGMA user_version').get() ?? {};
      db.exec('PRAGMA user_version = 999');
      return Number(own);
    });
    expect(() => openSqliteJournal(directory)).toThrow(
      `The journal is of a newer version of Onshelf (schema 999, this one knows ${version}).`,
    );
    aside(directory, (db) => db.exec(`PRAGMA user_version = ${version}`));
    openFor(directory);
  });

  it('commits to the disk before it resolves', async () => {
    const directory = await temporaryDirectory();
    const journal = openFor(directory);
    await accept(journal, stockOf('1', 1));
    const seen = aside(directory, (db) => db.prepare('SELECT count(*) AS count FROM operations').get());
    expect(seen?.['count']).toBe(1);
    expect(aside(directory, (db) => db.prepare('PRAGMA journal_mode').get())).toEqual({
      journal_mode: 'wal',
    });
  });
});

describe('a closing journal', () => {
  it('keeps what was written, and refuses later writes and reads', async () => {
    const directory = await temporaryDirectory();
    const journal = openSqliteJournal(directory);
    const { operation } = await accept(journal, stockOf('1', 1));
    const closing = journal.close();
    await expect(accept(journal, stockOf('2', 1))).rejects.toThrow('closed');
    await expect(journal.stockLevels([])).rejects.toThrow();
    await closing;
    const next = openFor(directory);
    expect(await next.operations([operation.id])).toEqual([operation]);
    expect((await accept(next, stockOf('2', 1))).operation.id).toBe(operation.id + 1);
  });
});

it('syncs each commit for writes that do not sync the log themselves', async () => {
  const directory = await temporaryDirectory(onTestFinished);
  for (const [synchronous, level] of [
    ['NORMAL', 1],
    ['FULL', 2],
  ] as const) {
    const { db, close } = openDatabase(directory, synchronous);
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: level });
    close();
  }
});
