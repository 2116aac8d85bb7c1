import { expect, test } from 'vitest';
import { deadUrl } from '../script.ts';
import { channelOf, smaregiAt } from '../support.ts';
import { useTokens } from './token-bench.ts';

const { fixture, granted, logged, send, serve, stockCalls } = useTokens();

test.each([
  [400, 'VENDOR_UNAUTHORIZED'],
  [401, 'VENDOR_UNAUTHORIZED'],
  [404, 'VENDOR_UNAUTHORIZED'],
  [429, 'RATE_LIMITED'],
  [500, 'VENDOR_UNAVAILABLE'],
  [503, 'VENDOR_UNAVAILABLE'],
])('a token endpoint that answers %i makes the channel %s, and nothing is sent', async (status, code) => {
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
  expect(JSON.stringify([result, logged])).not.toContain('client-secret');
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

test('a token endpoint that resets the connection has applied nothing', async () => {
  serve(() => (response) => response.socket?.resetAndDestroy());
  expect(await send()).toMatchObject({ type: 'unavailable', mayHaveApplied: false });
});

test('a token endpoint that refuses the connection is unavailable', async () => {
  await fixture.channel.close();
  const credentials = { accessToken: undefined, clientId: 'client-id', clientSecret: 'client-secret' };
  fixture.channel = channelOf(smaregiAt(fixture.script.url, { ...credentials, tokenUrl: await deadUrl() }));
  expect(await send()).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code: 'VENDOR_UNAVAILABLE', message: expect.stringContaining('refused') },
  });
});

test('a failure is not cached', async () => {
  serve(() => ({ status: 500 }));
  await send();
  serve(granted);
  expect(await send()).toMatchObject({ type: 'accepted' });
});
