import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The codes that the first column of the tables names. */
const documented = new Set(
  textOf('docs/reference/errors.md')
    .split('\n')
    .flatMap((line) => [
      ...(/^\| (?<codes>`[A-Z_`, ]+`) \|/u.exec(line)?.groups?.['codes'] ?? '').matchAll(/[A-Z_]+/gu),
    ])
    .map(([code]) => code),
);

const enumOf = (name: string): readonly string[] => {
  const body = new RegExp(`^enum ${name} \\{(?<body>[\\s\\S]*?)^\\}`, 'mu').exec(textOf('schema.graphql'));
  return [...(body?.groups?.['body'] ?? '').matchAll(/^ {2}(?<value>[A-Z_]+)$/gmu)].map(
    ([, value = '']) => value,
  );
};

/** Codes that the sources put into `extensions` of an error. */
const codesOfErrors = (): readonly string[] =>
  globSync('src/{graphql,http}/**/*.ts', { cwd: root }).flatMap((path) =>
    [...textOf(path).matchAll(/\bcode: '(?<code>[A-Z_]+)'/gu)].map(({ groups }) => groups?.['code'] ?? ''),
  );

it('the page of errors has every code of an item and of a mutation', () => {
  const codes = [...enumOf('ItemErrorCode'), ...enumOf('UserErrorCode')];
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !documented.has(code))).toEqual([]);
});

it('the page of errors has every code of a request that is refused', () => {
  const codes = codesOfErrors();
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !documented.has(code))).toEqual([]);
});

it('the page of errors has no code that is not in the sources', () => {
  const sources = globSync('src/**/*.ts', {
    cwd: root,
  })
    .map(textOf)
    .join();
  expect([...documented].filter((code) => !sources.includes(code))).toEqual([]);
});
