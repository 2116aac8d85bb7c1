import { expect, test } from 'vitest';
import { classifyResponse } from '../../../src/adapters/vendors/http/answer.ts';
import type { HttpResult } from '../../../src/adapters/vendors/http/client.ts';
import { createSanitizer } from '../../../src/adapters/vendors/http/sanitize.ts';

const now = Date.parse('2026-05-01T00:00:00Z');
const classification = { now, sanitize: createSanitizer(['the-secret-key']) };
const answer = (
  status: number,
  body: unknown = undefined,
  headers: Record<string, string> = {},
): HttpResult => ({
  type: 'answer',
  status,
  retryAfter: headers['retry-after'],
  body,
  unreadable: null,
});

test.each([200, 201, 202, 204])('%i is a success', (status) => {
  expect(classifyResponse(answer(status, { a: 1 }), classification)).toEqual({
    type: 'success',
    body: { a: 1 },
    exchange: { httpStatus: status, vendorRequestId: null },
  });
});

test.each([
  [401, 'VENDOR_UNAUTHORIZED', false],
  [403, 'VENDOR_UNAUTHORIZED', false],
  [429, 'RATE_LIMITED', false],
  [408, 'VENDOR_UNAVAILABLE', false],
  [425, 'VENDOR_UNAVAILABLE', false],
  [503, 'VENDOR_UNAVAILABLE', false],
  [500, 'VENDOR_UNAVAILABLE', true],
  [502, 'VENDOR_UNAVAILABLE', true],
  [504, 'VENDOR_UNAVAILABLE', true],
  [307, 'VENDOR_UNAVAILABLE', true],
])('%i is %s, mayHaveApplied %s', (status, code, mayHaveApplied) => {
  expect(classifyResponse(answer(status), classification)).toMatchObject({
    type: 'unavailable',
    mayHaveApplied,
    retryAfterMs: null,
    failure: {
      type: 'VendorUnavailable',
      code,
      mayHaveApplied,
      retryable: code !== 'VENDOR_UNAUTHORIZED',
      retryAfter: null,
    },
    exchange: { httpStatus: status },
  });
});

test.each([400, 404, 409, 413, 415, 422])("%i is a refusal with the vendor's error", (status) => {
  expect(classifyResponse(answer(status, { errorCode: 'X', message: 'no' }), classification)).toEqual({
    type: 'refusal',
    status,
    error: { code: 'X', message: 'no' },
    exchange: { httpStatus: status, vendorRequestId: null },
  });
});

test.each([true, false])('a failure may have applied the change if the request was sent: %s', (sent) => {
  expect(
    classifyResponse(
      { type: 'failure', reason: 'the connection was reset', sent, timedOut: false },
      classification,
    ),
  ).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: sent,
    failure: {
      code: 'VENDOR_UNAVAILABLE',
      mayHaveApplied: sent,
      message: expect.stringContaining('the connection was reset'),
    },
    exchange: { httpStatus: null, vendorRequestId: null },
  });
});

test.each([
  ['3', 3000, 3],
  ['0', null, null],
  ['1.5', 1500, 2],
  ['Fri, 01 May 2026 00:00:07 GMT', 7000, 7],
  ['Friday, 01-May-26 00:00:07 GMT', 7000, 7],
  ['Fri May  1 00:00:07 2026', 7000, 7],
  ['86400', 86_400_000, 86_400],
  ['86401', null, null],
  ['Thu, 30 Apr 2026 00:00:00 GMT', null, null],
  ['999999999', null, null],
  ['Sat, 01 Jan 3000 00:00:00 GMT', null, null],
  ['soon', null, null],
  ['-3', null, null],
  ['', null, null],
  ['2026-05-01T00:00:07', null, null],
])('Retry-After %j means a wait of %s ms', (value, ms, seconds) => {
  for (const status of [429, 503]) {
    expect(
      classifyResponse(answer(status, undefined, { 'retry-after': value }), classification),
    ).toMatchObject({
      retryAfterMs: ms,
      failure: { retryAfter: seconds },
    });
  }
});

const words = (body: unknown) => {
  const response = classifyResponse(answer(400, body), classification);
  return response.type === 'refusal' ? response.error : null;
};

test.each([
  [{ errorCode: 'A', message: 'a' }, 'A', 'a'],
  [{ code: 'A', message: 'a' }, 'A', 'a'],
  [{ error: { code: 'A', message: 'a' } }, 'A', 'a'],
  [{ success: false, data: null, error: { code: 'A', message: 'a' } }, 'A', 'a'],
  [{ type: 'about:blank', title: 'Bad Request', detail: 'd', status: 400 }, null, 'd'],
  [{ title: 'Bad Request' }, null, 'Bad Request'],
  [{ timestamp: 1, status: 404, error: 'Not Found', path: '/x' }, null, 'Not Found'],
  [{ error: 'invalid_client', error_description: 'who?' }, null, 'who?'],
  [{ code: 40401, message: 'a' }, '40401', 'a'],
  [{ code: '', message: '' }, null, null],
  [{ code: { deep: 1 }, message: ['a'] }, null, null],
  [undefined, null, null],
  [null, null, null],
  [[1, 2], null, null],
  ['text', null, null],
])('reads code and message from %j', (body, code, message) => {
  expect(words(body)).toEqual({ code, message });
});

test('keeps at most 500 characters of a message, counted as code points', () => {
  expect(words({ message: '😀'.repeat(600) })?.message).toBe('😀'.repeat(500));
});

test('redacts a secret that the vendor quotes, even at the cut', () => {
  expect(words({ code: 'the-secret-key', message: 'bad key the-secret-key!' })).toEqual({
    code: '***',
    message: 'bad key ***!',
  });
  expect(words({ message: `${'x'.repeat(495)}the-secret-key` })?.message).toBe(`${'x'.repeat(495)}***`);
});

test('removes characters that no journal can store', () => {
  expect(words({ message: 'a\u0000b\ud800c' })?.message).toBe('ab\ufffdc');
});
