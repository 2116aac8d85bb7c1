import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { isSqliteBusy, messageOf } from '../../../lib/errors.ts';
import { FileProblem } from '../../files/file-problem.ts';

const schema = z.object({
  /** The SHA-256 of the file. */
  file: z.string(),
  /** The SHA-256 of the flags that change what the rows mean. */
  settings: z.string(),
  url: z.string(),
  /** A hash of the API key. Empty without one. */
  key: z.string(),
  /** Rows per mutation, and so the position of each chunk. */
  batch: z.int().positive(),
  /** Empty, or a random text of `--again`. It is part of the idempotency keys. */
  salt: z.string(),
  /** Rows of the file, if a check counted them. */
  rows: z.int().nullable(),
  startedAt: z.string(),
  /** The first operation, which shows whether a later run reaches the same gateway as the same client. */
  operationId: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

/** What an import remembers beside its results, so that the same command continues it. */
export type ImportState = Readonly<z.output<typeof schema>>;

export type StateStore = {
  /** Null if no import began. */
  read(): ImportState | null;
  /** It is on the disk when this returns. */
  save(state: ImportState): void;
  /** Forgets the state. */
  clear(): void;
  close(): void;
};

/**
 * Opens the state beside the results for this process alone. Gives null if another process has it open. It is a SQLite
 * database: the operating system releases its lock when the process ends, also after a kill, and a change is whole.
 */
export const openState = (results: string): StateStore | null => {
  const path = `${results}.state`;
  const problem = (error: unknown): FileProblem =>
    new FileProblem(`${path} cannot be used: ${messageOf(error)}`);
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw problem(error);
  }
  try {
    db.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      BEGIN EXCLUSIVE;
      CREATE TABLE IF NOT EXISTS import (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL) STRICT;
      COMMIT;`);
  } catch (error) {
    db.close();
    if (isSqliteBusy(error)) return null;
    throw problem(error);
  }
  const rowOf = () => db.prepare('SELECT state FROM import').get();
  return {
    read: () => {
      const row = rowOf();
      if (!row) return null;
      try {
        return schema.parse(JSON.parse(String(row['state'])));
      } catch {
        throw new FileProblem(`${path} was written by another version. Delete it, and add --resume.`);
      }
    },
    save: (state) => {
      db.prepare('INSERT OR REPLACE INTO import VALUES (1, ?)').run(JSON.stringify(state));
    },
    clear: () => db.exec('DELETE FROM import'),
    close: () => {
      // Before the lock is released, so that it is not the file of another process.
      if (!rowOf()) rmSync(path, { force: true });
      db.close();
    },
  };
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** Shows whether two runs have the same API key, without the key. */
export const hashOfKey = (key: string | null): string => (key === null ? '' : hashOf(key));

/** The idempotency key of the chunk that begins after so many rows. The same file and position give the same key. */
export const keyOf = ({ file, settings, salt }: Pick<ImportState, 'file' | 'settings' | 'salt'>) => {
  const run = hashOf(JSON.stringify([file, settings, salt]));
  return (firstRow: number): string => `import-${run}-${firstRow}`;
};
