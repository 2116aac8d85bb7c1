import type { Tools } from '../client/command.ts';
import type { Source } from './file/source.ts';
import type { Results } from './results/results.ts';
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
  /** Called at the end, with the columns that mean nothing to the import. */
  readonly onUnused: (columns: readonly string[]) => void;
};

/** Sends each chunk of the file that has no results yet, and writes the results. Gives null if all were written. */
export const runPass = async (
  { title, source, batch, totalRows, results, send, onUnused }: Pass,
  { progress, stopping }: Tools,
): Promise<Stop | null> => {
  const skipRows = results.counts.rows;
  let estimate = totalRows;
  let unused: readonly string[] = [];
  progress.begin(title, skipRows);
  const chunks = readChunks({
    ...{ source, batch, skipRows },
    onUnused: (columns) => {
      unused = columns;
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
    progress.update(results.counts.rows, estimate);
  };
  try {
    return await runChunks(chunks, { send, write, stopping });
  } finally {
    progress.end();
    onUnused(unused);
  }
};
