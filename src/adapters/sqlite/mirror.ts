import type { DatabaseSync } from 'node:sqlite';
import {
  type Change,
  type ProductChange,
  type StockChange,
  stockTarget,
  writtenTarget,
} from '../../domain/change.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Applied } from '../../domain/item.ts';
import { productOf } from '../../domain/product.ts';
import { levelOf, levelsOf, type StockKey, type StockLevel } from '../../domain/stock.ts';
import { noWatermarks, watermarksAfter } from '../../domain/watermark.ts';
import { watermarksText } from '../journal/watermarks.ts';
import { type LeftBehind, levelRow, preparePutLevels } from './put-levels.ts';
import { prepareReadWatermarks } from './turns.ts';

/** A change that the vendor applied. */
export type InPlace = {
  readonly change: Change;
  readonly applied: Applied;
  readonly operationId: OperationId;
};

/** Whatever an operation leaves behind replaces what was only read. */
const ofNoOperation = 0;

/** Keeps what the vendors hold: levels, products, and the watermarks of the values that were observed. */
export const prepareMirror = (db: DatabaseSync) => {
  const putLevels = preparePutLevels(db);
  const putRead = db.prepare(`
    INSERT INTO stock_levels
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source
    WHERE excluded.observed_at >= observed_at`);
  const putProduct = db.prepare(`
    INSERT INTO products (channel, product_id, product, operation_id) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET product = excluded.product, operation_id = excluded.operation_id
    WHERE excluded.operation_id >= operation_id`);
  const dropOtherOptions = db.prepare(`
    DELETE FROM stock_levels WHERE channel = ? AND product_id = ? AND location_id = '' AND option_id <> ''
      AND option_id NOT IN (SELECT k.value FROM json_each(?) k)`);
  const readWatermarks = prepareReadWatermarks(db);
  const putWatermarks = db.prepare(`
    INSERT INTO watermarks (channel, target, watermarks) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET watermarks = excluded.watermarks`);
  const dropWatermarks = db.prepare('DELETE FROM watermarks WHERE channel = ? AND target = ?');
  // While no change was ever observed, there are no watermarks to look up or to drop.
  let hasWatermarks = db.prepare('SELECT 1 FROM watermarks LIMIT 1').get() !== undefined;

  const replaceProduct = (change: ProductChange, { at }: Applied, operationId: OperationId): void => {
    const { channel, productId, optionGroups } = change;
    putProduct.run(channel, productId, JSON.stringify(productOf(change, at)), operationId);
    const options = optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId));
    dropOtherOptions.run(channel, productId, JSON.stringify(options));
    // A whole product is a plain order for all its values.
    if (hasWatermarks) dropWatermarks.run(channel, writtenTarget(stockTarget(productId, null)));
  };

  const moveWatermarks = (change: StockChange, { kept = noWatermarks }: Applied, by: OperationId): void => {
    if (!hasWatermarks && change.observedAt === null) return;
    const { channel } = change;
    const target = stockTarget(change.productId, change.locationId);
    const before = hasWatermarks ? readWatermarks(channel, target) : noWatermarks;
    if (change.observedAt === null && before.length === 0) return;
    const json = watermarksText(watermarksAfter(change, { watermarks: before, kept, by }));
    if (json === null) dropWatermarks.run(channel, writtenTarget(target));
    else putWatermarks.run(channel, writtenTarget(target), json);
    hasWatermarks ||= json !== null;
  };

  /** Gives the levels that changed. */
  const leave = ({ change, applied, operationId }: InPlace): readonly LeftBehind[] => {
    if (change.kind === 'INVENTORY_CONFIRMATION') return [];
    const [main, ...options] = levelsOf(change, applied.at, applied.evidence, applied.kept);
    if (putLevels([{ level: main, operationId }]).length === 0) return [];
    const ofOptions = options.map((level) => ({ level, operationId }));
    putLevels(ofOptions);
    if (change.kind === 'PRODUCT_UPDATE') replaceProduct(change, applied, operationId);
    else moveWatermarks(change, applied, operationId);
    return [{ level: main, operationId }, ...ofOptions];
  };

  return {
    /** Keeps what changes left behind. Gives the levels that changed. */
    applied(inPlace: readonly InPlace[]): readonly StockKey[] {
      // Where nothing but its one level is written of a change, it is written beside others.
      const plain: LeftBehind[] = [];
      const stock: StockKey[] = [];
      for (const one of inPlace) {
        const { change, applied, operationId } = one;
        if (
          change.kind === 'STOCK_UPDATE' &&
          change.options.length === 0 &&
          !hasWatermarks &&
          change.observedAt === null
        )
          plain.push({ level: levelOf(change, applied.at, applied.evidence), operationId });
        else for (const { level } of leave(one)) stock.push(level);
      }
      for (const { level } of putLevels(plain)) stock.push(level);
      return stock;
    },

    /** Keeps a level that the vendor was asked for. */
    read(level: StockLevel): readonly StockKey[] {
      return putRead.run(...levelRow(level, ofNoOperation)).changes === 0 ? [] : [level];
    },
  };
};
