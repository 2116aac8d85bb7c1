import { GraphQLError, getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/config/limits.ts';
import { readOnlyTabs } from '../../../src/graphql/examples/read-only-tabs.ts';
import { sandboxTabs } from '../../../src/graphql/examples/sandbox-tabs.ts';
import { type DocumentLimits, parseDocument } from '../../../src/graphql/limits/document.ts';

const { limits } = readLimits({});
if (!limits) throw new Error('The defaults are no limits');
const defaults: DocumentLimits = limits.document;

const refusalOf = (text: string, tighter: Partial<DocumentLimits> = {}) => {
  try {
    parseDocument(text, { ...defaults, ...tighter });
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { code, limit, provided } = error.extensions;
    return { code, limit, provided };
  }
};

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('a document', () => {
  it.for<[what: string, tighter: Partial<DocumentLimits>, fits: string, over: string, code: string]>([
    ['tokens', { tokens: 6 }, '{ channels { key } }', '{ channels { key vendor } }', 'TOO_MANY_TOKENS'],
    ['levels', { depth: 2 }, '{ channels { key } }', '{ channels { health { status } } }', 'QUERY_TOO_DEEP'],
    ['fields', { selections: 2 }, '{ channels { key } }', '{ channels { key id } }', 'TOO_MANY_SELECTIONS'],
    ['aliases', { aliases: 1 }, '{ a: channels { key } }', '{ a: channels { b: id } }', 'TOO_MANY_ALIASES'],
    [
      'directives',
      { directives: 1 },
      '{ channels @include(if: true) { id } }',
      '{ channels @include(if: true) @include(if: true) { id } }',
      'TOO_MANY_DIRECTIVES',
    ],
    [
      'root fields',
      { rootFields: 1 },
      '{ channels { key sandbox vendor } }',
      '{ channels { key } channels { vendor } }',
      'TOO_MANY_ROOT_FIELDS',
    ],
  ])('may have up to %s, and no more', ([, tighter, fits, over, code]) => {
    const [limit = 0] = Object.values(tighter);
    expect(refusalOf(fits, tighter)).toBeNull();
    expect(refusalOf(over, tighter)).toEqual({ code, limit, provided: limit + 1 });
  });

  it('is measured with its fragments in place', () => {
    const nested =
      'query { ...A } fragment A on Query { channels { ...B } } fragment B on Channel { ... { health { status } } }';
    expect(refusalOf(nested, { depth: 3 })).toBeNull();
    expect(refusalOf(nested, { depth: 2 })).toMatchObject({ code: 'QUERY_TOO_DEEP', provided: 3 });
    const roots = '{ ...A ...A ... { channels { key } } } fragment A on Query { channels { key } }';
    expect(refusalOf(roots, { rootFields: 3 })).toBeNull();
    expect(refusalOf(roots, { rootFields: 2 })).toMatchObject({ code: 'TOO_MANY_ROOT_FIELDS', provided: 3 });
  });

  it('is measured by its largest operation', () => {
    const two = 'query A { channels { key } } query B { channels { health { status } } }';
    expect(refusalOf(two, { depth: 2 })).toMatchObject({ provided: 3 });
  });

  it('may spread a fragment in itself: validation refuses it', () => {
    const cycle = '{ ...A } fragment A on Query { channels { key } ...B } fragment B on Query { ...A ...B }';
    expect(refusalOf(cycle)).toBeNull();
  });

  it('is measured fast if its fragments multiply', () => {
    const bomb = `{ ...F0 } ${times(200, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)}
      fragment F200 on Query { channels { key } }`;
    expect(refusalOf(bomb)).toEqual({
      code: 'TOO_MANY_ROOT_FIELDS',
      limit: defaults.rootFields,
      provided: Number.MAX_SAFE_INTEGER,
    });
  });

  it.for([
    ['fields', (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`],
    ['lists', (depth: number) => `{ nodes(ids: ${'['.repeat(depth)}${']'.repeat(depth)}) { id } }`],
  ] as const)('is refused if it nests %s deeper than the parser can go', ([, nest]) => {
    expect(refusalOf(nest(100_000), { tokens: 1_000_000 })).toMatchObject({ code: 'QUERY_TOO_DEEP' });
  });

  it('that is invalid is a syntax error', () => {
    expect(() => parseDocument('{ channels {', defaults)).toThrow('Syntax Error');
  });
});

describe('the default limits', () => {
  it('allow the whole introspection', () => {
    const whole = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(refusalOf(whole)).toBeNull();
  });

  it('allow every example', () => {
    const tabs = [...sandboxTabs, ...readOnlyTabs];
    expect(tabs.map(({ query }) => refusalOf(query))).toEqual(tabs.map(() => null));
  });

  it('allow a thousand items as literals in a mutation', () => {
    const items = times(
      1000,
      (at) => `{ channel: "smaregi", productId: "${at}", locationId: "8", quantity: 4 }`,
    );
    expect(refusalOf(`mutation { setStock(input: { items: [${items}] }) { replayed } }`)).toBeNull();
  });
});
