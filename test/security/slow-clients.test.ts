import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { hungUp, send } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { url } = sharedGateway({
  settings: () => ({
    RECEIVE_TIMEOUT_MS: '1000',
    SEND_TIMEOUT_MS: '1000',
    METRICS_PORT: '0',
    KEEP_ALIVE_MS: '1000',
  }),
});

const head = () => `Host: localhost\r\nAuthorization: Bearer ${keys.full.key}\r\n`;
const query = '{"query":"subscription { stockChanged { quantity } }"}';
const json = 'Content-Type: application/json\r\n';

/** A request for each path. If it has a body, the body never arrives completely. */
const paths: readonly (readonly [name: string, text: () => string])[] = [
  ['a query', () => `POST /graphql HTTP/1.1\r\n${head()}${json}Content-Length: 9000\r\n\r\n{"query":`],
  [
    'an event stream',
    () =>
      `POST /graphql HTTP/1.1\r\n${head()}${json}Accept: text/event-stream\r\nContent-Length: ${query.length + 1}\r\n\r\n${query}`,
  ],
  [
    'a WebSocket',
    () =>
      `GET /graphql HTTP/1.1\r\n${head()}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX: `,
  ],
  ['the health', () => `POST /health/live HTTP/1.1\r\n${head()}Content-Length: 9000\r\n\r\nx`],
  ['the metrics', () => `POST /metrics HTTP/1.1\r\n${head()}Content-Length: 9000\r\n\r\nx`],
  [
    'a webhook',
    () =>
      `POST /webhooks/smaregi/unknown HTTP/1.1\r\n${head()}${json}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
  ],
];

const sockets = new Set<Socket>();
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

const open = (): Socket => {
  const { hostname, port } = new URL(url());
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket
    .on('error', () => {})
    .once('end', () => socket.end())
    .resume();
  sockets.add(socket);
  return socket;
};

/** Writes until the server ends the connection, and fails if it does not. */
const untilEnded = async (socket: Socket, next: () => string): Promise<void> => {
  let isOver = false;
  const over = hungUp(socket).then(() => {
    isOver = true;
  });
  const end = performance.now() + 30_000;
  while (!isOver && performance.now() < end) {
    socket.write(next());
    await Promise.race([over, delay(40)]);
  }
  expect(isOver).toBe(true);
};

describe.concurrent.each(paths)('a slow client of %s', (_name, text) => {
  it('that sends its request a byte at a time, without end', async () => {
    const socket = open();
    let at = 0;
    await untilEnded(socket, () => {
      at += 1;
      return text()[at - 1] ?? 'x';
    });
  });

  it('that stops at any place in its request', async () => {
    const whole = text();
    const places = Array.from({ length: 12 }, (_, at) => Math.floor((whole.length * (at + 1)) / 13));
    const stopped = places.map((place) => {
      const socket = open();
      socket.write(whole.slice(0, place));
      return socket;
    });
    await Promise.all(stopped.map((socket) => untilEnded(socket, () => '')));
  });

  it('that resets or half closes its connection in the middle', async () => {
    for (let times = 0; times < 20; times += 1) {
      const [reset, half] = [open(), open()];
      reset.write(text(), () => reset.resetAndDestroy());
      half.end(text());
      await Promise.all([hungUp(reset), hungUp(half)]);
    }
  });

  it('that sends garbage after its request', async () => {
    const socket = open();
    let count = 0;
    await untilEnded(socket, () => {
      count += 1;
      return count === 1 ? text() : '\u0000\u0001GET / \r\n\r\n'.repeat(100);
    });
  });
});

describe('slow clients', () => {
  it('leave no connection open', async () => {
    const health = await send(`${url()}/health/live`);
    expect(health.status).toBe(200);
  });
});
