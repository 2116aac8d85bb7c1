import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

/** The ids in the first column of the page's tables. */
const documented = (): readonly string[] => {
  const page = readFileSync(new URL('docs/reference/cases.md', root), 'utf8');
  return [...page.matchAll(/^\| (?<id>[A-D]\d+) \|/gmu)].map(({ groups }) => groups?.['id'] ?? '');
};

/** The ids that titles of tests begin with. */
const tested = (): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (const path of globSync('test/**/*.test.ts', { cwd: root })) {
    const source = readFileSync(new URL(path, root), 'utf8');
    for (const { groups } of source.matchAll(/["'`](?<id>[A-D]\d+): /gu)) ids.add(groups?.['id'] ?? '');
  }
  return ids;
};

it('each case of the docs has a test, and each test of a case is in the docs', () => {
  expect(documented()).toHaveLength(39);
  expect([...tested()].toSorted()).toEqual(documented().toSorted());
});
