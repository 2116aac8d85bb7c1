import { globSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schema = buildSchema(textOf('schema.graphql'));

/**
 * The GraphQL documents inside the TypeScript of the pages. Nothing runs them, so they are validated. Those of one block
 * are validated together, because they may share fragments.
 */
const blocks = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((page) =>
  [...textOf(page).matchAll(/^```tsx?\n(?<code>[\s\S]*?)^```$/gmu)].flatMap(({ groups }) => {
    const found = (groups?.['code'] ?? '').matchAll(/\bgraphql\(`(?<document>[^`]*)`\)/gu);
    const documents = [...found].map((one) => one.groups?.['document'] ?? '');
    return documents.length > 0 ? [{ page, documents }] : [];
  }),
);

describe('the documents in the code of the docs', () => {
  it('exist', () => {
    expect(blocks.flatMap(({ documents }) => documents).length).toBeGreaterThan(2);
  });

  it.each(blocks)('of $page fit the schema', ({ documents }) => {
    const document = parse(documents.join('\n'));
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });
});
