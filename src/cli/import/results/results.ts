import { type FileHandle, open, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { codeOf } from '../../../lib/errors.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { FileProblem } from '../../files/file-problem.ts';
import { type FileFormat, recordsIn, type Value } from '../../files/records.ts';
import type { StockRow } from '../rows/stock-row.ts';
import type { Outcome } from '../send/outcome.ts';
import { type Counts, countRow, noCounts } from './counts.ts';

/** The columns of a line of the results. */
export const resultColumns = [
  'line',
  'status',
  'code',
  'message',
  'retryable',
  'channel',
  'productId',
  'locationId',
  'optionId',
  'quantity',
  'vendorCode',
  'operationId',
] as const;

const recordOf = (row: StockRow, outcome: Outcome): readonly Value[] => [
  row.line,
  outcome.status,
  outcome.code || null,
  outcome.message || null,
  outcome.retryable,
  row.channel || null,
  row.productId || null,
  row.locationId || null,
  row.optionId || null,
  row.refusal ? row.quantityText : row.quantity,
  outcome.vendorCode || null,
  outcome.operationId || null,
];

export type Results = {
  readonly counts: Counts;
  write(rows: readonly StockRow[], outcomes: readonly Outcome[]): Promise<void>;
  close(): Promise<void>;
};

const blockBytes = 64 * 1024;

/** Removes an incomplete last line, which a kill leaves. Returns the size that remains. */
const cutLastLine = async (handle: FileHandle): Promise<number> => {
  const { size } = await handle.stat();
  for (let end = size; end > 0; end = Math.max(0, end - blockBytes)) {
    const start = Math.max(0, end - blockBytes);
    const block = Buffer.alloc(end - start);
    await handle.read(block, 0, block.length, start);
    const at = block.lastIndexOf('\n');
    if (at < 0) continue;
    await handle.truncate(start + at + 1);
    return start + at + 1;
  }
  await handle.truncate(0);
  return 0;
};

type Line = { readonly [column in 'line' | 'status' | 'code' | 'message']: string };

async function* csvLines(handle: FileHandle): AsyncGenerator<Line> {
  const stream = handle.createReadStream({ start: 0, autoClose: false, encoding: 'utf8' });
  const parser = stream.pipe(parse({ bom: true, columns: true }));
  yield* parser as AsyncIterable<Line>;
}

async function* ndjsonLines(handle: FileHandle): AsyncGenerator<Line> {
  for await (const text of handle.readLines({ start: 0, autoClose: false })) {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) throw new Error('no object');
    const of = (name: string): string => String(value[name] ?? '');
    yield { line: of('line'), status: of('status'), code: of('code'), message: of('message') };
  }
}

/** Counts what an interrupted run wrote. */
const readBack = async (handle: FileHandle, format: FileFormat, path: string) => {
  const counts = noCounts();
  try {
    for await (const line of format === 'csv' ? csvLines(handle) : ndjsonLines(handle)) {
      if (!line.status || !/^\d+$/u.test(line.line)) throw new Error('no result');
      countRow(counts, Number(line.line), line);
    }
  } catch {
    throw new FileProblem(
      `${path} is damaged after ${counts.rows} results. Delete it and run the command again: no row is sent twice, and the results are written again.`,
    );
  }
  return counts;
};

/** Whether a file is empty or begins as results do. Another file must not be overwritten. */
export const isOwnResults = async ({ path, format }: ResultsOptions): Promise<boolean> => {
  const stats = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (!stats?.isFile()) return stats === null;
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const start = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/u, '');
    // An interrupted run may have written a part of the first line.
    const [line = ''] = start.split('\n');
    const head = format === 'csv' ? resultColumns.join(',') : '{"line":';
    return start === '' || line.startsWith(head) || head.startsWith(line);
  } finally {
    await handle.close();
  }
};

export type ResultsOptions = {
  readonly path: string;
  readonly format: FileFormat;
  readonly hasMark: boolean;
};

/** Opens the file of the results: empty, or after the results of an interrupted run. */
export const openResults = async (
  { path, format, hasMark }: ResultsOptions,
  mode: 'new' | 'continue',
): Promise<Results> => {
  const { head, linesOf } = recordsIn(format, resultColumns, hasMark);
  const handle = await open(path, mode === 'new' ? 'w+' : 'a+');
  try {
    if (mode === 'new' || (await cutLastLine(handle)) === 0) await handle.appendFile(head);
    const counts = mode === 'new' ? noCounts() : await readBack(handle, format, path);
    return {
      counts,
      write: async (rows, outcomes) => {
        const records = rows.map((row, at) => {
          const outcome = outcomes[at];
          if (!outcome) throw new Error('A row has no outcome');
          countRow(counts, row.line, outcome);
          return recordOf(row, outcome);
        });
        await handle.appendFile(linesOf(records));
      },
      close: async () => {
        await handle.sync();
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};
