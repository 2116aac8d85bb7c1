import type { DatabaseSync } from 'node:sqlite';

/** The migration of the journal to PostgreSQL. `finishedAt` is null until it is complete. */
export type JournalMigration = { readonly id: string; readonly finishedAt: number | null };

export const journalMigrationOf = (db: DatabaseSync): JournalMigration | null => {
  const row = db.prepare('SELECT id, finished_at FROM moves').get();
  if (!row) return null;
  const finishedAt = row['finished_at'];
  return { id: String(row['id']), finishedAt: typeof finishedAt === 'number' ? finishedAt : null };
};

export const beginJournalMigration = (db: DatabaseSync, id: string): void => {
  db.prepare('INSERT INTO moves (id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM moves)').run(id);
};

export const endJournalMigration = (db: DatabaseSync, id: string, at: number): void => {
  db.prepare('UPDATE moves SET finished_at = ? WHERE id = ?').run(at, id);
};

/** Removes the mark, so that a gateway can open the journal again. */
export const undoJournalMigration = (db: DatabaseSync): void => db.exec('DELETE FROM moves');

/** Throws if the journal was moved, wholly or in part. Two gateways would otherwise send the same items. */
export const refuseMigrated = (db: DatabaseSync, directory: string): void => {
  const migration = journalMigrationOf(db);
  if (!migration) return;
  throw new Error(
    migration.finishedAt === null
      ? `The journal in ${directory} is being moved to PostgreSQL: run the same onshelf migrate-journal again to go on with it, ` +
          `or onshelf migrate-journal --from ${directory} --undo to keep it here.`
      : `The journal in ${directory} was moved to PostgreSQL: set DATABASE_URL, or point DATA_DIR elsewhere.`,
  );
};
