import { GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createChannels } from '../../../../src/core/channels/channels.ts';
import type { Gateway } from '../../../../src/core/gateway.ts';
import type { Caller } from '../../../../src/domain/caller.ts';
import { JournalUnavailable } from '../../../../src/ports/journal/journal-unavailable.ts';
import { caller, callerOf, client } from '../../fixtures.ts';
import type { Variables } from '../../run.ts';
import { bothWays, fullFake } from './both.ts';

const stockItem = { channel: 'smaregi', productId: 567, locationId: '8', quantity: 4 };
const input = { items: [stockItem] };

const confirmation = { channel: 'smaregi', orderItemId: '1', available: true };

type Row = readonly [what: string, document: string, variables?: Variables];

/** Resolved once and answered by compiled code. */
const compiled: readonly Row[] = [
  [
    'what most ask',
    `mutation SetStock($input: SetStockInput!) { setStock(input: $input) { operation { id status } results { __typename index status ... on StockApplied { stock { quantity observedAt } } ... on ItemFailure { code message } } userErrors { code } replayed } }`,
  ],
  ['an alias', 'mutation ($input: SetStockInput!) { set: setStock(input: $input) { __typename replayed } }'],
  [
    'fragments on the payload',
    'mutation ($input: SetStockInput!) { setStock(input: $input) { ...Parts } } fragment Parts on MutationPayload { ...More operation { vendorRequests { rows channelKey } } } fragment More on SetStockPayload { results { index ... on ItemSuperseded { by { kind } } } }',
  ],
  [
    'variables for what is below',
    'mutation ($input: SetStockInput!, $first: Int = 2, $before: String) { setStock(input: $input) { operation { results(first: $first, before: $before) { nodes { index } edges { node { index } } } } } }',
  ],
  [
    'a variable that is left out',
    'mutation ($input: SetStockInput!, $after: String) { setStock(input: $input) { operation { results(after: $after) { edges { node { index } } } } } }',
  ],
  [
    'another mutation',
    'mutation ($input: ConfirmInventoryInput!) { confirmInventory(input: $input) { results { index target { channelKey channel { key } orderItemId } } } }',
    { input: { items: [confirmation], idempotencyKey: 'k', waitMs: 0 } },
  ],
];

/** Fields of the results that come from the values of the change. */
const changes = `target { channelKey channel { key currency } productId locationId orderItemId }
  change { __typename
    ... on StockQuantityChange { quantity soldOut options { optionId quantity } memo observedAt }
    ... on ProductReplacement { name brand price { amount currency } discountedPrice { amount } stockQuantity }
    ... on InventoryConfirmation { available unavailableReason memo supplyPrice { quantity } } }`;

/** Never compiled. */
const interpreted: readonly Row[] = [
  [
    'two fields',
    'mutation ($input: SetStockInput!) { a: setStock(input: $input) { replayed } b: __typename }',
  ],
  [
    'the same field twice',
    'mutation ($input: SetStockInput!) { setStock(input: $input) { replayed } setStock(input: $input) { results { index } } }',
  ],
  ['no field of its own', 'mutation { __typename }'],
  [
    'a field in a fragment',
    'mutation ($input: SetStockInput!) { ... on Mutation { setStock(input: $input) { replayed } } }',
  ],
  [
    'arguments that are written out',
    'mutation ($items: [StockQuantityInput!]!) { setStock(input: { items: $items }) { replayed } }',
    { items: [stockItem] },
  ],
  [
    'a directive on the field',
    'mutation ($input: SetStockInput!, $no: Boolean = false) { setStock(input: $input) @skip(if: $no) { replayed } }',
  ],
  [
    'a directive below',
    'mutation ($input: SetStockInput!, $no: Boolean = true) { setStock(input: $input) { replayed @skip(if: $no) results { index } } }',
  ],
  [
    'an alias of the compiler',
    'mutation ($input: SetStockInput!) { __proto__: setStock(input: $input) { replayed } }',
  ],
  [
    'a literal as the default of the input',
    'mutation ($input: SetStockInput! = { items: [{ channel: "a_b", productId: "\\"", quantity: 1 }] }) { setStock(input: $input) { replayed } }',
    { input: undefined },
  ],
  [
    'a text below',
    'mutation ($input: SetStockInput!) { setStock(input: $input) { operation { results(after: "a_b") { edges { node { index } } } } } }',
  ],
];

