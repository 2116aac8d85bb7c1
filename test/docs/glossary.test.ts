import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { occurrencesIn, retiredTerms, searchedFiles } from './retired-terms.ts';

const files = searchedFiles();

it('searches the sources, the tests and the docs', () => {
  expect(files.length).toBeGreaterThan(300);
  for (const folder of ['src/', 'test/', 'docs/', 'README.md', 'CONTRIBUTING.md'])
    expect(
      files.some((path) => path.startsWith(folder)),
      folder,
    ).toBe(true);
});

it('no retired term occurs', () => {
  const found = files
    .flatMap(occurrencesIn)
    .map(({ path, line, term, use }) => `${path}:${line}  ${term}  (use: ${use})`);
  expect(found).toEqual([]);
});

it('the glossary defines each term once, and no retired one', () => {
  const page = readFileSync(new URL('../../docs/reference/glossary.md', import.meta.url), 'utf8');
  const terms = [...page.matchAll(/^\| (?<term>[^|]+) \| [^|]+ \|$/gmu)]
    .map(({ groups }) => groups?.['term'] ?? '')
    .filter((term) => term !== 'term' && !term.startsWith('-'));
  expect(terms.length).toBeGreaterThan(50);
  expect(new Set(terms).size).toBe(terms.length);
  const retired = retiredTerms.filter(({ only }) => only === undefined).map(({ pattern }) => pattern);
  const expression = new RegExp(`^(?:${retired.join('|')})$`, 'u');
  expect(terms.filter((term) => expression.test(term))).toEqual([]);
});
