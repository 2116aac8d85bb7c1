import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { headLimitBytes } from '../../../src/adapters/vendors/http/exchange.ts';
import { call, useHttp } from './http-bench.ts';
import { startScript } from './script.ts';
import { channelOf, globalLinkAt, maxResponseBytes, noCallback, smaregiAt, stockChange } from './support.ts';

const { fixture, open } = useHttp();

/** A server that writes raw bytes instead of HTTP. */
const startRaw = async (answer: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Writes for as long as the client reads. */
const flood = (socket: Socket, chunk: string): void => {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
};

const stock = { locationId: '8' };
const written = async (settings: Parameters<typeof channelOf>[0]) => {
  const channel = channelOf(settings);
  onTestFinished(() => channel.close());
  const change = stockChange(settings.vendor === 'SMAREGI' ? { ...stock, productId: '567' } : {});
  return channel.writers.STOCK_SET?.send([change], {
    ...noCallback,
    callbackUrl: settings.vendor === 'SMAREGI' ? 'https://gateway.test/x' : noCallback.callbackUrl,
  });
};

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    'with status %i is not followed, so the credentials stay here',
    async (status) => {
      const thief = await startScript();
      onTestFinished(() => thief.close());
      fixture.script.answer({ status, headers: { location: `${thief.url}/here` } });
      const result = await written(globalLinkAt(fixture.script.url));
      expect(result).toMatchObject({
        type: 'unavailable',
        mayHaveApplied: true,
        exchange: { httpStatus: status },
        failure: { code: 'VENDOR_UNAVAILABLE', message: expect.stringContaining('redirect') },
      });
      expect(fixture.script.calls).toHaveLength(1);
      expect(thief.calls).toEqual([]);
      expect(JSON.stringify(result)).not.toContain(thief.url);
    },
  );

  test('of the token endpoint is not followed, and nothing is written', async () => {
    const thief = await startScript();
    onTestFinished(() => thief.close());
    fixture.script.answer({ status: 307, headers: { location: `${thief.url}/token` } });
    const client = { tokenUrl: `${fixture.script.url}/token`, clientId: 'id', clientSecret: 'the-secret' };
    const result = await written(smaregiAt(fixture.script.url, { accessToken: undefined, ...client }));
    expect(result).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: false,
      failure: { message: expect.stringContaining('redirect') },
    });
    expect(fixture.script.calls.map(({ path }) => path)).toEqual(['/token']);
    expect(thief.calls).toEqual([]);
  });
});

test('the status of a response counts if its body is too large', async () => {
  const tooLarge = ' '.repeat(maxResponseBytes + 1);
  fixture.script.answer({ status: 503, body: tooLarge });
  expect(await written(globalLinkAt(fixture.script.url))).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    exchange: { httpStatus: 503 },
  });
  fixture.script.answer({ status: 400, body: tooLarge });
  expect(await written(globalLinkAt(fixture.script.url))).toMatchObject({
    type: 'refused',
    exchange: { httpStatus: 400 },
  });
});

describe('an answer that is too large', () => {
  test('to a write may have applied the change', async () => {
    const url = await startRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
      flood(socket, `10000\r\n${' '.repeat(65_536)}\r\n`);
    });
    expect(await written(globalLinkAt(url))).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: true,
      failure: { message: expect.stringContaining(`over ${maxResponseBytes} bytes`) },
    });
  });

  test('is not read if its content-length states it', async () => {
    let sent = 0;
    const url = await startRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${maxResponseBytes + 1}\r\n\r\n`);
      sent = socket.bytesWritten;
    });
    // The server sends only the head: without the limit, only the deadline would end this.
    expect(await open(url, { timeoutMs: 20_000 }).http.request(call)).toMatchObject({
      type: 'answer',
      status: 200,
      body: undefined,
      unreadable: `it is over ${maxResponseBytes} bytes`,
    });
    expect(sent).toBeLessThan(200);
  });

  test('in its head is aborted', async () => {
    const url = await startRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      flood(socket, `x-more: ${'x'.repeat(1000)}\r\n`);
    });
    const result = await open(url, { timeoutMs: 20_000 }).http.request(call);
    expect(result).toMatchObject({
      type: 'failure',
      sent: true,
      reason: 'the head of the answer is too large',
    });
    expect(headLimitBytes).toBeLessThanOrEqual(64 * 1024);
  });

  test('after decompression is decompressed only up to the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * maxResponseBytes, 32));
    fixture.script.answer((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    expect(await open().http.request(call)).toMatchObject({
      type: 'answer',
      status: 200,
      body: undefined,
      unreadable: `it unpacks to over ${maxResponseBytes} bytes`,
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * maxResponseBytes);
    expect(fixture.script.calls[0]?.headers['accept-encoding']).toBe('identity');
  });
});

test.each([
  ['interim answers without end', 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'],
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
])('%s: the call ends', async (_, chunk) => {
  const url = await startRaw((socket) => flood(socket, chunk));
  expect(await open(url, { timeoutMs: 1_000 }).http.request(call)).toMatchObject({
    type: 'failure',
    sent: true,
  });
});
