import { expect, test } from 'vitest';
import { configureChannel, vendorNamed } from '../../../src/adapters/vendors/index.ts';
import { startScript } from './script.ts';
import {
  brightmallAt,
  channelOf,
  configured,
  globalLinkAt,
  noCallback,
  smaregiAt,
  stockChange,
} from './support.ts';

const url = 'https://vendor.test/prefix';
const issuesOf = (parsed: ReturnType<typeof configureChannel>) => (parsed.success ? [] : parsed.error.issues);
const problem = (settings: object) => {
  const parsed = configureChannel(settings);
  return parsed.success ? null : parsed.error.issues.map((issue) => issue.path.join('.')).join(' ');
};

test('accepts the settings of each vendor', () => {
  for (const settings of [globalLinkAt(url), brightmallAt(url), smaregiAt(url)]) {
    expect(problem(settings)).toBeNull();
    const channel = channelOf(settings);
    expect(channel).toMatchObject({
      id: settings.id,
      vendor: settings.vendor,
      sandbox: true,
      limits: settings.limits,
    });
  }
});

test.each([
  ['https://vendor.test', null],
  ['http://127.0.0.1:80/a/b/', null],
  ['http://localhost:4000', null],
  ['http://[::1]:4000/x', null],
  ['http://127.8.9.10', null],
  ['http://0x7f.1', null],
  ['http://vendor.test', 'baseUrl'],
  ['http://10.0.0.1', 'baseUrl'],
  ['http://localhost.vendor.test', 'baseUrl'],
  ['http://127.0.0.1.vendor.test', 'baseUrl'],
  ['http://[::ffff:7f00:1]', 'baseUrl'],
  ['HTTP://vendor.test', 'baseUrl'],
  ['ftp://vendor.test', 'baseUrl'],
  ['vendor.test', 'baseUrl'],
  ['', 'baseUrl'],
  ['https://vendor.test/?a=1', 'baseUrl'],
  ['https://vendor.test/?', 'baseUrl'],
  ['https://vendor.test/#x', 'baseUrl'],
  ['https://user:pass@vendor.test/', 'baseUrl'],
  ['https://vendor.test/a b', 'baseUrl'],
])('checks the base URL %j', (baseUrl, wrong) => {
  expect(problem(globalLinkAt(baseUrl))).toBe(wrong);
});

test.each(['', 'a b', 'ключ', 'a\n', 'a\r\nX-Evil: 1', ' a', '\u007f'])(
  'refuses the key %j and does not print it',
  (secretKey) => {
    const parsed = configureChannel(globalLinkAt(url, { secretKey }));
    expect(issuesOf(parsed)[0]?.path).toEqual(['secretKey']);
    if (secretKey.trim().length > 1) expect(JSON.stringify(issuesOf(parsed))).not.toContain(secretKey.trim());
  },
);

test.each([
  [globalLinkAt(url, { secretKey: undefined }), 'secretKey'],
  [brightmallAt(url, { apiKey: 'a b' }), 'apiKey'],
  [brightmallAt(url, { vendorId: '' }), 'vendorId'],
  [smaregiAt(url, { accessToken: 'a b' }), 'accessToken'],
  [smaregiAt(url, { accessToken: undefined }), 'tokenUrl clientId clientSecret'],
  [smaregiAt(url, { accessToken: undefined, clientId: 'a', clientSecret: 'b' }), 'tokenUrl'],
  [smaregiAt(url, { clientId: 'a' }), 'accessToken'],
  [
    smaregiAt(url, { accessToken: undefined, tokenUrl: 'x', clientId: 'a:b', clientSecret: 'b' }),
    'tokenUrl clientId',
  ],
  [
    smaregiAt(url, {
      accessToken: undefined,
      ...{ tokenUrl: 'http://id.test/token', clientId: 'a', clientSecret: 'b' },
    }),
    'tokenUrl',
  ],
  [smaregiAt(url, { readRatePerSecond: 0 }), 'readRatePerSecond'],
  [globalLinkAt(url, { id: 'a b' }), 'id'],
  [
    globalLinkAt(url, {
      limits: {
        concurrency: 0,
        ratePerSecond: 0,
        timeoutMs: 0,
        callbackTimeoutMs: 0,
        retryForMs: -1,
        retriesPerMinute: 0,
      },
    }),
    'limits.concurrency limits.ratePerSecond limits.timeoutMs limits.callbackTimeoutMs limits.retryForMs limits.retriesPerMinute',
  ],
  [{ ...globalLinkAt(url), vendor: 'AMAZON' }, 'vendor'],
])('names the invalid fields of settings %#', (settings, fields) => {
  expect(problem(settings)).toBe(fields);
});

test('names an unknown setting', () => {
  const parsed = configureChannel(globalLinkAt(url, { secretkey: 'x' }));
  expect(issuesOf(parsed)[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['secretkey'] });
});

test('accepts two kinds of Smaregi credentials', () => {
  const client = { tokenUrl: 'https://id.test/app/x/token', clientId: 'id', clientSecret: 'secret' };
  expect(configured(smaregiAt(url)).settings).toMatchObject({
    credentials: { type: 'token', accessToken: 'fixed-access-token' },
  });
  expect(configured(smaregiAt(url, { accessToken: undefined, ...client })).settings).toMatchObject({
    credentials: { type: 'client', ...client },
  });
});

test.each(['', '/', '//'])('ignores a slash at the end of the base URL: %j', async (end) => {
  const script = await startScript();
  const channel = channelOf(globalLinkAt(`${script.url}/global-ship${end}`));
  await channel.writers.STOCK_SET?.send([stockChange()], noCallback);
  expect(script.calls[0]?.path).toBe('/global-ship/open-api/v1/global-link/products/stock-updates');
  await channel.close();
  await script.close();
});

test('checks a callback URL by the rules of Smaregi', () => {
  const long = `https://gateway.test/${'x'.repeat(511 - 21)}`;
  expect(vendorNamed('SMAREGI')?.callbackUrlProblem(long)).toBeNull();
  expect(vendorNamed('SMAREGI')?.callbackUrlProblem(`${long}x`)).toContain('511');
  expect(vendorNamed('SMAREGI')?.callbackUrlProblem('ftp://gateway.test/')).not.toBeNull();
  expect(vendorNamed('SMAREGI')?.callbackUrlProblem('https://gateway.test/a b')).not.toBeNull();
  expect(vendorNamed('GLOBAL_LINK')?.callbackUrlProblem('ftp://gateway.test/')).toBeNull();
});
