import { type FileHandle, open, stat } from 'node:fs/promises';
import { codeOf, messageOf } from '../../../lib/errors.ts';
import { FileProblem } from '../../files/file-problem.ts';
import type { ImportRequest } from '../arguments.ts';
import type { ColumnNotes } from '../rows/fields.ts';
import type { RowStyle } from '../rows/stock-row.ts';
import { readCsv } from './csv.ts';
import { type Delimiter, delimiterOf } from './delimiter.ts';
import { detectEncoding } from './encoding.ts';
import { readNdjson } from './ndjson.ts';
import { type Scan, scanFile } from './scan.ts';
import type { RowSource } from './source-row.ts';
import type { Position } from './text.ts';

/** A file that is open and can be read several times. */
export type Source = {
  /** The SHA-256 of its bytes. */
  readonly hash: string;
  readonly encoding: string;
  /** Null for NDJSON. */
  readonly delimiter: string | null;
  readonly style: RowStyle;
  readonly size: number;
  rows(onColumns: (notes: ColumnNotes) => void, position: Position): RowSource;
  /** Throws if the file has changed since it was opened. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
};

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'does not exist',
  EACCES: 'must not be read by this user',
  EPERM: 'must not be read by this user',
};

/** The kind of the file is checked before, because opening a pipe waits for its writer. */
const openFile = async (path: string): Promise<FileHandle> => {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return await open(path, 'r');
    const kind = stats.isDirectory()
      ? 'a folder'
      : 'no regular file. An import reads its file more than once';
    throw new FileProblem(`${path} is ${kind}`);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(`${path} ${reasons[codeOf(error) ?? ''] ?? `cannot be read: ${messageOf(error)}`}`);
  }
};

const hasWideMark = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/** Why the bytes are no text. Null if they may be. */
const binaryReason = (head: Buffer, encoding: string | null): string | null => {
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')))
    return 'is a spreadsheet or a ZIP archive. Export it as CSV';
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    return 'is an old Excel file. Export it as CSV';
  const isWide = hasWideMark(head) || (encoding?.startsWith('utf-16') ?? false);
  return head.includes(0) && !isWide ? 'is not a text file' : null;
};

const encodingOf = (path: string, scan: Scan, wanted: string | null): string => {
  if (wanted !== null) return wanted;
  const found = detectEncoding(scan);
  if (found.encoding !== null) return found.encoding;
  const guesses = found.guesses.length > 0 ? ` It may be ${found.guesses.join(' or ')}.` : '';
  throw new FileProblem(
    `The encoding of ${path} is not certain.${guesses} Name it, e.g. --encoding shift_jis, or save the file as UTF-8.`,
  );
};

const styleOf = (
  delimiter: string | null,
  { thousands, format }: Pick<ImportRequest, 'thousands' | 'format'>,
): RowStyle => ({
  // Spreadsheets divide fields by commas only where the comma is no decimal sign.
  thousands: thousands !== null ? [thousands] : delimiter === ',' ? [','] : [],
  isGuarded: format === 'csv',
});

const identify = async (handle: FileHandle) => {
  const { size, mtimeMs, ino } = await handle.stat();
  return `${ino} ${size} ${mtimeMs}`;
};

/** Opens the file of an import, and finds its hash and its encoding. Throws a FileProblem. */
export const openSource = async (request: ImportRequest): Promise<Source> => {
  const { file, format, mapping, constants } = request;
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new FileProblem(`${file} is empty`);
    const opened = await identify(handle);
    const scan = await scanFile(handle, size);
    const binary = binaryReason(scan.head, request.encoding);
    if (binary !== null) throw new FileProblem(`${file} ${binary}`);
    const encoding = encodingOf(file, scan, request.encoding);
    const head = new TextDecoder(encoding).decode(scan.head);
    if (format === 'ndjson' && /^\uFEFF?\s*\[/u.test(head))
      throw new FileProblem(
        `${file} is a JSON array. Write one object per line, without the brackets around them and the commas between them.`,
      );
    const delimiter: Delimiter | string | null =
      format === 'csv' ? (request.delimiter ?? delimiterOf(head)) : null;
    return {
      hash: scan.hash,
      encoding,
      delimiter,
      style: styleOf(delimiter, request),
      size: scan.size,
      rows: (onColumns, position) =>
        delimiter === null
          ? readNdjson(handle, { encoding, position, mapping, constants, onColumns })
          : readCsv(handle, { encoding, position, delimiter, mapping, constants, onColumns }),
      assertUnchanged: async () => {
        if ((await identify(handle)) !== opened)
          throw new FileProblem(`${file} was changed while it was read. Run the command again.`, 'repeat');
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};
