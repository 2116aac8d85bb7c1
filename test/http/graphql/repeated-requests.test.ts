import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Gateway } from '../../../src/core/gateway.ts';
import { anonymousCaller, type Caller } from '../../../src/domain/caller.ts';
import { answerOf } from '../../../src/http/answer.ts';
import { createKnownDocuments } from '../../../src/http/graphql/documents.ts';
import { createGraphQLServer } from '../../../src/http/graphql/yoga.ts';
import { rememberSender } from '../../../src/http/senders.ts';
import { createUsualRequests } from '../../../src/http/usual-requests.ts';
import { createLog } from '../../../src/lib/log.ts';
import { fullFake } from '../../graphql/compiled/both.ts';
import { at, item } from '../../graphql/fixtures.ts';
import { untold } from '../../support/telemetry.ts';
import { defaultLimits, serve } from '../serve.ts';

const json = 'application/json';
const spec = 'application/graphql-response+json';

const channels = '{ channels { key } }';
const one = 'query ($id: ID!) { channel(key: $id) { key } }';
const two =
  'query A { channels { key } } mutation B($input: UpdateStockInput!) { updateStock(input: $input) { replayed } }';
const stockItem = { channel: 'smaregi', productId: '567', locationId: '8', quantity: 4 };

const named =
  'mutation ($input: UpdateStockInput!) { updateStock(input: $input) { results { channel index } } }';

/** Answers with a channel that has more bytes than characters. */
const gateway = () => {
  const fake = fullFake();
  fake.world.items.push({ ...item(8, { state: 'QUEUED', deadline: at }), channel: '店—é' });
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
    { body: { query: 'subscription { operation(id: "x") { sequence } }' }, accept: json },
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
  it.for(requests)('%s is answered alike however often it comes', async ([, sent]) => {
    const url = await serve(gateway());
    for (const accept of sent.accept === undefined ? accepts : [sent.accept]) {
      const given = { ...sent, accept };
      const first = await send(url, given);
      // What it takes for the usual way is known from now on.
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

const request = (more: Partial<IncomingMessage> = {}, accept = json) =>
  ({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': json, accept },
    ...more,
  }) as IncomingMessage;

const bodyOf = (params: object) => JSON.stringify(params);

/** Gives it once; a bug comes to light after that. */
const onceThen = <Value>(value: Value) => {
  let calls = 0;
  return (): Value => {
    calls += 1;
    if (calls > 1) throw new Error('a secret');
    return value;
  };
};

type Part = { readonly callerOf?: () => Caller; readonly gateway?: Gateway };

const setUp = ({ callerOf = () => anonymousCaller, gateway: asked = gateway() }: Part = {}) => {
  const documents = createKnownDocuments();
  const told: string[] = [];
  const telemetry = { ...untold, failed: () => told.push('failed') };
  const graphql = createGraphQLServer({
    gateway: asked,
    callers: { of: callerOf },
    documents,
    limits: defaultLimits(),
    trustedDocuments: null,
    telemetry,
    log: createLog('silent'),
  });
  const usual = createUsualRequests(graphql, documents, telemetry);
  /** What Yoga answers, which is learnt from. */
  const yoga = async (body: string, accept = json) => {
    const asked = new graphql.fetchAPI.Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': json, accept },
      body,
    });
    rememberSender(asked, request());
    const answer = await answerOf(await graphql.handleRequest(asked, undefined as never));
    usual.learn(request({}, accept), answer);
    return answer;
  };
  return { usual, yoga, told };
};

describe('the usual way', () => {
  it('is gone once the document and the Accept have been served', async () => {
    const { usual, yoga } = setUp();
    const body = bodyOf({ query: channels });
    expect(usual.answer(request(), body)).toBeNull();
    const answer = await yoga(body);
    expect(await usual.answer(request(), body)).toEqual(answer);
    // Each by itself.
    expect(usual.answer(request({}, spec), body)).toBeNull();
    expect(usual.answer(request(), bodyOf({ query: one }))).toBeNull();
    const other = await yoga(bodyOf({ query: one, variables: { id: 'smaregi' } }), spec);
    expect(
      await usual.answer(request({}, spec), bodyOf({ query: one, variables: { id: 'smaregi' } })),
    ).toEqual(other);
  });

  it('is not gone for anything else', async () => {
    const { usual, yoga } = setUp();
    const subscription = 'subscription { operation(id: "x") { sequence } }';
    for (const params of [{ query: channels }, { query: two, operationName: 'A' }, { query: subscription }])
      await yoga(bodyOf(params));
    const known = bodyOf({ query: channels });
    expect(usual.answer(request(), known)).not.toBeNull();
    expect(usual.answer(request(), null)).toBeNull();
    expect(usual.answer(request({ url: '/graphql?' }), known)).toBeNull();
    for (const params of [
      { query: subscription },
      { query: two },
      { query: two, operationName: 'C' },
      { query: channels, extensions: {} },
      { query: '{ channels { vendor } }' },
    ])
      expect(usual.answer(request(), bodyOf(params)), bodyOf(params)).toBeNull();
  });

  it('learns nothing from what is refused', async () => {
    const { usual, yoga } = setUp();
    await yoga(bodyOf({ query: channels }));
    await yoga(bodyOf({ query: '{ nothing }' }));
    await yoga(bodyOf({ query: '{ nothing }' }), spec);
    await yoga(bodyOf({ query: channels }), 'text/html');
    expect(usual.answer(request(), bodyOf({ query: '{ nothing }' }))).toBeNull();
    expect(usual.answer(request({}, spec), bodyOf({ query: channels }))).toBeNull();
    expect(usual.answer(request({}, 'text/html'), bodyOf({ query: channels }))).toBeNull();
  });

  it.for([json, spec])('tells of errors as Yoga does, with its status, in %s', async (accept) => {
    const { usual, yoga, told } = setUp();
    await yoga(bodyOf({ query: one, variables: { id: 'smaregi' } }), accept);
    const body = bodyOf({ query: one });
    const answer = await yoga(body, accept);
    expect(answer.text).toContain('"errors"');
    expect(told).toHaveLength(1);
    expect(await usual.answer(request({}, accept), body)).toEqual(answer);
    expect(told).toHaveLength(2);
  });

  it.for<[where: string, part: Parameters<typeof setUp>[0]]>([
    ['who asks', { callerOf: onceThen(anonymousCaller) }],
    ['what is left', { gateway: { ...gateway(), itemsLeftOf: onceThen(null) } }],
  ])('tells of a bug where it looks at %s no more than Yoga does', async ([, part]) => {
    const { usual, yoga } = setUp(part);
    const body = bodyOf({ query: channels });
    expect(await yoga(body)).toMatchObject({ status: 200 });
    const answer = await yoga(body);
    expect(answer.text).toContain('Unexpected error.');
    expect(await usual.answer(request(), body)).toEqual(answer);
  });
});
