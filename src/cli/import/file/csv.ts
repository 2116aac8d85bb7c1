import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { cutText } from '../../../lib/text.ts';
import { FileProblem } from '../../files/file-problem.ts';
import {
  type ColumnNotes,
  codeFieldOf,
  type Field,
  type FieldValues,
  fieldOf,
  fields,
  type Mapping,
} from '../rows/fields.ts';
import { type Refusal, refuse } from '../rows/refusal.ts';
import type { RowSource, SourceRow } from './source-row.ts';
import { type Position, textOf } from './text.ts';

export type CsvOptions = {
  readonly encoding: string;
  readonly position: Position;
  readonly delimiter: string;
  readonly mapping: Mapping;
  readonly constants: FieldValues;
  /** Called once, before the first row. */
  readonly onColumns: (notes: ColumnNotes) => void;
};

/** An unclosed quote makes one record of the rest of the file. Characters. */
const maxRecordLength = 64 * 1024;

type Columns = readonly (Field | null)[];

const columnsOf = (
  header: readonly string[],
  { mapping, constants, onColumns }: Pick<CsvOptions, 'mapping' | 'constants' | 'onColumns'>,
): Columns => {
  const named = header.map((name) => fieldOf(name.trim(), mapping, constants));
  const columns = header.map((name, at) => named[at] ?? codeFieldOf(name.trim(), named, mapping, constants));
  for (const field of fields) {
    const [first, second] = header.filter((_, at) => columns[at] === field);
    if (first !== undefined && second !== undefined)
      throw new FileProblem(
        `The columns "${first}" and "${second}" both mean ${field}. Choose one: --map "${first}=${field}"`,
      );
  }
  const missing = (['channel', 'productId', 'quantity'] as const).filter(
    (field) => !columns.includes(field) && constants[field] === undefined,
  );
  if (missing.length > 0)
    throw new FileProblem(
      `The file has no column for ${missing.join(' and ')}. The first line has: ${cutText(header.join(', '), 300)}. Name the column with --map "column=${missing[0]}"${missing.includes('channel') ? ', or give one channel for all rows: --set channel=…' : ''}.`,
    );
  onColumns({
    unused: header.filter((name, at) => columns[at] === null && name.trim() !== ''),
    codes: header.flatMap((column, at) => {
      const field = columns[at];
      return field && field !== named[at] ? [{ column, field }] : [];
    }),
  });
  return columns;
};

const lineEnds = (text: string): number => {
  if (!text.includes('\n')) return text.includes('\r') ? text.split('\r').length - 1 : 0;
  return text.split('\n').length - 1;
};

/** The lines that a record has more than one: those that are inside quotes. */
const innerLineEnds = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) count += lineEnds(cell);
  return count;
};

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Trailing columns without a value are usual in spreadsheets. */
const surplusOf = (cells: readonly string[], count: number): Refusal | null =>
  cells.length > count && !isBlank(cells.slice(count))
    ? refuse('WRONG_FIELD_COUNT', `The row has ${cells.length} fields, and the first line has ${count}.`)
    : null;

const valuesOf = (cells: readonly string[], columns: Columns, constants: FieldValues): FieldValues => {
  const values: { [field in Field]?: string | undefined } = { ...constants };
  for (let at = 0; at < columns.length; at += 1) {
    const field = columns[at];
    if (field) values[field] = cells[at] ?? '';
  }
  return values;
};

/** The parser knows no line for these faults, because a field with quotes may have several. */
const asCounted = 'Row 1 has the names of the columns, and blank lines are not counted.';

/** The parser is ahead of the rows that were read, so its own counts say where it is. */
const problemOf = (error: unknown): unknown => {
  if (!(error instanceof CsvError)) return error;
  const row = Number(error['records']) + 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new FileProblem(
      `Row ${row} is longer than ${maxRecordLength} characters. ${asCounted} Is a quote not closed?`,
    );
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return new FileProblem(`A quote in row ${row} is not closed. ${asCounted}`);
  return new FileProblem(
    `The quotes on line ${error['lines']} are wrong: a field with quotes must begin and end with one, and a quote inside is written twice.`,
  );
};

/** What the parser has read, many records at a time: a step of the loop for each one costs as much as its parsing. */
async function* recordsOf(parser: Parser): AsyncGenerator<readonly (readonly string[])[]> {
  const ended = finished(parser).then(() => true);
  ended.catch(() => {});
  try {
    for (let isEnded = false; !isEnded; ) {
      const records: (readonly string[])[] = [];
      for (let record = parser.read(); record !== null; record = parser.read()) records.push(record);
      yield records;
      if (parser.readableLength > 0) continue;
      isEnded = (await Promise.race([once(parser, 'readable'), ended])) === true;
    }
  } finally {
    parser.destroy();
  }
}

/**
 * Reads a CSV file row by row. A blank row is no row. A fault in the quotes ends the reading, because it is not certain
 * where the next row begins.
 */
export async function* readCsv(handle: FileHandle, options: CsvOptions): RowSource {
  const { encoding, position, delimiter, constants } = options;
  let end = '';
  const text = async function* () {
    for await (const part of textOf(handle, encoding, position)) {
      end = part.at(-1) ?? end;
      yield part;
    }
  };
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: maxRecordLength });
  // A failure of either is thrown by the loop.
  pipeline(Readable.from(text()), parser, () => {});
  let columns: Columns | null = null;
  let [line, isShort] = [1, false];
  /** Given with the next rows, because the last row of the file is looked at again. */
  let last: SourceRow | null = null;
  try {
    for await (const records of recordsOf(parser)) {
      const group: SourceRow[] = [];
      for (const cells of records) {
        const begin = line;
        line += 1 + innerLineEnds(cells);
        if (isBlank(cells)) continue;
        if (columns === null) {
          // Excel writes and reads such a line.
          if (!/^sep=.?$/u.test(cells.join(''))) columns = columnsOf(cells, options);
          continue;
        }
        if (last) group.push(last);
        const refusal = surplusOf(cells, columns.length);
        isShort = cells.length < columns.length;
        last = { line: begin, values: valuesOf(cells, columns, constants), options: null, refusal };
      }
      if (group.length > 0) yield group;
    }
  } catch (error) {
    throw problemOf(error);
  }
  if (columns === null) throw new FileProblem('The file has no line with the names of the columns.');
  if (!last) return;
  const isCut = isShort && end !== '\n' && end !== '\r';
  const cut = 'The last line has too few fields and no end: it may be cut off.';
  yield [isCut ? { ...last, refusal: refuse('WRONG_FIELD_COUNT', cut) } : last];
}
