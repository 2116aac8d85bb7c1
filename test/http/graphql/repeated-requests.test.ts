import { describe, expect, it } from 'vitest';
import type { Gateway } from '../../../src/core/gateway.ts';
import { anonymousCaller } from '../../../src/domain/caller.ts';
import { GraphQLRequest, type GraphQLResponse } from '../../../src/http/graphql/fetch-api.ts';
import { createPipeline } from '../../../src/http/graphql/pipeline.ts';
import { createGraphQLYoga } from '../../../src/http/graphql/yoga.ts';
import { createLog } from '../../../src/lib/logging/log.ts';
import { fullFake } from '../../graphql/execution/compiled/both.ts';
import { at, item } from '../../graphql/fixtures.ts';
import { defaultLimits } from '../../support/defaults.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import { serve } from '../serve.ts';

const json = 'application/json';
const spec = 'application/graphql-response+json';

const channels = '{ channels { key } }';
const one = 'query ($id: ID!) { channel(key: $id) { key } }';
const two =
  'query A { channels { key } } mutation B($input: SetStockInput!) { setStock(input: $input) { replayed } }';
const stockItem = { channel: 'smaregi', productId: '567', locationId: '8', quantity: 4 };

const named =
  'mutation ($input: SetStockInput!) { setStock(input: $input) { results { target { channelKey } index } } }';

/** Answers with a channel whose name has more bytes than characters. */
const gateway = () => {
  const fake = fullFake();
  const queued = item(8, { state: 'QUEUED', deadline: at });
  fake.world.items.push({ ...queued, target: { ...queued.target, channel: '店—é' } });
  return fake.gateway;
};

type Sent = {
  readonly body?: unknown;
  readonly text?: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly method?: string;
  readonly path?: string;
};

const send = async (
  url: string,
  { body, text, accept, contentType = json, method = 'POST', path = '/graphql' }: Sent,
) => {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(method === 'POST' && { 'content-type': contentType }),
      ...(accept !== undefined && { accept }),
    },
    ...(method === 'POST' && { body: text ?? JSON.stringify(body) }),
  });
  const { date: _date, 'x-request-id': _id, ...headers } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, text: await answer.text() };
};

const requests: readonly (readonly [what: string, sent: Sent])[] = [
  ['a query', { body: { query: channels } }],
  ['a query with variables', { body: { query: one, variables: { id: 'smaregi' } } }],
  ['one of two operations', { body: { query: two, operationName: 'A' } }],
  ['the other, with errors', { body: { query: two, operationName: 'B', variables: { input: 5 } } }],
  ['neither', { body: { query: two } }],
  ['a name that there is not', { body: { query: two, operationName: 'C' } }],
  ['an empty name', { body: { query: two, operationName: '' } }],
  ['a name that is a number', { body: { query: two, operationName: 5 } }],
  ['nulls', { body: { query: channels, variables: null, operationName: null, extensions: null } }],
  ['extensions', { body: { query: channels, extensions: { a: 1 } } }],
  ['a parameter that there is not', { body: { query: channels, other: 1 } }],
  ['a parameter of every object', { text: `{"query":"${channels}","__proto__":{"variables":{}}}` }],
  ['variables that are a list', { body: { query: one, variables: [] } }],
  ['variables that are a text', { body: { query: one, variables: '{"id":1}' } }],
  ['variables that do not fit', { body: { query: one, variables: { id: null } } }],
  ['no variables', { body: { query: one } }],
  ['a query that is none', { body: { query: 5 } }],
  ['no query', { body: {} }],
  ['a list', { body: [{ query: channels }] }],
  ['null', { body: null }],
  ['no JSON', { text: '{"query":' }],
  ['nothing', { text: '' }],
  ['a mistake in the document', { body: { query: '{ channels {' } }],
  ['an unknown field', { body: { query: '{ nothing }' } }],
  [
    'a subscription that fails',
    { body: { query: 'subscription { operationChanged(id: "x") { sequence } }' }, accept: json },
  ],
  ['a mutation', { body: { query: two, operationName: 'B', variables: { input: { items: [stockItem] } } } }],
  [
    'a mutation with GET',
    { method: 'GET', path: `/graphql?query=${encodeURIComponent(two)}&operationName=B` },
  ],
  ['a query with GET', { method: 'GET', path: `/graphql?query=${encodeURIComponent(channels)}` }],
  ['a query in the address too', { path: '/graphql?query={__typename}', body: { query: channels } }],
  [
    'a failure inside',
    { body: { query: '{ products(first: 1000) { edges { node { id } } } channels { key } }' } },
  ],
  ['an answer beyond ASCII', { body: { query: named, variables: { input: { items: [stockItem] } } } }],
  ['a charset', { body: { query: channels }, contentType: 'application/json; charset=utf-8' }],
  ['another type in big letters', { body: { query: channels }, contentType: 'Application/JSON' }],
  ['a type and another', { body: { query: channels }, contentType: 'application/json, text/plain' }],
];

