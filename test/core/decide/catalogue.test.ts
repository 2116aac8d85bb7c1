import { describe, expect, it } from 'vitest';
import { levelKind, record } from '../../../src/core/decide/catalogue.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import type { StockLevel } from '../../../src/domain/stock.ts';
import { shop } from '../../support/changes.ts';

const levelAt = (observedAt: number, productId = '1'): StockLevel => ({
  channel: shop,
  productId: productId as never,
  locationId: null,
  optionId: null,
  quantity: observedAt,
  soldOut: null,
  observedAt,
  source: 'VENDOR_READ',
});

const stored = (observedAt: number, pass: number | null = null, by = asOperationId(4)) => ({
  row: { ...levelAt(observedAt), quantity: 5 },
  by,
  pass,
  tracking: null,
});
const poll = { pass: null, refresh: false };
const decide = (
  level: StockLevel,
  before: ReturnType<typeof stored> | null,
  reading: { readonly pass: number | null; readonly refresh: boolean } = poll,
) => record(levelKind, [level], [before], reading);

describe('record', () => {
  it('replaces a stored row unless that was observed later, and keeps the operation that wrote it', () => {
    const { by } = stored(7);
    expect(decide(levelAt(7), stored(7))).toEqual([
      {
        row: levelAt(7),
        by,
        pass: null,
        tracking: { drift: null, open: { from: 5, since: 7 } },
        isNews: true,
        storedTracking: null,
        stored: stored(7).row,
      },
    ]);
    expect(decide(levelAt(6), stored(7))).toEqual([]);
  });

  it('stores a new row, which no operation wrote', () => {
    expect(decide(levelAt(5), null)).toEqual([
      {
        row: levelAt(5),
        by: null,
        pass: null,
        tracking: null,
        isNews: true,
        storedTracking: null,
        stored: null,
      },
    ]);
  });

  it('writes a row that says nothing new only for a full pass or a read that refreshes', () => {
    const same = { ...levelAt(9), quantity: 5 };
    const { by } = stored(7);
    expect(decide(same, stored(7))).toEqual([]);
    expect(decide(same, stored(7, 2), { pass: 2, refresh: false })).toEqual([]);
    expect(decide(same, stored(7, 1), { pass: 2, refresh: false })).toEqual([
      { row: same, by, pass: 2, tracking: null, isNews: false, storedTracking: null, stored: stored(7).row },
    ]);
    expect(decide(same, stored(7, 1), { pass: null, refresh: true })).toEqual([
      { row: same, by, pass: 1, tracking: null, isNews: false, storedTracking: null, stored: stored(7).row },
    ]);
    expect(decide(same, stored(9, 1), { pass: null, refresh: true })).toEqual([]);
  });

  it('notes the full pass of a row that was observed later, and leaves the row', () => {
    const before = stored(9, 1);
    expect(decide(levelAt(7), before, { pass: 2, refresh: false })).toEqual([
      { ...before, pass: 2, isNews: false, storedTracking: null, stored: before.row },
    ]);
  });

  it('takes the newest of several rows with one key', () => {
    const levels = [levelAt(5), levelAt(7), levelAt(6), levelAt(3, '2')];
    const writes = record(levelKind, levels, [null, null, null, null], poll);
    expect(writes.map(({ row }) => row)).toEqual([levelAt(7), levelAt(3, '2')]);
    const known = levels.slice(0, 3).map(() => stored(4));
    expect(record(levelKind, levels.slice(0, 3), known, poll)).toMatchObject([
      { row: levelAt(7), stored: stored(4).row },
    ]);
  });
});
