import { describe, expect, test } from 'vitest';
import { markedMemo, markIn } from '../../../../src/adapters/vendors/smaregi/memo-mark.ts';
import { asChannelId, asLocationId, asProductId } from '../../../../src/domain/ids.ts';
import type { Reply } from '../script.ts';
import { noCallback, smaregiAt, startsAtOnce, useChannel, watched } from '../support.ts';

const now = Date.parse('2026-05-02T12:00:00Z');
const mark = '0123456789abcdef0123';
const key = {
  channel: asChannelId('channel'),
  productId: asProductId('1'),
  locationId: asLocationId('2'),
  optionId: null,
};
const row = (id: number, more: object = {}) => ({
  id: String(id),
  targetDateTime: '2026-05-02T21:00:00+09:00',
  updDateTime: '2026-05-02T21:00:00+09:00',
  amount: '-3',
  stockAmount: '7',
  stockDivision: '15',
  memo: `onshelf:${mark}`,
  ...more,
});
/** A day before the request. */
const old = { updDateTime: '2026-05-01T21:00:00+09:00' };

describe('GET /stock/changes/{product}/{store}', () => {
  const fixture = useChannel(
    (url) => smaregiAt(`${url}/contract/pos`, { stockHistory: true, listPageSize: 3 }),
    watched(() => now),
  );
  const read = async () => {
    const result = await fixture.channel.readStockHistory?.({ key, since: now }, startsAtOnce);
    if (!result) throw new Error('no read');
    if (result.type === 'unavailable') return result.failure.code;
    return result.entries?.map(({ reference, delta, mark: found }) => [reference, delta, found]) ?? null;
  };
  const pages = (...bodies: readonly (readonly object[])[]) =>
    fixture.script.answer(...bodies.map((body): Reply => ({ body })));

  test('asks for the newest entries, and finds the mark of a request', async () => {
    pages([row(9), row(8, { stockDivision: '02', memo: null, amount: '-1' })]);
    expect(await read()).toEqual([
      ['9', -3, mark],
      ['8', -1, null],
    ]);
    expect(fixture.script.calls.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/contract/pos/stock/changes/1/2?sort=id%3Adesc&limit=3&page=1'],
    ]);
  });

  test('reads a wrapped list, numbers and rows in any order', async () => {
    fixture.script.answer({
      body: { items: [{ ...row(2), id: 2, amount: -3, stockDivision: 15 }, row(9)], limit: 3, page: 1 },
    });
    expect(await read()).toEqual([
      ['2', -3, mark],
      ['9', -3, mark],
    ]);
  });

  test('takes a mark only from a change that the API made', async () => {
    pages([row(9, { stockDivision: '02' }), row(8, { stockDivision: null })]);
    expect(await read()).toEqual([
      ['9', -3, null],
      ['8', -3, null],
    ]);
  });

  test('leaves out rows that cannot be read, and changes before the request', async () => {
    pages(
      [row(9, { id: 'x' }), row(8, { amount: 'many' }), row(7, { amount: '99999999999' })],
      [row(6, { id: null }), row(5, { updDateTime: 'yesterday' }), row(4, old)],
      [],
    );
    expect(await read()).toEqual([['5', -3, mark]]);
  });

  test('reads no further than the time of the request, if the newest entries are first', async () => {
    pages([row(9), row(8), row(7)], [row(6, old), row(5, old), row(4, old)], [row(3)]);
    expect(await read()).toEqual([
      ['9', -3, mark],
      ['8', -3, mark],
      ['7', -3, mark],
    ]);
    expect(fixture.script.calls).toHaveLength(2);
  });

  test('reads all pages of a vendor that returns the oldest entries first', async () => {
    pages([row(3, old), row(4, old), row(5, old)], [row(6, old), row(9)]);
    expect(await read()).toEqual([['9', -3, mark]]);
  });

  test.each<[string, readonly Reply[], unknown]>([
    ['refuses it (403)', [{ status: 403, body: { title: 'Forbidden' } }], null],
    ['does not have it (404)', [{ status: 404, body: '<html>' }], null],
    ['refuses the sort order (400)', [{ status: 400, body: {} }], null],
    ['is busy', [{ status: 429, headers: { 'retry-after': '3' } }], 'RATE_LIMITED'],
    ['fails', [{ status: 500 }], 'VENDOR_UNAVAILABLE'],
    ['refuses the token', [{ status: 401, body: {} }], 'VENDOR_UNAUTHORIZED'],
    ['answers with text', [{ body: 'hello' }], 'VENDOR_UNAVAILABLE'],
    ['answers with an object', [{ body: { rows: [] } }], 'VENDOR_UNAVAILABLE'],
    ['answers with null', [{ body: null }], 'VENDOR_UNAVAILABLE'],
    [
      'answers with far too many rows',
      [{ body: Array.from({ length: 40 }, (_, at) => row(at)) }],
      'VENDOR_UNAVAILABLE',
    ],
    ['fails on the second page', [{ body: [row(9), row(8), row(7)] }, { status: 500 }], 'VENDOR_UNAVAILABLE'],
    ['repeats a page', [{ body: [row(9), row(8), row(7)] }], 'VENDOR_UNAVAILABLE'],
  ])('gives nothing if the vendor %s', async (_, replies, expected) => {
    fixture.script.answer(...replies);
    expect(await read()).toEqual(expected);
  });

  test('ends with a vendor that returns pages without end', async () => {
    let next = 1_000;
    fixture.script.answerBy(() => {
      next -= 3;
      return { body: [row(next + 2), row(next + 1), row(next)] };
    });
    expect(await read()).toBe('VENDOR_UNAVAILABLE');
    expect(fixture.script.calls).toHaveLength(10);
  });

  test('asks nothing for a key without a store, and nothing for an id that is none', async () => {
    const query = (over: object) => ({ key: { ...key, ...over }, since: now });
    const empty = { type: 'read', entries: [] };
    const { channel } = fixture;
    expect(await channel.readStockHistory?.(query({ locationId: null }), startsAtOnce)).toEqual(empty);
    expect(await channel.readStockHistory?.(query({ productId: '../x' }), startsAtOnce)).toEqual(empty);
    expect(fixture.script.calls).toEqual([]);
  });

  test('has the mark in the memo of an adjustment, and not of a plain change', async () => {
    fixture.script.answer({ body: { requestId: 700 } });
    const { STOCK_ADJUSTMENT: adjusts, STOCK_SET: sets } = fixture.channel.writers;
    const { channel, productId, locationId } = key;
    const target = { channel, productId, locationId };
    const delivery = { ...noCallback, callbackUrl: 'https://gateway.test/hook', mark };
    const add = { ...target, kind: 'STOCK_ADJUSTMENT' as const, delta: 1 };
    await adjusts?.send(
      [
        { ...add, memo: null },
        { ...add, productId: asProductId('3'), memo: '入荷' },
      ],
      delivery,
    );
    const set = { ...target, kind: 'STOCK_SET' as const, quantity: 1, soldOut: null, options: [] };
    await sets?.send([{ ...set, memo: 'count', observedAt: null }], delivery);
    const memos = fixture.script.calls.map(({ body }) =>
      JSON.parse(body).stock.map((one: { stockHistory: { memo: string } }) => one.stockHistory.memo),
    );
    expect(memos).toEqual([[`onshelf:${mark}`, `入荷 onshelf:${mark}`], ['count']]);
  });
});

