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
import { type LeftBehind, levelRow, preparePutLevels } from './put-levels.ts';

/** A change that the vendor applied. */
export type InPlace = {
  readonly change: Change;
  readonly applied: Applied;
  readonly operationId: OperationId;
};

/** Whatever an operation leaves behind replaces what was only read. */
const ofNoOperation = 0;

/** Keeps what the vendors hold: levels, products, and how old the knowledge behind them is. */
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
  const putFence = db.prepare(`
    INSERT INTO fences (channel, target, observed_at, operation_id) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET observed_at = excluded.observed_at, operation_id = excluded.operation_id`);
  // Where no change was ever observed there is none to drop.
  let hasFences = db.prepare('SELECT 1 FROM fences LIMIT 1').get() !== undefined;
  const dropFence = db.prepare('DELETE FROM fences WHERE channel = ? AND target = ?');

  const replaceProduct = (change: ProductChange, { at }: Applied, operationId: OperationId): void => {
    const { channel, productId, optionGroups } = change;
    putProduct.run(channel, productId, JSON.stringify(productOf(change, at)), operationId);
    const options = optionGroups.flatMap((group) => group.options.map(({ optionId }) => optionId));
    dropOtherOptions.run(channel, productId, JSON.stringify(options));
  };

  const fence = ({ channel, productId, locationId, observedAt }: StockChange, by: OperationId): void => {
    const target = writtenTarget(stockTarget(productId, locationId));
    if (observedAt === null) {
      if (hasFences) dropFence.run(channel, target);
    } else {
      hasFences = true;
      putFence.run(channel, target, observedAt, by);
    }
  };

  /** Gives the levels that changed. */
  const leave = ({ change, applied, operationId }: InPlace): readonly LeftBehind[] => {
    if (change.kind === 'INVENTORY_CONFIRMATION') return [];
    const [main, ...options] = levelsOf(change, applied.at, applied.evidence);
    if (putLevels([{ level: main, operationId }]).length === 0) return [];
    const ofOptions = options.map((level) => ({ level, operationId }));
    putLevels(ofOptions);
    if (change.kind === 'PRODUCT_UPDATE') replaceProduct(change, applied, operationId);
    else fence(change, operationId);
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
          !hasFences &&
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
