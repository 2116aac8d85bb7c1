import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished, test } from 'vitest';

/** The URL of a server of webhooks in a process with a heap of 96 MB. */
const startServer = async (): Promise<URL> => {
  const program = new URL('./flooded-webhooks.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--max-old-space-size=96', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [address] = await once(child.stdout, 'data');
  return new URL(String(address).trim());
};

type Cost = { readonly grownMb: number; readonly longestBlockMs: number };

const costOf = async (url: URL): Promise<Cost> =>
  (await fetch(new URL('/cost', url))).json() as Promise<Cost>;

/** The number of chunks of one byte that are 1.6 MB on the wire. */
const chunks = Buffer.from('1\r\nx\r\n'.repeat(270_000));

/** Sends an endless body as fast as it is read. Ends when the server closes, or after five seconds. */
const flood = async ({ hostname, port }: URL, secret: string): Promise<void> => {
  const socket = connect(Number(port), hostname);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  socket.on('error', () => {}).resume();
  const head = `POST /webhooks/smaregi/${secret} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
  socket.write(head);
  socket.write(chunks);
  const giveUp = setTimeout(() => socket.destroy(), 5_000);
  await closed;
  clearTimeout(giveUp);
};

test.each([
  ['unknown secrets', 'unknown'],
  ['a secret that the journal is slow to look up', 'slow'],
  ['a known secret', 'known'],
])('D1: 80 connections that send 1.6 MB in one-byte chunks to %s cost little', async (_, secret) => {
  const url = await startServer();
  await Promise.all(Array.from({ length: 80 }, () => flood(url, secret)));
  const { grownMb, longestBlockMs } = await costOf(url);
  // Generous, because it must only exclude 50 MB each.
  expect(grownMb).toBeLessThan(150);
  expect(longestBlockMs).toBeLessThan(10_000);
});

it('D1: a slow body in pieces of any size is read', async () => {
  const url = await startServer();
  const socket = connect(Number(url.port), url.hostname);
  onTestFinished(() => void socket.destroy());
  const body = JSON.stringify({ requestId: 700, result: [{ id: '1', productId: '7', storeId: '8' }] });
  socket.write(`POST /webhooks/smaregi/known HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.setNoDelay(true);
  for (let at = 0, size = 1; at < body.length; size = (size % 7) + 1) {
    socket.write(body.slice(at, at + size));
    at += size;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const [said] = await once(socket, 'data');
  expect(String(said)).toMatch(/^HTTP\/1\.1 200 /u);
});