describe('without the setting', () => {
  const fixture = useChannel((url) => smaregiAt(`${url}/contract/pos`));

  test('the channel has no stock history, and no mark in a memo', async () => {
    expect(fixture.channel.readStockHistory).toBeUndefined();
    fixture.script.answer({ body: { requestId: 700 } });
    const { channel, productId, locationId } = key;
    await fixture.channel.writers.STOCK_ADJUSTMENT?.send(
      [{ kind: 'STOCK_ADJUSTMENT', channel, productId, locationId, delta: 1, memo: null }],
      { ...noCallback, callbackUrl: 'https://gateway.test/hook', mark },
    );
    expect(fixture.script.calls[0]?.body).not.toContain('stockHistory');
  });
});

describe('the mark in a memo', () => {
  test.each([
    [null, `onshelf:${mark}`],
    ['x'.repeat(71), `${'x'.repeat(71)} onshelf:${mark}`],
    ['😀'.repeat(71), `${'😀'.repeat(71)} onshelf:${mark}`],
    // A longer memo leaves no room: it is the merchant's.
    ['x'.repeat(72), 'x'.repeat(72)],
  ])('is at its end, and at most 100 characters long: %s', (memo, expected) => {
    expect(markedMemo(memo, mark)).toBe(expected);
    expect(markIn(expected)).toBe(expected.includes('onshelf') ? mark : null);
  });

  test.each([
    null,
    '',
    mark,
    `onshelf:${mark.slice(1)}`,
    `onshelf:${mark}0`,
    `onshelf:${mark} again`,
    `xonshelf:${mark}`,
    `onshelf:${mark.toUpperCase()}`,
    `ｏnshelf:${mark}`,
  ])('is not read from %s', (memo) => {
    expect(markIn(memo)).toBeNull();
  });

  test('is the last one of several', () => {
    expect(markIn(`onshelf:${'f'.repeat(20)} onshelf:${mark}`)).toBe(mark);
  });
});
