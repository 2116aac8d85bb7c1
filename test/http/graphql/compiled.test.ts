import { expect, it } from 'vitest';
import { fullFake, fullGateway } from '../../graphql/execution/compiled/both.ts';
import { post, serve, transports } from '../serve.ts';

/** The compiler would execute the text after its own mark of a date. */
const mark = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
const crime = 'globalThis.broken=true';

const stockItem = { channel: 'smaregi', productId: '567', locationId: '8', quantity: 4 };
const setStock = 'mutation ($input: SetStockInput!) { setStock(input: $input) { results { index status } } }';

const hostile: readonly (readonly [query: string, variables?: Record<string, unknown>])[] = [
  [`{ channel(key: "${mark}${crime}") { key } }`],
  [`query ($id: ID! = "${mark}${crime}") { channel(key: $id) { key } }`],
  [`{ nodes(ids: ["${mark}${crime}"]) { id } }`],
  [`{ stock(targets: { channel: "${mark}${crime}", productId: "1" }) { __typename } }`],
  [`{ products(filter: { search: "${mark}${crime}" }, sort: { field: NAME }) { nodes { id } } }`],
  ['query ($id: ID!) { channel(key: $id) { key } }', { id: `${mark}${crime}` }],
  ['query ($id: ID!) { channel(key: $id) { key } }', { id: `"]);${crime};(["` }],
  ['query ($id: ID!) { channel(key: $id) { key } }', { id: `\u2028\u2029\\"'\`\${${crime}}` }],
  ['query ($id: ID!) { channel(key: $id) { key } }', { id: JSON.parse('{"__proto__":1}') }],
  [
    'query ($id: ID!) { channel(key: $id) { key } }',
    JSON.parse('{"id":"smaregi","__proto__":{"id":5},"constructor":1}'),
  ],
  [`{ channel(key: "\\"]);${crime};([\\"") { id } }`],
  [`{ channel(key: "\\u2028\\u2029\u2028\\\\\\"\`\${${crime}}") { key } }`],
  [`{ channel(key: """ "]);${crime};([" """) { id } }`],
  ['{ __proto__: channels { __proto__: id constructor: vendor } constructor: __typename }'],
  [
    'query ($__proto__: Int, $constructor: Int) { products(first: $__proto__, last: $constructor) { __typename } }',
  ],
  ['query constructor { channels { toString: id valueOf: id then: id toJSON: vendor } }'],
  ['query __proto__ { ...__proto__ } fragment __proto__ on Query { channels { key } }'],
  [
    '{ a_b: channels { c: id } a: channels { b_c: id } idx0: channels { idx1: id } Channel: channels { key } }',
  ],
  ['query ($no: Boolean = false) { channels { ...F @include(if: $no) ...F } } fragment F on Channel { id }'],
  ['{ products(first: 101) { edges { node { id } } } }'],
  ['query ($first: Int) { products(first: $first) { edges { node { id } } } }', { first: 1.5 }],
  [setStock, { input: { items: [{ ...stockItem, productId: `${mark}${crime}` }] } }],
  [setStock, { input: { items: [{ ...stockItem, memo: `"]);${crime};(["\u2028\`\${${crime}}` }] } }],
  [
    setStock,
    { input: { items: [JSON.parse(`{"__proto__":{"channel":"smaregi"},"productId":"1","quantity":1}`)] } },
  ],
  [setStock, JSON.parse(`{"__proto__":{"input":{"items":[]}}}`)],
  [setStock, JSON.parse(`{"input":{"items":[],"constructor":{"prototype":{"items":[1]}}}}`)],
  [setStock, { input: { items: [{ ...stockItem, [mark + crime]: 1 }] } }],
  [
    `mutation ($input: SetStockInput! = { items: [{ channel: "${mark}${crime}", productId: "1", quantity: 1 }] }) { setStock(input: $input) { results { index } } }`,
  ],
  [
    `mutation ($input: SetStockInput!) { setStock(input: $input) { operation { results(after: "${mark}${crime}") { edges { node { index } } } } } }`,
    { input: { items: [stockItem] } },
  ],
  [
    'mutation ($__proto__: SetStockInput!) { setStock(input: $__proto__) { results { index } } }',
    JSON.parse(`{"__proto__":{"items":[${JSON.stringify(stockItem)}]}}`),
  ],
  ['mutation ($constructor: SetStockInput!) { setStock(input: $constructor) { results { index } } }', {}],
  [
    'mutation ($input: SetStockInput!) { __proto__: setStock(input: $input) { constructor: results { __proto__: index toJSON: status } } }',
    { input: { items: [stockItem] } },
  ],
];

it.for(transports)('hostile documents get the same answer at every repetition, over %s', async ([, ask]) => {
  const url = await serve(fullGateway());
  for (const [query, variables = {}] of hostile) {
    const first = JSON.stringify(await ask(url, { query, variables }));
    for (let times = 0; times < 5; times += 1) {
      expect(JSON.stringify(await ask(url, { query, variables })), query).toBe(first);
    }
  }
  expect(globalThis).not.toHaveProperty('broken');
});

it('a compiled query reports its cost, and is refused over the limit', async () => {
  const url = await serve(fullGateway(), { cost: 50 });
  const query = 'query ($first: Int!) { products(first: $first) { edges { node { id } } } }';
  const ask = async (first: number) => (await post(url, { query, variables: { first } })).json();
  const before = await ask(5);
  expect(before).toHaveProperty('extensions.cost.requested');
  for (let times = 0; times < 5; times += 1) expect(await ask(5)).toEqual(before);
  expect(await ask(100)).toHaveProperty('errors.0.extensions.code', 'QUERY_TOO_COMPLEX');
});

it.for(transports)('a mutation runs once, whatever happens to its answer, over %s', async ([, ask]) => {
  const { gateway, submissions } = fullFake();
  const failing = { ...gateway.reads, requestsOf: () => Promise.reject(new Error('no disk')) };
  const url = await serve({ ...gateway, reads: failing });
  const query = `mutation ($input: SetStockInput!) {
    setStock(input: $input) { operation { vendorRequests { rows } } results { index } }
  }`;
  for (let times = 1; times <= 6; times += 1) {
    const answer = await ask(url, { query, variables: { input: { items: [stockItem] } } });
    expect(answer).toMatchObject({
      data: { setStock: { operation: null } },
      errors: [{ message: 'Unexpected error.' }],
    });
    expect(submissions).toHaveLength(times);
  }
});
