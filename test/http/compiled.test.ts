import { expect, it } from 'vitest';
import { fullGateway } from '../graphql/compiled/both.ts';
import { post, serve, transports } from './serve.ts';

/** What the compiler's own mark of a date is followed by, it would run. */
const mark = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
const crime = 'globalThis.broken=true';

const hostile: readonly (readonly [query: string, variables?: Record<string, unknown>])[] = [
  [`{ channel(id: "${mark}${crime}") { id } }`],
  [`query ($id: ID! = "${mark}${crime}") { channel(id: $id) { id } }`],
  [`{ nodes(ids: ["${mark}${crime}"]) { id } }`],
  [`{ stockLevels(targets: { channel: "${mark}${crime}", productId: "1" }) { quantity } }`],
  ['query ($id: ID!) { channel(id: $id) { id } }', { id: `${mark}${crime}` }],
  ['query ($id: ID!) { channel(id: $id) { id } }', { id: `"]);${crime};(["` }],
  ['query ($id: ID!) { channel(id: $id) { id } }', { id: `\u2028\u2029\\"'\`\${${crime}}` }],
  ['query ($id: ID!) { channel(id: $id) { id } }', { id: JSON.parse('{"__proto__":1}') }],
  [
    'query ($id: ID!) { channel(id: $id) { id } }',
    JSON.parse('{"id":"smaregi","__proto__":{"id":5},"constructor":1}'),
  ],
  [`{ channel(id: "\\"]);${crime};([\\"") { id } }`],
  [`{ channel(id: "\\u2028\\u2029\u2028\\\\\\"\`\${${crime}}") { id } }`],
  [`{ channel(id: """ "]);${crime};([" """) { id } }`],
  ['{ __proto__: channels { __proto__: id constructor: vendor } constructor: __typename }'],
  [
    'query ($__proto__: Int, $constructor: Int) { products(first: $__proto__, last: $constructor) { __typename } }',
  ],
  ['query constructor { channels { toString: id valueOf: id then: id toJSON: vendor } }'],
  ['query __proto__ { ...__proto__ } fragment __proto__ on Query { channels { id } }'],
  [
    '{ a_b: channels { c: id } a: channels { b_c: id } idx0: channels { idx1: id } Channel: channels { id } }',
  ],
  ['query ($no: Boolean = false) { channels { ...F @include(if: $no) ...F } } fragment F on Channel { id }'],
  ['{ products(first: 101) { edges { node { id } } } }'],
  ['query ($first: Int) { products(first: $first) { edges { node { id } } } }', { first: 1.5 }],
];

it.for(transports)(
  'hostile documents are answered alike however often they come, over %s',
  async ([, ask]) => {
    const url = await serve(fullGateway());
    for (const [query, variables = {}] of hostile) {
      const first = JSON.stringify(await ask(url, { query, variables }));
      for (let times = 0; times < 5; times += 1) {
        expect(JSON.stringify(await ask(url, { query, variables })), query).toBe(first);
      }
    }
    expect(globalThis).not.toHaveProperty('broken');
  },
);

it('what a query costs is said, and too much refused, once it is compiled', async () => {
  const url = await serve(fullGateway(), { cost: 50 });
  const query = 'query ($first: Int!) { products(first: $first) { edges { node { id } } } }';
  const ask = async (first: number) => (await post(url, { query, variables: { first } })).json();
  const before = await ask(5);
  expect(before).toHaveProperty('extensions.cost.requested');
  for (let times = 0; times < 5; times += 1) expect(await ask(5)).toEqual(before);
  expect(await ask(100)).toHaveProperty('errors.0.extensions.code', 'QUERY_TOO_COMPLEX');
});
