import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Call, Reply } from '../../adapters/vendors/script.ts';
import { garble, json, oddText, steps } from './texts.ts';

/** What a vendor's server does with a call, based on the correct answer. */
export type Answering = (right: unknown) => Reply;

const rowsOf = (body: string): Record<string, readonly Record<string, unknown>[]> => {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
};

/** The correct answer to a call, by the vendors' pages. */
export const rightAnswer = ({ path, body }: Call): unknown => {
  if (path.includes('/token')) return { access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 };
  if (path.includes('/stock/bulk')) return { requestId: 700, callbackUrl: 'https://gateway.test/' };
  if (path.includes('/stock?')) return [{ storeId: '8', productId: '1', stockAmount: '5' }];
  if (path.includes('/products?')) return [{ productId: '1', productName: '商品', price: '100' }];
  if (path.includes('/pos/products/')) return { productId: '1', productName: '商品', price: '100' };
  if (path.includes('/stores?')) return [{ storeId: '8', storeName: '渋谷店', storeDivision: '0' }];
  if (path.endsWith('/vendor-api/orders')) {
    return { order_list: [{ ord_prd_no: '202601220157_000020196_[1]', item_status: '배송준비' }] };
  }
  if (path.endsWith('/stock-updates')) {
    return { successCount: rowsOf(body)['products']?.length ?? 0, failureCount: 0, failures: [] };
  }
  if (path.endsWith('/inventory/confirm')) {
    const results = (rowsOf(body)['confirmations'] ?? []).map((row) => ({
      ...row,
      success: true,
      new_status: 'preparing',
    }));
    return { request_id: 'req_1', success_count: results.length, failure_count: 0, results };
  }
  return {
    shopType: 'SHOP',
    shopProductId: decodeURIComponent(path.split('/').at(-1) ?? ''),
    updatedAt: '2026-01-01T00:00:00Z',
  };
};

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 2, arbitrary: fc.constantFrom(201, 202, 204, 206, 299, 301, 302, 304, 307) },
  { weight: 2, arbitrary: fc.constantFrom(400, 401, 403, 404, 409, 422, 429, 499, 500, 502, 503, 504, 599) },
);
const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, string>>(
    { 'retry-after': '-1' },
    { 'retry-after': '9'.repeat(400) },
    { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    { 'retry-after': '0' },
    { 'content-type': 'text/html' },
    { 'content-type': 'application/json; charset=shift_jis' },
    { 'content-encoding': 'gzip' },
    { location: 'http://127.0.0.1:1/' },
    { 'set-cookie': 'a=b' },
  ),
);
const body: fc.Arbitrary<(right: unknown) => string> = fc.oneof(
  {
    weight: 5,
    arbitrary: steps.map((path) => (right: unknown) => JSON.stringify(garble(right, path)) ?? ''),
  },
  json.map((value) => () => JSON.stringify(value) ?? ''),
  oddText.map((text) => () => text),
  fc.double({ min: 0, max: 0.99, noNaN: true }).map((share) => (right: unknown) => {
    const whole = JSON.stringify(right);
    return whole.slice(0, Math.floor(whole.length * share));
  }),
);

const spoken: fc.Arbitrary<Answering> = fc
  .record({ status, headers, body })
  .map(({ body: make, ...head }) => (right) => ({ ...head, body: make(right) }));

/** Bytes that are not an HTTP response, or a truncated one. */
const broken: fc.Arbitrary<Answering> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map(
    (bytes): Answering =>
      () =>
      (response: ServerResponse) => {
        response.socket?.end(bytes);
      },
  ),
  fc.nat({ max: 400 }).map(
    (length): Answering =>
      (right) =>
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': String(length + 1) });
        response.write(JSON.stringify(right).slice(0, length));
        setImmediate(() => response.destroy());
      },
  ),
  fc.constant<Answering>(() => (response: ServerResponse) => response.destroy()),
);

type Disguised = { readonly headers: Record<string, string>; readonly bytes: Buffer };

