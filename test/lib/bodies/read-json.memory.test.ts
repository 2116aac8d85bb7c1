import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { createGather, maxPieces } from '../../../src/lib/bodies/gather.ts';
import { readJson } from '../../../src/lib/bodies/read-json.ts';

const limits = { bytes: 100_000, values: 1_000 };
const none = { contentType: undefined, contentEncoding: undefined };
const read = (
  bytes: Uint8Array,
  headers: Partial<typeof none | { contentType: string; contentEncoding: string }> = {},
) => readJson(Buffer.from(bytes), { ...none, ...headers }, limits);

const body = { message: '在庫 재고 🎉' };
const text = JSON.stringify(body);
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a body', () => {
  test.each([
    ['in UTF-8', Buffer.from(text), {}],
    ['B3: with a byte order mark', Buffer.from(`\ufeff${text}`), {}],
    ['with a mark of UTF-16, little end first', utf16, {}],
    ['with a mark of UTF-16, big end first', Buffer.from(utf16).swap16(), {}],
    [
      'in UTF-8 that calls itself something else',
      Buffer.from(text),
      { contentType: 'application/json; charset=shift_jis' },
    ],
    [
      'with a charset that is none',
      Buffer.from(text),
      { contentType: 'application/json; charset="no such"' },
    ],
    ['compressed with gzip', gzipSync(text), { contentEncoding: 'gzip' }],
    ['compressed with deflate', deflateSync(text), { contentEncoding: ' Deflate ' }],
    ['compressed with brotli', brotliCompressSync(text), { contentEncoding: 'br' }],
    ['with the encoding identity', Buffer.from(text), { contentEncoding: 'identity' }],
  ])('is read: %s', async (_, bytes, headers) => {
    expect(await read(bytes, headers)).toEqual({ type: 'json', value: body });
  });

  it('is read in the charset of its header', async () => {
    const shiftJis = Buffer.concat([
      Buffer.from('{"m":"'),
      Buffer.from([0x8d, 0xdd, 0x8c, 0xc9]),
      Buffer.from('"}'),
    ]);
    expect(await read(shiftJis, { contentType: 'application/json;charset=Shift_JIS' })).toEqual({
      type: 'json',
      value: { m: '在庫' },
    });
    // If no header states what the bytes are, the rest of the body still counts.
    expect(await read(shiftJis)).toMatchObject({
      type: 'json',
      value: { m: expect.stringContaining('\ufffd') },
    });
  });

  it('is refused if it decompresses to more than its limit, or not at all', async () => {
    const bomb = Buffer.alloc(5_000_000, 32);
    for (const [contentEncoding, packed] of [
      ['gzip', gzipSync(bomb)],
      ['deflate', deflateSync(bomb)],
      ['br', brotliCompressSync(bomb)],
    ] as const) {
      expect(await read(packed, { contentEncoding })).toEqual({
        type: 'unreadable',
        reason: 'it unpacks to over 100000 bytes',
      });
      expect(await read(Buffer.from(text), { contentEncoding })).toMatchObject({ type: 'unreadable' });
    }
    for (const contentEncoding of ['gzip, gzip', 'zstd', '\u001b[31m'.repeat(100)]) {
      const refused = await read(gzipSync(text), { contentEncoding });
      expect(refused).toMatchObject({
        type: 'unreadable',
        reason: expect.stringContaining('is not supported'),
      });
      expect(JSON.stringify(refused).length).toBeLessThan(200);
    }
  });
});

describe('the pieces of a body', () => {
  it('are joined, whatever their sizes', () => {
    const whole = Buffer.from(text.repeat(50));
    for (const size of [1, 3, 100, 4_096, whole.length]) {
      const gather = createGather(whole.length);
      for (let at = 0; at < whole.length; at += size)
        expect(gather.add(whole.subarray(at, at + size))).toBe('more');
      expect(gather.bytes().equals(whole)).toBe(true);
    }
    expect(createGather(10).bytes()).toHaveLength(0);
  });

  it('B7: are refused over the limit of bytes or pieces, and cost no more than the limit', () => {
    const gather = createGather(8 * 1024 * 1024);
    const before = process.memoryUsage();
    const piece = Buffer.from('x');
    for (let count = 0; count < maxPieces; count += 1) expect(gather.add(piece)).toBe('more');
    expect(gather.add(piece)).toBe('too-many-pieces');
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1024 * 1024);
    const small = createGather(10);
    expect(small.add(Buffer.alloc(10))).toBe('more');
    expect(small.add(piece)).toBe('too-large');
    expect(createGather(10).add(Buffer.alloc(11))).toBe('too-large');
  });
});