const target = `mutation ($input: SetStockInput!) { setStock(input: $input) { results { __typename ${changes} ... on StockApplied { stock { id location { name } product { id } } } ... on ProductApplied { product { __typename id price { amount currency } ... on GlobalLinkProduct { brand freeShippingThreshold { amount } } stock(first: 1) { nodes { id pending } pageInfo { hasNextPage } } options { price { amount } stock { id } } } } ... on OutcomeUnknown { message vendorCode } ... on VendorUnavailable { retryAfterMs } } } }`;

const one =
  'mutation ($input: SetStockInput!) { setStock(input: $input) { results { index } userErrors { code path } } }';

/** The executor handles it before anything runs, because it has the error messages. */
const unread: readonly Row[] = [
  ['nothing', one, { input: undefined }],
  ['null', one, { input: null }],
  ['a list', one, { input: [] }],
  ['a text', one, { input: 'items' }],
  ['an input without items', one, { input: {} }],
  ['an unknown field', one, { input: { ...input, extra: 1 } }],
  ['a property of every object', one, { input: JSON.parse('{"items":[],"__proto__":{"waitMs":5}}') }],
  ['an item without a channel', one, { input: { items: [{ productId: '1', quantity: 1 }] } }],
  ['an item that is null', one, { input: { items: [stockItem, null] } }],
  ['a quantity with a fraction', one, { input: { items: [{ ...stockItem, quantity: 1.5 }] } }],
  ['an invalid time', one, { input: { items: [{ ...stockItem, observedAt: 'soon' }] } }],
];

type How = { readonly as?: Caller; readonly gateway?: (full: Gateway) => Gateway };

const check = async ([, text, variables]: Row, { as, gateway = (full) => full }: How = {}) => {
  const fake = fullFake();
  const given = { input, ...variables };
  if (given.input === undefined) Reflect.deleteProperty(given, 'input');
  return bothWays({
    document: parse(text),
    variables: given,
    gateway: gateway(fake.gateway),
    submissions: fake.submissions,
    ...(as && { as }),
  });
};

