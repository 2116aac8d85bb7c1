import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../../src/ports/channel.ts';
import {
  type Call,
  channelOf,
  deadUrl,
  type Reply,
  type Script,
  smaregiAt,
  startScript,
  stockChange,
  watched,
} from '../support.ts';

let script: Script;
let channel: Channel;
let now: number;
let given: number;
const clock = watched(() => now);
const isToken = (call: Call): boolean => call.path.startsWith('/app/');
const tokenCalls = () => script.calls.filter(isToken);
const stockCalls = () => script.calls.filter((call) => !isToken(call));
const bearer = () => stockCalls().map((call) => call.headers.authorization);

const open = (tokenUrl = `${script.url}/app/contract/token`) => {
  channel = channelOf(
    smaregiAt(`${script.url}/contract/pos`, {
      accessToken: undefined,
      tokenUrl,
      clientId: 'client-id',
      clientSecret: 'client-secret',
    }),
    clock,
  );
};
beforeEach(async () => {
  script = await startScript();
  now = 1_750_000_000_000;
  given = 0;
  clock.calls.length = 0;
  open();
});
afterEach(async () => {
  await channel.close();
  await script.close();
});

const granted = (over: object = {}): Reply => {
  given += 1;
  return {
    body: { access_token: `token-${given}`, token_type: 'Bearer', expires_in: 3600, scope: 'x', ...over },
  };
};
const accepted: Reply = { body: { requestId: 700 } };
const serve = (token: () => Reply, stock: (call: Call) => Reply = () => accepted): void =>
  script.answerBy((call) => (isToken(call) ? token() : stock(call)));

const send = async () => {
  const writer = channel.writers.STOCK_UPDATE;
  if (!writer) throw new Error('no writer');
  return writer.send([stockChange({ productId: '1', locationId: '2' })], {
    callbackUrl: 'https://gateway.test/hook',
  });
};

test('the token call is that of OAuth client credentials', async () => {
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
    scope: 'pos.stock:read pos.stock:write pos.products:read',
  });
  expect(bearer()).toEqual(['Bearer token-1']);
});

test('concurrent callers share one token call', async () => {
  serve(() => (response) => {
    const { body } = granted() as { body: unknown };
    setTimeout(() => response.end(JSON.stringify(body)), 30);
  });
  await Promise.all(Array.from({ length: 8 }, send));
  expect(tokenCalls()).toHaveLength(1);
  expect(new Set(bearer())).toEqual(new Set(['Bearer token-1']));
});

test.each([
  ['a minute before its end', 3600, 3540],
  ['a tenth of its life before its end', 100, 90],
])('a token is kept until %s', async (_, expires_in, seconds) => {
  serve(() => granted({ expires_in }));
  await send();
  now += seconds * 1000 - 1;
  await send();
  expect(tokenCalls()).toHaveLength(1);
  now += 1;
  await send();
  expect(bearer()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
});

test('a token without a lifetime is kept for a while', async () => {
  serve(() => granted({ expires_in: undefined }));
  await send();
  now += 200_000;
  await send();
  expect(tokenCalls()).toHaveLength(1);
  now += 100_000;
  await send();
  expect(tokenCalls()).toHaveLength(2);
});

test('a 401 fetches a new token and tries once more', async () => {
  serve(granted, (call) => (call.headers.authorization === 'Bearer token-2' ? accepted : { status: 401 }));
  expect(await send()).toMatchObject({ type: 'accepted' });
  expect(bearer()).toEqual(['Bearer token-1', 'Bearer token-2']);
  await send();
  expect(tokenCalls()).toHaveLength(2);
});

test('many 401s at once fetch one new token', async () => {
  serve(granted);
  await send();
  serve(granted, (call) => (call.headers.authorization === 'Bearer token-1' ? { status: 401 } : accepted));
  const results = await Promise.all(Array.from({ length: 6 }, send));
  expect(results.every((result) => result.type === 'accepted')).toBe(true);
  expect(tokenCalls()).toHaveLength(2);
});

test('a second 401 is given up on', async () => {
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

test('a 403 is not the fault of the token', async () => {
  serve(granted, () => ({ status: 403 }));
  expect(await send()).toMatchObject({ failure: { code: 'VENDOR_UNAUTHORIZED' } });
  expect(stockCalls()).toHaveLength(1);
});

test.each([
  [400, 'VENDOR_UNAUTHORIZED'],
  [401, 'VENDOR_UNAUTHORIZED'],
  [404, 'VENDOR_UNAUTHORIZED'],
  [429, 'RATE_LIMITED'],
  [500, 'VENDOR_UNAVAILABLE'],
  [503, 'VENDOR_UNAVAILABLE'],
])('a token endpoint that answers %i makes the channel %s, and nothing was sent', async (status, code) => {
  serve(() => ({
    status,
    headers: { 'retry-after': '7' },
    body: { error: 'invalid_client', error_description: 'client-secret is wrong' },
  }));
  const result = await send();
  expect(result).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code, mayHaveApplied: false, vendorMessage: '*** is wrong' },
    exchange: { httpStatus: null, vendorRequestId: null },
    retryAfterMs: status === 429 || status >= 500 ? 7000 : null,
  });
  expect(JSON.stringify([result, clock.calls])).not.toContain('client-secret');
  expect(stockCalls()).toHaveLength(0);
});

test.each(['<html>', {}, { access_token: '' }, { access_token: 'a\r\nX-Evil: 1' }, { access_token: 7 }])(
  'a token endpoint that answers %j is unavailable',
  async (body) => {
    serve(() => ({ body }));
    expect(await send()).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: false,
      failure: { code: 'VENDOR_UNAVAILABLE' },
    });
    expect(stockCalls()).toHaveLength(0);
  },
);

test('a token endpoint that breaks off applied nothing', async () => {
  serve(() => (response) => response.socket?.resetAndDestroy());
  expect(await send()).toMatchObject({ type: 'unavailable', mayHaveApplied: false });
});

test('a token endpoint that is not there', async () => {
  await channel.close();
  open(await deadUrl());
  expect(await send()).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code: 'VENDOR_UNAVAILABLE', message: expect.stringContaining('refused') },
  });
});

test('a failure is not kept', async () => {
  serve(() => ({ status: 500 }));
  await send();
  serve(granted);
  expect(await send()).toMatchObject({ type: 'accepted' });
});
