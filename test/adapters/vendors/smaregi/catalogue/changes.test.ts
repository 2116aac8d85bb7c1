import { expect, test } from 'vitest';
import {
  codesOf,
  dayMs,
  idsOf,
  levelRow,
  now,
  paged,
  productRow,
  queriesOf,
  queryOf,
  useCatalogue,
} from './support.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const { fixture, read, readAll } = useCatalogue({ listPageSize: 2 });
const windows = () =>
  queriesOf(fixture.script).map((query) =>
    ['upd_date_time-from', 'upd_date_time-to'].map((name) => Date.parse(query[name] ?? '')),
  );

test('reads what changed, from a few minutes before to a few hours ahead', async () => {
  fixture.script.answer({ body: [productRow('1')] });
  expect(idsOf(await readAll('products', now - hourMs))).toEqual(['1']);
  expect(queriesOf(fixture.script)).toEqual([
    {
      'upd_date_time-from': '2026-05-20T10:55:00+00:00',
      'upd_date_time-to': '2026-05-20T15:00:00+00:00',
      sort: 'productId',
      limit: '2',
      page: '1',
    },
  ]);
});

test('reads a long time in windows of at most 31 days without a gap, each page by page', async () => {
  const rows = [levelRow('1', '1'), levelRow('2', '1'), levelRow('3', '1')];
  fixture.script.answerBy(paged(rows));
  await readAll('levels', now - 100 * dayMs);
  const all = windows();
  expect(queriesOf(fixture.script).map(({ page }) => page)).toEqual(['1', '2', '1', '2', '1', '2', '1', '2']);
  expect(all[0]?.[0]).toBe(now - 100 * dayMs - 5 * minuteMs);
  for (const [index, [from = 0, to = 0]] of all.entries()) {
    expect(to - from).toBeLessThanOrEqual(31 * dayMs);
    if (index % 2 === 0 && index > 0) expect(from).toBe(all[index - 1]?.[1]);
  }
  expect(all.at(-1)?.[1]).toBe(now + 3 * hourMs);
});

test('reads the whole list after more than a year', async () => {
  fixture.script.answer({ body: [] });
  await readAll('levels', 0);
  expect(queriesOf(fixture.script)).toEqual([{ sort: 'productId,storeId', limit: '2', page: '1' }]);
});

test('reads the stores in full, because they have no filter', async () => {
  fixture.script.answer({ body: [{ storeId: '1' }] });
  await readAll('locations', now - hourMs);
  expect(queriesOf(fixture.script)).toEqual([{ limit: '2', page: '1' }]);
});

test('a vendor whose clock is hours ahead loses no change', async () => {
  const ahead = now + 2 * hourMs;
  fixture.script.answerBy((call) => {
    const to = Date.parse(queryOf(call)['upd_date_time-to'] ?? '');
    return { body: to >= ahead ? [productRow('1', { updDateTime: new Date(ahead).toISOString() })] : [] };
  });
  expect(await read('products', { changedSince: now - hourMs })).toMatchObject({
    rows: [{ productId: '1' }],
    newestChange: ahead,
  });
  // The position is ahead of the gateway's clock.
  expect(await read('products', { changedSince: ahead })).toMatchObject({ rows: [{ productId: '1' }] });
});

test('a vendor whose clock is hours behind loses no change', async () => {
  const behind = now - 9 * hourMs;
  fixture.script.answer({ body: [productRow('1', { updDateTime: new Date(behind).toISOString() })] });
  expect(await read('products', { changedSince: behind })).toMatchObject({ newestChange: behind });
  expect(windows()[0]?.[0]).toBe(behind - 5 * minuteMs);
});

test.each(['9999-01-01T00:00:00+09:00', '2026-05-21T00:00:00', 'yesterday', 7, null])(
  'a time of change %j does not become the position',
  async (updDateTime) => {
    fixture.script.answer({ body: [productRow('1', { updDateTime }), productRow('2')] });
    expect(await read('products')).toMatchObject({ newestChange: Date.UTC(2026, 3, 30, 15), skipped: 0 });
  },
);

test('reads the whole list if the vendor refuses the filter, and does not send it again', async () => {
  fixture.script.answerBy((call) =>
    'upd_date_time-from' in queryOf(call)
      ? { status: 400, body: { detail: 'unknown parameter' } }
      : paged([productRow('1'), productRow('2'), productRow('3')])(call),
  );
  expect(idsOf(await readAll('products', now - hourMs))).toEqual(['1', '2', '3']);
  expect(idsOf(await readAll('products', now - hourMs))).toEqual(['1', '2', '3']);
  expect(windows().filter(([from]) => !Number.isNaN(from))).toHaveLength(1);
});

test('sends the filter again after a refusal that had another reason', async () => {
  fixture.script.answer({ status: 400 });
  expect(codesOf(await readAll('products', now - hourMs))).toEqual(['VENDOR_UNAVAILABLE']);
  fixture.script.answer({ body: [] });
  await readAll('products', now - hourMs);
  expect(Number.isNaN(windows().at(-1)?.[0])).toBe(false);
});
