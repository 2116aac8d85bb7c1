import type { DatabaseSync } from 'node:sqlite';

/** The journal's move to another database; `finishedAt` is null while it is under way. */
export type Move = { readonly id: string; readonly finishedAt: number | null };

export const moveOf = (db: DatabaseSync): Move | null => {
  const row = db.prepare('SELECT id, finished_at FROM moves').get();
  if (!row) return null;
  const finishedAt = row['finished_at'];
  return { id: String(row['id']), finishedAt: typeof finishedAt === 'number' ? finishedAt : null };
};

export const beginMove = (db: DatabaseSync, id: string): void => {
  db.prepare('INSERT INTO moves (id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM moves)').run(id);
};

export const endMove = (db: DatabaseSync, id: string, at: number): void => {
  db.prepare('UPDATE moves SET finished_at = ? WHERE id = ?').run(at, id);
};

/** The journal is its gateway's again. */
export const undoMove = (db: DatabaseSync): void => db.exec('DELETE FROM moves');

/** Throws for a journal that lies elsewhere now: two of them would each send what the other does not know of. */
export const refuseMoved = (db: DatabaseSync, directory: string): void => {
  const move = moveOf(db);
  if (!move) return;
  throw new Error(
    move.finishedAt === null
      ? `The journal in ${directory} is being moved to PostgreSQL: run the same onshelf migrate-journal again to go on with it, ` +
          `or onshelf migrate-journal --from ${directory} --undo to keep it here.`
      : `The journal in ${directory} was moved to PostgreSQL: set DATABASE_URL, or point DATA_DIR elsewhere.`,
  );
};
