import type { Destination } from './destination.ts';
import type { Source } from './source.ts';
import { type Table, tables } from './tables.ts';

/** Rows of one transaction. A migration that was interrupted repeats at most one transaction. */
const batch = 1_000;

/** `done` of `total` rows are copied. */
export type OnProgress = (done: number, total: number) => void;

/** Copied rows, by table. */
export type Moved = readonly { readonly table: string; readonly rows: number }[];

/**
 * Copies an embedded journal into a shared one, or continues where an earlier run was interrupted. Until the end no
 * gateway starts on either side.
 */
export const move = async (
  source: Source,
  destination: Destination,
  onProgress: OnProgress,
): Promise<Moved> => {
  const total = tables.reduce((sum, table) => sum + source.count(table), 0);
  const isThere = await destination.begin(source.id);
  source.begin();
  let done = 0;

  const moveTable = async (table: Table): Promise<void> => {
    const { position, rows } = await destination.progress(source.id, table);
    done += rows;
    for (let after = position; ; ) {
      const next = source.rows(table, after, batch);
      if (next.length === 0) return;
      await destination.write(source.id, table, next);
      const last = next.at(-1);
      after = table.key.map((column) => last?.[column] ?? null);
      done += next.length;
      onProgress(done, total);
    }
  };

  if (!isThere) {
    for (const table of tables) await moveTable(table);
    for (const table of tables) {
      const arrived = await destination.count(table);
      if (arrived === source.count(table)) continue;
      throw new Error(`${table.name}: ${source.count(table)} rows were expected, and ${arrived} arrived.`);
    }
    await destination.finish(source.id);
  }
  source.finish(Date.now());
  return tables.map((table) => ({ table: table.name, rows: source.count(table) }));
};
