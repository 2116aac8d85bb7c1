import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { GatewayRequest } from '../client/command.ts';
import { connectionOptions, connectionUsage } from '../client/connection.ts';
import { parsedOrReason } from '../command.ts';
import { type FileFormat, formatOf } from '../files/records.ts';
import { delimiters } from './file/delimiter.ts';
import { encodingNamed } from './file/encoding.ts';
import type { ResultsOptions } from './results/results.ts';
import { type FieldValues, fields, type Mapping, readConstants, readMapping } from './rows/fields.ts';

export const usage = `usage: onshelf import stock FILE [flags]
  FILE is a .csv, .tsv, .txt, .ndjson or .jsonl file with a row for each quantity to set.

${connectionUsage}
  --map COLUMN=FIELD  the column has this field; may be repeated. Fields: ${fields.join(', ')}
  --set FIELD=VALUE   the same value for all rows, e.g. --set channel=shop-1
  --dry-run           only checks the file
  --no-check          sends without a check of the whole file
  --partial           sends the file although the check refused rows
  --no-wait           does not wait for outcomes: accepted rows are reported as PENDING
  --results F         the file of the results; default FILE.results.csv, with --dry-run FILE.check.csv
  --again             sends a file that was imported before
  --resume            continues an import whose results were lost
  --format csv|ndjson, --encoding NAME, --delimiter ${delimiters.map((one) => (one === '\t' ? 'tab' : one)).join(' ')}, --thousands , or .
  --batch N           rows per mutation, at most 1000
  --retry-for S       seconds for which a gateway that does not answer is tried again; default 300
  --bom               begins the results with a byte order mark, for Excel`;

export type ImportRequest = GatewayRequest & {
  readonly file: string;
  readonly format: FileFormat;
  readonly mapping: Mapping;
  readonly constants: FieldValues;
  readonly isDryRun: boolean;
  readonly checks: boolean;
  readonly isPartial: boolean;
  readonly waits: boolean;
  readonly results: string;
  readonly resultsFile: ResultsOptions;
  readonly isAgain: boolean;
  readonly isResume: boolean;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly thousands: ',' | '.' | null;
  readonly batch: number;
};

/** A page of results of the gateway has as many. */
const maxBatch = 1_000;

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/u, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));

const separators: ReadonlyMap<string, string> = new Map([
  ...delimiters.map((one) => [one, one] as const),
  ['tab', '\t'],
  ['\\t', '\t'],
]);

const flags = z.object({
  format: z.enum(['csv', 'ndjson'], 'must be csv or ndjson').optional(),
  encoding: z
    .string()
    .transform((text, { issues }) => {
      const encoding = encodingNamed(text);
      if (encoding !== null) return encoding;
      const message = 'must be the name of an encoding, e.g. utf-8, shift_jis or euc-kr';
      issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    })
    .optional(),
  delimiter: z
    .string()
    .refine((text) => separators.has(text), 'must be , ; | or tab')
    .optional(),
  thousands: z.enum([',', '.'], 'must be , or .').optional(),
  batch: whole(1, maxBatch).default(maxBatch),
  'retry-for': whole(0, 86_400).default(300),
});

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...connectionOptions,
      map: { type: 'string', multiple: true },
      set: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean' },
      'no-check': { type: 'boolean' },
      partial: { type: 'boolean' },
      'no-wait': { type: 'boolean' },
      results: { type: 'string' },
      again: { type: 'boolean' },
      resume: { type: 'boolean' },
      format: { type: 'string' },
      encoding: { type: 'string' },
      delimiter: { type: 'string' },
      thousands: { type: 'string' },
      batch: { type: 'string' },
      'retry-for': { type: 'string' },
      bom: { type: 'boolean' },
    },
  });

const contradiction = (values: ReturnType<typeof parse>['values']): string | null => {
  if (values['dry-run'] && values['no-check']) return '--dry-run and --no-check contradict each other';
  if (values.again && values.resume) return '--again and --resume contradict each other';
  return null;
};

const spreadsheet = /\.(?:xls[xmb]?|ods|numbers)$/iu;

const formatProblem = (file: string): string =>
  spreadsheet.test(file)
    ? `${file} is a spreadsheet, which cannot be imported. Save it as CSV (in Excel: "CSV UTF-8"), and import that file.`
    : `The end of the name ${file} says no format. Save a spreadsheet as CSV. For a text file, give --format csv or --format ndjson.`;

/** Gives what is asked for, or a text that states what is wrong with the arguments. */
export const readImport = (args: readonly string[]): ImportRequest | string => {
  const parsed = parsedOrReason(() => parse(args));
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  const [what, file, ...rest] = positionals;
  if (what !== 'stock' || file === undefined || rest.length > 0)
    return what !== undefined && what !== 'stock'
      ? `${what} cannot be imported. Only stock can.`
      : 'Give one file: onshelf import stock FILE';
  const contradicting = contradiction(values);
  if (contradicting !== null) return contradicting;
  const { data, error } = flags.safeParse(values);
  if (error) return error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n');
  const mapping = readMapping(values.map ?? []);
  if (typeof mapping === 'string') return mapping;
  const constants = readConstants(values.set ?? []);
  if (typeof constants === 'string') return constants;
  const format = data.format ?? formatOf(file);
  if (format === null) return formatProblem(file);
  const isDryRun = values['dry-run'] ?? false;
  const results = values.results ?? `${file}.${isDryRun ? 'check' : 'results'}.${format}`;
  const delimiter = data.delimiter ?? (/\.tsv$/iu.test(file) ? 'tab' : null);
  return {
    file,
    format,
    connection: { url: values.url, 'key-file': values['key-file'] },
    mapping,
    constants,
    isDryRun,
    checks: !values['no-check'],
    isPartial: values.partial ?? false,
    waits: !values['no-wait'],
    results,
    resultsFile: { path: results, format: formatOf(results) ?? 'csv', hasMark: values.bom ?? false },
    isAgain: values.again ?? false,
    isResume: values.resume ?? false,
    encoding: data.encoding ?? null,
    delimiter: delimiter === null ? null : (separators.get(delimiter) ?? null),
    thousands: data.thousands ?? null,
    batch: data.batch,
    retryForMs: data['retry-for'] * 1000,
  };
};
