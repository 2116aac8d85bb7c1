import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/ports/log.ts';
import { startGateway } from '../../support/gateway.ts';
import { type Answer, serve } from '../serve.ts';

/** A server, a function that sends a request, and the errors in its log. */
const start = async () => {
  const lines: unknown[] = [];
  const ignore = () => {};
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (line: unknown) => void lines.push(line),
  };
  const url = await serve((await startGateway({})).gateway, {}, { log });
  return { ask: askAt(`${url}/graphql`), lines };
};

type Asked = {
  readonly address?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly accept?: string;
};

const askAt =
  (url: string) =>
  async ({ address = '', body, accept = 'application/json' }: Asked) => {
    const response = await fetch(`${url}${address}`, {
      headers: { accept, 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body }),
    });
    return { status: response.status, text: await response.text() };
  };

const ok = `?query=${encodeURIComponent('query A { __typename }')}`;
const accepts = ['application/json', 'application/graphql-response+json', 'text/event-stream'];

const badAddresses: readonly (readonly [address: string, problem: string])[] = [
  [`${ok}&variables=undefined`, '"variables" is not valid JSON'],
  [`${ok}&variables=%7B`, '"variables" is not valid JSON'],
  [`${ok}&variables=[1]`, '"variables" must be a JSON object, but is an array'],
  [`${ok}&variables=%22%7B%7D%22`, '"variables" must be a JSON object, but is a string'],
  [`${ok}&variables=5`, '"variables" must be a JSON object, but is a number'],
  [`${ok}&extensions=x`, '"extensions" is not valid JSON'],
  [`${ok}&extensions=true`, '"extensions" must be a JSON object, but is a boolean'],
  [`${ok}%ZZ`, 'percent-encoding'],
  [`${ok}&variables=%FF`, 'percent-encoding'],
  [`${ok}&a=%E0%A4%A`, 'percent-encoding'],
  [`${ok}&query=%7Bb%7D`, '"query" is given more than once'],
  [`${ok}&variables=%7B%7D&variables=%7B%7D`, '"variables" is given more than once'],
];

const query = '"query":"query A { __typename }"';
const badBodies: readonly (readonly [body: string | Uint8Array<ArrayBuffer>, problem: string])[] = [
  ['', 'The body is not valid JSON'],
  ['{', 'The body is not valid JSON'],
  ['undefined', 'The body is not valid JSON'],
  ['5', 'must be a JSON object, but is a number'],
  ['null', 'must be a JSON object, but is null'],
  ['"x"', 'must be a JSON object, but is a string'],
  ['[]', 'Batching is not supported'],
  ['{"query":5}', 'param to be a string'],
  ['{"query":["x"]}', 'param to be a string'],
  [`{${query},"variables":[1]}`, 'but given array'],
  [`{${query},"variables":"{}"}`, 'but given string'],
  [`{${query},"variables":5}`, 'but given number'],
  [`{${query},"extensions":5}`, 'but given number'],
  [`{${query},"operationName":5}`, '"operationName" must be a string, but is a number'],
  [`{${query},"operationName":["A"]}`, '"operationName" must be a string, but is an array'],
  [`{${query},"operationName":{}}`, '"operationName" must be a string, but is an object'],
  [`{${query},"surprise":1}`, 'surprise'],
  [Uint8Array.of(0x7b, 0xff, 0x7d), 'not valid UTF-8'],
];

/** A refusal is a GraphQL error with a reason and without a stack, and the log has no error. */
const expectRefusal = ({ status, text }: { status: number; text: string }, problem: string): void => {
  expect(status).toBe(400);
  const json = text.startsWith('{') ? text : (/^data: (.*)$/mu.exec(text)?.[1] ?? '');
  const { errors, data } = JSON.parse(json) as Answer;
  expect(errors).toEqual([
    { message: expect.stringContaining(problem), extensions: { code: 'BAD_REQUEST' } },
  ]);
  expect(data).toBeUndefined();
  expect(text).not.toMatch(/\bat .*\.(?:js|ts)/u);
};

describe('the parameters of a request', () => {
  it.each(accepts)('C1: a bad parameter in the URL of a GET is refused with 400: %s', async (accept) => {
    const { ask, lines } = await start();
    for (const [address, problem] of badAddresses) {
      expectRefusal(await ask({ address, accept }), problem);
    }
    expect(lines).toEqual([]);
  });

  it.each(accepts)('C1: a bad body of a POST is refused with 400: %s', async (accept) => {
    const { ask, lines } = await start();
    for (const [body, problem] of badBodies) expectRefusal(await ask({ body, accept }), problem);
    expect(lines).toEqual([]);
  });

  it('C1: empty and null parameters count as absent', async () => {
    const { ask } = await start();
    for (const address of ['&variables=', '&variables=null', '&extensions=&operationName=', '&utm=1&utm=2']) {
      expect(await ask({ address: ok + address })).toMatchObject({ status: 200 });
    }
    const body = `{${query},"variables":null,"operationName":null,"extensions":null}`;
    expect(await ask({ body })).toMatchObject({ status: 200 });
  });

  it('C1: a blank is written as + or %20, and a parameter without = is empty', async () => {
    const { ask } = await start();
    expect(await ask({ address: '?query=query+A%20%7B__typename%7D&variables' })).toMatchObject({
      status: 200,
      text: expect.stringContaining('"Query"'),
    });
  });

  it('C2: a byte order mark before the body is skipped', async () => {
    const { ask } = await start();
    expect(await ask({ body: `\uFEFF{${query}}` })).toMatchObject({ status: 200 });
  });

  it('C1: random parameters never get an answer of 5xx or an error in the log', async () => {
    const { ask, lines } = await start();
    const value = fc.oneof(
      fc.constantFrom('', 'undefined', 'null', '{}', '[]', '%', '%00', '{"__proto__":1}', '{ __typename }'),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
      fc.json().map(encodeURIComponent),
      fc.stringMatching(/^[\w%&=+#?]{0,12}$/u),
    );
    const name = fc.constantFrom('query', 'variables', 'operationName', 'extensions', 'documentId', 'x');
    const address = fc
      .array(fc.tuple(name, value), { maxLength: 5 })
      .map((pairs) => `?${pairs.map(([key, text]) => `${key}=${text}`).join('&')}`);
    const body = fc.oneof(
      fc.json(),
      fc
        .dictionary(name, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant('{ __typename }')))
        .map((parameters) => JSON.stringify(parameters)),
    );
    const asked = fc.record(
      { address, body, accept: fc.constantFrom(...accepts) },
      { requiredKeys: ['accept'] },
    );
    await fc.assert(
      fc.asyncProperty(asked, async (one) => {
        expect((await ask(one)).status).toBeLessThan(500);
        expect(lines).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
