import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll } from 'vitest';
import { runImport } from '../../../src/cli/import/run.ts';
import { runHere, type Said } from '../../support/in-process.ts';

/** What a file of results has for each row. */
export type ResultLine = { readonly [column: string]: string };

export const resultsIn = async (path: string): Promise<readonly ResultLine[]> =>
  parse<ResultLine>(await readFile(path, 'utf8'), { columns: true, bom: true });

export type Imported = Said & { readonly results: readonly ResultLine[]; readonly path: string };

/** Writes a file and imports it here. The results are empty if there is no file of them. */
export const importsTo =
  (url: string, directory: string, keyFile?: string) =>
  async (
    text: string | Buffer,
    { name = 'stock.csv', flags = [] }: { readonly name?: string; readonly flags?: readonly string[] } = {},
  ): Promise<Imported> => {
    const path = `${directory}/${name}`;
    await writeFile(path, text);
    const key = keyFile === undefined ? [] : ['--key-file', keyFile];
    const said = await runHere(runImport, ['stock', path, '--url', url, ...key, ...flags]);
    const at = flags.includes('--results') ? flags[flags.indexOf('--results') + 1] : undefined;
    const results = at ?? `${path}.${flags.includes('--dry-run') ? 'check' : 'results'}.csv`;
    return { ...said, path, results: await resultsIn(results).catch(() => []) };
  };

/** Collects what must be closed at the end of a test file, in which all tests share one gateway. */
export const atEndOfFile = () => {
  const tasks: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const task of tasks.toReversed()) await task();
  });
  return (task: () => Promise<void>): void => void tasks.push(task);
};

/** Rows for the vendor Global Link, which accepts each product with this prefix. */
export const rowsOf = (count: number, from = 0): string =>
  `channel,productId,quantity\n${Array.from({ length: count }, (_, at) => `global-link,product-${from + at},${at % 1000}\n`).join('')}`;
