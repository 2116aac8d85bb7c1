import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptedTypes,
  answerTypes,
  contentTypeProblem,
  parseMediaType,
} from '../../../src/http/graphql/media-types.ts';
import { send } from '../../security/ask.ts';
import { startGateway } from '../../support/gateway.ts';
import { serve } from '../serve.ts';

const [json, graphql, events] = answerTypes;
const body = '{"query":"{ __typename }"}';

const accepted = [
  'application/json',
  'Application/JSON',
  'APPLICATION/JSON;CHARSET=UTF-8',
  'application/json ; charset=utf-8',
  'application/json\t;\tcharset="utf-8"',
  'application/json; charset=utf8',
  'application/json; charset="ut\\f-8"',
  'application/json;',
  'application/json;; charset=utf-8 ;',
  'application/json; profile="a;b,\\"c"; v=1',
];

const refused: readonly (readonly [contentType: string, problem: string])[] = [
  ['text/plain', 'not supported'],
  ['application/x-www-form-urlencoded', 'not supported'],
  ['multipart/form-data; boundary=x', 'not supported'],
  ['application/jsonp', 'not supported'],
  ['application/graphql', 'not supported'],
  ['application/json; charset=iso-8859-1', 'charset'],
  ['application/json; charset="utf-16"', 'charset'],
  ['application/json, text/plain', 'not a valid media type'],
  ['application/json charset=utf-8', 'not a valid media type'],
  ['application/json; charset', 'not a valid media type'],
  ['application/json; charset="utf-8', 'not a valid media type'],
  ['json', 'not a valid media type'],
  ['', 'not a valid media type'],
];

describe('the content type of a request', () => {
  it('C2: is JSON in every spelling of the media type', async () => {
    const url = await serve((await startGateway({})).gateway);
    for (const contentType of accepted) {
      const sent = { method: 'POST', headers: { 'content-type': contentType }, body };
      // The first request is parsed. Later ones use a cache.
      for (const _way of ['parsed', 'known', 'known']) {
        const { status, json: answer } = await send(`${url}/graphql`, sent);
        expect([contentType, status, answer?.data]).toEqual([contentType, 200, { __typename: 'Query' }]);
      }
    }
  });
  it('C2: is refused with 415 if it is another one, and the answer names the right one', async () => {
    const url = await serve((await startGateway({})).gateway);
    for (const [contentType, problem] of refused) {
      const sent = { method: 'POST', headers: { 'content-type': contentType }, body };
      const { status, headers, json: answer } = await send(`${url}/graphql`, sent);
      expect([contentType, status, headers['accept-post']]).toEqual([contentType, 415, 'application/json']);
      expect(answer?.errors?.[0]?.message).toContain(problem);
      expect(answer?.errors?.[0]?.message).toContain('"Content-Type: application/json"');
    }
  });

  it('C2: is refused with 415 for a POST without one, or with a content coding', async () => {
    const url = await serve((await startGateway({})).gateway);
    const none = await send(`${url}/graphql`, { method: 'POST', body });
    expect([none.status, none.text.includes('no Content-Type')]).toEqual([415, true]);
    const coded = { 'content-type': json, 'content-encoding': 'br' };
    const packed = await send(`${url}/graphql`, { method: 'POST', headers: coded, body });
    expect([packed.status, packed.headers['accept-encoding']]).toEqual([415, 'identity']);
    const plain = { 'content-type': json, 'content-encoding': 'Identity' };
    expect((await send(`${url}/graphql`, { method: 'POST', headers: plain, body })).status).toBe(200);
  });

  it('C2: is read in every spelling of RFC 9110, and no text is slow or throws', () => {
    const blank = fc.stringMatching(/^[ \t]{0,3}$/u);
    const cased = (text: string) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((upper) =>
          Array.from(text, (letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''),
        );
    const quoted = fc.stringMatching(/^[a-z;,= ]{0,8}$/u).map((text) => `x="${text}"`);
    const parameter = fc.oneof(cased('charset=utf-8'), cased('charset="utf-8"'), fc.constant(''), quoted);
    const valid = fc
      .tuple(cased('application/json'), fc.array(fc.tuple(blank, blank, parameter), { maxLength: 4 }))
      .map(([type, rest]) => type + rest.map(([a, b, text]) => `${a};${b}${text}`).join(''));
    fc.assert(fc.property(valid, (text) => contentTypeProblem(text) === null));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseMediaType(text);
        acceptedTypes(text);
      }),
    );
    for (const text of [`a/b${';'.repeat(16_000)}x`, `a/b;x="${'\\"'.repeat(8_000)}`, '"'.repeat(16_000)]) {
      const begun = performance.now();
      parseMediaType(text);
      acceptedTypes(text);
      expect(performance.now() - begun).toBeLessThan(500);
    }
  });
});

describe('the media types that a client accepts', () => {
  it.each<readonly [accept: string | undefined, types: readonly string[]]>([
    [undefined, [json, graphql, events]],
    ['', [json, graphql, events]],
    ['*/*', [json, graphql, events]],
    ['application/*', [json, graphql]],
    ['Application/JSON', [json]],
    ['application/json ; charset="utf-8" ; q=1', [json]],
    ['application/json;charset=utf-16', []],
    ['text/plain, image/*', []],
    ['application/json;q=0.5, application/graphql-response+json', [graphql, json]],
    ['application/json;q=0.5,application/graphql-response+json;Q=0.501', [graphql, json]],
    ['*/*;q=0.1, text/event-stream', [events, json, graphql]],
    ['application/json;q=0, */*', [graphql, events]],
    ['*/*;q=0', []],
    ['application/graphql-response+json, application/json', [graphql, json]],
    ['x/y;p="a,b", application/json', [json]],
    ['application/json;q=2', [json]],
    [',, application/json ,', [json]],
  ])('C2: %s lists them in order', (accept, types) => {
    expect(acceptedTypes(accept)).toEqual(types);
  });

  it('C2: a request that accepts none of them is refused with 406, and does not run', async () => {
    const { gateway, sent: toVendor } = await startGateway({});
    const url = await serve(gateway);
    const query =
      'mutation { setStock(input: { items: [{ channel: "shop", productId: "1", quantity: 1 }] }) { replayed } }';
    for (const accept of ['text/html;q=0.9', 'multipart/mixed', 'application/json;q=0']) {
      const headers = { 'content-type': json, accept };
      const sent = { method: 'POST', headers, body: JSON.stringify({ query }) };
      const { status, json: answer } = await send(`${url}/graphql`, sent);
      expect([status, answer?.errors?.[0]?.message]).toEqual([
        406,
        expect.stringContaining(`Accept ${json}`),
      ]);
    }
    expect(toVendor).toEqual([]);
  });

  it('C2: a subscription that accepts no event stream is refused with 406, and the answer names it', async () => {
    const url = await serve((await startGateway({})).gateway);
    const headers = { 'content-type': json, accept: json };
    const asked = JSON.stringify({ query: 'subscription { stockChanged { quantity } }' });
    const { status, json: answer } = await send(`${url}/graphql`, { method: 'POST', headers, body: asked });
    expect([status, answer?.errors?.[0]?.message]).toEqual([
      406,
      expect.stringContaining(`Accept ${events}`),
    ]);
  });
});
