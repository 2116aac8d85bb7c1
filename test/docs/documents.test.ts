import { globSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schema = buildSchema(textOf('schema.graphql'));

/** The GraphQL documents inside the TypeScript of the pages. Nothing runs them, so they are validated. */
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((page) =>
  [...textOf(page).matchAll(/^```tsx?\n(?<code>[\s\S]*?)^```$/gmu)].flatMap(({ groups }) =>
    [...(groups?.['code'] ?? '').matchAll(/\bgraphql\(`(?<document>[^`]*)`\)/gu)].map((found) => ({
      page,
      document: found.groups?.['document'] ?? '',
    })),
  ),
);

describe('the documents in the code of the docs', () => {
  it('exist', () => {
    expect(documents.length).toBeGreaterThan(2);
  });

  it.each(documents)('of $page fit the schema: $document', ({ document }) => {
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });
});
