import type { Tools } from '../client/command.ts';
import type { Source } from './file/source.ts';
import type { Results } from './results/results.ts';
import type { ColumnNotes } from './rows/fields.ts';
import type { Chunk } from './send/chunks.ts';
import type { Outcome, Stop } from './send/outcome.ts';
import { runChunks, type Send } from './send/pipeline.ts';
import { readChunks } from './send/read-chunks.ts';

export type Pass = {
  readonly title: string;
  readonly source: Source;
  readonly batch: number;
  /** Null if the file was not read before. The progress then estimates it from the bytes. */
  readonly totalRows: number | null;
  readonly results: Results;
  readonly send: Send;
  /** Called when the columns are known: before the first row of CSV, and at the end of NDJSON. */
  readonly onColumns: (notes: ColumnNotes) => void;
};

/** Sends each chunk of the file that has no results yet, and writes the results. Gives null if all were written. */
export const runPass = async (
  { title, source, batch, totalRows, results, send, onColumns }: Pass,
  { progress, stopping }: Tools,
): Promise<Stop | null> => {
  const skipRows = results.counts.rows;
  let estimate = totalRows;
  progress.begin(title, skipRows);
  const chunks = readChunks({
    ...{ source, batch, skipRows },
    onColumns: (notes) => {
      if (notes.unused.length + notes.codes.length === 0) return;
      // A text must not stand in the line of the bar.
      progress.end();
      onColumns(notes);
      progress.begin(title, results.counts.rows);
    },
    onRead: (rows, bytes) => {
      if (totalRows === null && bytes > 0) estimate = Math.round((rows * source.size) / bytes);
    },
  });
  const write = async (chunk: Chunk, outcomes: readonly Outcome[]): Promise<void> => {
    // An interrupted run may have written the first rows of a chunk.
    const known = Math.max(0, skipRows - chunk.firstRow);
    const rows = chunk.entries.flatMap((entry) => entry.rows);
    await results.write(rows.slice(known), outcomes.slice(known));
    progress.note('');
    progress.update(results.counts.rows, estimate, totalRows === null);
  };
  try {
    const stop = await runChunks(chunks, { send, write, stopping });
    if (stop === null) progress.update(results.counts.rows, results.counts.rows);
    return stop;
  } finally {
    progress.end();
  }
};
