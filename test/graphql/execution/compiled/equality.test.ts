import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { asChannelId } from '../../../../src/domain/ids.ts';
import { productNodeId } from '../../../../src/graphql/schema/global-id.ts';
import { operation, product } from '../../fixtures.ts';
import type { Variables } from '../../run.ts';
import { bothWays, fullGateway } from './both.ts';

const outcome = `fragment Outcome on ItemResult {
  __typename index status target { channelKey channel { key } productId }
  change { __typename ... on StockQuantityChange { quantity } ... on ProductReplacement { price { amount currency } } ... on InventoryConfirmation { available } }
  ... on StockApplied { stock { id channel { key } quantity observedAt source pending } vendorReference }
  ... on ProductApplied { product { ...Goods } shopType vendorUpdatedAt }
  ... on ItemSuperseded { by { __typename id kind } }
  ... on ItemFailure { code message retryable mayHaveApplied vendorCode }
  ... on InvalidItem { path }
  ... on VendorUnavailable { retryAfterMs }
  ... on OutcomeUnknown { message }
  ... on ItemPending { stage deadline }
}
fragment Goods on Product { __typename id productId name price { amount currency } options { optionId price { amount } } ... on GlobalLinkProduct { brand optionGroups { type names { name groupOptionId } } } }`;

const globalId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64');
const operationId = globalId('Operation', String(operation(1).id));
const productId = globalId('Product', productNodeId(product('product-001')));

type Row = readonly [what: string, document: string, variables?: Variables, operationName?: string];

const compiled: readonly Row[] = [
  [
    'a list',
    '{ products(first: 2) { edges { cursor node { id name price { amount currency } observedAt stock { nodes { id quantity } } } } pageInfo { hasNextPage endCursor } } }',
  ],
  [
    'interfaces, and fragments in fragments',
    `query Q($id: ID!) { operation(id: $id) { id status results(first: 100) { edges { node { ...Outcome } } } vendorRequests { rows sentAt } } } ${outcome}`,
    { id: operationId },
  ],
  ['__typename everywhere', '{ __typename channels { __typename id health { __typename status } } }'],
  [
    'one field under several aliases',
    '{ a: products(first: 1) { edges { node { id } } } b: products(first: 2, last: null) { edges { node { id } } } products { edges { node { productId } } } }',
  ],
  [
    'fields that are named twice',
    '{ products { edges { node { id } } } ...More products { edges { cursor } } } fragment More on Query { products { edges { node { name stock { edges { node { quantity } } } } } } }',
  ],
  [
    'nodes of several types',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Product { name } ... on Operation { kind results { edges { node { index } } } } } }',
    { ids: [operationId, productId] },
  ],
  ['nothing found', 'query ($id: ID!) { channel(key: $id) { key } node(id: $id) { id } }', { id: 5 }],
  ['an id written as a number', '{ product(channel: 1, productId: 2) { id } channel(key: 7) { key } }'],
  [
    'the nodes and the edges of a page, with its count',
    '{ products(first: 2) { nodes { __typename id } edges { node { id } } count { value precision } } stockLevels(last: 1) { nodes { id location { name } product { id } } } channels { locations { nodes { name } } } }',
  ],
  [
    'a filter and an order as variables',
    'query ($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String) { products(filter: $filter, sort: $sort, first: $first, after: $after) { nodes { id name stock { nodes { quantity } } } pageInfo { endCursor } count { value } } }',
    { filter: { channels: ['global-link'], productIds: [7], quantity: { min: 0 } }, sort: { field: 'NAME' } },
  ],
  [
    'input objects in a list',
    'query ($targets: [StockTargetInput!]!, $age: Int) { stock(targets: $targets, maxAgeMs: $age) { __typename ... on StockLevel { quantity } ... on StockUnknown { reason target { channelKey } } } }',
    {
      targets: [
        { channel: 'smaregi', productId: '567' },
        { channel: 'nowhere', productId: 1 },
      ],
      age: null,
    },
  ],
  [
    'defaults of variables',
    'query ($first: Int = 1, $no: Int = null) { operations(first: $first) { edges { node { id } } } products(first: $first, last: $no) { edges { node { id } } } }',
  ],
  [
    'defaults of variables that are given',
    'query ($first: Int = 1) { products(first: $first) { edges { node { id } } } }',
    { first: null },
  ],
  [
    'one operation of several',
    'query A { channels { key } } query B($n: Int) { products(first: $n) { edges { node { id } } } }',
    { n: 1 },
    'B',
  ],
];

