import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isSqliteBusy } from '../../../lib/errors.ts';
import { migrate } from '../migrations/migrations.ts';
import { pagesInLog } from './log-file.ts';

const databaseName = 'journal.sqlite';

export type Database = {
  readonly db: DatabaseSync;
  readonly path: string;
  /** SQLite's write-ahead log, which exists while the database is open. */
  readonly logPath: string;
  close(): void;
};

/** Without `recursive`: with it, Node.js never returns for a folder in which no folder can be created, such as /proc. */
const makeDirectory = (directory: string): void => {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(directory))) makeDirectory(dirname(directory));
  mkdirSync(directory);
};

/** The operating system releases this lock when the process ends, also after a kill. */
const lockDirectory = (directory: string): DatabaseSync => {
  const lock = new DatabaseSync(join(directory, 'journal.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isSqliteBusy(error)) throw error;
    throw new Error(
      `Another gateway has the journal in ${directory} open. Stop it, or give this one a DATA_DIR of its own.`,
      { cause: error },
    );
  }
  return lock;
};

/** Whether the directory contains a journal. */
export const hasDatabase = (directory: string): boolean => existsSync(join(directory, databaseName));

/**
 * NORMAL: a commit does not wait for the sync of the log, and a checkpoint never runs before that sync. FULL:
 * a commit is on the disk when it returns, for those that do not sync the log themselves.
 */
export type Synchronous = 'NORMAL' | 'FULL';

/**
 * Opens the database in `directory` for this process alone, and creates it if it is missing. Throws if the directory
 * cannot be written, another process has it open, or a newer version wrote it.
 */
export const openDatabase = (directory: string, synchronous: Synchronous = 'NORMAL'): Database => {
  makeDirectory(directory);
  const lock = lockDirectory(directory);
  const path = join(directory, databaseName);
  const db = new DatabaseSync(path);
  const close = () => {
    // Copies the whole log into the database, because no other process has it open.
    db.close();
    lock.close();
  };
  try {
    db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA wal_autocheckpoint = ${pagesInLog};`);
    migrate(db);
    // Only now, because a migration may have to sort more rows than memory holds.
    db.exec('PRAGMA temp_store = MEMORY');
    // Up to 32 MiB. A fill of 1,000,000 products is 1.1 to 1.3 times as fast as with the default of 2 MiB.
    db.exec('PRAGMA cache_size = -32768');
  } catch (error) {
    close();
    throw error;
  }
  return { db, path, logPath: `${path}-wal`, close };
};
