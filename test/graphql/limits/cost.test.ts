import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/config/limits.ts';
import { sandboxTabs } from '../../../src/graphql/examples/sandbox-tabs.ts';
import { createCosts } from '../../../src/graphql/limits/cost.ts';
import { SetStock } from '../../e2e/documents.ts';
import { globalLinkStock, product } from '../../support/items.ts';

const most = readLimits({}).limits?.cost ?? 0;

type Variables = { readonly [name: string]: unknown };
const costOf = (text: string, variables: Variables = {}, operationName?: string): number | null =>
  createCosts().of({ document: parse(text), variableValues: variables, operationName });

describe('the cost of a query', () => {
  it.for<[what: string, text: string, cost: number, variables?: Variables]>([
    ['a field', '{ __typename }', 1],
    ['a field for each', '{ operation(id: "x") { id kind status } }', 4],
    ['a page by its length', '{ operations(first: 7) { edges { node { id } } } }', 1 + 7 * 3],
    ['a page from its end', '{ products(last: 7) { edges { node { id } } } }', 1 + 7 * 3],
    ['a page by its default length', '{ operations { edges { cursor } } }', 1 + 20 * 2],
    ['a page by a variable', 'query ($n: Int) { operations(first: $n) { edges { cursor } } }', 11, { n: 5 }],
    ['a page by a default', 'query ($n: Int = 3) { operations(first: $n) { edges { cursor } } }', 7],
    [
      'a page over the maximum as the longest page',
      '{ operations(first: 2147483647) { edges { cursor } } }',
      1 + 100 * 2,
    ],
    ['a negative page as an empty one', '{ operations(first: -5) { edges { cursor } } }', 1],
    [
      'pages in pages',
      '{ operations(first: 10) { edges { node { results(first: 1000) { edges { cursor } } } } } }',
      1 + 10 * (1 + 1 + 1 + 1000 * 2),
    ],
    [
      'the nodes of a page like its edges',
      '{ products(first: 7) { nodes { id } edges { node { id } } } }',
      1 + 7 * 5,
    ],
    ['a count once', '{ products(first: 0) { count { value precision } } }', 1],
    ['a page of stock', '{ stockLevels(last: 5) { nodes { id quantity } } }', 1 + 5 * 3],
    [
      'a page of stock in an order without an index',
      '{ stockLevels(last: 5, sort: { field: QUANTITY }) { nodes { id } } }',
      10_000 + 5 * 2,
    ],
    [
      'a page of stock of every product',
      '{ products(first: 3) { nodes { stock(first: 4) { nodes { id } } } } }',
      1 + 3 * (1 + 1 + 4 * 2),
    ],
    [
      'a page of the history of every level',
      '{ stockLevels(first: 3) { nodes { history(last: 4) { nodes { at } } } } }',
      1 + 3 * (1 + 1 + 4 * 2),
    ],
    [
      'the history by its default length',
      '{ stockLevels(first: 3) { nodes { history { nodes { at } } } } }',
      1 + 3 * (1 + 1 + 20 * 2),
    ],
    [
      'the stores of channels',
      '{ channel(key: "a") { locations(first: 6) { nodes { id } } } }',
      1 + 1 + 6 * 2,
    ],
    [
      'stock by its targets',
      'query ($targets: [StockTargetInput!]!) { stock(targets: $targets) { ... on StockLevel { quantity } } }',
      1 + 3,
      { targets: ['a', 'b', 'c'].map((productId) => ({ channel: 'c', productId })) },
    ],
    [
      'a filter not at all',
      'query ($filter: ProductFilter) { products(filter: $filter, first: 2) { nodes { id } } }',
      1 + 2 * 2,
      { filter: { productIds: ['a', 'b', 'c'] } },
    ],
    ['ids by their number', '{ nodes(ids: ["a", "b", "c"]) { id } }', 4],
    ['ids by a variable', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', 3, { ids: ['a', 'b'] }],
    ['aliases again', '{ a: nodes(ids: ["a", "b"]) { id } b: nodes(ids: ["a", "b"]) { id } }', 6],
    [
      'fragments where they are spread',
      '{ channel(key: "a") { ...F } } fragment F on Channel { id vendor }',
      3,
    ],
  ])('counts %s', ([, text, cost, variables]) => {
    expect(costOf(text, variables)).toBe(cost);
  });

  it('counts every field of a mutation once per item, in variables or in the document', () => {
    const item = { channel: 'global-link', productId: 'p', quantity: 1 };
    const written = '{ channel: "global-link", productId: "p", quantity: 1 }';
    const whole = 'mutation ($input: SetStockInput!) { setStock(input: $input) { results { index } } }';
    const list =
      'mutation ($items: [StockQuantityInput!]!) { setStock(input: { items: $items }) { results { index } } }';
    const none = `mutation { setStock(input: { items: [${written} ${written}] }) { results { index } } }`;
    expect(costOf(whole, { input: { items: [item, item] } })).toBe(5);
    expect(costOf(list, { items: [item, item] })).toBe(5);
    expect(costOf(none)).toBe(5);
  });

  it('is the cost of the operation that runs', () => {
    const text =
      'query A { operations(first: 9) { edges { cursor } } } query B { channel(key: "a") { key } }';
    expect(costOf(text, {}, 'A')).toBe(19);
    expect(costOf(text, {}, 'B')).toBe(2);
    expect(costOf(text, {}, 'constructor')).toBeNull();
    expect(costOf(text)).toBeNull();
  });

  it('is unknown if the variables are invalid', () => {
    expect(costOf('query ($n: Int!) { operations(first: $n) { edges { cursor } } }')).toBeNull();
    expect(costOf('query ($n: Int) { operations(first: $n) { edges { cursor } } }', { n: 'x' })).toBeNull();
  });

  it('is computed for the variables of each call', () => {
    const costs = createCosts();
    const document = parse(
      'query ($n: Int, $ids: [ID!]!) { operations(first: $n) { edges { cursor } } nodes(ids: $ids) { id } }',
    );
    const of = (variableValues: Variables) => costs.of({ document, variableValues });
    expect(of({ n: 1, ids: [] })).toBe(4);
    expect(of({ n: 90, ids: [] })).toBe(182);
    expect(of({ n: 1, ids: ['a'] })).toBe(5);
    expect(of({ n: 1, ids: [] })).toBe(4);
    expect(of({ n: null, ids: [] })).toBe(42);
    expect(of({ ids: [] })).toBe(42);
  });

  it.for([
    ['items', 'SetStockInput', 'setStock(input: $input) { results { index } }'],
    ['targets', 'RepairDriftInput', 'repairDrift(input: $input) { results { index } }'],
    ['codes', 'DeleteSkusInput', 'deleteSkus(input: $input) { deletedCodes }'],
  ] as const)('is computed for each number of %s in one variable', ([name, type, field]) => {
    const costs = createCosts();
    const document = parse(`mutation ($input: ${type}!) { ${field} }`);
    const entry = name === 'codes' ? 'A' : { channel: 'c', productId: 'p', quantity: 1 };
    const { quantity: _, ...target } = { quantity: 1, ...(entry as object) };
    const one = name === 'targets' ? target : entry;
    const of = (count: number) =>
      costs.of({ document, variableValues: { input: { [name]: Array.from({ length: count }, () => one) } } });
    const [many, single] = [of(60), of(1)];
    expect(many).toBeGreaterThan(60);
    expect(single).toBeLessThan(10);
    expect(of(60)).toBe(many);
  });

  it('is computed fast for fragments that multiply', () => {
    const fragments = Array.from(
      { length: 200 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    );
    const bomb = `{ ...F0 } ${fragments.join(' ')} fragment F200 on Query { __typename }`;
    expect(costOf(bomb)).toBeGreaterThan(1e50);
  });
});

/** Every field of every result of a product, except the operation that superseded it. */
const everything = `mutation ($input: ReplaceProductsInput!) {
  replaceProducts(input: $input) {
    operation { id kind status createdAt completedAt sequence itemCount appliedCount failedCount supersededCount
      unknownCount pendingCount vendorRequests { channelKey rows attempt sentAt answeredAt httpStatus outcome } }
    results {
      __typename index status target { channelKey productId } change { ... on ProductReplacement { name price { amount currency } stockQuantity } }
      ... on ProductApplied { shopType vendorUpdatedAt product { ...Whole } }
      ... on ItemPending { stage deadline }
      ... on ItemSuperseded { by { id } }
      ... on ItemFailure { code message retryable mayHaveApplied vendorCode vendorMessage }
      ... on InvalidItem { path }
      ... on VendorUnavailable { retryAfterMs }
    }
    userErrors { code message path limit provided retryAfterMs }
    replayed
  }
}
fragment Whole on GlobalLinkProduct {
  id channel { key } productId name brand mainImage images detailImages price { ...Price } discountedPrice { ...Price }
  domesticShippingFee { ...Price } freeShippingThreshold { ...Price }
  stockQuantity exportProhibited exportProhibitedReason sourceUrl observedAt
  optionGroups { type names { groupOptionId name } options { ...Option } }
  options { optionId stock { quantity } }
  stock(first: 1) { nodes { channel { key } productId locationId optionId quantity soldOut observedAt source pending } }
}
fragment Price on Money { amount currency }
fragment Option on ProductOption {
  optionId names { groupOptionId name } price { ...Price } order minPurchase maxPurchase
}`;

describe('within the default cost', () => {
  it('allows everything about a thousand items', () => {
    const items = Array.from({ length: 1000 }, (_, at) => globalLinkStock(`p-${at}`, at));
    expect(costOf(String(SetStock), { input: { items } })).toBeLessThanOrEqual(most);
    const products = Array.from({ length: 1000 }, (_, at) => product(`p-${at}`));
    expect(costOf(everything, { input: { items: products } })).toBeLessThanOrEqual(most);
  });

  it('allows the introspection of GraphiQL, and every example', () => {
    expect(costOf(getIntrospectionQuery())).toBeLessThanOrEqual(most);
    for (const { query, variables } of sandboxTabs) {
      expect(costOf(query, variables ? JSON.parse(variables) : {})).toBeLessThanOrEqual(most);
    }
  });

  it('refuses the introspection under twenty names', () => {
    const types = 'types { name description fields { name description args { name description } } }';
    const names = (count: number) =>
      `{ ${Array.from({ length: count }, (_, at) => `s${at}: __schema { ${types} }`).join(' ')} }`;
    expect(costOf(names(5))).toBeLessThanOrEqual(most);
    expect(costOf(names(20))).toBeGreaterThan(most);
    const spread = `{ ${Array.from({ length: 20 }, (_, at) => `...F${at}`).join(' ')} }
      ${Array.from({ length: 20 }, (_, at) => `fragment F${at} on Query { s${at}: __schema { ${types} } }`).join('\n')}`;
    expect(costOf(spread)).toBe(costOf(names(20)));
  });

  it('refuses a hundred operations with a thousand results each', () => {
    const deep =
      '{ operations(first: 100) { edges { node { id results(first: 1000) { edges { node { index } } } } } } }';
    expect(costOf(deep)).toBeGreaterThan(most);
  });
});
