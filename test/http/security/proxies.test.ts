import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createForwarded, type TrustedProxies } from '../../../src/http/security/proxies.ts';

/** The client address that the gateway derives for a real request with these headers. */
const seen = async (proxies: TrustedProxies, headers: Record<string, string>, host = '127.0.0.1') => {
  const forwarded = createForwarded(proxies);
  const server = createServer((request: IncomingMessage, response) => {
    const about = [forwarded.clientAddressOf(request), forwarded.isSecure(request)];
    response.end(JSON.stringify(about));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, host), 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close', ...headers } });
  return answer.json();
};

const forwarded = {
  'x-forwarded-for': '198.51.100.9, 203.0.113.7, 10.0.0.2',
  'x-forwarded-proto': 'http, https',
};

describe('the address of the client', () => {
  it.each<[string, TrustedProxies, string]>([
    ['no proxy is trusted', { hops: 0 }, '127.0.0.1'],
    ['one proxy is trusted', { hops: 1 }, '10.0.0.2'],
    ['two proxies are trusted', { hops: 2 }, '203.0.113.7'],
    ['more proxies are trusted than there are', { hops: 9 }, '198.51.100.9'],
    ['another address is trusted', { addresses: ['10.0.0.0/8'] }, '127.0.0.1'],
    ['this address is trusted', { addresses: ['127.0.0.1'] }, '10.0.0.2'],
    [
      'both addresses are trusted',
      { addresses: ['127.0.0.0/8', '10.0.0.0/8', '2001:db8::/32'] },
      '203.0.113.7',
    ],
  ])('comes from the trusted proxies: %s', async (_what, proxies, client) => {
    const [address] = await seen(proxies, forwarded);
    expect(address).toBe(client);
  });

  it('is the nearest known one if the forwarded one is invalid or missing', async () => {
    expect(await seen({ hops: 2 }, { 'x-forwarded-for': '203.0.113.7, unknown' })).toEqual([
      '127.0.0.1',
      false,
    ]);
    expect(await seen({ hops: 2 }, {})).toEqual(['127.0.0.1', false]);
    expect(await seen({ hops: 1 }, { 'x-forwarded-for': '::ffff:203.0.113.7' }, '::')).toEqual([
      '203.0.113.7',
      false,
    ]);
    expect((await seen({ addresses: ['127.0.0.1'] }, forwarded, '::'))[0]).toBe('10.0.0.2');
  });

  it('has used TLS only if a trusted proxy says so', async () => {
    expect((await seen({ hops: 0 }, forwarded))[1]).toBe(false);
    expect((await seen({ hops: 1 }, forwarded))[1]).toBe(true);
    expect((await seen({ hops: 1 }, { 'x-forwarded-proto': 'https, http' }))[1]).toBe(false);
    expect((await seen({ addresses: ['10.0.0.1'] }, forwarded))[1]).toBe(false);
  });
});
