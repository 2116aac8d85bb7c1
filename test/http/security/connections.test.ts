import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openAccess } from '../../../src/access/access.ts';
import { startMetricsServer } from '../../../src/http/metrics.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { createLog } from '../../../src/lib/logging/log.ts';
import { closedWeb, defaultLimits } from '../../support/defaults.ts';
import { startGateway } from '../../support/gateway.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import type { OnFinished } from '../../support/temporary-directory.ts';
import { serve } from '../serve.ts';

const patience = { timeout: 20_000 };

/** The statuses of the answers so far. A body does not end with a line break. */
const statusesIn = (said: string): readonly string[] =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /gu)].map(([, status = '']) => status);

/** A connection that collects the data of the server. */
const open = async (
  url: string,
  onFinished: OnFinished = onTestFinished,
): Promise<{ socket: Socket; said: () => string; closed: Promise<void> }> => {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let said = '';
  socket
    .on('error', () => {})
    .on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('end', () => socket.end());
  onFinished(async () => void socket.destroy());
  await once(socket, 'connect');
  return { socket, said: () => said, closed };
};

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const typename = '{"query":"{ __typename }"}';
const post = (body: string, headers = '') =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

describe('a keep-alive connection', () => {
  const keepAliveMs = 2_000;
  // Shorter than the time between two requests, because it limits the headers of one request.
  const receiveTimeoutMs = 500;

  const servers: readonly (readonly [name: string, start: (later: OnFinished) => Promise<string>])[] = [
    [
      'the server',
      async (onFinished) => {
        const { gateway } = await startGateway({}, { onFinished });
        return serve(gateway, { keepAliveMs, receiveTimeoutMs }, { onFinished });
      },
    ],
    [
      'the server of the metrics',
      async (onFinished) => {
        const limits = { ...defaultLimits(), keepAliveMs, receiveTimeoutMs };
        const read = async () => ({ contentType: 'text/plain', text: 'up 1\n' });
        const { url, close } = await startMetricsServer({ host: '127.0.0.1', port: 0 }, limits, read);
        onFinished(close);
        return new URL(url).origin;
      },
    ],
  ];
  it.concurrent.for(servers)(
    'C3: %s answers the next request until the advertised time is over, and some time longer',
    async ([, start], { onTestFinished: onFinished }) => {
      const later: OnFinished = (task) => onFinished(task);
      const url = await start(later);
      const idle = [0, 1_000, 1_900, 1_990, 2_000, 2_010, 2_100, 3_000, 4_000];
      await Promise.all(
        idle.flatMap((ms) =>
          Array.from({ length: 10 }, async () => {
            const { socket, said } = await open(url, later);
            socket.write(get('/metrics'));
            await vi.waitFor(() => expect(statusesIn(said())).toHaveLength(1), patience);
            expect(said()).toContain('Keep-Alive: timeout=2\r\n');
            await delay(ms);
            socket.write(get('/metrics'));
            await vi.waitFor(() => expect(statusesIn(said()), String(ms)).toHaveLength(2), patience);
          }),
        ),
      );
    },
  );

  it('C3: a client that obeys the advertised time loses no request', async () => {
    const url = await serve((await startGateway({})).gateway, { keepAliveMs, receiveTimeoutMs });
    const ask = async (agent: Agent): Promise<boolean> => {
      const asking = request(`${url}/health/live`, { agent });
      asking.end();
      const [response] = await once(asking, 'response');
      response.resume();
      await once(response, 'end');
      expect(response.statusCode).toBe(200);
      return asking.reusedSocket;
    };
    const pauses = [0, 800, 950, 990, 1_000, 1_010, 1_050, 1_990, 2_000, 2_010];
    const reused = await Promise.all(
      pauses.map(async (ms) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        onTestFinished(() => agent.destroy());
        await ask(agent);
        await delay(ms);
        return ask(agent);
      }),
    );
    expect(reused).toContain(true);
  });

  it('C3: a request that came while the process was busy is answered on a connection that was due to close', async () => {
    const url = await serve((await startGateway({})).gateway, { keepAliveMs: 1_000, receiveTimeoutMs });
    const { socket, said } = await open(url);
    socket.write(get('/health/live'));
    await vi.waitFor(() => expect(statusesIn(said())).toHaveLength(1), patience);
    // The real time, with its margin, is 6 seconds. The request is sent before that, and can only be read after it.
    await delay(5_700);
    socket.write(get('/health/live'));
    await new Promise((resolve) => setImmediate(resolve));
    const end = performance.now() + 800;
    while (performance.now() < end);
    await vi.waitFor(() => expect(statusesIn(said())).toEqual(['200', '200']), patience);
  });

  it('C3: does not delay the stop of the server', async () => {
    const { gateway, receiveCallback, receiveEvent } = await startGateway({});
    const server = await startHttpServer('127.0.0.1', 0, defaultLimits(), closedWeb, createLog('silent'));
    server.serve({
      gateway,
      access: openAccess,
      receiveCallback,
      receiveEvent,
      telemetry: noopTelemetry,
      metrics: null,
    });
    const kept = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const one = await open(server.url);
        one.socket.write(get('/health/live'));
        await vi.waitFor(() => expect(one.said()).toContain('Keep-Alive: timeout=65'), patience);
        return one;
      }),
    );
    const begun = performance.now();
    await server.drain();
    await server.close();
    await Promise.all(kept.map(({ closed }) => closed));
    expect(performance.now() - begun).toBeLessThan(1_500);
  });
});

