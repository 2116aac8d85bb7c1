import type { AdjustmentChange } from '../../../domain/changes/change.ts';
import { type InvalidItem, invalidItem } from '../../../domain/failure.ts';
import { asLocationId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { StockLevel } from '../../../domain/stock.ts';
import type { AdjustmentRules } from '../../../ports/channel.ts';
import type { StockAdjustmentInput } from '../inputs.ts';
import { check, type FindBrokenRule, idRule, quantityRule, type Rule } from './rules.ts';
import { locationChecker, memoChecker } from './stock-change.ts';

const path = ['delta'];

const notZero: Rule<number> = {
  code: 'INVALID_VALUE',
  message: 'Must not be 0: an adjustment by 0 changes nothing.',
  holds: (delta) => delta !== 0,
};

/** The rules of an adjustment on a channel with `rules`. Those of the store and of the memo are those of `setStock`. */
export const adjustmentChecker = (
  rules: AdjustmentRules,
  limits: ItemLimits,
): FindBrokenRule<StockAdjustmentInput> => {
  const [product, delta] = [idRule(rules.productId), quantityRule(rules.delta)];
  const [checkLocation, checkMemo] = [locationChecker(rules), memoChecker(rules, limits)];
  return (input) =>
    check(product, input.productId, ['productId']) ??
    checkLocation(input.locationId) ??
    check(notZero, input.delta, path) ??
    check(delta, input.delta, path) ??
    (input.memo ? checkMemo(input.memo) : null);
};

export const toAdjustmentChange = (channel: ChannelId, input: StockAdjustmentInput): AdjustmentChange => ({
  kind: 'STOCK_ADJUSTMENT',
  channel,
  productId: asProductId(input.productId),
  locationId: input.locationId ? asLocationId(input.locationId) : null,
  delta: input.delta,
  memo: input.memo ?? null,
});

/**
 * The failure of an adjustment that would lead out of the range that the vendor can store; null if it would not. `level` is
 * the last known level of a target without unfinished changes. Null stands for an unknown level, which is not checked:
 * the vendor then decides.
 */
export const overflowOf = (
  { delta }: AdjustmentChange,
  level: Pick<StockLevel, 'quantity'> | null,
  { min, max }: AdjustmentRules['quantity'],
): InvalidItem | null => {
  const sum = (level?.quantity ?? 0) + delta;
  if (!level || (sum >= min && sum <= max)) return null;
  const message = `delta: The last known quantity is ${level.quantity}. The sum ${sum} is outside the range from ${min} to ${max} that the vendor can store.`;
  return invalidItem('INVALID_QUANTITY', path, message);
};
