import { expect, it } from 'vitest';
import { type Access, openAccess } from '../../../src/access/access.ts';
import type { Gateway } from '../../../src/core/gateway.ts';
import { anonymousCaller, type Scope } from '../../../src/domain/caller.ts';
import { JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';
import { fullFake } from '../../graphql/execution/compiled/both.ts';
import { type Answer, type Ask, overWebSocket, post, type Request, serve } from '../serve.ts';

const none = {
  read: false,
  'stock:write': false,
  'product:write': false,
  'inventory:confirm': false,
  'sku:write': false,
  'webhook:write': false,
};

/** A gateway where every caller has only these scopes. */
const accessWith = (...scopes: readonly Scope[]): Access => ({
  ...openAccess,
  authenticate: () => ({
    ...anonymousCaller,
    scopes: { ...none, ...Object.fromEntries(scopes.map((scope) => [scope, true])) },
  }),
});

const overPost: Ask = async (url, request) => (await post(url, request)).json() as Promise<Answer>;
const overGet: Ask = async (url, { query = '', variables = {} }) => {
  const asked = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return (await fetch(`${url}/graphql?${asked}`)).json() as Promise<Answer>;
};
const overSse: Ask = async (url, request) => {
  const answer = await post(url, request, 'text/event-stream');
  const text = await answer.text();
  return JSON.parse(/^data: (?<event>\{.*\})$/mu.exec(text)?.groups?.['event'] ?? text);
};

const posts = [
  ['POST', overPost],
  ['SSE', overSse],
  ['a WebSocket', overWebSocket],
] as const;
const all = [...posts, ['GET', overGet]] as const;

const item = { channel: 'smaregi', productId: '567', locationId: '8', quantity: 4 };
const confirmation = { channel: 'brightmall', orderItemId: '1', available: true };
const stock = { items: [item] };
const confirm = { items: [confirmation] };

const both = `mutation ($stock: SetStockInput!, $confirm: ConfirmInventoryInput!) {
  a: setStock(input: $stock) { operation { id } }
  b: confirmInventory(input: $confirm) { operation { id } }
}`;
const inFragments = `mutation ($stock: SetStockInput!, $confirm: ConfirmInventoryInput!) {
  a: setStock(input: $stock) { operation { id } }
  ... { ...Rest }
}
fragment Rest on Mutation { ... on Mutation { b: confirmInventory(input: $confirm) { operation { id } } } }`;
const skipping = `mutation ($stock: SetStockInput!, $confirm: ConfirmInventoryInput!, $no: Boolean = true) {
  a: setStock(input: $stock) { operation { id } }
  ... @skip(if: $no) { b: confirmInventory(input: $confirm) @include(if: true) { operation { id } } }
}`;

const forbidden = (key: string, scope: Scope) =>
  expect.objectContaining({ path: [key], extensions: { code: 'FORBIDDEN', scope } });

it.for(posts)('A2: no mutation of a document runs if one is forbidden, over %s', async ([, ask]) => {
  const { gateway, submissions } = fullFake();
  const url = await serve(gateway, {}, { access: accessWith('stock:write') });
  const variables = { stock, confirm };
  for (const query of [both, inFragments]) {
    // Repeated so often that it would be compiled, without Yoga.
    for (let times = 0; times < 5; times += 1) {
      const answer = await ask(url, { query, variables });
      expect(answer.data).toBeNull();
      expect(answer.errors).toEqual([forbidden('b', 'inventory:confirm')]);
    }
  }
  const skipped = { query: skipping, variables: { ...variables, no: false } };
  expect((await ask(url, skipped)).errors).toEqual([forbidden('b', 'inventory:confirm')]);
  expect(submissions).toEqual([]);
  // A field that the variables skip needs no scope.
  const allowed = await ask(url, { query: skipping, variables });
  expect(allowed).toMatchObject({ data: { a: { operation: { id: expect.any(String) } } } });
  expect(submissions).toHaveLength(1);
});

it('A2: every forbidden field is named once', async () => {
  const url = await serve(fullFake().gateway, {}, { access: accessWith('product:write') });
  const { data, errors } = await overPost(url, {
    query: `${both.slice(0, -1)} ...S ...S } fragment S on Mutation { a: setStock(input: $stock) { replayed } }`,
    variables: { stock, confirm },
  });
  expect(data).toBeNull();
  expect(errors).toEqual([forbidden('a', 'stock:write'), forbidden('b', 'inventory:confirm')]);
});

it.for(all)('A2: no field of a query runs if one is forbidden, over %s', async ([, ask]) => {
  const { gateway, calls } = fullFake();
  const url = await serve(gateway, {}, { access: accessWith('stock:write') });
  const query =
    '{ __typename one: channels { key } operation(id: "x") { id } __schema { queryType { name } } }';
  for (let times = 0; times < 4; times += 1) {
    const { data, errors } = await ask(url, { query });
    expect(data).toBeNull();
    expect(errors).toEqual([forbidden('one', 'read'), forbidden('operation', 'read')]);
  }
  expect(calls).toEqual([]);
  expect(await ask(url, { query: '{ __schema { queryType { name } } }' })).not.toHaveProperty('errors');
});

it.for(posts.slice(1))('A2: no subscription begins without its scope, over %s', async ([, ask]) => {
  const { gateway, stockListeners } = fullFake();
  const url = await serve(gateway, {}, { access: accessWith('stock:write') });
  const { errors } = await ask(url, { query: 'subscription { a: stockChanged { quantity } }' });
  expect(errors).toEqual([forbidden('a', 'read')]);
  expect(stockListeners.size).toBe(0);
});

it('A2: a trusted document is checked as a whole too', async () => {
  const { gateway, submissions } = fullFake();
  const documentId = 'a'.repeat(64);
  const limits = { trustedDocuments: new Map([[documentId, both]]) };
  const url = await serve(gateway, limits, { access: accessWith('stock:write') });
  const request: Request = { documentId, variables: { stock, confirm } };
  for (const ask of [overPost, overWebSocket]) {
    expect((await ask(url, request)).errors).toEqual([forbidden('b', 'inventory:confirm')]);
  }
  expect(submissions).toEqual([]);
});

it('A2: no mutation of a document runs if the document costs too much', async () => {
  const { gateway, submissions } = fullFake();
  const url = await serve(gateway, { cost: 20 });
  const many = { items: Array.from({ length: 100 }, () => confirmation) };
  const { data, errors } = await overPost(url, { query: both, variables: { stock, confirm: many } });
  expect(data ?? null).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
  expect(submissions).toEqual([]);
});

it('A2: a forbidden document gets the status of any answer over HTTP', async () => {
  const url = await serve(fullFake().gateway, {}, { access: accessWith('stock:write') });
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const answer = await post(url, { query: both, variables: { stock, confirm } }, accept);
    expect(answer.status).toBe(200);
  }
});

