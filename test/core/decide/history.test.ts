import { describe, expect, it } from 'vitest';
import type { RowWrite } from '../../../src/core/decide/catalogue.ts';
import {
  firstQuantityOf,
  type HistoryCandidate,
  historyStepOf,
  maxEntries,
  observedHistory,
} from '../../../src/core/decide/history.ts';
import { settle } from '../../../src/core/decide/settle.ts';
import type { Change } from '../../../src/domain/changes/change.ts';
import { asOptionId, asProductId, asRequestId } from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import { type StockLevel, stockKeyText } from '../../../src/domain/stock.ts';
import {
  adjustedAt,
  adjustmentOf,
  appliedAt,
  optionStock,
  productOf,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import { item, queued, request, sending } from './loaded.ts';

const key = { channel: shop, productId: asProductId('1'), locationId: null, optionId: null };
const levelWith = (quantity: number, observedAt = 100): StockLevel => ({
  ...key,
  quantity,
  soldOut: null,
  observedAt,
  source: 'VENDOR_READ',
});
const writeOf = (quantity: number, before: number | null): RowWrite<StockLevel> => ({
  row: levelWith(quantity),
  by: null,
  pass: null,
  tracking: null,
  storedTracking: null,
  isNews: true,
  stored: before === null ? null : levelWith(before, 50),
});
const none: ReadonlySet<string> = new Set();
const returned: ReadonlySet<string> = new Set([stockKeyText(key)]);

describe('the history of levels that were read', () => {
  it('has an entry for another quantity only', () => {
    const entry = { level: levelWith(7), at: 100, by: null, vendorReference: null };
    expect(observedHistory([writeOf(7, 5)], none)).toEqual([entry]);
    expect(observedHistory([writeOf(5, 5)], none)).toEqual([]);
    expect(observedHistory([writeOf(0, 0)], returned)).toEqual([]);
  });

  it('begins with the first quantity, which is no entry', () => {
    expect(observedHistory([writeOf(7, null)], none)).toEqual([]);
    expect(firstQuantityOf(writeOf(7, null), none)).toBe(7);
    expect(firstQuantityOf(writeOf(7, 5), none)).toBeNull();
  });

  it('has an entry for a level that returns', () => {
    expect(observedHistory([writeOf(7, null)], returned)).toHaveLength(1);
    expect(firstQuantityOf(writeOf(7, null), returned)).toBeNull();
  });
});

describe('the history of a settlement', () => {
  const settled = (change: Change, outcome: RowOutcome) => {
    const row = queued(item(3, change, sending()));
    const rows = [{ operationId: row.item.operationId, index: 0, outcome }];
    const settlement = {
      requestId: asRequestId(1),
      at: 3_000,
      outcome: 'ANSWERED',
      exchange: null,
      rows,
    } as const;
    return settle(settlement, { request: request(1, [row]), rows: [row], release: [], retry: [] }).writes;
  };

  it('has one entry for each level that is written', () => {
    const { levels } = settled(stockOf('1', 4, { options: [optionStock('red', 2)] }), appliedAt(2_500));
    expect(levels).toMatchObject([
      { level: { optionId: null, quantity: 4 }, at: 2_500, by: 3, vendorReference: 'ref-1' },
      { level: { optionId: asOptionId('red'), quantity: 2 }, at: 2_500, by: 3, vendorReference: 'ref-1' },
    ]);
  });

  it('has the stock of a whole product, without a reference', () => {
    const receipt = { kind: 'PRODUCT_REPLACEMENT', shopType: null, vendorUpdatedAt: null } as const;
    const outcome = { ...appliedAt(2_500), receipt } as RowOutcome;
    expect(settled(productOf('1', { stockQuantity: 6 }), outcome).levels).toMatchObject([
      { level: { quantity: 6 }, by: 3, vendorReference: null },
    ]);
  });

  it('has the quantity that was read after an adjustment, and no entry without it', () => {
    expect(settled(adjustmentOf('1', -3), adjustedAt(2_500, 7)).levels).toMatchObject([
      { level: { quantity: 7 }, at: 2_500, by: 3, vendorReference: 'ref-1' },
    ]);
    expect(settled(adjustmentOf('1', -3), adjustedAt(2_500)).levels).toEqual([]);
  });

  it('is empty if nothing was applied', () => {
    expect(settled(stockOf('1', 4), unknownRow).levels).toEqual([]);
  });
});

describe('a step of the retention of the history', () => {
  const entry = (productId: string, id: number, at: number): HistoryCandidate => ({
    ...key,
    productId: asProductId(productId),
    id,
    at,
    quantity: id * 10,
  });
  const dropsOf = (found: readonly HistoryCandidate[], before: number) =>
    historyStepOf(found, before).drops.map(({ productId, id, quantity }) => [productId, id, quantity]);

  it('deletes the entries of each level up to the first one that is young enough', () => {
    const found = [
      entry('1', 1, 10),
      entry('1', 4, 20),
      entry('1', 6, 30),
      entry('2', 2, 50),
      entry('3', 3, 5),
    ];
    expect(dropsOf(found, 30)).toEqual([
      ['1', 4, 40],
      ['3', 3, 30],
    ]);
    expect(dropsOf(found, 10)).toEqual([['3', 3, 30]]);
    expect(dropsOf(found, 5)).toEqual([]);
  });

  it('keeps old entries behind one that is kept, so that the rest is a chain', () => {
    expect(dropsOf([entry('1', 1, 50), entry('1', 2, 10), entry('1', 3, 10)], 30)).toEqual([]);
    expect(dropsOf([entry('1', 1, 10), entry('1', 2, 50), entry('1', 3, 10)], 30)).toEqual([['1', 1, 10]]);
  });

  it('ends with the last entry, and otherwise continues behind the ones that it read', () => {
    const many = (at: number) => Array.from({ length: maxEntries }, (_, index) => entry('1', index + 1, at));
    expect(historyStepOf([], 30).next).toBeNull();
    expect(historyStepOf(many(10).slice(1), 30).next).toBeNull();
    expect(historyStepOf(many(10), 30).next).toEqual({ ...key, id: maxEntries });
  });

  it('skips the rest of a level that keeps its next entries', () => {
    const many = Array.from({ length: maxEntries }, (_, index) => entry('1', index + 1, index * 10));
    expect(historyStepOf(many, 30).next).toEqual({ ...key, id: Number.MAX_SAFE_INTEGER });
  });
});
