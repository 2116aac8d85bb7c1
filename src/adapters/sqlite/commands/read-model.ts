import type { DatabaseSync } from 'node:sqlite';
import type { LevelWrite, ProductWrite, WatermarksWrite } from '../../../core/decide/data/writes.ts';
import type { StoredLevel } from '../../../core/decide/read-model.ts';
import { type Change, writtenTarget } from '../../../domain/changes/change.ts';
import { noWatermarks, type Watermarks } from '../../../domain/changes/watermark.ts';
import { asOperationId, type ChannelId, type OperationId, type TargetKey } from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import type { StockKey, StockLevel } from '../../../domain/stock.ts';
import { integer, noOperation, storedLevelOf, watermarksFrom, watermarksText } from '../../journal-rows.ts';

const keyValues = ({ channel, productId, locationId, optionId }: StockKey) => [
  channel,
  productId,
  locationId ?? '',
  optionId ?? '',
];

const levelValues = ({ quantity, soldOut, observedAt, source }: StockLevel) => [
  quantity,
  soldOut === null ? null : Number(soldOut),
  observedAt,
  source,
];

const optionIdsOf = ({ optionGroups }: Product): readonly string[] =>
  optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId));

/** The known state of the vendors: stock levels, products, and the watermarks of targets. */
export const prepareReadModel = (db: DatabaseSync) => {
  const putLevel = db.prepare(`
    INSERT INTO stock_levels
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source, operation_id = excluded.operation_id`);
  const level = db.prepare(`
    SELECT observed_at, operation_id FROM stock_levels
    WHERE channel = ? AND product_id = ? AND location_id = ? AND option_id = ?`);
  const putProduct = db.prepare(`
    INSERT INTO products (channel, product_id, product, operation_id) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET product = excluded.product, operation_id = excluded.operation_id`);
  const deleteOtherOptions = db.prepare(`
    DELETE FROM stock_levels WHERE channel = ? AND product_id = ? AND location_id = '' AND option_id <> ''
      AND option_id NOT IN (SELECT k.value FROM json_each(?) k)`);
  const readWatermarks = db.prepare('SELECT watermarks FROM watermarks WHERE channel = ? AND target = ?');
  const putWatermarks = db.prepare(`
    INSERT INTO watermarks (channel, target, watermarks) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET watermarks = excluded.watermarks`);
  const deleteWatermarks = db.prepare('DELETE FROM watermarks WHERE channel = ? AND target = ?');
  // Without a change with an observation there are no watermarks to look up.
  let hasWatermarks = db.prepare('SELECT 1 FROM watermarks LIMIT 1').get() !== undefined;

  return {
    watermarksOf: (channel: ChannelId, target: TargetKey): Watermarks =>
      hasWatermarks
        ? watermarksFrom(readWatermarks.get(channel, writtenTarget(target))?.['watermarks'])
        : noWatermarks,
    /** The operation that last wrote the level of the change's target. */
    appliedBy: (change: Change): OperationId | null => {
      if (change.kind === 'INVENTORY_CONFIRMATION') return null;
      const locationId = change.kind === 'STOCK_SET' ? change.locationId : null;
      const row = level.get(...keyValues({ ...change, locationId, optionId: null }));
      return row ? asOperationId(integer(row, 'operation_id')) : null;
    },
    storedLevel: (key: StockKey): StoredLevel | null => {
      const row = level.get(...keyValues(key));
      return row ? storedLevelOf(row) : null;
    },
    putLevel: ({ level: one, by }: LevelWrite): void => {
      putLevel.run(...keyValues(one), ...levelValues(one), by ?? noOperation);
    },
    putProduct: ({ product, by }: ProductWrite): void => {
      const { channel, productId } = product;
      putProduct.run(channel, productId, JSON.stringify(product), by);
      deleteOtherOptions.run(channel, productId, JSON.stringify(optionIdsOf(product)));
    },
    putWatermarks: ({ channel, target, watermarks }: WatermarksWrite): void => {
      const json = watermarksText(watermarks);
      if (json === null) deleteWatermarks.run(channel, writtenTarget(target));
      else putWatermarks.run(channel, writtenTarget(target), json);
      hasWatermarks ||= json !== null;
    },
  };
};

export type ReadModel = ReturnType<typeof prepareReadModel>;
