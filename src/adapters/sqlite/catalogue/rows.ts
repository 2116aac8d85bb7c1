import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { RowWrite, SeenLocation, StoredRow } from '../../../core/decide/catalogue.ts';
import type {
  DoubtWrite,
  LevelWrite,
  ProductWrite,
  WatermarksWrite,
} from '../../../core/decide/data/writes.ts';
import { type Change, writtenTarget } from '../../../domain/changes/change.ts';
import { noWatermarks, type Watermarks } from '../../../domain/changes/watermark.ts';
import type { TrackingWrite } from '../../../domain/drift.ts';
import {
  asOperationId,
  type ChannelId,
  type LocationId,
  type OperationId,
  type TargetKey,
} from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import { searchTextOf, sortedName } from '../../../domain/search-text.ts';
import { type StockKey, type StockLevel, stockKeysOf } from '../../../domain/stock.ts';
import type { ProductPosition } from '../../../ports/journal/page.ts';
import {
  integer,
  integerOrNull,
  stockKeyValues as keyValues,
  locationOf,
  noOperation,
  productOfRow,
  type Row,
  stockLevelOf,
  trackingColumns,
  trackingOf,
  trackingValues,
  watermarksFrom,
  watermarksText,
  writerOf,
} from '../../journal-rows.ts';
import { prepareManyRows } from '../rows/many-rows.ts';
import { prepareProductIndex } from './product-index.ts';

const levelValues = ({ quantity, soldOut, observedAt, source }: StockLevel) => [
  quantity,
  soldOut === null ? null : Number(soldOut),
  observedAt,
  source,
];

const optionIdsOf = ({ optionGroups }: Product): readonly string[] =>
  optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId));

const storedOf = <Of>(row: Row, of: Of): StoredRow<Of> => ({
  row: of,
  by: writerOf(row),
  pass: integerOrNull(row, 'full_pass'),
  tracking: null,
});

const tracking = trackingColumns.join(', ');
const noTracking = trackingColumns.map((column) => `${column} = NULL`).join(', ');

