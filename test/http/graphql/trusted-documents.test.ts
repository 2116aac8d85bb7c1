import { readFile } from 'node:fs/promises';
import { createClient as createSse } from 'graphql-sse';
import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/config/limits.ts';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { post, type Request, serve, transports } from '../serve.ts';

const manifestFile = 'examples/generated/persisted-documents.json';

const hash = 'a'.repeat(64);
const bare = 'b'.repeat(64);
const watchHash = 'c'.repeat(64);
const trustedDocuments = new Map([
  [`sha256:${hash}`, 'query ($id: ID!) { channel(key: $id) { key } }'],
  [bare, 'query A { __typename } query B { channels { key } }'],
  [watchHash, 'subscription { stockChanged { quantity } }'],
]);
const serveTrusted = () => serve(fakeGateway().gateway, { trustedDocuments });

const apollo = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const variables = { id: 'smaregi' };
const found = { data: { channel: { key: 'smaregi' } } };

describe.for(transports)('with trusted documents, over %s', ([, ask]) => {
  it.for<[how: string, request: Request]>([
    ['its id', { documentId: hash }],
    ['its id with the algorithm', { documentId: `sha256:${hash}` }],
    ['the hash of a persisted query', { extensions: apollo(hash) }],
  ])('a document named by %s runs', async ([, request]) => {
    expect(await ask(await serveTrusted(), { ...request, variables })).toMatchObject(found);
  });

  it('the text of a document does not run, even just after its id', async () => {
    const url = await serveTrusted();
    const query = trustedDocuments.get(`sha256:${hash}`) ?? '';
    for (let times = 0; times < 3; times += 1) {
      expect(await ask(url, { documentId: hash, variables })).toMatchObject(found);
      expect(await ask(url, { query, variables })).toHaveProperty(
        'errors.0.extensions.code',
        'PERSISTED_QUERY_ONLY',
      );
    }
  });

  it('the named operation of a document runs', async () => {
    const url = await serveTrusted();
    expect(await ask(url, { documentId: bare, operationName: 'A' })).toMatchObject({
      data: { __typename: 'Query' },
    });
    expect(await ask(url, { documentId: bare, operationName: 'B' })).toMatchObject({
      data: { channels: [{}, {}] },
    });
  });

  it.for<[what: string, request: Request, code: string]>([
    ['a query', { query: '{ __typename }' }, 'PERSISTED_QUERY_ONLY'],
    ['a query beside an id', { query: '{ __typename }', documentId: hash }, 'PERSISTED_QUERY_ONLY'],
    ['the text of a trusted one', { query: trustedDocuments.get(bare) ?? '' }, 'PERSISTED_QUERY_ONLY'],
    ['nothing', {}, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['an unknown id', { documentId: 'd'.repeat(64) }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an unknown hash', { extensions: apollo('d'.repeat(64)) }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['the name of an object property', { documentId: '__proto__' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['the name of an object method', { extensions: apollo('constructor') }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['a method of maps', { documentId: 'get' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an id that is no text', { documentId: 7 as never }, 'PERSISTED_QUERY_ID_REQUIRED'],
    [
      'a persisted query that is none',
      { extensions: { persistedQuery: 'x' } },
      'PERSISTED_QUERY_ID_REQUIRED',
    ],
  ])('%s is refused', async ([, request, code]) => {
    const { gateway, calls } = fakeGateway();
    const url = await serve(gateway, { trustedDocuments });
    const { data, errors } = await ask(url, request);
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([
      { message: expect.stringMatching(/ Nothing was run\.$/u), extensions: { code } },
    ]);
    expect(calls).toEqual([]);
  });

  it('a document has the limits of any other', async () => {
    const url = await serve(fakeGateway().gateway, { trustedDocuments, cost: 1 });
    expect((await ask(url, { documentId: hash, variables })).errors).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COMPLEX' } },
    ]);
  });

  it('any other subscription is refused', async () => {
    const url = await serveTrusted();
    const { errors } = await ask(url, { query: 'subscription { stockChanged { quantity } }' });
    expect(errors).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }]);
  });
});

describe('with trusted documents', () => {
  it('a GET names a document in its query string, and a refusal is 400', async () => {
    const url = await serveTrusted();
    const get = (query: Record<string, string>) =>
      fetch(`${url}/graphql?${new URLSearchParams(query)}`, {
        headers: { accept: 'application/graphql-response+json' },
      });
    const named = await get({ documentId: `sha256:${hash}`, variables: JSON.stringify(variables) });
    expect(await named.json()).toMatchObject(found);
    expect((await get({ documentId: 'x' })).status).toBe(400);
    expect((await get({ query: '{ __typename }' })).status).toBe(400);
    expect((await post(url, { query: '{ __typename }' })).status).toBe(400);
  });

  it('only a trusted subscription runs over server-sent events', async () => {
    const { gateway, stockListeners } = fakeGateway();
    const url = await serve(gateway, { trustedDocuments });
    const client = createSse({ url: `${url}/graphql`, retryAttempts: 0 });
    const open = client.iterate({ query: '', extensions: apollo(watchHash) });
    const first = open.next();
    await expect.poll(() => stockListeners.size).toBe(1);
    await open.return?.();
    await first.catch(() => null);
    const arbitrary = await post(url, { query: trustedDocuments.get(watchHash) }, 'text/event-stream');
    expect(await arbitrary.text()).toContain('PERSISTED_QUERY_ONLY');
  });

  it('GraphiQL is not served, because it could run nothing', async () => {
    const url = await serveTrusted();
    const response = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await response.text()).not.toMatch(/graphiql/iu);
  });

  it('the manifest that codegen writes for the example works', async () => {
    const { limits } = readLimits({ TRUSTED_DOCUMENTS_FILE: manifestFile });
    const url = await serve(fakeGateway().gateway, { trustedDocuments: limits?.trustedDocuments ?? null });
    const manifest = Object.entries<string>(JSON.parse(await readFile(manifestFile, 'utf8')));
    const [id = ''] = manifest.find(([, text]) => text.startsWith('mutation SetStock')) ?? [];
    const items = [{ channel: 'smaregi', productId: '1', locationId: '8', quantity: 1 }];
    const response = await post(url, { documentId: id, variables: { input: { items } } });
    expect(await response.json()).toMatchObject({ data: { setStock: { results: [] } } });
  });
});

describe('without trusted documents', () => {
  it('a document id has no meaning', async () => {
    const url = await serve(fakeGateway().gateway);
    expect((await post(url, { documentId: hash, query: '{ __typename }' })).status).toBe(400);
  });
});
