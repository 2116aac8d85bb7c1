import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/explanation/architecture.md', root), 'utf8');
const foldersIn = (path: string): readonly string[] =>
  readdirSync(new URL(path, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

/** The folders of the tree on the page, by their indent. */
const drawn = (indent: number, after: string): readonly string[] => {
  const [, below = ''] = page.split(`\n${after}`);
  const [tree = ''] = below.split('```');
  const lines = tree.split('\n').slice(1);
  const end = lines.findIndex((line) => line.search(/\S/u) < indent);
  return lines
    .slice(0, end === -1 ? undefined : end)
    .flatMap((line) => new RegExp(`^ {${indent}}(?<name>[a-z-]+)/`, 'u').exec(line)?.groups?.['name'] ?? [])
    .toSorted();
};

it.each([
  ['src', 'src/', 2],
  ['src/core', '  core/', 4],
  ['src/adapters', '  adapters/', 4],
] as const)('the page on the architecture lists the folders of %s', (path, after, indent) => {
  expect(drawn(indent, after)).toEqual(foldersIn(path));
});
