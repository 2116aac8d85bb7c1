import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { defaultLimits } from '../../support/defaults.ts';
import { post, serve, transports } from '../serve.ts';

const { document } = defaultLimits();
const query = '{ a: operation(id: "x") { id @skip(if: false) } __typename }';

describe.for(transports)('over %s', ([, ask]) => {
  it.for([
    ['TOO_MANY_TOKENS', { document: { ...document, tokens: 5 } }, 5, 6],
    ['QUERY_TOO_DEEP', { document: { ...document, depth: 1 } }, 1, 2],
    ['TOO_MANY_SELECTIONS', { document: { ...document, selections: 2 } }, 2, 3],
    ['TOO_MANY_ALIASES', { document: { ...document, aliases: 0 } }, 0, 1],
    ['TOO_MANY_ROOT_FIELDS', { document: { ...document, rootFields: 1 } }, 1, 2],
    ['TOO_MANY_DIRECTIVES', { document: { ...document, directives: 0 } }, 0, 1],
    ['QUERY_TOO_COMPLEX', { cost: 2 }, 2, 3],
  ] as const)('a query over its limit is refused: %s', async ([code, tighter, limit, provided]) => {
    const { gateway, calls } = fakeGateway();
    const url = await serve(gateway, tighter);
    const { data, errors } = await ask(url, { query });
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([
      { message: expect.stringMatching(/ Nothing was run\.$/u), extensions: { code, limit, provided } },
    ]);
    expect(calls).toEqual([]);
  });

  it('a subscription has the cost limit of a query', async () => {
    const url = await serve(fakeGateway().gateway, { cost: 2 });
    const subscription = 'subscription { stockChanged { productId quantity } }';
    const { errors } = await ask(url, { query: subscription });
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 2, provided: 3 } }]);
  });

  it('an answer contains its actual cost and the estimate', async () => {
    const url = await serve(fakeGateway().gateway, { cost: 7 });
    expect(await ask(url, { query: '{ channels { key } }' })).toMatchObject({
      data: { channels: [{}, {}] },
      extensions: { cost: { requested: 3, limit: 7 } },
    });
  });

  it('the variables of this call count, not those of an earlier one', async () => {
    const url = await serve(fakeGateway().gateway, { cost: 21 });
    const pages = 'query ($n: Int) { operations(first: $n) { edges { cursor } } }';
    const codes: unknown[] = [];
    for (const n of [10, 11, 10]) {
      const { errors } = await ask(url, { query: pages, variables: { n } });
      codes.push(errors?.[0]?.extensions?.['code']);
    }
    expect(codes).toEqual([undefined, 'QUERY_TOO_COMPLEX', undefined]);
  });

  it('invalid variables get an ordinary error', async () => {
    const url = await serve(fakeGateway().gateway);
    const { errors } = await ask(url, {
      query: 'query ($n: Int) { operations(first: $n) { __typename } }',
      variables: { n: 'x' },
    });
    expect(errors?.[0]?.message).toContain('Variable "$n" has invalid value: Int cannot represent');
  });

  it('only the first of a hundred errors are listed', async () => {
    const url = await serve(fakeGateway().gateway);
    const fields = Array.from({ length: 100 }, (_, at) => `wrong${at}`);
    const { errors } = await ask(url, {
      query: `{ ${fields.slice(0, 19).join(' ')} channels { ${fields.join(' ')} } }`,
    });
    expect(errors).toHaveLength(21);
  });

  it('introspection is allowed, and an error suggests the right name', async () => {
    const url = await serve(fakeGateway().gateway);
    const whole = getIntrospectionQuery({
      oneOf: true,
      inputValueDeprecation: true,
      schemaDescription: true,
    });
    const { data } = await ask(url, { query: whole });
    expect(
      buildClientSchema(data as never)
        .getQueryType()
        ?.getFields(),
    ).toHaveProperty('channels');
    expect((await ask(url, { query: '{ chanels { id } }' })).errors?.[0]?.message).toContain('Did you mean');
  });

  it('nothing reveals the schema if introspection is off', async () => {
    const url = await serve(fakeGateway().gateway, { introspection: false });
    for (const asking of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Query") { name } }',
      getIntrospectionQuery(),
    ]) {
      const { data, errors = [] } = await ask(url, { query: asking });
      expect(data ?? null).toBeNull();
      expect(errors[0]?.message).toContain('introspection');
    }
    const misspelt = [
      { query: '{ chanels { id } }' },
      { query: '{ channels { idd } }' },
      { query: '{ channel(idd: "x") { key } }' },
      { query: 'query ($a: SetStockInpu!) { __typename }' },
      {
        query: 'query ($a: OperationStatus!) { operations(filter: { statuses: [$a] }) { __typename } }',
        variables: { a: 'COMPLETE' },
      },
      {
        query: 'mutation ($a: SetStockInput!) { setStock(input: $a) { __typename } }',
        variables: { a: { item: [] } },
      },
      { query: '{ operations(filter: { statuses: COMPLETE }) { __typename } }' },
    ];
    for (const wrong of misspelt) {
      const { errors } = await ask(url, wrong);
      expect(errors?.[0]?.message, wrong.query).toMatch(/\S/u);
      expect(JSON.stringify(errors), wrong.query).not.toMatch(/did you mean/iu);
    }
    expect(await ask(url, { query: '{ __typename }' })).toMatchObject({ data: { __typename: 'Query' } });
  });
});

describe('over HTTP', () => {
  it('a refused query is 400, or 200 for a client that accepts only application/json', async () => {
    for (const tighter of [{ cost: 1 }, { document: { ...document, depth: 1 } }]) {
      const url = await serve(fakeGateway().gateway, tighter);
      expect((await post(url, { query })).status).toBe(400);
      expect((await post(url, { query }, 'application/json')).status).toBe(200);
    }
  });

  it('a list of requests is refused', async () => {
    const { gateway, calls } = fakeGateway();
    const url = await serve(gateway);
    for (const list of [[{ query }], [{ query }, { query }], []]) {
      expect((await post(url, list)).status).toBe(400);
    }
    expect(calls).toEqual([]);
  });

  it('a refused document, or one too long for the cache, is refused again', async () => {
    const url = await serve(fakeGateway().gateway);
    const long = `{ __typename } #${'x'.repeat(40_000)}`;
    const deep = `${'{ channels '.repeat(40)}${'}'.repeat(40)}`;
    for (let times = 0; times < 3; times += 1) {
      expect((await post(url, { query: long })).status).toBe(200);
      expect((await post(url, { query: deep })).status).toBe(400);
      expect((await post(url, { query: '{ channels {' })).status).toBe(400);
    }
  });
});
