import type { FileHandle } from 'node:fs/promises';
import { parseBoundedJson } from '../../../lib/bodies/bounded-json.ts';
import { isJsonObject } from '../../../lib/json/json.ts';
import type { OptionStockInput } from '../generated/graphql.ts';
import { type ColumnNotes, type Field, type FieldValues, fieldOf, type Mapping } from '../rows/fields.ts';
import { readQuantity, strictNumbers } from '../rows/number.ts';
import { type Refusal, refuse } from '../rows/refusal.ts';
import { type RowSource, rowsPerGroup, type SourceRow } from './source-row.ts';
import { type Position, textOf } from './text.ts';

export type NdjsonOptions = {
  readonly encoding: string;
  readonly position: Position;
  readonly mapping: Mapping;
  readonly constants: FieldValues;
  /** Called at the end. */
  readonly onColumns: (notes: ColumnNotes) => void;
};

/** A row with 1,000 options has about 60 KB. Characters. */
const maxLineLength = 256 * 1024;
const maxValues = 5_000;
const maxUnusedKeys = 100;

type Line = { readonly text: string; readonly isTooLong: boolean };

/** The lines of a text. Of a line that is too long only the start is kept, so the memory stays bounded. */
async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let rest = '';
  let isTooLong = false;
  const lineOf = (text: string): Line => {
    const line = { text: text.endsWith('\r') ? text.slice(0, -1) : text, isTooLong };
    isTooLong = false;
    return line.text.length > maxLineLength ? { ...line, isTooLong: true } : line;
  };
  for await (const part of parts) {
    const pieces = part.split('\n');
    const [first = '', ...more] = pieces;
    rest += isTooLong ? '' : first;
    if (rest.length > maxLineLength) {
      isTooLong = true;
      rest = '';
    }
    const last = more.pop();
    if (last === undefined) continue;
    const complete = [lineOf(rest), ...more.map(lineOf)];
    rest = last;
    yield complete;
  }
  if (rest !== '' || isTooLong) yield [lineOf(rest)];
}

const textOfValue = (value: unknown): string | null | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
};

const optionsOf = (value: unknown): readonly OptionStockInput[] | Refusal => {
  if (!Array.isArray(value)) return refuse('INVALID_VALUE', '`options` must be a list.');
  const options: OptionStockInput[] = [];
  for (const entry of value as readonly unknown[]) {
    const { optionId, quantity } = isJsonObject(entry) ? entry : {};
    const id = textOfValue(optionId);
    const read = readQuantity(textOfValue(quantity) ?? '', strictNumbers);
    if (!id || 'refusal' in read)
      return refuse('INVALID_VALUE', 'Each entry of `options` must have an optionId and a whole quantity.');
    options.push({ optionId: id, quantity: read.value });
  }
  return options;
};

type Keys = (key: string) => Field | null;

const rowOf = (line: number, text: string, keys: Keys, constants: FieldValues): SourceRow => {
  const bad = (refusal: Refusal): SourceRow => ({ line, values: constants, options: null, refusal });
  const body = parseBoundedJson(text, maxValues);
  if (body.type === 'unreadable')
    return bad(refuse('INVALID_JSON', `The line cannot be read: ${body.reason}.`));
  if (!isJsonObject(body.value)) return bad(refuse('INVALID_JSON', 'The line must be one JSON object.'));
  const values: { [field in Field]?: string | undefined } = { ...constants };
  let options: readonly OptionStockInput[] | null = null;
  for (const [key, value] of Object.entries(body.value)) {
    if (key === 'options') {
      if (value === null) continue;
      const read = optionsOf(value);
      if (!Array.isArray(read)) return bad(read as Refusal);
      options = read;
      continue;
    }
    const field = keys(key);
    if (field === null) continue;
    const given = textOfValue(value);
    if (given === null) return bad(refuse('INVALID_VALUE', `${field} must be a text or a number.`));
    if (given === undefined) continue;
    if (values[field] !== undefined && constants[field] === undefined)
      return bad(refuse('INVALID_VALUE', `Two keys of the line mean ${field}.`));
    values[field] = given;
  }
  return { line, values, options, refusal: null };
};

/** Reads a file with one JSON object per line. A line that is wrong is refused alone. */
export async function* readNdjson(
  handle: FileHandle,
  { encoding, position, mapping, constants, onColumns }: NdjsonOptions,
): RowSource {
  const known = new Map<string, Field | null>();
  const keys: Keys = (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const field = fieldOf(key, mapping, constants);
    // A file with other keys on each line must not fill the memory.
    if (known.size < maxUnusedKeys) known.set(key, field);
    return field;
  };
  let number = 0;
  let group: SourceRow[] = [];
  for await (const lines of linesOf(textOf(handle, encoding, position))) {
    for (const { text, isTooLong } of lines) {
      number += 1;
      if (text.trim() === '' && !isTooLong) continue;
      group.push(
        isTooLong
          ? {
              line: number,
              values: constants,
              options: null,
              refusal: refuse('LINE_TOO_LONG', `The line has more than ${maxLineLength} characters.`),
            }
          : rowOf(number, text, keys, constants),
      );
      if (group.length >= rowsPerGroup) {
        yield group;
        group = [];
      }
    }
  }
  onColumns({ unused: [...known].flatMap(([key, field]) => (field === null ? [key] : [])), codes: [] });
  yield group;
}
