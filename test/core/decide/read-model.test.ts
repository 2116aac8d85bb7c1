import { describe, expect, it } from 'vitest';
import { recordRead } from '../../../src/core/decide/read-model.ts';
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

describe('recordRead', () => {
  it('replaces a stored level unless that was observed later, and keeps the operation that wrote it', () => {
    const by = asOperationId(4);
    expect(recordRead([levelAt(5)], [{ observedAt: 5, by }])).toEqual([{ level: levelAt(5), by }]);
    expect(recordRead([levelAt(5)], [{ observedAt: 6, by }])).toEqual([]);
  });

  it('stores a new level, which no operation wrote', () => {
    expect(recordRead([levelAt(5)], [null])).toEqual([{ level: levelAt(5), by: null }]);
  });

  it('takes the newest of several levels of one target', () => {
    const levels = [levelAt(5), levelAt(7), levelAt(6), levelAt(3, '2')];
    expect(recordRead(levels, [null, null, null, null]).map(({ level }) => level)).toEqual([
      levelAt(7),
      levelAt(3, '2'),
    ]);
  });
});