/** A correct answer in another form: marks, charsets, compression, repeated keys, long numbers, rows without end. */
const disguised = fc.constantFrom<(right: unknown) => Disguised>(
  (right) => ({ headers: {}, bytes: Buffer.from(`\ufeff${JSON.stringify(right)}`) }),
  (right) => ({ headers: {}, bytes: Buffer.from(`\ufeff\ufeff${JSON.stringify(right)}`) }),
  (right) => ({ headers: {}, bytes: Buffer.from(`\ufeff${JSON.stringify(right)}`, 'utf16le') }),
  (right) => ({ headers: {}, bytes: Buffer.from(JSON.stringify(right), 'utf16le') }),
  (right) => ({ headers: { 'content-encoding': 'gzip' }, bytes: gzipSync(JSON.stringify(right)) }),
  (right) => ({ headers: { 'content-encoding': 'deflate' }, bytes: deflateSync(JSON.stringify(right)) }),
  (right) => ({ headers: { 'content-encoding': 'br' }, bytes: brotliCompressSync(JSON.stringify(right)) }),
  (right) => ({
    headers: { 'content-encoding': 'gzip' },
    bytes: gzipSync(JSON.stringify(right)).subarray(0, 20),
  }),
  () => ({ headers: { 'content-encoding': 'gzip' }, bytes: gzipSync(Buffer.alloc(10_000_000, 32)) }),
  (right) => ({
    headers: { 'content-type': 'text/html; charset=euc-kr' },
    bytes: Buffer.from(JSON.stringify(right)),
  }),
  (right) => ({
    headers: {},
    bytes: Buffer.from(JSON.stringify(right).replace(/\d+/gu, '9007199254740993')),
  }),
  (right) => ({
    headers: {},
    bytes: Buffer.from(JSON.stringify(right).replace('{', '{"successCount":1,"success":1,')),
  }),
  (right) => ({
    headers: {},
    bytes: Buffer.from(JSON.stringify(right).replace('{', '{"__proto__":{"polluted":1},')),
  }),
  () => ({ headers: {}, bytes: Buffer.from(`{"failures":[${'{},'.repeat(200_000)}{}],"successCount":0}`) }),
  () => ({ headers: {}, bytes: Buffer.from(`[${'{},'.repeat(200_000)}{}]`) }),
  () => ({ headers: {}, bytes: Buffer.from('['.repeat(100_000)) }),
);

/** The answer's body in random pieces, with a pause before each. */
const inPieces: fc.Arbitrary<Answering> = fc
  .record({ disguise: disguised, size: fc.integer({ min: 1, max: 5_000 }), wait: fc.nat({ max: 2 }) })
  .map(
    ({ disguise, size, wait }): Answering =>
      (right) =>
      async (response: ServerResponse) => {
        const { headers, bytes } = disguise(right);
        response.on('error', () => {}).writeHead(200, { 'content-type': 'application/json', ...headers });
        const step = Math.max(size, Math.ceil(bytes.length / 40));
        for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
          response.write(bytes.subarray(at, at + step));
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        }
        response.end();
      },
  );

const rawAnswer = (body: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;

/** Interim responses without a request for them, and many chunks of one byte. */
const unasked: fc.Arbitrary<Answering> = fc
  .constantFrom<(right: unknown) => string>(
    (right) => `HTTP/1.1 100 Continue\r\n\r\n${rawAnswer(JSON.stringify(right))}`,
    (right) => `HTTP/1.1 103 Early Hints\r\n\r\n${rawAnswer(JSON.stringify(right))}`,
    (right) => `${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(30)}${rawAnswer(JSON.stringify(right))}`,
    () => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(30_000)}0\r\n\r\n`,
  )
  .map(
    (make): Answering =>
      (right) =>
      (response: ServerResponse) => {
        response.socket?.on('error', () => {});
        response.socket?.end(make(right));
      },
  );

export const answering: fc.Arbitrary<Answering> = fc.oneof(
  { weight: 3, arbitrary: inPieces },
  { weight: 1, arbitrary: unasked },
  { weight: 10, arbitrary: spoken },
  { weight: 1, arbitrary: broken },
);
