import fc from 'fast-check';
import { garble, json, oddText, steps } from './texts.ts';

/** An open request of the vendor, as its webhook would report it. */
export type Open = {
  readonly requestId: number;
  readonly rows: readonly { readonly productId: string; readonly storeId: string }[];
};

/** Bytes for a callback URL, based on the correct body for one open request and the correct body for another. */
export type BodyMaker = (own: Open, other: Open) => Uint8Array;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const doneOf = ({ requestId, rows }: Open) => ({
  requestId,
  result: rows.map((row, index) => ({ id: String(index + 1), ...row })),
});
const stranger = { productId: '9', storeId: '9' };

const fixed = (value: fc.Arbitrary<Uint8Array>): fc.Arbitrary<BodyMaker> => value.map((bytes) => () => bytes);
const made = <Value>(
  value: fc.Arbitrary<Value>,
  make: (value: Value, own: Open, other: Open) => string,
): fc.Arbitrary<BodyMaker> => value.map((one) => (own, other) => bytesOf(make(one, own, other)));

export const bodyMaker: fc.Arbitrary<BodyMaker> = fc.oneof(
  fixed(fc.uint8Array({ maxLength: 2_000 })),
  fixed(oddText.map(bytesOf)),
  fixed(json.map((value) => bytesOf(JSON.stringify(value) ?? ''))),
  made(fc.double({ min: 0, max: 0.99, noNaN: true }), (share, own) => {
    const whole = JSON.stringify(doneOf(own));
    return whole.slice(0, Math.floor(whole.length * share));
  }),
  { weight: 4, arbitrary: made(steps, (path, own) => JSON.stringify(garble(doneOf(own), path)) ?? '') },
  made(
    steps,
    (path, own) =>
      JSON.stringify(garble({ requestId: own.requestId, message: '[stock][1行目]x' }, path)) ?? '',
  ),
  // Valid in form, for another request.
  made(fc.constant(null), (_, _own, other) => JSON.stringify(doneOf(other))),
  made(fc.integer(), (number, own) =>
    JSON.stringify({ ...doneOf(own), requestId: own.requestId + 1 + Math.abs(number) }),
  ),
  made(json, (requestId, own) => JSON.stringify({ ...doneOf(own), requestId })),
  made(json, (result, own) => JSON.stringify({ requestId: own.requestId, result })),
  made(json, (message, own) => JSON.stringify({ requestId: own.requestId, message })),
  // For this request, with rows that it does not have.
  made(json, (more, own) => JSON.stringify({ requestId: own.requestId, result: [stranger, more], more })),
  made(fc.constantFrom(10, 1_000, 20_000, 120_000), (depth, own) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    return `{"requestId":${own.requestId},"result":[],"deep":${deep}}`;
  }),
  made(fc.constantFrom('__proto__', 'constructor', 'prototype'), (key, own) => {
    const right = JSON.stringify(doneOf(own));
    return `{"${key}":${right.replace('{', '{"polluted":true,')}}`;
  }),
  // No result: half of each form.
  made(fc.constantFrom('', ' ', null), (message, own) =>
    JSON.stringify({ requestId: own.requestId, result: null, message }),
  ),
  // In other forms, for another request.
  fixed(
    fc.constantFrom('\ufeff', '\ufeff\ufeff').map((mark) => bytesOf(`${mark}{"requestId":1,"message":"x"}`)),
  ),
  fixed(fc.constant(Buffer.from('\ufeff{"requestId":1,"message":"x"}', 'utf16le'))),
  // The same key twice: the request that it belongs to is unknown.
  made(fc.constant(null), (_, own, other) =>
    JSON.stringify(doneOf(own)).replace('{', `{"requestId":${other.requestId},`),
  ),
  made(
    fc.constantFrom(3_000, 20_000),
    (count, own) => `{"requestId":${own.requestId},"result":[${'{},'.repeat(count)}{}]}`,
  ),
  made(
    fc.integer({ min: 250_000, max: 300_000 }),
    (size, own) => `{"requestId":${own.requestId},"pad":"${'x'.repeat(size)}"}`,
  ),
);

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};

/** An id as a vendor may write it: a number, or its digits. */
const idIn = (value: unknown): number | null =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : null;

/** Whether a random body happens to be a valid report about the request. */
export const mayBeRight = (bytes: Uint8Array, { requestId, rows }: Open): boolean => {
  const body = parsed(bytes);
  const callback: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
  const { requestId: id, result, message } = Object(callback) as Record<string, unknown>;
  if (idIn(id) !== requestId) return false;
  const isAbout = (row: unknown): boolean => {
    const { productId, storeId } = Object(row) as Record<string, unknown>;
    return rows.some(
      (own) => idIn(productId) === Number(own.productId) && idIn(storeId) === Number(own.storeId),
    );
  };
  return typeof message === 'string' || (Array.isArray(result) && result.some(isAbout));
};