describe('an upgrade to another protocol', () => {
  const h2c =
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n';

  it('D10: is ignored, and the request gets its normal answer', async () => {
    const url = await serve((await startGateway({})).gateway);
    const query = `/graphql?query=${encodeURIComponent('{ __typename }')}`;
    for (const upgrade of [
      h2c,
      'Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n',
      'Connection: upgrade\r\nUpgrade: websocket, h2c\r\n',
    ]) {
      const asked: [text: string, status: string][] = [
        [post(typename, upgrade), '200'],
        [get('/health/live', upgrade), '200'],
        [get('/nowhere', upgrade), '404'],
        [post('{}', upgrade).replace('/graphql', '/webhooks/smaregi/unknown'), '404'],
      ];
      if (!upgrade.includes('websocket')) asked.push([get(query, upgrade), '200']);
      for (const [text, status] of asked) {
        const { socket, said, closed } = await open(url);
        // Node.js does not read the next request in the same packet: the answer says that the connection closes.
        socket.write(text + get('/health/live'));
        await closed;
        expect([upgrade, statusesIn(said())]).toEqual([upgrade, [status]]);
        expect(said()).toMatch(/^connection: close\r$/imu);
      }
    }
  });

  it('D10: is ignored by an event stream', async () => {
    const url = await serve((await startGateway({})).gateway);
    const { socket, said } = await open(url);
    const body = JSON.stringify({ query: 'subscription { stockChanged { quantity } }' });
    socket.write(post(body, `Accept: text/event-stream\r\n${h2c}`));
    await vi.waitFor(() => expect(said()).toContain('text/event-stream'), patience);
    expect(statusesIn(said())).toEqual(['200']);
  });

  it('D10: to a WebSocket with a body in parts is served, and its body is not a message', async () => {
    const url = await serve((await startGateway({})).gateway);
    const { socket, said } = await open(url);
    socket.write(
      `${get('/graphql', 'Connection: Upgrade\r\nUpgrade: WebSocket\r\nContent-Length: 5\r\n').trimEnd()}\r\n\r\nhel`,
    );
    await delay(100);
    socket.write('lo');
    await vi.waitFor(() => expect(statusesIn(said())).toEqual(['400']), patience);
  });
});

describe('requests of a client that does not read the answers', () => {
  it('D9: are refused over the limit per connection, and the connection ends', async () => {
    // The vendor accepts the items and reports none of them, so each request waits for its whole time.
    const { gateway, sent } = await startGateway({ callsBack: true });
    const url = await serve(gateway, { operationsPerConnection: 10 });
    const { socket, said, closed } = await open(url);
    const query = (id: number) =>
      `mutation { setStock(input: { waitMs: 500, items: [{ channel: "shop", productId: "${id}", quantity: 1 }] }) { replayed } }`;
    const all = Array.from({ length: 2_000 }, (_, id) => post(JSON.stringify({ query: query(id) })));
    socket.write(all.join(''));
    await closed;
    expect(statusesIn(said())).toEqual([...Array.from({ length: 10 }, () => '200'), '429']);
    expect(said()).toContain('TOO_MANY_OPERATIONS');
    expect(sent.flatMap(({ rows }) => rows)).toHaveLength(10);
  });

  it('D9: are answered completely and in order within the limit', async () => {
    const url = await serve((await startGateway({})).gateway);
    const { socket, said } = await open(url);
    for (let round = 0; round < 3; round += 1) {
      const aliases = Array.from({ length: 90 }, (_, at) => `r${round}a${at}`);
      socket.write(aliases.map((alias) => post(`{"query":"{ ${alias}: __typename }"}`)).join(''));
      await vi.waitFor(
        () => expect([...said().matchAll(/r\d+a\d+/gu)].slice(round * 90).map(String)).toEqual(aliases),
        patience,
      );
    }
  });
});
