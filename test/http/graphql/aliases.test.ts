import { expect, it } from 'vitest';
import { anonymousClient } from '../../../src/domain/ids.ts';
import { fullFake } from '../../graphql/execution/compiled/both.ts';
import { operation } from '../../graphql/fixtures.ts';
import { type Ask, overWebSocket, post, serve } from '../serve.ts';

/** Names with a meaning in JavaScript, promises or JSON. */
const worst = ['then', '__proto__', 'constructor', 'toJSON'];
const names = [
  ...worst,
  ...['catch', 'finally', 'prototype', 'toString', 'valueOf'],
  ...['hasOwnProperty', 'isPrototypeOf', '__defineGetter__', '__lookupGetter__', 'Symbol', 'next', 'return'],
  ...['throw', 'done', 'value', 'length', 'data', 'errors', 'extensions', 'nodeType', 'message'],
];

const overPost: Ask = async (url, request) => (await post(url, request)).json() as ReturnType<Ask>;
const overGet: Ask = async (url, { query = '' }) =>
  (await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)).json() as ReturnType<Ask>;
/** The first event of an event stream. */
const overSse: Ask = async (url, request) => {
  const text = await (await post(url, request, 'text/event-stream')).text();
  return JSON.parse(/^data: (?<event>\{.*\})$/mu.exec(text)?.groups?.['event'] ?? 'null');
};

const ways = [
  ['POST', overPost],
  ['GET', overGet],
  ['SSE', overSse],
  ['a WebSocket', overWebSocket],
] as const;

/** The same result with its keys as entries. In an object, a key `__proto__` cannot be seen. */
const keysOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(keysOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, one]) => [key, keysOf(one)]);
};

const stock = (alias: string, below: string) =>
  `mutation { ${alias}setStock(input: { items: [{ channel: "smaregi", productId: "1", quantity: 1 }] }) { ${below} } }`;

/** Documents with an alias at every level, and the same without, whose answer has the plain names. */
const documents = (alias: string): readonly (readonly [aliased: string, plain: string])[] => [
  [`{ ${alias}: __typename }`, '{ __typename }'],
  [`{ ${alias}: channels { ${alias}: vendor } }`, '{ channels { vendor } }'],
  [
    `{ ${alias}: channel(key: "smaregi") { ${alias}: health { ${alias}: status } } }`,
    '{ channel(key: "smaregi") { health { status } } }',
  ],
  [
    `{ ${alias}: products(first: 1) { ${alias}: edges { ${alias}: node { ${alias}: name } } } }`,
    '{ products(first: 1) { edges { node { name } } } }',
  ],
  [stock(`${alias}: `, `${alias}: replayed`), stock('', 'replayed')],
  [
    stock(
      `${alias}: `,
      `${alias}: operation { ${alias}: results(first: 1) { ${alias}: edges { ${alias}: cursor } } }`,
    ),
    stock('', 'operation { results(first: 1) { edges { cursor } } }'),
  ],
];

const renamed = (value: unknown, alias: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, alias));
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([, one]) => [alias, renamed(one, alias)]);
};

it.for(ways)('C4: every alias works over %s, however often the query is sent', async ([way, ask]) => {
  const url = await serve(fullFake().gateway);
  for (const alias of way === 'POST' ? names : worst) {
    for (const [aliased, plain] of documents(alias)) {
      if (way === 'GET' && plain.startsWith('mutation')) continue;
      const { data } = await ask(url, { query: plain });
      // It is compiled at the third time.
      for (let times = 0; times < 4; times += 1) {
        const answer = await ask(url, { query: aliased });
        expect(answer.errors, aliased).toBeUndefined();
        expect(keysOf(answer.data), aliased).toEqual(renamed(data, alias));
      }
    }
  }
});

it.for(ways.slice(2))('C4: every alias works in a subscription over %s', async ([, ask]) => {
  const fake = fullFake();
  const own = operation(1, { client: anonymousClient });
  fake.world.operations = [own];
  const url = await serve(fake.gateway);
  for (const alias of names) {
    fake.world.events = (async function* () {
      yield { sequence: 4, operation: own, items: [], completed: true };
    })();
    const { data, errors } = await ask(url, {
      query: `subscription { ${alias}: operationChanged(id: "T3BlcmF0aW9uOjE=") { ${alias}: sequence } }`,
    });
    expect(errors, alias).toBeUndefined();
    expect(keysOf(data)).toEqual([[alias, [[alias, 4]]]]);
  }
});
