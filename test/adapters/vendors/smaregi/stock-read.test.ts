import { beforeEach, expect, test } from 'vitest';
import { createInProcessRateLimiter } from '../../../../src/adapters/in-process/rate-limiter.ts';
import { asChannelId, asLocationId, asOptionId, asProductId } from '../../../../src/domain/ids.ts';
import type { StockKey } from '../../../../src/domain/stock.ts';
import { systemClock } from '../../../../src/ports/clock.ts';
import { channelOf, limits, smaregiAt, startsAtOnce, useChannel, watched } from '../support.ts';

const now = 1_750_000_000_000;
const fixture = useChannel(
  (url) => smaregiAt(`${url}/contract/pos`),
  watched(() => now),
);

const key = (productId: string, locationId: string | null, optionId: string | null = null): StockKey => ({
  channel: asChannelId('smaregi'),
  productId: asProductId(productId),
  locationId: locationId === null ? null : asLocationId(locationId),
  optionId: optionId === null ? null : asOptionId(optionId),
});
const row = (productId: string, storeId: string, stockAmount: unknown) => ({
  storeId,
  productId,
  stockAmount,
  layawayStockAmount: '0',
  updDateTime: '2026-05-01T00:00:00+09:00',
});
let startCall = startsAtOnce;
beforeEach(() => {
  startCall = startsAtOnce;
});
const readAtMost = (readRatePerSecond: number): void => {
  const limits = { concurrency: 4, ratePerSecond: null, readRatePerSecond };
  startCall = createInProcessRateLimiter(systemClock)({ id: asChannelId('smaregi'), limits }).startRead;
};
const read = (...keys: StockKey[]) => {
  if (!fixture.channel.readStock) throw new Error('no read');
  return fixture.channel.readStock(keys, startCall);
};
const levels = async (...keys: StockKey[]) => {
  const result = await read(...keys);
  return result.type === 'read' ? result.levels.map((level) => level?.quantity ?? null) : result.failure.code;
};
type Query = Record<string, string>;
const queries = (): Query[] =>
  fixture.script.calls.map((call) => Object.fromEntries(new URL(call.path, 'http://x').searchParams));

/** Serves rows like the vendor. */
const stocked = (...rows: ReturnType<typeof row>[]) =>
  fixture.script.answerBy((call) => {
    const { searchParams } = new URL(call.path, 'http://x');
    const [product, store] = [searchParams.get('product_id'), searchParams.get('store_id')];
    const [limit, page] = [Number(searchParams.get('limit')), Number(searchParams.get('page'))];
    const found = rows.filter(
      (one) => (product === null || one.productId === product) && (store === null || one.storeId === store),
    );
    return { body: found.slice((page - 1) * limit, page * limit) };
  });

test('reads a level of the vendor', async () => {
  stocked(row('1', '2', '-17'));
  expect(await read(key('1', '2'))).toEqual({
    type: 'read',
    levels: [{ ...key('1', '2'), quantity: -17, soldOut: null, observedAt: now, source: 'VENDOR_READ' }],
  });
  expect(fixture.script.calls[0]).toMatchObject({
    method: 'GET',
    path: '/contract/pos/stock?product_id=1&store_id=2&limit=1000&page=1',
    headers: { authorization: 'Bearer fixed-access-token' },
  });
});

test('returns levels in the order of the keys, and null if the vendor has none', async () => {
  stocked(row('1', '2', '5'), row('1', '3', '6'));
  expect(await levels(key('1', '3'), key('9', '9'), key('1', '2'), key('1', '3'))).toEqual([6, null, 5, 6]);
});

test('reads many products of few stores by store, and one product of many stores by product', async () => {
  stocked(...['1', '2', '3'].flatMap((id) => [row(id, '7', id), row(id, '8', id)]));
  expect(await levels(key('1', '7'), key('2', '7'), key('3', '7'))).toEqual([1, 2, 3]);
  expect(queries()).toEqual([{ store_id: '7', limit: '1000', page: '1' }]);
  expect(await levels(key('1', '7'), key('1', '8'))).toEqual([1, 1]);
  expect(queries()[1]).toEqual({ product_id: '1', limit: '1000', page: '1' });
});

