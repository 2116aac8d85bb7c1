import { parseArgs } from 'node:util';
import { messageOf } from '../../lib/errors.ts';
import { isJsonObject } from '../../lib/json/json.ts';
import type { GatewayRequest } from '../client/command.ts';
import { connectionOptions, connectionUsage } from '../client/connection.ts';
import { parsedOrReason } from '../command.ts';
import { type FileFormat, formatOf } from '../files/records.ts';

export const exportLists = ['stock', 'products', 'operations'] as const;
export type ExportName = (typeof exportLists)[number];
export type Filter = { readonly [name: string]: unknown };

export const usage = `usage: onshelf export ${exportLists.join('|')} --out FILE [flags]
  FILE is a .csv, .ndjson or .jsonl file. An existing file is replaced when the export is complete.

${connectionUsage}
  --channel KEY       only this channel; may be repeated
  --filter JSON       the filter of the list, e.g. '{"quantity":{"max":0}}' for stock
  --format csv|ndjson
  --retry-for S       seconds for which a gateway that does not answer is tried again; default 300
  --bom               begins a CSV file with a byte order mark, for Excel`;

export type ExportRequest = GatewayRequest & {
  readonly list: ExportName;
  readonly out: string;
  readonly format: FileFormat;
  /** The filter of the list, as the schema has it. Null: everything. */
  readonly filter: Filter | null;
  readonly hasMark: boolean;
};

const isList = (text: string | undefined): text is ExportName =>
  (exportLists as readonly (string | undefined)[]).includes(text);

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...connectionOptions,
      out: { type: 'string' },
      channel: { type: 'string', multiple: true },
      filter: { type: 'string' },
      format: { type: 'string' },
      'retry-for': { type: 'string' },
      bom: { type: 'boolean' },
    },
  });

const filterOf = (
  text: string | undefined,
  channels: readonly string[] | undefined,
): Filter | string | null => {
  const given = channels && { channels };
  if (text === undefined) return given ?? null;
  try {
    const filter: unknown = JSON.parse(text);
    return isJsonObject(filter) ? { ...filter, ...given } : '--filter must be a JSON object';
  } catch (error) {
    return `--filter is not JSON: ${messageOf(error)}`;
  }
};

/** Gives what is asked for, or a text that states what is wrong with the arguments. */
export const readExport = (args: readonly string[]): ExportRequest | string => {
  const parsed = parsedOrReason(() => parse(args));
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  const [list, ...rest] = positionals;
  if (!isList(list) || rest.length > 0) return `Name one list: ${exportLists.join(', ')}`;
  const { out, url } = values;
  if (!out) return 'Give the file with --out FILE';
  const format = values.format ?? formatOf(out);
  if (format !== 'csv' && format !== 'ndjson')
    return values.format
      ? '--format must be csv or ndjson'
      : `The end of ${out} says no format. Give --format csv or --format ndjson.`;
  const retryFor = values['retry-for'] ?? '300';
  if (!/^\d{1,5}$/u.test(retryFor)) return '--retry-for must be a whole number of seconds';
  const filter = filterOf(values.filter, values.channel);
  if (typeof filter === 'string') return filter;
  return {
    ...{ list, out, format, filter },
    connection: { url, 'key-file': values['key-file'] },
    retryForMs: Number(retryFor) * 1000,
    hasMark: values.bom ?? false,
  };
};
