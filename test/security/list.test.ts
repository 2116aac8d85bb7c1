import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const here = new URL('./', import.meta.url);
const own = 'list.test.ts';

/** Every attack that runs: the file's name without its extension, and the title of the test. */
const run = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts') && name !== own)
  .flatMap((name) => {
    const source = readFileSync(new URL(name, here), 'utf8');
    const titles = [...source.matchAll(/\bit(?:\.concurrent)?\(\s*(["'])(?<title>.+?)\1/gu)];
    return titles.map(({ groups }) => `${name.replace('.test.ts', '')}: ${groups?.['title']}`);
  });

/** The rows of the table: attack, result, test. */
const rows = () => {
  const page = readFileSync(new URL('../../docs/explanation/security.md', here), 'utf8');
  const [, list = ''] = page.split('\n## The attack list\n');
  const [section = ''] = list.split('\n## ');
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| attack |'))
    .map((line) => line.slice(2, -2).split(' | '));
};

it('the attack list of the docs names every attack that is run, and no other', () => {
  expect(run.length).toBeGreaterThan(50);
  expect(new Set(run).size).toBe(run.length);
  for (const row of rows()) {
    expect(row).toHaveLength(3);
    for (const cell of row) expect(cell.trim(), row.join()).not.toBe('');
  }
  const named = rows().flatMap((row) => (row[2] ?? '').split('<br>').map((name) => name.trim()));
  expect(named.toSorted()).toEqual(run.toSorted());
});