test('does not request a key that cannot exist at the vendor', async () => {
  expect(await levels(key('1', null), key('1', '2', 'o'), key('abc', '2'), key('1', '02'))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(await levels()).toEqual([]);
  expect(fixture.script.calls).toHaveLength(0);
});

test.each([
  ['5', 5],
  [5, 5],
  ['-0', 0],
  ['999999999', 999_999_999],
  ['5.5', null],
  ['', null],
  ['many', null],
  [null, null],
  ['2147483648', null],
  [-2147483649, null],
  ['99999999999999999999', null],
])('reads an amount of %j as %s', async (amount, quantity) => {
  stocked(row('1', '2', amount));
  expect(await levels(key('1', '2'))).toEqual([quantity]);
});

test('ignores invalid rows and foreign rows', async () => {
  fixture.script.answer({ body: [null, 7, { productId: '1' }, row('9', '9', '1'), row('1', '2', '5')] });
  expect(await levels(key('1', '2'))).toEqual([5]);
});

const rowsOf = (store: string, count: number) =>
  Array.from({ length: count }, (_, at) => row(String(at + 1), store, String(at)));

test('reads the pages of a store as far as needed', async () => {
  stocked(...rowsOf('7', 2500));
  expect(await levels(key('1', '7'), key('1500', '7'))).toEqual([0, 1499]);
  expect(queries().map((query) => query['page'])).toEqual(['1', '2']);
  expect(await levels(key('2', '7'), key('9999', '7'))).toEqual([1, null]);
  expect(
    queries()
      .slice(2)
      .map((query) => query['page']),
  ).toEqual(['1', '2', '3']);
});

test('reads single products of a store with too many products', async () => {
  stocked(...rowsOf('7', 12_000));
  expect(await levels(key('1', '7'), key('11500', '7'), key('99999', '7'))).toEqual([0, 11499, null]);
  expect(queries()).toHaveLength(6);
  expect(queries().slice(4)).toEqual([
    { product_id: '11500', store_id: '7', limit: '1000', page: '1' },
    { product_id: '99999', store_id: '7', limit: '1000', page: '1' },
  ]);
});

test('B7: stops after a few calls if full pages never end', async () => {
  fixture.script.answer({ body: rowsOf('8', 1000) });
  expect(await levels(key('1', '7'), key('2', '7'))).toBe('VENDOR_UNAVAILABLE');
  expect(fixture.script.calls.length).toBeLessThanOrEqual(5);
});

test('B7: limits the calls for a hundred pairs if full pages never end', async () => {
  const page = JSON.stringify(rowsOf('8', 1000));
  fixture.script.answer({ body: page });
  const keys = Array.from({ length: 100 }, (_, at) => key(String(at + 5_000), String(at % 50)));
  expect(await levels(...keys)).toBe('VENDOR_UNAVAILABLE');
  expect(fixture.script.calls.length).toBeLessThanOrEqual(300);
});

test('refuses a page with far more rows than requested', async () => {
  fixture.script.answer({ body: rowsOf('7', 2_500) });
  expect(await levels(key('1', '7'))).toBe('VENDOR_UNAVAILABLE');
});

test('reads a list that is wrapped as `{ items }`', async () => {
  fixture.script.answer({ body: { items: [{ storeId: '7', productId: '1', stockAmount: '3' }], total: 1 } });
  expect(await levels(key('1', '7'))).toEqual([3]);
});

test.each([
  [429, 'RATE_LIMITED'],
  [401, 'VENDOR_UNAUTHORIZED'],
  [500, 'VENDOR_UNAVAILABLE'],
  [400, 'VENDOR_UNAVAILABLE'],
  [200, 'VENDOR_UNAVAILABLE'],
])('a %i makes the read unavailable: %s', async (status, code) => {
  fixture.script.answer({ status, headers: { 'retry-after': '3' }, body: { detail: 'fixed-access-token' } });
  const result = await read(key('1', '2'));
  expect(result).toMatchObject({ type: 'unavailable', failure: { code, mayHaveApplied: false } });
  expect(JSON.stringify(result)).not.toContain('fixed-access-token');
  if (status === 429) expect(result).toMatchObject({ failure: { retryAfter: 3 } });
});

test('makes no further calls after a failed one', async () => {
  fixture.script.answer({ status: 503 });
  readAtMost(4);
  await levels(...Array.from({ length: 40 }, (_, at) => key(String(at), String(at))));
  expect(fixture.script.calls.length).toBeLessThanOrEqual(4);
});

test('makes at most four calls at a time', async () => {
  let underWay = 0;
  let most = 0;
  fixture.script.answer((response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      response.end('[]');
    }, 15);
  });
  await fixture.channel.close();
  fixture.channel = channelOf(
    smaregiAt(fixture.script.url, {
      limits: { ...limits, concurrency: 16, timeoutMs: 2000 },
    }),
  );
  await levels(...Array.from({ length: 12 }, (_, at) => key(String(at), String(at))));
  expect(most).toBe(4);
});

test('B8: requests a start from the rate limiter for each page', async () => {
  stocked();
  readAtMost(2);
  const startedAt = performance.now();
  await levels(key('1', '1'), key('2', '2'), key('3', '3'));
  expect(fixture.script.calls).toHaveLength(3);
  expect(performance.now() - startedAt).toBeGreaterThan(900);
});