/** Fails the mutations of one kind, like a journal that cannot write. */
const failing = (gateway: Gateway): Gateway => ({
  ...gateway,
  submit: (submission) =>
    submission.kind === 'INVENTORY_CONFIRMATION'
      ? Promise.reject(new JournalUnavailable('disk full'))
      : gateway.submit(submission).then((submitted) => {
          if (submitted.type === 'accepted') submission.whenAccepted?.(submitted.operation.id);
          return submitted;
        }),
});

it.for(posts)('A2: a failed mutation keeps the payload of the other one, over %s', async ([, ask]) => {
  const url = await serve(failing(fullFake().gateway));
  for (let times = 0; times < 4; times += 1) {
    const answer = await ask(url, { query: both, variables: { stock, confirm } });
    expect(answer.data).toEqual({ a: { operation: { id: 'T3BlcmF0aW9uOjM=' } }, b: null });
    expect(answer.errors).toMatchObject([{ path: ['b'], extensions: { code: 'JOURNAL_UNAVAILABLE' } }]);
    expect(answer.extensions?.['accepted']).toEqual([{ path: ['a'], operation: 'T3BlcmF0aW9uOjM=' }]);
  }
});

it.for(posts)('A2: an error inside a payload does not hide what was accepted, over %s', async ([, ask]) => {
  const url = await serve(failing(fullFake().gateway));
  const query = `mutation ($stock: SetStockInput!) {
    mine: setStock(input: $stock) { operation { id results(first: 5000) { edges { cursor } } } }
  }`;
  for (let times = 0; times < 4; times += 1) {
    const { errors, extensions } = await ask(url, { query, variables: { stock } });
    expect(errors).toHaveLength(1);
    expect(extensions?.['accepted']).toEqual([{ path: ['mine'], operation: 'T3BlcmF0aW9uOjM=' }]);
  }
});

it('A2: a mutation that a rule of the request refuses has its own payload', async () => {
  const { gateway, submissions } = fullFake();
  const url = await serve(gateway);
  const query = `mutation ($stock: SetStockInput!) {
    a: setStock(input: $stock) { operation { id } userErrors { code } }
    b: confirmInventory(input: { items: [], waitMs: 99999 }) { operation { id } userErrors { code } }
  }`;
  const answer = await overPost(url, { query, variables: { stock } });
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    a: { operation: { id: expect.any(String) }, userErrors: [] },
    b: { operation: null, userErrors: [{ code: 'NO_ITEMS' }, { code: 'INVALID_WAIT' }] },
  });
  expect(submissions.map(({ kind }) => kind)).toEqual(['STOCK_SET']);
});

