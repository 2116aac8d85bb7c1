import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Change, targetOf } from '../../domain/change.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Applied } from '../../domain/item.ts';
import { productOf } from '../../domain/product.ts';
import { levelsOf, type StockKey, type StockLevel } from '../../domain/stock.ts';

/** Whatever an operation leaves behind replaces what was only read. */
const ofNoOperation = 0;

/** Keeps what the vendors hold: levels, products, and how old the knowledge behind them is. */
export const prepareMirror = (db: DatabaseSync) => {
  // A change that a later one has followed tells nothing new about the target, however late its outcome comes.
  const putLevel = db.prepare(`
    INSERT INTO stock_levels
      (channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET quantity = excluded.quantity, sold_out = excluded.sold_out,
      observed_at = excluded.observed_at, source = excluded.source, operation_id = excluded.operation_id
    WHERE excluded.operation_id >= operation_id`);
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

  /** Whether the level is kept. */
  const put = (statement: StatementSync, level: StockLevel, operationId: number): boolean => {
    const { changes } = statement.run(
      level.channel,
      level.productId,
      level.locationId ?? '',
      level.optionId ?? '',
      level.quantity,
      level.soldOut === null ? null : Number(level.soldOut),
      level.observedAt,
      level.source,
      operationId,
    );
    return changes !== 0;
  };

  return {
    /** Gives the levels that changed. */
    applied(change: Change, { at, evidence }: Applied, operationId: OperationId): readonly StockKey[] {
      if (change.kind === 'INVENTORY_CONFIRMATION') return [];
      const [ofProduct, ...ofOptions] = levelsOf(change, at, evidence);
      if (!put(putLevel, ofProduct, operationId)) return [];
      for (const level of ofOptions) put(putLevel, level, operationId);
      if (change.kind === 'PRODUCT_UPDATE') {
        const product = JSON.stringify(productOf(change, at));
        putProduct.run(change.channel, change.productId, product, operationId);
        const options = JSON.stringify(ofOptions.map((level) => level.optionId));
        dropOtherOptions.run(change.channel, change.productId, options);
      } else if (change.observedAt === null) {
        if (hasFences) dropFence.run(change.channel, targetOf(change));
      } else {
        hasFences = true;
        putFence.run(change.channel, targetOf(change), change.observedAt, operationId);
      }
      return [ofProduct, ...ofOptions];
    },

    /** Keeps a level that the vendor was asked for. */
    read(level: StockLevel): readonly StockKey[] {
      return put(putRead, level, ofNoOperation) ? [level] : [];
    },
  };
};
