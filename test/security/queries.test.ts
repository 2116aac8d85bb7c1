import { describe, expect, it } from 'vitest';
import { codesOf, overHttp, refusals } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { url } = sharedGateway();

const times = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join(' ');

/** Refused over HTTP with 400 and over a WebSocket, with this code and nothing else. */
const expectRefused = async (query: string, code: string, more: object = {}): Promise<void> => {
  const { status, http, socket } = await refusals(url(), { query, ...more }, keys.full.key);
  expect([status, codesOf(http), codesOf(socket)]).toEqual([400, [code], [code]]);
  expect(http.errors?.[0]?.message).toMatch(/ Nothing was run\.$/u);
};

/** Refused by validation: an error without a code, the same over both. */
const expectInvalid = async (query: string, message: RegExp): Promise<void> => {
  const { status, http, socket } = await refusals(url(), { query }, keys.full.key);
  expect(status).toBe(400);
  for (const { data, errors } of [http, socket]) {
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.length).toBeLessThanOrEqual(21);
  }
};

describe('a query', () => {
  it('nested too deep', async () => {
    const results = 'results { edges { node { ';
    const query = `{ operations { edges { node { ${results.repeat(30)} index ${'} } } '.repeat(30)} } } } }`;
    await expectRefused(query, 'QUERY_TOO_DEEP');
  });

  it('nested deeper than the stack', async () => {
    await expectRefused('{ a '.repeat(9_000) + '}'.repeat(9_000), 'QUERY_TOO_DEEP');
  });

  it('with an argument nested deeper than the stack', async () => {
    await expectRefused(`{ node(id: ${'['.repeat(9_000)}${']'.repeat(9_000)}) { id } }`, 'QUERY_TOO_DEEP');
  });

  it('with variables nested deeper than the stack', async () => {
    const query = 'mutation ($input: SetStockInput!) { setStock(input: $input) { replayed } }';
    for (const [open, close] of [
      ['{"items":[', ']}'],
      ['[', ']'],
    ] as const) {
      const deep = `${open.repeat(50_000)}1${close.repeat(50_000)}`;
      const { status, text } = await overHttp(
        url(),
        `{"query":${JSON.stringify(query)},"variables":{"input":${deep}}}`,
        keys.full.key,
      );
      expect([status, text.includes('stack')]).toEqual([400, false]);
      expect(text.length).toBeLessThan(5_000);
    }
  });

  it('of thousands of fields', async () => {
    await expectRefused(`{ channels { ${'id '.repeat(5_000)} } }`, 'TOO_MANY_SELECTIONS');
  });

  it('of thousands of inline fragments', async () => {
    const nested = `{ ${'... { '.repeat(2_000)} __typename ${'} '.repeat(2_000)} }`;
    // Whether the parser's stack or the count ends it first depends on the frames of the compiled parser.
    const { status, http, socket } = await refusals(url(), { query: nested }, keys.full.key);
    expect(status).toBe(400);
    for (const answer of [http, socket]) {
      expect(['TOO_MANY_SELECTIONS', 'QUERY_TOO_DEEP']).toContain(codesOf(answer)[0]);
    }
    await expectRefused(`{ ${'... { __typename } '.repeat(2_000)} }`, 'TOO_MANY_SELECTIONS');
  });

  it('with one costly field under a hundred aliases', async () => {
    const costly = 'operations(first: 100) { edges { node { results(first: 1000) { edges { cursor } } } } }';
    const cheaper = 'operations(first: 100) { edges { cursor } }';
    await expectRefused(`{ ${times(100, (at) => `a${at}: ${cheaper}`)} }`, 'TOO_MANY_ALIASES');
    await expectRefused(`{ ${times(5, (at) => `a${at}: ${costly}`)} }`, 'QUERY_TOO_COMPLEX');
  });

  it('with a fragment inside itself', async () => {
    const cycle = 'fragment A on Channel { id ...B } fragment B on Channel { id ...A }';
    await expectInvalid(
      `{ channels { ...A } } ${cycle}`,
      /Cannot spread fragment "A" within itself via "B"/u,
    );
  });

  it('whose fragments expand to a billion fields', async () => {
    const bomb = times(30, (at) => `fragment F${at} on Channel { ...F${at + 1} ...F${at + 1} }`);
    const { status, http, socket } = await refusals(
      url(),
      { query: `{ channels { ...F0 } } ${bomb} fragment F30 on Channel { id vendor }` },
      keys.full.key,
    );
    expect([status, codesOf(http), codesOf(socket)]).toEqual([
      400,
      ['QUERY_TOO_COMPLEX'],
      ['QUERY_TOO_COMPLEX'],
    ]);
  });

  it('with a thousand directives', async () => {
    await expectRefused(`{ channels { key ${'@skip(if: false) '.repeat(1_000)} } }`, 'TOO_MANY_DIRECTIVES');
  });

  it('of a million tokens', async () => {
    await expectRefused(`{ channels { ${'id '.repeat(1_000_000)} } }`, 'TOO_MANY_TOKENS');
    await expectRefused(`{ nodes(ids: [${'"",'.repeat(100_000)}]) { id } }`, 'TOO_MANY_TOKENS');
  });

  it('with conflicting fields', async () => {
    const query = `{ ${times(19, (at) => `channel(key: "${at}") { ${'id '.repeat(15)} }`)} }`;
    await expectInvalid(query, /conflict/u);
  });

  it('with hundreds of errors', async () => {
    await expectInvalid(
      `{ channels { ${times(499, (at) => `wrong${at}`)} } }`,
      /Cannot query field "wrong0"/u,
    );
  });

  it('with many operations in one document', async () => {
    const few = times(20, (at) => `query Q${at} { __typename }`);
    const { status, json } = await overHttp(url(), { query: few }, keys.full.key);
    expect([status, json?.errors?.[0]?.message]).toEqual([
      400,
      'Could not determine what operation to execute.',
    ]);
    await expectRefused(
      times(1_000, (at) => `query Q${at} { __typename }`),
      'TOO_MANY_SELECTIONS',
    );
    await expectRefused(
      `${times(2, (at) => `query Q${at} { __typename }`)} query Q { ${'__typename '.repeat(21)} }`,
      'TOO_MANY_ROOT_FIELDS',
      { operationName: 'Q0' },
    );
  });

  it('in a list of a thousand requests', async () => {
    const list = Array.from({ length: 1_000 }, () => ({ query: '{ channels { key } }' }));
    const { status, json } = await overHttp(url(), list, keys.full.key);
    expect([status, json?.errors?.[0]?.message]).toEqual([400, 'Batching is not supported.']);
  });
});