/** The last known state of the vendors: products, locations, stock levels, and the watermarks and doubts of targets. */
export const prepareCatalogueRows = (db: DatabaseSync) => {
  const putLevels = prepareManyRows(
    db,
    9,
    `INSERT INTO stock_levels
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id) VALUES`,
    `ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source, operation_id = excluded.operation_id,
      ${noTracking}`,
  );
  const putTracking = db.prepare(`
    UPDATE stock_levels SET (${tracking}) = (?, ?, ?, ?)
    WHERE channel = ? AND product_id = ? AND location_id = ? AND option_id = ?`);
  const recordLevels = prepareManyRows(
    db,
    15,
    `INSERT INTO stock_levels
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id, full_pass,
      ${tracking}, first_quantity) VALUES`,
    `ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source, full_pass = excluded.full_pass,
      ${trackingColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  const lastWriter = db.prepare(`
    SELECT coalesce(max(operation_id), 0) AS operation_id FROM stock_levels
    WHERE channel = ? AND product_id = ? AND location_id = ?`);
  const level = db.prepare(`
    SELECT channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id, full_pass,
      ${tracking}
    FROM stock_levels
    WHERE channel = ? AND product_id = ? AND location_id = ? AND option_id = ?`);
  const deleteLevel = db.prepare(`
    DELETE FROM stock_levels WHERE channel = ? AND product_id = ? AND location_id = ? AND option_id = ?`);
  const levelsOfProduct = db.prepare(`
    SELECT channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id, full_pass
    FROM stock_levels WHERE channel = ? AND product_id = ?`);
  const product = db.prepare(`
    SELECT product, operation_id, full_pass FROM products WHERE channel = ? AND product_id = ?`);
  const indexed = db.prepare(
    'SELECT id, search_text, code FROM products WHERE channel = ? AND product_id = ?',
  );
  const insertProduct = db.prepare(`
    INSERT INTO products (product, operation_id, name, code, search_text, observed_at, full_pass, channel, product_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const updateProduct = db.prepare(`
    UPDATE products SET product = ?, operation_id = ?, name = ?, code = ?, search_text = ?, observed_at = ?, full_pass = ?
    WHERE id = ?`);
  const deleteProduct = db.prepare('DELETE FROM products WHERE id = ?');
  const index = prepareProductIndex(db);
  const location = db.prepare(`
    SELECT channel, location_id, name, kind, observed_at, full_pass FROM locations
    WHERE channel = ? AND location_id = ?`);
  const putLocation = db.prepare(`
    INSERT INTO locations (channel, location_id, name, kind, observed_at, full_pass) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET name = excluded.name, kind = excluded.kind, observed_at = excluded.observed_at,
      full_pass = excluded.full_pass`);
  const deleteLocation = db.prepare('DELETE FROM locations WHERE channel = ? AND location_id = ?');
  const deleteOtherOptions = db.prepare(`
    DELETE FROM stock_levels WHERE channel = ? AND product_id = ? AND location_id = '' AND option_id <> ''
      AND option_id NOT IN (SELECT k.value FROM json_each(?) k)`);
  const readWatermarks = db.prepare('SELECT watermarks FROM watermarks WHERE channel = ? AND target = ?');
  const putWatermarks = db.prepare(`
    INSERT INTO watermarks (channel, target, watermarks) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET watermarks = excluded.watermarks`);
  const readDoubt = db.prepare('SELECT operation_id FROM doubts WHERE channel = ? AND target = ?');
  const putDoubt = db.prepare(`
    INSERT INTO doubts (channel, target, operation_id) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET operation_id = excluded.operation_id`);
  const deleteWatermarks = db.prepare('DELETE FROM watermarks WHERE channel = ? AND target = ?');
  // Without a change with an observation there are no watermarks to look up.
  let hasWatermarks = db.prepare('SELECT 1 FROM watermarks LIMIT 1').get() !== undefined;

  /** Writes the row of a product, and indexes it again if its texts changed. */
  const writeProduct = ({ row, by, pass }: StoredRow<Product>, isNew: boolean): void => {
    const { channel, productId, name, code, observedAt } = row;
    const text = searchTextOf(row);
    const stored = isNew ? undefined : indexed.get(channel, productId);
    const values = [
      ...[JSON.stringify(row), by ?? noOperation, sortedName(name), code, text, observedAt, pass],
    ];
    if (!stored) {
      const { lastInsertRowid } = insertProduct.run(...values, channel, productId);
      index.add(lastInsertRowid, text, code);
      return;
    }
    const id = integer(stored, 'id');
    updateProduct.run(...values, id);
    if (stored['search_text'] === text && stored['code'] === code) return;
    index.remove(id);
    index.add(id, text, code);
  };

  return {
    watermarksOf: (channel: ChannelId, target: TargetKey): Watermarks =>
      hasWatermarks
        ? watermarksFrom(readWatermarks.get(channel, writtenTarget(target))?.['watermarks'])
        : noWatermarks,
    /** The operation that last wrote a level of the change's target. A row to a vendor carries all of them. */
    appliedBy: (change: Change): OperationId | null => {
      const [key] = stockKeysOf(change);
      if (!key) return null;
      const row = lastWriter.get(key.channel, key.productId, key.locationId ?? '');
      return row ? writerOf(row) : null;
    },
    storedLevel: (key: StockKey): StoredRow<StockLevel> | null => {
      const row = level.get(...keyValues(key));
      return row ? { ...storedOf(row, stockLevelOf(row)), tracking: trackingOf(row) } : null;
    },
    storedProduct: ({ channel, productId }: ProductPosition): StoredRow<Product> | null => {
      const row = product.get(channel, productId);
      return row ? storedOf(row, productOfRow(row)) : null;
    },
    storedLocation: (channel: ChannelId, locationId: LocationId): StoredRow<SeenLocation> | null => {
      const row = location.get(channel, locationId);
      if (!row) return null;
      const seen = { ...locationOf(row), observedAt: integer(row, 'observed_at') };
      return { row: seen, by: null, pass: integerOrNull(row, 'full_pass'), tracking: null };
    },
    levelsOfProduct: ({ channel, productId }: ProductPosition): readonly StockLevel[] =>
      levelsOfProduct.all(channel, productId).map(stockLevelOf),

    /** `firstOf` returns the first quantity of a level that is not stored yet. */
    recordLevels: (
      writes: readonly RowWrite<StockLevel>[],
      firstOf: (write: RowWrite<StockLevel>) => number | null,
    ): void => {
      const values: SQLInputValue[] = [];
      for (const write of writes) {
        const { row, by, pass, tracking: state } = write;
        values.push(...keyValues(row), ...levelValues(row), by ?? noOperation, pass);
        values.push(...trackingValues(state), firstOf(write));
      }
      recordLevels(values);
    },
    recordProduct: (write: RowWrite<Product>): void => writeProduct(write, write.stored === null),
    recordLocation: ({ row, pass }: RowWrite<SeenLocation>): void => {
      putLocation.run(row.channel, row.locationId, row.name, row.kind, row.observedAt, pass);
    },
    deleteLevel: (key: StockKey): void => {
      deleteLevel.run(...keyValues(key));
    },
    deleteProduct: ({ channel, productId }: ProductPosition): void => {
      const stored = indexed.get(channel, productId);
      if (!stored) return;
      index.remove(integer(stored, 'id'));
      deleteProduct.run(integer(stored, 'id'));
    },
    deleteLocation: (channel: ChannelId, locationId: LocationId): void => {
      deleteLocation.run(channel, locationId);
    },

    putLevels: (levels: readonly LevelWrite[]): void => {
      const values: SQLInputValue[] = [];
      for (const { level: one, by } of levels)
        values.push(...keyValues(one), ...levelValues(one), by ?? noOperation);
      putLevels(values);
    },
    putTracking: ({ key, tracking: state }: TrackingWrite): void => {
      putTracking.run(...trackingValues(state), ...keyValues(key));
    },
    putProduct: ({ product: one, by }: ProductWrite): void => {
      const { channel, productId } = one;
      const stored = product.get(channel, productId);
      const pass = stored ? integerOrNull(stored, 'full_pass') : null;
      writeProduct({ row: one, by, pass, tracking: null }, !stored);
      deleteOtherOptions.run(channel, productId, JSON.stringify(optionIdsOf(one)));
    },
    putWatermarks: ({ channel, target, watermarks }: WatermarksWrite): void => {
      const json = watermarksText(watermarks);
      if (json === null) deleteWatermarks.run(channel, writtenTarget(target));
      else putWatermarks.run(channel, writtenTarget(target), json);
      hasWatermarks ||= json !== null;
    },
    doubtedBy: (channel: ChannelId, target: TargetKey): OperationId | null => {
      const row = readDoubt.get(channel, writtenTarget(target));
      return row ? asOperationId(integer(row, 'operation_id')) : null;
    },
    putDoubt: ({ channel, target, by }: DoubtWrite): void => {
      putDoubt.run(channel, writtenTarget(target), by);
    },
  };
};

export type CatalogueRows = ReturnType<typeof prepareCatalogueRows>;
