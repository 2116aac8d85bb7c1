import { expect, test } from 'vitest';
import type { StartCall } from '../../../../src/ports/vendor-reads.ts';
import { useTokens } from './token-bench.ts';

const { accepted, bearer, granted, send, serve, stockCalls, time, tokenCalls } = useTokens();

test('requests a token with OAuth client credentials', async () => {
  serve(granted);
  await send();
  expect(tokenCalls()[0]).toMatchObject({
    method: 'POST',
    path: '/app/contract/token',
    headers: {
      authorization: `Basic ${Buffer.from('client-id:client-secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  expect(Object.fromEntries(new URLSearchParams(tokenCalls()[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    scope: 'pos.stock:read pos.stock:write pos.products:read pos.stores:read',
  });
  expect(bearer()).toEqual(['Bearer token-1']);
});

test('shares one token call among concurrent callers', async () => {
  serve(() => (response) => {
    const { body } = granted();
    setTimeout(() => response.end(JSON.stringify(body)), 30);
  });
  await Promise.all(Array.from({ length: 8 }, () => send()));
  expect(tokenCalls()).toHaveLength(1);
  expect(new Set(bearer())).toEqual(new Set(['Bearer token-1']));
});

test.each([
  ['a minute before its end', 3600, 3540],
  ['a tenth of its life before its end', 100, 90],
])('keeps a token until %s', async (_, expires_in, seconds) => {
  serve(() => granted({ expires_in }));
  await send();
  time.now += seconds * 1000 - 1;
  await send();
  expect(tokenCalls()).toHaveLength(1);
  time.now += 1;
  await send();
  expect(bearer()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
});

test('keeps a token without a lifetime for some minutes', async () => {
  serve(() => granted({ expires_in: undefined }));
  await send();
  time.now += 200_000;
  await send();
  expect(tokenCalls()).toHaveLength(1);
  time.now += 100_000;
  await send();
  expect(tokenCalls()).toHaveLength(2);
});

test('fetches a new token after a 401 and retries once', async () => {
  serve(granted, (call) => (call.headers.authorization === 'Bearer token-2' ? accepted : { status: 401 }));
  expect(await send()).toMatchObject({ type: 'accepted' });
  expect(bearer()).toEqual(['Bearer token-1', 'Bearer token-2']);
  await send();
  expect(tokenCalls()).toHaveLength(2);
});

test('fetches one new token for many concurrent 401s', async () => {
  serve(granted);
  await send();
  serve(granted, (call) => (call.headers.authorization === 'Bearer token-1' ? { status: 401 } : accepted));
  const results = await Promise.all(Array.from({ length: 6 }, send));
  expect(results.every((result) => result.type === 'accepted')).toBe(true);
  expect(tokenCalls()).toHaveLength(2);
});

test('does not retry after a second 401', async () => {
  serve(granted, () => ({ status: 401, body: { title: 'Unauthorized', detail: 'token-2 is no good' } }));
  const result = await send();
  expect(result).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code: 'VENDOR_UNAUTHORIZED', vendorMessage: '*** is no good' },
    exchange: { httpStatus: 401 },
  });
  expect(stockCalls()).toHaveLength(2);
});

test('does not fetch a new token after a 403', async () => {
  serve(granted, () => ({ status: 403 }));
  expect(await send()).toMatchObject({ failure: { code: 'VENDOR_UNAUTHORIZED' } });
  expect(stockCalls()).toHaveLength(1);
});

test('B8: uses the start of a write for its token call, and the write requests another start', async () => {
  serve(granted);
  let starts = 0;
  const counted: StartCall = (call) => {
    starts += 1;
    return call();
  };
  await send(counted);
  expect([starts, tokenCalls().length + stockCalls().length]).toEqual([1, 2]);
  await send(counted);
  expect([starts, tokenCalls().length + stockCalls().length]).toEqual([1, 3]);
});

test('B1: fetches a token at most once per minute if the vendor refuses every token', async () => {
  serve(granted, () => ({ status: 401 }));
  for (let time = 0; time < 20; time += 1) await send();
  expect([tokenCalls().length, stockCalls().length]).toEqual([2, 21]);
  time.now += 60_000;
  await send();
  expect(tokenCalls()).toHaveLength(3);
});