const interpreted: readonly Row[] = [
  [
    'directives',
    'query ($no: Boolean!) { channels { key @skip(if: $no) vendor @include(if: $no) } }',
    { no: true },
  ],
  ['the schema', getIntrospectionQuery()],
  ['a text', '{ channel(key: "smaregi") { key } }'],
  [
    'a text among the defaults',
    'query ($id: ID = "smaregi") { products(filter: { channels: [$id] }) { edges { node { id } } } }',
  ],
  [
    'an argument with a default that is not given',
    'query ($targets: [StockTargetInput!]!) { stock(targets: $targets) { __typename ... on StockLevel { quantity } } }',
    { targets: [{ channel: 'smaregi', productId: '567' }] },
  ],
  [
    'input objects beside another field',
    'query ($filter: ProductFilter) { products(filter: $filter, first: 1) { nodes { id } } channels { id } }',
    { filter: { channels: ['smaregi'] } },
  ],
  ...['__proto__', 'constructor', 'toString', 'then', '_x', 'a_b', '__parent', '__context'].map(
    (alias): Row => [`the alias ${alias}`, `{ ${alias}: channels { ${alias}: id } }`],
  ),
  ...['__proto__', 'constructor', 'hasOwnProperty'].map(
    (name): Row => [
      `the variable ${name}`,
      `query ($${name}: Int) { products(first: $${name}) { edges { node { id } } } }`,
    ],
  ),
  ['an unknown operation name', 'query A { channels { key } } query B { channels { key } }', {}, 'C'],
  ['no name among several', 'query A { channels { key } } query B { channels { key } }'],
  ['a mutation', 'mutation { setStock(input: { items: [] }) { userErrors { code } } }'],
  [
    'more fields than are worth it',
    `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: operations { edges { node { results { edges { node { ...Outcome } } } } } }`).join(' ')} } ${outcome}`,
  ],
];

/** Compiled, with an answer of the executor because of an error. */
const withErrors: readonly Row[] = [
  [
    'an input object that is a list',
    'query ($targets: [StockTargetInput!]!, $age: Int) { stock(targets: $targets, maxAgeMs: $age) { __typename } }',
    { targets: [[]], age: 5 },
  ],
  [
    'a filter with an unknown field',
    'query ($filter: ProductFilter) { products(filter: $filter) { nodes { id } } }',
    { filter: { nothing: 1 } },
  ],
  ['a variable that is missing', 'query ($id: ID!) { channel(key: $id) { key } }'],
  [
    'a variable of another type',
    'query ($first: Int) { products(first: $first) { edges { node { id } } } }',
    { first: '1' },
  ],
  [
    'a number that is too large',
    'query ($first: Int) { products(first: $first) { edges { node { id } } } }',
    { first: 2 ** 31 },
  ],
  [
    'a cursor that the gateway did not create',
    'query ($after: String) { products(after: $after) { edges { node { id } } } }',
    { after: '__proto__' },
  ],
  [
    'null where there must be a value',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: [operationId, null] },
  ],
  ['a resolver that refuses', '{ products(first: 1000) { edges { node { id } } } channels { key } }'],
  [
    'an error that takes its list with it',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { stock { nodes { quantity channel { key } } } } } }',
    { ids: [operationId, globalId('Product', productNodeId(product('left', asChannelId('brightmall'))))] },
  ],
];

/** Names of variables that are also properties of objects. */
const oddVariables = ['__proto__', 'constructor', 'then'];

const check = async ([, text, variables, operationName]: Row) =>
  bothWays({
    document: parse(text),
    ...(variables && { variables }),
    ...(operationName && { operationName }),
  });

describe('a compiled query answers like the executor', () => {
  it.for(compiled)('%s', async (row) => {
    const { answer, expected, compiled, interpreted } = await check(row);
    expect(answer).toBe(expected);
    expect(answer).not.toContain('"errors"');
    expect({ compiled, interpreted }).toEqual({ compiled: 1, interpreted: 0 });
  });

  it('if a single value is given for a list variable, which the executor handles', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const { answer, expected, interpreted } = await check(['', query, { ids: operationId }]);
    expect(answer).toBe(expected);
    expect(answer).not.toContain('"errors"');
    expect(interpreted).toBe(1);
  });

  it.for(withErrors)('%s', async (row) => {
    const { answer, expected, compiled, interpreted } = await check(row);
    expect(answer).toBe(expected);
    expect(answer).toContain('"errors"');
    expect({ compiled, interpreted }).toEqual({ compiled: 1, interpreted: 1 });
  });

  it('counts its fields from zero when the executor runs it again', async () => {
    // The compiled run counts the images before the other read fails. Counted twice, they would exceed the limit.
    const document = parse(
      '{ products { edges { node { ... on GlobalLinkProduct { images } } } } operations { edges { node { id } } } }',
    );
    const full = fullGateway();
    const failing = { ...full.reads, operationsPage: () => Promise.reject(new Error('later')) };
    const result = await bothWays({ document, gateway: { ...full, reads: failing }, fields: 5 });
    expect(result.answer).toBe(result.expected);
    expect(result.answer).toContain('later');
    expect(result.answer).not.toContain('QUERY_TOO_COMPLEX');
    expect({ compiled: result.compiled, interpreted: result.interpreted }).toEqual({
      compiled: 1,
      interpreted: 1,
    });
  });

  it('if reads fail, at once or later', async () => {
    const document = parse(
      '{ a: products { edges { node { id } } } channels { key } operations { edges { node { id } } } }',
    );
    const failing = fullGateway();
    const gateway = {
      ...failing,
      reads: {
        ...failing.reads,
        productsPage: () => {
          throw new Error('at once');
        },
        operationsPage: () => Promise.reject(new Error('later')),
      },
    };
    const { answer, expected, interpreted } = await bothWays({ document, gateway });
    expect(answer).toBe(expected);
    expect(answer).toContain('at once');
    expect(interpreted).toBe(1);
  });
});

describe('a query that is not compiled', () => {
  it.for(interpreted)('%s', async (row) => {
    const { answer, expected, compiled, interpreted } = await check(row);
    expect(answer).toBe(expected);
    expect({ compiled, interpreted }).toEqual({ compiled: 0, interpreted: 1 });
  });
});

describe('the executor with a prepared operation answers like the executor without it', () => {
  it.for(oddVariables)('with the variable %s', async (name) => {
    const text = `query ($${name}: ID!) { products(filter: { channels: [$${name}] }) { edges { node { id } } } }`;
    for (const value of ['global-link', 'nowhere', null]) {
      const variables = JSON.parse(`{"${name}":${JSON.stringify(value)}}`);
      const { prepared, expected } = await check(['', text, variables]);
      expect(prepared).toBe(expected);
    }
  });
});
