import type { Source } from '../file/source.ts';
import type { Position } from '../file/text.ts';
import { createEntries } from '../rows/entries.ts';
import type { ColumnNotes } from '../rows/fields.ts';
import { readStockRow } from '../rows/stock-row.ts';
import { type Chunk, createChunks } from './chunks.ts';

export type ReadOptions = {
  readonly source: Source;
  readonly batch: number;
  /** Rows that have results already. A chunk with a row after them is given as a whole. */
  readonly skipRows: number;
  readonly onColumns: (notes: ColumnNotes) => void;
  /** Called while the file is read. */
  readonly onRead: (rows: number, bytes: number) => void;
};

/** Reads the file as chunks. The same file and the same batch give the same chunks in each run. */
export async function* readChunks({
  source,
  batch,
  skipRows,
  onColumns,
  onRead,
}: ReadOptions): AsyncGenerator<Chunk> {
  const position: Position = { bytes: 0 };
  const entries = createEntries();
  const chunks = createChunks(batch);
  const isOpen = ({ firstRow, rowCount }: Chunk): boolean => firstRow + rowCount > skipRows;
  let [rows, checkedAt] = [0, 0];
  for await (const group of source.rows(onColumns, position)) {
    rows += group.length;
    onRead(rows, position.bytes);
    // No yield* here: it waits once for each row.
    for (const row of group)
      for (const entry of entries.add(readStockRow(row, source.style)))
        for (const chunk of chunks.add(entry)) if (isOpen(chunk)) yield chunk;
    if (position.bytes === checkedAt) continue;
    checkedAt = position.bytes;
    await source.assertUnchanged();
  }
  const last = [...entries.end().flatMap(chunks.add), ...chunks.end()];
  yield* last.filter(isOpen);
}
