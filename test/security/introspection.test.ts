import { describe, expect, it } from 'vitest';
import { overHttp, overSocket, send } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { url } = sharedGateway({ settings: () => ({ INTROSPECTION: 'off' }) });

/** The names of the schema that are in the answer and not in the query. */
const tells = /SetStockInput|StockLevel|ItemResult|ChannelHealth|did you mean/iu;

const expectNoSchema = async (query: string, more: object = {}): Promise<void> => {
  const asked = { query, ...more };
  const { status, json, text } = await overHttp(url(), asked, keys.full.key);
  const address = `${url()}/graphql?${new URLSearchParams({ query })}`;
  const headers = {
    accept: 'application/graphql-response+json',
    authorization: `Bearer ${keys.full.key}`,
  };
  const got = await send(address, { headers });
  const overWs = await overSocket(url(), asked, keys.full.key);
  expect([status, [400, 405].includes(got.status ?? 0)]).toEqual([400, true]);
  for (const answer of [json, got.json, overWs]) {
    expect(answer?.data ?? null).toBeNull();
    expect(answer?.errors?.length).toBeGreaterThan(0);
  }
  for (const answer of [text, got.text, JSON.stringify(overWs)]) expect(answer).not.toMatch(tells);
};

describe('a schema that introspection must not show', () => {
  it('in plain queries', async () => {
    await expectNoSchema('{ __schema { types { name } } }');
    await expectNoSchema('{ __type(name: "Query") { fields { name } } }');
    await expectNoSchema('query ($n: String!) { __type(name: $n) { name } }', {
      variables: { n: 'Query' },
    });
  });

  it('through fragments, aliases and directives', async () => {
    for (const query of [
      '{ ...A } fragment A on Query { ...B } fragment B on Query { __schema { types { name } } }',
      '{ ... on Query { ... { innocent: __type(name: "Mutation") { fields { name } } } } }',
      'query ($yes: Boolean = true) { channels { key } x: __schema @include(if: $yes) { queryType { name } } }',
      'mutation { __schema { types { name } } }',
      'subscription { __schema { types { name } } }',
      'query A { __typename } query B { __schema { types { name } } }',
    ]) {
      await expectNoSchema(query, query.startsWith('query A') ? { operationName: 'A' } : {});
    }
  });

  it('through the suggestions of errors', async () => {
    for (const query of [
      '{ chanels { id } }',
      '{ channels { healt } }',
      '{ operations(kin: STOCK_SET) { pageInfo { hasNextPage } } }',
      '{ operations(filter: { kinds: STOCK_UPDAT }) { pageInfo { hasNextPage } } }',
      'query ($i: SetStockInpu) { __typename }',
      '{ node(id: "x") { ... on Operatio { id } } }',
      '{ channels @skp(if: true) { id } }',
    ]) {
      await expectNoSchema(query);
    }
  });
});
