import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { maxWaitMs } from '../../../src/graphql/mutations/request.ts';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { defaultLimits } from '../../support/defaults.ts';
import { post, serve, transports } from '../serve.ts';

const items = 'items: [{ channel: "smaregi", productId: "1", locationId: "8", quantity: 1 }]';
const mutation = `mutation { setStock(input: { ${items} }) { replayed } }`;
const two = `mutation { a: setStock(input: { ${items} }) { replayed } b: setStock(input: { ${items} }) { replayed } }`;

/** A gateway whose mutations wait until the test releases them. */
const waitingGateway = () => {
  const { gateway, world } = fakeGateway();
  const goOn = Promise.withResolvers<void>();
  const begun: string[] = [];
  const submit: typeof gateway.submit = async ({ kind }) => {
    begun.push(kind);
    await goOn.promise;
    return world.answer;
  };
  return { gateway: { ...gateway, submit }, begun, goOn: goOn.resolve };
};

describe.for(transports)('a request over %s', ([, ask]) => {
  it('that exceeds its time gets an error, and its work continues', async () => {
    const { gateway, begun, goOn } = waitingGateway();
    const url = await serve(gateway, { requestTimeoutMs: 50 });
    const { data, errors } = await ask(url, { query: mutation });
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: expect.stringContaining('What was accepted goes on'),
        extensions: { code: 'REQUEST_TIMEOUT', limit: 50 },
      },
    ]);
    expect(begun).toEqual(['STOCK_SET']);
    goOn();
  });

  it('that exceeds its time starts no further mutation', async () => {
    const { gateway, begun, goOn } = waitingGateway();
    const url = await serve(gateway, { requestTimeoutMs: 50 });
    expect((await ask(url, { query: two })).errors).toMatchObject([
      { extensions: { code: 'REQUEST_TIMEOUT' } },
    ]);
    goOn();
    // A later request is finished: a second mutation of the first one would have started by now.
    await ask(url, { query: mutation });
    expect(begun).toHaveLength(2);
  });

  it('that is in time gets its answer', async () => {
    const { gateway, begun, goOn } = waitingGateway();
    const url = await serve(gateway);
    goOn();
    expect(await ask(url, { query: two })).toMatchObject({ data: { a: { replayed: false }, b: {} } });
    expect(begun).toHaveLength(2);
  });
});

describe('a request', () => {
  it('that exceeds its time is 504, or 200 for a client that accepts only application/json', async () => {
    const { gateway, goOn } = waitingGateway();
    const url = await serve(gateway, { requestTimeoutMs: 50 });
    expect((await post(url, { query: mutation })).status).toBe(504);
    expect((await post(url, { query: mutation }, 'application/json')).status).toBe(200);
    goOn();
  });

  it('has a maximum length, also as a message of a WebSocket', async () => {
    const url = await serve(fakeGateway().gateway, { bodyBytes: 2_000 });
    const long = { query: `{ __typename } #${'x'.repeat(1_600)}` };
    const tooLong = { query: `{ __typename } #${'x'.repeat(2_000)}` };
    expect((await post(url, long)).status).toBe(200);
    const refused = await post(url, tooLong);
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('2000 bytes');
    for (const [, ask] of transports) {
      expect(await ask(url, long)).toMatchObject({ data: { __typename: 'Query' } });
    }
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: tooLong }));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  it.for([
    ['headers', 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n'],
    [
      'body',
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{',
    ],
  ] as const)('is aborted if its %s never end', async ([, bytes]) => {
    const url = await serve(fakeGateway().gateway, { receiveTimeoutMs: 200 });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(bytes);
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 408 |^$/u);
  });

  it('is not aborted while it waits for its answer', async () => {
    const { gateway, goOn } = waitingGateway();
    const url = await serve(gateway, { receiveTimeoutMs: 100 });
    const answer = post(url, { query: mutation });
    setTimeout(goOn, 500);
    expect((await answer).status).toBe(200);
  });
});

it('has a default limit that exceeds the longest wait of a mutation', () => {
  expect(defaultLimits().requestTimeoutMs).toBeGreaterThan(maxWaitMs);
});
