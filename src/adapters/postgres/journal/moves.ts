import type { Pool } from '../connection/pool.ts';
import { asTrouble } from '../connection/trouble.ts';

/** Throws while an embedded journal is moved into the database: what is there is a part of it. */
export const refuseHalfMoved = async (pool: Pool): Promise<void> => {
  const { rowCount } = await pool
    .query('SELECT 1 FROM moves WHERE finished_at IS NULL')
    .catch((error: unknown) => {
      throw asTrouble(error);
    });
  if (rowCount === 0) return;
  throw new Error(
    'The move of an embedded journal into this database is not finished: run the same onshelf migrate-journal again.',
  );
};
