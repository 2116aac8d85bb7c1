import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folderOf, occurrencesIn, retiredTerms, searchedFiles } from './retired-terms.ts';

/** Folders that still use retired terms. Remove a folder from this list when it is clean. */
const notYetClean: ReadonlySet<string> = new Set<string>([
  'src',
  'src/adapters/postgres',
  'src/adapters/sqlite',
  'src/adapters/vendors',
  'src/app',
  'src/cli/accounts',
  'src/cli/keys',
  'src/config',
  'src/core',
  'src/core/decide',
  'src/core/deliver',
  'src/core/failover',
  'src/graphql/limits',
  'src/lib/bodies',
  'src/ports',
  'src/sandbox',
  'src/sandbox/core',
  'src/sandbox/global-link',
  'src/sandbox/smaregi',
  'src/telemetry',
  'test/access',
  'test/adapters/postgres',
  'test/adapters/sqlite',
  'test/adapters/vendors',
  'test/cli/accounts',
  'test/cli/keys',
  'test/cli/migrate-journal',
  'test/contract',
  'test/contract/journal',
  'test/core',
  'test/core/deliver',
  'test/core/failover',
  'test/core/submit',
  'test/core/subscribe',
  'test/graphql',
  'test/graphql/compiled',
  'test/graphql/limits',
  'test/http/graphql',
  'test/http/security',
  'test/limits',
  'test/reliability/cluster',
  'test/reliability/crash',
  'test/reliability/decide',
  'test/reliability/fuzz',
  'test/reliability/model',
  'test/reliability/orders',
  'test/reliability/support',
  'test/sandbox',
  'test/security',
  'test/telemetry',
]);

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
    .filter((path) => !notYetClean.has(folderOf(path)))
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