const accepts = [
  json,
  spec,
  '*/*',
  `${spec}, ${json}`,
  `${json};q=0.5, ${spec}`,
  'text/html',
  'text/event-stream',
  'application/json; charset=latin1',
];

describe('over HTTP', () => {
  it.for(requests)('%s gets the same answer at every repetition', async ([, sent]) => {
    const url = await serve(gateway());
    for (const accept of sent.accept === undefined ? accepts : [sent.accept]) {
      const given = { ...sent, accept };
      const first = await send(url, given);
      // From here on the documents are in the cache.
      for (const query of [channels, one, two])
        await send(url, {
          accept,
          body: {
            query,
            operationName: query === two ? 'A' : null,
            variables: query === one ? { id: 'smaregi' } : null,
          },
        });
      for (let times = 0; times < 3; times += 1) expect(await send(url, given), accept).toEqual(first);
    }
  });
});

type Counted = { readonly gateway?: Gateway };

/** Yoga with the pipeline, and the number of requests that it reported as failed. */
const setUp = ({ gateway: asked = gateway() }: Counted = {}) => {
  let failed = 0;
  const telemetry = {
    ...noopTelemetry,
    failed: () => {
      failed += 1;
    },
  };
  const log = createLog('silent');
  const pipeline = createPipeline({ gateway: asked, limits: defaultLimits(), telemetry, log });
  const yoga = createGraphQLYoga({ pipeline, trusted: null, telemetry, log });
  const ask = async (params: object, accept = json) => {
    const request = new GraphQLRequest({
      method: 'POST',
      headers: {},
      accepted: [accept],
      search: '',
      body: JSON.stringify(params),
      caller: anonymousCaller,
    });
    return (await yoga.handleRequest(
      request as unknown as Request,
      undefined as never,
    )) as unknown as GraphQLResponse;
  };
  return { ask, failed: () => failed };
};

describe('a document of the cache', () => {
  it.for([json, spec])('reports its errors each time, in %s', async (accept) => {
    const { ask, failed } = setUp();
    await ask({ query: one, variables: { id: 'smaregi' } }, accept);
    const first = await ask({ query: one }, accept);
    expect(first.body).toContain('"errors"');
    expect(failed()).toBe(1);
    expect(await ask({ query: one }, accept)).toEqual(first);
    expect(failed()).toBe(2);
  });

  it('runs no mutation by GET', async () => {
    const url = await serve(gateway());
    const get = { method: 'GET', path: `/graphql?query=${encodeURIComponent(two)}&operationName=B` };
    await send(url, { body: { query: two, operationName: 'A' } });
    expect(await send(url, get)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  it('masks a bug after the execution each time', async () => {
    const itemsLeftOf = () => {
      throw new Error('a secret');
    };
    const { ask } = setUp({ gateway: { ...gateway(), itemsLeftOf } });
    const first = await ask({ query: channels });
    expect(first.body).toContain('Unexpected error.');
    expect(first.body).not.toContain('a secret');
    expect(await ask({ query: channels })).toEqual(first);
  });
});
