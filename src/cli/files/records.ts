import { guard } from './formula.ts';

/** A value of a file that a command writes. */
export type Value = string | number | boolean | null;
export type FileFormat = 'csv' | 'ndjson';

/** The format that the end of a name means. Null for any other end. */
export const formatOf = (path: string): FileFormat | null => {
  if (/\.(?:ndjson|jsonl)$/iu.test(path)) return 'ndjson';
  return /\.(?:csv|tsv|txt)$/iu.test(path) ? 'csv' : null;
};

export type Records = {
  /** What stands before the first record. */
  readonly head: string;
  /** Each record is one line: line ends in texts become spaces in CSV. */
  linesOf(records: readonly (readonly Value[])[]): string;
};

/** A number is no text, so a negative one needs no guard. */
const cellOf = (value: Value): string => {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = guard(/[\r\n]/u.test(value) ? value.replaceAll(/[\r\n]+/gu, ' ') : value);
  return /[",]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csvLine = (record: readonly Value[]): string => `${record.map(cellOf).join(',')}\n`;

const linesWith =
  (lineOf: (record: readonly Value[]) => string) =>
  (records: readonly (readonly Value[])[]): string =>
    records.map(lineOf).join('');

/**
 * Writes records with these columns. CSV texts are guarded against formulas; NDJSON has the exact texts. The quoting of
 * CSV is written here, because csv-stringify was one of the largest costs in a CPU profile of an import.
 */
export const recordsIn = (format: FileFormat, columns: readonly string[], hasMark = false): Records =>
  format === 'csv'
    ? { head: `${hasMark ? '\uFEFF' : ''}${columns.join(',')}\n`, linesOf: linesWith(csvLine) }
    : {
        head: '',
        linesOf: linesWith(
          (record) =>
            `${JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, record[at] ?? null])))}\n`,
        ),
      };
