import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import type { Gateway } from '../../src/core/gateway.ts';
import { schema } from '../../src/graphql/schema.ts';
import { fullFake } from '../graphql/execution/compiled/both.ts';
import { type Answer, overWebSocket, post, serve } from '../http/serve.ts';

/** Documents with variables in every position, some with defaults, some skipped. */
const documents: readonly string[] = [
  'query ($a: [ID!] = []) { nodes(ids: $a) @skip(if: true) { id } channels { vendor } }',
  'query ($a: Int = 5, $b: String) { operations(first: $a, after: $b) { edges { cursor } } }',
  'query ($a: ID = "x", $b: Boolean = false) { product(channel: $a, productId: $a) { name @skip(if: $b) } channels { key @include(if: $b) } }',
  'query ($a: [StockTargetInput!] = []) { stock(targets: $a) { __typename } }',
  'query ($a: ID = "x") { stock(targets: [{ channel: $a, productId: $a, locationId: $a }]) { __typename } }',
  'query ($a: [OperationKind!], $b: Int) { operations(filter: { kinds: $a }, first: $b) { edges { node { results(first: $b) { edges { cursor } } } } } }',
  'query ($a: StockFilter, $b: StockSort) { stockLevels(filter: $a, sort: $b, last: 2) { nodes { id product { name } } } }',
  'query ($a: ProductFilter, $b: Int) { products(filter: $a, first: $b) { count { value } nodes { price { amount } } } }',
  'mutation ($a: SetStockInput!) { setStock(input: $a) { operation { id } results { index } userErrors { code } } }',
  'mutation ($a: SetStockInput!, $b: Int = 1) { setStock(input: $a) { replayed } two: setStock(input: { items: [{ channel: "smaregi", productId: "1", quantity: $b }] }) { replayed } }',
  'mutation ($a: ReplaceProductsInput!, $b: Boolean = true) { replaceProducts(input: $a) { replayed operation @include(if: $b) { id } } }',
  'mutation ($a: [InventoryConfirmationInput!]!, $b: Int) { confirmInventory(input: { items: $a, waitMs: $b }) { replayed } }',
];

const fields = [
  'items',
  'channel',
  'productId',
  'locationId',
  'quantity',
  'observedAt',
  'options',
  'optionId',
  'memo',
  'waitMs',
  'input',
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e21,
    '',
    'smaregi',
    '1',
    '__proto__',
    '\ud800',
  ),
  fc.constantFrom<unknown>(
    '2026-01-22T01:57:00Z',
    '2016-12-31T23:59:60Z',
    'STOCK_SET',
    'constructor',
    'then',
    '\0',
  ),
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const goodItem = fc.record(
  {
    channel: fc.constantFrom('smaregi', 'nowhere'),
    productId: leaf,
    quantity: leaf,
    memo: leaf,
    options: leaf,
  },
  { requiredKeys: ['channel', 'productId', 'quantity'] },
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(...fields, '__proto__', 'constructor', 'toString', 'length'),
      tie('value'),
      { maxKeys: 4 },
    ),
    fc.record({ items: fc.array(goodItem, { maxLength: 3 }) }),
    fc.array(goodItem, { maxLength: 3 }),
  ),
}));

const wide = (of: unknown): unknown => Array.from({ length: 1_000 }, () => of);
const deep = (levels: number): unknown => {
  let inside: unknown = 1;
  for (let level = 0; level < levels; level += 1) inside = level % 2 === 0 ? [inside] : { items: inside };
  return inside;
};
const given = fc.oneof(
  { weight: 20, arbitrary: value },
  { weight: 1, arbitrary: value.map(wide) },
  { weight: 1, arbitrary: fc.integer({ min: 50, max: 3_000 }).map(deep) },
);

type Compared = Pick<Answer, 'data' | 'errors'>;
const textOf = ({ data, errors }: Compared) => JSON.stringify({ data, errors });

/** The gateway, and the number of its calls. */
const counted = () => {
  const { gateway, calls, submissions } = fullFake();
  const used = (): number => calls.length + submissions.length;
  return { gateway: gateway as Gateway, used };
};

it.for(documents)('are tried with a valid document: %s', (text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});

it('of any shape run nothing if they are refused, and get the same answer', {
  timeout: 120_000,
}, async () => {
  const [walked, compiled] = [counted(), counted()];
  // A new document is interpreted; a repeated one is compiled.
  const [fresh, known] = [await serve(walked.gateway), await serve(compiled.gateway)];
  const counts = { refused: 0, ran: 0 };
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.option(given, { freq: 20, nil: undefined }),
      fc.option(given, { freq: 2, nil: undefined }),
      async (query, a, b) => {
        const variables = { ...(a !== undefined && { a }), ...(b !== undefined && { b }) };
        const before = [walked.used(), compiled.used()];
        number += 1;
        const answers = [
          await post(fresh, { query: `${query} # ${number}`, variables }),
          await post(known, { query, variables }),
        ];
        const [one, other] = await Promise.all(
          answers.map(async (answer) => (await answer.json()) as Compared),
        );
        for (const { status } of answers) expect(status).toBeLessThan(500);
        expect(textOf(other ?? {})).toBe(textOf(one ?? {}));
        expect(JSON.stringify(one?.errors ?? [])).not.toContain('INTERNAL_SERVER_ERROR');
        const isRefused = one?.data === undefined || one.data === null;
        if (isRefused && answers[0]?.status === 400) {
          counts.refused += 1;
          expect([walked.used(), compiled.used()]).toEqual(before);
        } else counts.ran += 1;
      },
    ),
    { numRuns: 200 },
  );
  expect(counts.refused).toBeGreaterThan(50);
  expect(counts.ran).toBeGreaterThan(5);
});

it('of any shape over a WebSocket', { timeout: 60_000 }, async () => {
  const { gateway, used } = counted();
  const url = await serve(gateway);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), given, async (query, a) => {
      const before = used();
      const { data, errors } = await overWebSocket(url, { query, variables: { a } });
      expect(JSON.stringify(errors ?? [])).not.toContain('INTERNAL_SERVER_ERROR');
      const isRequestError = errors?.every((error) => !('path' in error));
      if ((data ?? null) === null && isRequestError) expect(used()).toBe(before);
    }),
    { numRuns: 100 },
  );
});
