import fc from 'fast-check';
import { GraphQLScalarType, parseValue } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { post, serve, transports } from '../http/serve.ts';
import { fullFake } from './execution/compiled/both.ts';

const type = schema.getType('ID');
const id = type instanceof GraphQLScalarType ? type : expect.fail();

const inexact = ['9007199254740993', '-9007199254740993', '1.5', '1e21', '-0', '1e400', '9007199254740992'];

it.for(inexact)('A4: the number %s is not an id, because JSON does not hold it exactly', (json) => {
  expect(() => id.coerceInputValue(JSON.parse(json))).toThrow(/as text/u);
});

it.for([[null], [true], [{}], [[]], [['1']]])('A4: %j is not an id', ([value]) => {
  expect(() => id.coerceInputValue(value)).toThrow('ID takes');
});

it('A4: an id given as a number is the text of that number, or is refused', () => {
  const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.bigInt().map(String).map(Number));
  fc.assert(
    fc.property(number, (value) => {
      const isExact = Number.isSafeInteger(value) && !Object.is(value, -0);
      if (isExact) expect(id.coerceInputValue(value)).toBe(BigInt(value).toString());
      else expect(() => id.coerceInputValue(value)).toThrow(/as text/u);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(id.coerceInputLiteral?.(parseValue(`${value}`) as never)).toBe(`${value}`);
    }),
  );
});

const setStock = (
  productId: string,
) => `mutation ($item: StockQuantityInput!${productId === '$id' ? ', $id: ID! = 1' : ''}) {
  setStock(input: { items: [$item, { channel: "smaregi", productId: ${productId}, quantity: 1 }] }) { replayed }
}`;
const whole = 'mutation ($input: SetStockInput!) { setStock(input: $input) { replayed } }';
const big = '9007199254740993';

/** JSON as a client writes it: JSON.stringify cannot write such numbers. */
const raw = async (url: string, query: string, variables: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });

it('A4: an id that JSON cannot hold exactly as a number is refused, and nothing runs', async () => {
  const { gateway, submissions, calls } = fullFake();
  const url = await serve(gateway);
  const item = `{"channel":"smaregi","productId":${big},"quantity":1}`;
  const requests: readonly (readonly [query: string, variables: string])[] = [
    [whole, `{"input":{"items":[${item}]}}`],
    [whole, `{"input":{"items":[{"channel":"smaregi","productId":"1","locationId":1e21,"quantity":1}]}}`],
    [setStock('"1"'), `{"item":${item}}`],
    [setStock('$id'), `{"item":{"channel":"smaregi","productId":"1","quantity":1},"id":1.5}`],
    ['query ($id: ID!) { node(id: $id) { id } }', `{"id":${big}}`],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', `{"ids":["1",${big}]}`],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', `{"ids":${big}}`],
    ['query ($p: ID!) { product(channel: "global-link", productId: $p) { id } }', `{"p":-0}`],
    ['subscription ($id: ID!) { operationChanged(id: $id) { sequence } }', `{"id":${big}}`],
  ];
  for (const [query, variables] of requests) {
    // From the third time on, queries and mutations are compiled.
    for (let times = 0; times < 5; times += 1) {
      const answer = await raw(url, query, variables);
      const { errors, data } = (await answer.json()) as { errors: { message: string }[]; data?: unknown };
      expect(answer.status, query).toBe(400);
      expect(data ?? null).toBeNull();
      expect(errors[0]?.message, query).toMatch(/ID cannot take the number .* Send the id as text/u);
    }
  }
  expect(submissions).toEqual([]);
  expect(calls).toEqual([]);
});

it('A4: in a document a number keeps all of its digits', async () => {
  const { gateway, submissions } = fullFake();
  const url = await serve(gateway);
  const variables = { item: { channel: 'smaregi', productId: 7, quantity: 1 } };
  expect(await (await post(url, { query: setStock(big), variables })).json()).not.toHaveProperty('errors');
  const [{ items = [] } = {}] = submissions;
  expect(items.map((item) => 'productId' in item && item.productId)).toEqual(['7', big]);
});

it.for(transports)('A4: a number that JSON cannot hold exactly is refused over %s', async ([, ask]) => {
  const { gateway, calls } = fullFake();
  const url = await serve(gateway);
  for (let times = 0; times < 4; times += 1) {
    const { errors } = await ask(url, {
      query: 'query ($id: ID!) { channel(key: $id) { vendor } }',
      variables: { id: 2 ** 53 },
    });
    expect(errors?.[0]?.message).toContain('Send the id as text');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(calls).toEqual([]);
});

it.for([
  ['Decimal', 2 ** 53],
  ['Decimal', 1.2345678901234567],
  ['Decimal', true],
  ['Int', 1.5],
  ['Int', 2 ** 31],
  ['Int', '1'],
  ['DateTime', 1_767_225_600_000],
  ['DateTime', 2 ** 60],
  ['URL', 5],
  ['Float', '1.5'],
  ['Float', Number.POSITIVE_INFINITY],
] as const)('A4: %s does not round or convert %j', ([name, value]) => {
  const scalar = schema.getType(name);
  expect(() => scalar instanceof GraphQLScalarType && scalar.coerceInputValue(value)).toThrow();
});
