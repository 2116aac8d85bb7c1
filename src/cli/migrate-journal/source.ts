import { randomUUID } from 'node:crypto';
import { recoverStoppedJournal } from '../../adapters/sqlite/commands/recover-stopped.ts';
import { hasDatabase, openDatabase } from '../../adapters/sqlite/file/database.ts';
import {
  beginJournalMigration,
  endJournalMigration,
  journalMigrationOf,
  undoJournalMigration,
} from '../../adapters/sqlite/migrations/journal-migration.ts';
import { prepareTakenApart } from './item-rows.ts';
import type { Position, Row, Table, Value } from './tables.ts';

/** The embedded journal. While it is open here, no gateway can open it. */
export type Source = {
  /** The id of this migration. It is the same when the migration continues. */
  readonly id: string;
  count(table: Table): number;
  /** The rows after `position`, in the order of the key. */
  rows(table: Table, position: Position, limit: number): readonly Row[];
  /** From now on no gateway opens the journal. */
  begin(): void;
  finish(at: number): void;
  close(): void;
};

const plain = (value: unknown): Value => {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  throw new Error('The journal holds a value that is neither text nor a number');
};

/** Opens the journal in `directory`. Throws if there is none, or if a gateway has it open. */
export const openSource = (directory: string): Source => {
  if (!hasDatabase(directory)) throw new Error(`No journal lies in ${directory}.`);
  // The mark that the journal was migrated has to survive a loss of power. Otherwise both sides would send the same work.
  const { db, close } = openDatabase(directory, 'FULL');
  const id = journalMigrationOf(db)?.id ?? randomUUID();
  const cache = recoverStoppedJournal(db);
  const takenApart = prepareTakenApart(db, cache);

  const asTheyAre = ({ from, key, columns }: Table, position: Position, limit: number): readonly Row[] => {
    const keys = key.join(', ');
    const after = position ? `WHERE (${keys}) > (${key.map(() => '?').join(', ')})` : '';
    return db
      .prepare(`SELECT ${columns.join(', ')} FROM ${from} ${after} ORDER BY ${keys} LIMIT ?`)
      .all(...(position ?? []), limit)
      .map((row) => Object.fromEntries(columns.map((column) => [column, plain(row[column])])));
  };
  const count = (sql: string): number => Number(db.prepare(sql).get()?.['count']);

  return {
    id,
    count: ({ name, from }) => count(takenApart.get(name)?.count ?? `SELECT count(*) AS count FROM ${from}`),
    rows: (table, position, limit) =>
      takenApart.get(table.name)?.rows(position, limit) ?? asTheyAre(table, position, limit),
    begin: () => beginJournalMigration(db, id),
    finish: (at) => endJournalMigration(db, id, at),
    close,
  };
};

/** Removes the mark, so that a gateway can open the journal again. */
export const undo = (directory: string): void => {
  if (!hasDatabase(directory)) throw new Error(`No journal lies in ${directory}.`);
  const { db, close } = openDatabase(directory, 'FULL');
  try {
    undoJournalMigration(db);
  } finally {
    close();
  }
};
