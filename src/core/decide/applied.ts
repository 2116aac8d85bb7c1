import type { AdjustmentChange } from '../../domain/changes/change.ts';
import { noWatermarks, type Watermarks, watermarksAfter } from '../../domain/changes/watermark.ts';
import type { TrackingWrite } from '../../domain/drift.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Applied } from '../../domain/item.ts';
import { productOf } from '../../domain/product.ts';
import { adjustedLevelOf, levelsOf, type StockLevel, stockKeysOf, stockKeyText } from '../../domain/stock.ts';
import type { QueuedRow } from './data/state.ts';
import type { LevelWrite, OutcomeWrite, ProductWrite, WatermarksWrite } from './data/writes.ts';
import { inDoubt } from './drift.ts';
import { referenceOf } from './history.ts';

export type CatalogueWrites = {
  readonly levels: LevelWrite[];
  readonly products: ProductWrite[];
  readonly watermarks: WatermarksWrite[];
};

/**
 * Whether a later operation wrote the target's level. This is possible only for late evidence about an item at
 * OUTCOME_UNKNOWN: nothing newer is sent to a target while an older item of it is pending.
 */
const isOutdated = ({ progress, item, queue }: QueuedRow): boolean =>
  progress.state === 'OUTCOME_UNKNOWN' && (queue.appliedBy ?? 0) > item.operationId;

const levelWrite = (level: StockLevel, by: OperationId, { at, receipt }: Applied): LevelWrite => ({
  level,
  at,
  by,
  vendorReference: referenceOf(receipt),
});

/**
 * The level after an adjustment is the one that was read. Without a read, the stored level stays: it is older than the
 * adjustment, and the gateway reads it soon. Like a plain order, an adjustment drops the watermark of the quantity,
 * because no earlier observation describes the quantity after it.
 */
const applyAdjustment = (
  { item, target, queue }: QueuedRow,
  change: AdjustmentChange,
  applied: Applied,
  writes: CatalogueWrites,
): Watermarks => {
  const { receipt } = applied;
  const level = receipt.kind === 'STOCK_ADJUSTMENT' ? adjustedLevelOf(change, receipt) : null;
  if (level) writes.levels.push(levelWrite(level, item.operationId, applied));
  const watermarks = queue.watermarks.filter(({ optionId }) => optionId !== null);
  if (watermarks.length === queue.watermarks.length) return queue.watermarks;
  writes.watermarks.push({ channel: change.channel, target, watermarks });
  return watermarks;
};

/**
 * Adds the results of an applied change to the catalogue: stock levels with their history, the product and the watermarks
 * of its target. Returns the new watermarks. A whole product is a plain order for all its values, so it drops the watermarks.
 */
export const applyToCatalogue = (row: QueuedRow, applied: Applied, writes: CatalogueWrites): Watermarks => {
  const { change, target, item, queue } = row;
  const before = queue.watermarks;
  if (change.kind === 'INVENTORY_CONFIRMATION' || isOutdated(row)) return before;
  if (change.kind === 'STOCK_ADJUSTMENT') return applyAdjustment(row, change, applied, writes);
  const by = item.operationId;
  const { at, evidence, kept = noWatermarks } = applied;
  for (const level of levelsOf(change, at, evidence, kept))
    writes.levels.push(levelWrite(level, by, applied));
  if (change.kind === 'PRODUCT_REPLACEMENT') writes.products.push({ product: productOf(change, at), by });
  const watermarks =
    change.kind === 'PRODUCT_REPLACEMENT'
      ? noWatermarks
      : before.length === 0 && change.observedAt === null
        ? before
        : watermarksAfter(change, { watermarks: before, kept, by });
  if (before.length + watermarks.length > 0)
    writes.watermarks.push({ channel: change.channel, target, watermarks });
  return watermarks;
};

/**
 * Whether the levels of an item that ended have an unknown quantity: the change may have been applied, it was applied
 * before later events of the vendor were read, or nothing shows the quantity after it.
 */
const isInDoubt = ({ row, after: { outcome } }: OutcomeWrite): boolean => {
  switch (outcome?.state) {
    case 'OUTCOME_UNKNOWN':
      return true;
    case 'FAILED':
      return outcome.failure.mayHaveApplied;
    case 'APPLIED':
      return outcome.receipt.kind === 'STOCK_ADJUSTMENT'
        ? outcome.receipt.level === null
        : row.progress.state === 'OUTCOME_UNKNOWN';
    default:
      return false;
  }
};

/** The levels whose expected quantity is not known after these items ended. A product has no vendor that can be read. */
export const levelsInDoubt = (
  outcomeWrites: readonly OutcomeWrite[],
  at: number,
): readonly TrackingWrite[] => {
  const writes = new Map<string, TrackingWrite>();
  for (const write of outcomeWrites) {
    const { change } = write.row;
    if (change.kind !== 'STOCK_SET' && change.kind !== 'STOCK_ADJUSTMENT') continue;
    if (!isInDoubt(write)) continue;
    for (const key of stockKeysOf(change)) writes.set(stockKeyText(key), { key, tracking: inDoubt(at) });
  }
  return [...writes.values()];
};
