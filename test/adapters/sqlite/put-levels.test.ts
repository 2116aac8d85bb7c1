import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { stockLevelOf } from '../../../src/adapters/journal/rows.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations.ts';
import { type LeftBehind, preparePutLevels } from '../../../src/adapters/sqlite/put-levels.ts';
import { asLocationId, asOperationId, asOptionId, asProductId } from '../../../src/domain/ids.ts';
import type { StockLevel } from '../../../src/domain/stock.ts';
import { shop } from '../../support/changes.ts';

const left = (
  operation: number,
  id: string,
  quantity: number,
  more: Partial<StockLevel> = {},
): LeftBehind => ({
  level: {
    channel: shop,
    productId: asProductId(id),
    locationId: null,
    optionId: null,
    quantity,
    soldOut: false,
    observedAt: 3_000,
    source: 'ACKNOWLEDGED_WRITE',
    ...more,
  },
  operationId: asOperationId(operation),
});

const prepare = () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const inPlace = () => db.prepare('SELECT * FROM stock_levels').all().map(stockLevelOf);
  return { put: preparePutLevels(db), inPlace };
};

const byId = (levels: readonly StockLevel[]) =>
  levels.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
const levelsOf = (all: readonly LeftBehind[]) => byId(all.map(({ level }) => level));

describe('levels that are written together', () => {
  it('are there as they were given, whatever differs among them', () => {
    const { put, inPlace } = prepare();
    const texts = ['"', '\\', '\\u0041', 'é', '😀', '\u2028', 'a/b', '{}', '__proto__', '5', '5.0', ' '];
    const all = [
      ...texts.map((id, index) => left(7, id, index - 3)),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => left(7, `${id} sold out`, 0, { soldOut: true })),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => left(7, `${id} unsaid`, 2_147_483_647, { soldOut: null })),
      ...['a', 'b', 'c', 'd', 'e'].map((id, at) => left(7, `${id} observed`, 1, { observedAt: at })),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => left(7, `${id} read`, 1, { source: 'VENDOR_READ' })),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => left(7, 'in stores', 1, { locationId: asLocationId(id) })),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => left(7, 'with options', 1, { optionId: asOptionId(id) })),
      ...['a', 'b', 'c', 'd', 'e'].map((id, at) => left(8 + at, `${id} of several operations`, 1)),
    ];
    const turns = all.toSorted((a, b) => (a.level.productId.length % 3) - (b.level.productId.length % 3));
    const kept = put(turns);
    expect(new Set(kept)).toEqual(new Set(turns));
    expect(new Set(inPlace())).toEqual(new Set(all.map(({ level }) => level)));
  });

  it('replace what earlier operations left, and nothing of later ones', () => {
    const { put, inPlace } = prepare();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const later = left(9, 'c', 90);
    put(
      [...ids.map((id) => left(5, id, 50)), later].filter(
        ({ level, operationId }) => level.productId !== 'c' || operationId === 9,
      ),
    );
    const next = ids.map((id, quantity) => left(7, id, quantity));
    const kept = put(next);
    const others = next.filter(({ level }) => level.productId !== 'c');
    expect(levelsOf(kept)).toEqual(levelsOf(others));
    expect(byId(inPlace())).toEqual(levelsOf([...others, later]));
  });
});