const update = 'setStock(input: $stock) { operation { id } }';

/** Documents with variables that are valid, or seem so, and whose cost or arguments are unknown. */
const unknown: readonly (readonly [what: string, query: string, variables: Record<string, unknown>])[] = [
  [
    'null for a variable with a default, in a field that is skipped',
    'query ($t: [ID!] = []) { nodes(ids: $t) @skip(if: true) { id } operations(first: 100) { edges { node { id } } } }',
    { t: null },
  ],
  ['null for a variable with a default', 'query ($t: [ID!] = []) { nodes(ids: $t) { id } }', { t: null }],
  [
    'null for an entry of a list',
    'query ($t: ID = "a") { nodes(ids: ["b", $t]) { id } channels { key } }',
    { t: null },
  ],
  ['null for a directive', 'query ($no: Boolean = false) { channels { key @skip(if: $no) } }', { no: null }],
  [
    'null for a directive of a fragment in a payload',
    `mutation ($stock: SetStockInput!, $no: Boolean = false) { ${update.replace('{ id }', '{ ...F @include(if: $no) id }')} } fragment F on Operation { kind }`,
    { stock, no: null },
  ],
  [
    'null in the second mutation',
    `mutation ($stock: SetStockInput!, $q: Int = 1) { ${update} b: setStock(input: { items: [{ channel: "smaregi", productId: "1", quantity: $q }] }) { replayed } }`,
    { stock, q: null },
  ],
  ['a list for a number', 'query ($n: Int) { operations(first: $n) { edges { cursor } } }', { n: [1] }],
  ['a text for a number', 'query ($n: Int = 1) { operations(first: $n) { edges { cursor } } }', { n: '1' }],
  ['a fraction', 'query ($n: Int) { operations(first: $n) { edges { cursor } } }', { n: 1.5 }],
  ['an object for a list', 'query ($t: [ID!]!) { nodes(ids: $t) { id } }', { t: { length: 1e9 } }],
  ['nothing', 'query ($t: [ID!]!) { nodes(ids: $t) { id } }', {}],
  [
    'an item of the wrong type',
    `mutation ($stock: SetStockInput!) { ${update} }`,
    { stock: { items: [item, 5] } },
  ],
  [
    'a wrong variable that nothing needs',
    `mutation ($stock: SetStockInput!, $n: Int) { ${update} ... @skip(if: true) { c: setStock(input: { items: [], waitMs: $n }) { replayed } } }`,
    { stock, n: 'x' },
  ],
];

it.for(all)('D3: a document of unknown cost does not run, over %s', async ([way, ask]) => {
  const { gateway, calls, submissions } = fullFake();
  const url = await serve(gateway);
  for (const [what, query, variables] of unknown) {
    if (way === 'GET' && query.startsWith('mutation')) continue;
    for (let times = 0; times < 4; times += 1) {
      const { data, errors } = await ask(url, { query, variables });
      expect(data ?? null, what).toBeNull();
      expect(
        errors?.map(({ extensions }) => extensions?.['code']),
        what,
      ).toEqual(['BAD_USER_INPUT']);
    }
  }
  expect(calls).toEqual([]);
  expect(submissions).toEqual([]);
});

it('D3: a document of unknown cost is 400', async () => {
  const url = await serve(fullFake().gateway);
  for (const [what, query, variables] of unknown) {
    expect((await post(url, { query, variables })).status, what).toBe(400);
  }
});

it('D3: such variables are refused before anything too expensive runs', async () => {
  const { gateway, calls } = fullFake();
  const url = await serve(gateway, { cost: 50 });
  const query =
    'query ($t: [ID!] = []) { nodes(ids: $t) @skip(if: true) { id } operations(first: 100) { edges { node { id } } } }';
  const { data, errors } = await overPost(url, { query, variables: { t: null } });
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.message).toContain('Variable "$t" of type "[ID!]" must not be null');
  expect(await overPost(url, { query })).toMatchObject({
    errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
  });
  expect(calls).toEqual([]);
});

it('D3: a variable may have the name of an object property', async () => {
  const { gateway } = fullFake();
  const url = await serve(gateway, { cost: 50 });
  const ids = JSON.stringify(Array.from({ length: 100 }, (_, at) => String(at)));
  const query = `query ($constructor: [ID!] = ${ids}) { nodes(ids: $constructor) { id } }`;
  expect(await overPost(url, { query, variables: { constructor: 'a' } })).toMatchObject({
    data: { nodes: [null] },
  });
  // A hundred ids cost more than one.
  expect((await overPost(url, { query })).errors).toMatchObject([
    { extensions: { code: 'QUERY_TOO_COMPLEX' } },
  ]);
});
