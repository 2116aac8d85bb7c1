import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Reply, startScript } from './script.ts';

type Measured = {
  readonly type: string;
  readonly message: string | null;
  readonly longestBlockMs: number;
  readonly grownMb: number;
};

/** One call to a vendor with such an answer, from a process with a heap of 64 MB. */
const measured = async (kind: 'write' | 'read', reply: Reply) => {
  const script = await startScript();
  onTestFinished(() => script.close());
  script.answer(reply);
  const program = new URL('./measured-call.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=64',
    program,
    script.url,
    kind,
  ]);
  const found = JSON.parse(stdout) as Measured;
  // Generous, because a busy machine pauses the process for a while.
  expect(found.longestBlockMs).toBeLessThan(2_000);
  expect(found.grownMb).toBeLessThan(100);
  return { ...found, calls: script.calls.length };
};

const rows = (size: number): string => `[${'{},'.repeat(Math.floor(size / 3))}{}]`;
const mebibyte = 1024 * 1024;

const inOneBytePieces = (count: number) => async (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  const { socket } = response;
  // The gateway closes the connection.
  socket?.on('error', () => {});
  const pieces = Buffer.from('1\r\n \r\n'.repeat(10_000));
  for (let sent = 0; socket && !socket.destroyed && sent < count; sent += 10_000) {
    if (socket.write(pieces)) continue;
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve).once('close', resolve);
    });
  }
  socket?.end('0\r\n\r\n');
};

describe('a response that costs memory and time', () => {
  it('B7: 8 MiB full of {} rows, for a write', async () => {
    const found = await measured('write', {
      body: `{"successCount":1,"failures":${rows(8 * mebibyte - 100)}}`,
    });
    expect(found).toMatchObject({ type: 'unavailable', message: expect.stringContaining('values') });
  });

  it('B7: 8 MiB full of {} rows, for a read', async () => {
    const found = await measured('read', { body: rows(8 * mebibyte - 100) });
    expect(found).toMatchObject({ type: 'unavailable', message: expect.stringContaining('values') });
  });

  it('B7: 8,000,000 chunks of one byte', async () => {
    const found = await measured('write', inOneBytePieces(8_000_000));
    expect(found).toMatchObject({ type: 'unavailable', message: expect.stringContaining('pieces') });
  });

  it('B7: full pages without end', async () => {
    const page = Array.from({ length: 1_000 }, (_, at) => ({
      storeId: '8',
      productId: String(at + 1),
      stockAmount: '1',
      layawayStockAmount: 'x'.repeat(4_000),
      updDateTime: null,
    }));
    const found = await measured('read', { body: page });
    expect(found.type).toBe('unavailable');
    expect(found.calls).toBeLessThanOrEqual(300);
  });

  it('8 MiB in one text', async () => {
    const found = await measured('write', {
      body: `{"failures":"${'"\\\\"'.repeat(100)}${'x'.repeat(8_000_000)}`,
    });
    expect(found.type).toBe('unavailable');
  });
});
