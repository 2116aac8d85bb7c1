import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

describe('schema.graphql', () => {
  it('is what the gateway serves', async ({ start }) => {
    const { url } = await start();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
      }),
    });
    const { data } = (await response.json()) as { readonly data: IntrospectionQuery };
    const printed = (one: typeof schema): string => printSchema(lexicographicSortSchema(one));
    expect(printed(buildClientSchema(data))).toBe(printed(schema));
  });
});
