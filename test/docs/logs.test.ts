import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const [, table = ''] = textOf('docs/reference/logs.md').split('\n## Messages\n');
const documented = [...table.matchAll(/^\| (?<messages>`[^|]*`) \|/gmu)].flatMap(({ groups }) =>
  [...(groups?.['messages'] ?? '').matchAll(/`(?<message>[^`]+)`/gu)].map(
    (found) => found.groups?.['message'] ?? '',
  ),
);

const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => !path.includes('sandbox'))
  .map(textOf);

/** The messages that the sources give to a logger. */
const logged = sources.flatMap((source) =>
  [
    ...source.matchAll(
      /\b(?:log|logger)\.(?:info|warn|error|fatal)\((?:[^;'`]|'[^']*'(?!\s*,?\s*\)))*?'(?<message>[^']+)',?\s*\)/gu,
    ),
  ].map(({ groups }) => groups?.['message'] ?? ''),
);

/** `…` in a message of the page stands for any text. */
const expressionOf = (message: string): RegExp =>
  new RegExp(
    message
      .split('…')
      .map((part) => RegExp.escape(part))
      .join('.*'),
    'u',
  );

it('the page of logs has only messages of the sources', () => {
  expect(documented.length).toBeGreaterThan(25);
  const all = sources.join('\n');
  const missing = documented.filter((message) =>
    message.split('…').some((part) => !all.includes(part.trim())),
  );
  expect(missing).toEqual([]);
});

it('the page of logs has every message of the sources', () => {
  expect(logged.length).toBeGreaterThan(15);
  expect(logged.filter((message) => !documented.some((one) => expressionOf(one).test(message)))).toEqual([]);
});