describe('a mutation reaches the gateway once, and is answered like by the executor', () => {
  it.for(compiled)('compiled: %s', async (row) => {
    const { answer, expected, compiled, interpreted, submitted } = await check(row);
    expect(answer).toBe(expected);
    expect(answer).not.toContain('"errors"');
    expect({ compiled, interpreted, submitted }).toEqual({ compiled: 1, interpreted: 0, submitted: 1 });
  });

  it('compiled: targets, changes, prices and nodes of the results', async () => {
    const { answer, expected, compiled, interpreted } = await check(['', target]);
    expect(answer).toBe(expected);
    expect(answer).not.toContain('"errors"');
    for (const name of [
      'StockQuantityChange',
      'ProductReplacement',
      'InventoryConfirmation',
      '"currency":"KRW"',
    ])
      expect(answer).toContain(name);
    expect({ compiled, interpreted }).toEqual({ compiled: 1, interpreted: 0 });
  });

  it('a price of a channel that is not configured any longer fails at its field, and its neighbours stay', async () => {
    const closed = (full: Gateway): Gateway => ({ ...full, channels: createChannels([]) });
    const { answer, expected, interpreted, submitted } = await check(['', target], { gateway: closed });
    expect(answer).toBe(expected);
    const { data, errors } = JSON.parse(answer);
    expect(errors[0]).toMatchObject({ extensions: { code: 'UNKNOWN_CHANNEL' } });
    expect(data.setStock.results).toMatchObject([
      { __typename: 'StockApplied', change: { quantity: 40 }, target: { channel: null } },
      { __typename: 'ProductApplied', change: null, product: { price: null, brand: 'Plain' } },
      { __typename: 'VendorUnavailable', retryAfterMs: 7000 },
      ...[{}, {}, {}, {}],
    ]);
    expect({ interpreted, submitted }).toEqual({ interpreted: 1, submitted: 1 });
  });

  it.for(interpreted)('interpreted through: %s', async (row) => {
    const { answer, expected, compiled, interpreted } = await check(row);
    expect(answer).toBe(expected);
    expect({ compiled, interpreted }).toEqual({ compiled: 0, interpreted: 1 });
  });

  it.for(unread)('not run at all: %s for the input', async (row) => {
    const { answer, expected, compiled, interpreted, submitted } = await check(row);
    expect(answer).toBe(expected);
    expect(answer).toContain('"errors"');
    expect({ compiled, interpreted, submitted }).toEqual({ compiled: 1, interpreted: 1, submitted: 0 });
  });

  it('a single value for a list, which the executor handles', async () => {
    const { answer, expected, interpreted, submitted } = await check([
      '',
      one,
      { input: { items: stockItem } },
    ]);
    expect(answer).toBe(expected);
    expect(answer).not.toContain('"errors"');
    expect({ interpreted, submitted }).toEqual({ interpreted: 1, submitted: 1 });
  });

  it('a broken rule of the request is answered in the payload', async () => {
    const { answer, expected, interpreted, submitted } = await check([
      '',
      one,
      { input: { items: [], waitMs: -1 } },
    ]);
    expect(answer).toBe(expected);
    expect(answer).toContain('INVALID_WAIT');
    expect({ interpreted, submitted }).toEqual({ interpreted: 0, submitted: 0 });
  });

  it('a missing scope is refused, with the place in the document', async () => {
    const as = callerOf(client, { scopes: { ...caller.scopes, 'stock:write': false } });
    const { answer, expected, interpreted, submitted } = await check(['', one], { as });
    expect(answer).toBe(expected);
    expect(answer).toContain('FORBIDDEN');
    expect({ interpreted, submitted }).toEqual({ interpreted: 1, submitted: 0 });
  });

  it.for([
    ['the journal cannot be written', new JournalUnavailable('full')],
    ['the gateway throws', new Error('a bug')],
    ['the gateway throws a GraphQLError', new GraphQLError('no', { extensions: { code: 'X' } })],
  ] as const)('%s: is reported, and the mutation does not run again', async ([, error]) => {
    let calls = 0;
    const gateway = (full: Gateway): Gateway => ({
      ...full,
      submit: () => {
        calls += 1;
        return Promise.reject(error);
      },
    });
    const { answer, expected, interpreted } = await check(['', one], { gateway });
    expect(answer).toBe(expected);
    expect(answer).toContain('"errors"');
    expect(interpreted).toBe(1);
    // Once for the compiled answer. The other three are for the answers of the executor.
    expect(calls).toBe(4);
  });

  it('a failed read below: the payload is the same, and the mutation does not run again', async () => {
    const gateway = (full: Gateway): Gateway => ({
      ...full,
      reads: { ...full.reads, requestsOf: () => Promise.reject(new Error('no disk')) },
    });
    const text =
      'mutation ($input: SetStockInput!) { setStock(input: $input) { replayed operation { id vendorRequests { rows } } results { index } } }';
    const { answer, expected, interpreted, submitted } = await check(['', text], { gateway });
    expect(answer).toBe(expected);
    expect(answer).toContain('no disk');
    expect({ interpreted, submitted }).toEqual({ interpreted: 1, submitted: 1 });
  });
});
