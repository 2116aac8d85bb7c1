import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/files/exit-codes.ts';
import { codeNames, columnNames, plainName } from '../../src/cli/import/rows/fields.ts';
import { refusalCodes } from '../../src/cli/import/rows/refusal.ts';

const page = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const reference = page('reference/command-line.md');

/** The cells of each row of the table whose first column has this name. */
const tableOf = (text: string, name: string): readonly (readonly string[])[] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${name} |`));
  if (start < 0) throw new Error(`The page has no table of ${name}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) => line.slice(2, -2).split(' | '));
};

const quotedIn = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`(?<text>[^`]+)`/gu)].map(({ groups }) => groups?.['text'] ?? '');

it('the page of the command line has every code of a refused row', () => {
  expect(tableOf(reference, 'code of a row').flatMap(([code]) => quotedIn(code))).toEqual(refusalCodes);
});

it('the page of the command line has every name of a column', () => {
  const shown = tableOf(reference, 'field').map(([field, names]) => [
    quotedIn(field)[0],
    quotedIn(names).map(plainName),
  ]);
  expect(Object.fromEntries(shown)).toEqual(columnNames);
  const codes = tableOf(reference, 'column of codes').flatMap(([names, field]) =>
    quotedIn(names).map((name) => [name, quotedIn(field)[0]]),
  );
  expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(codeNames));
});

it.for(['reference/command-line.md', 'guide/files.md'])('%s has every exit code', (path) => {
  expect(tableOf(page(path), 'exit code').map(([code]) => Number(code))).toEqual(Object.values(exitCodes));
});
