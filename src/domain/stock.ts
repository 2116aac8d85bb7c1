import {
  type AdjustmentChange,
  type Change,
  onlyOptionOf,
  type ProductChange,
  type StockChange,
} from './changes/change.ts';
import { noWatermarks, type Watermarks } from './changes/watermark.ts';
import type { ChannelId, LocationId, OptionId, ProductId } from './ids.ts';
import type { AdjustmentReceipt, Evidence } from './item.ts';

/** What a stock level belongs to: a product, at a store if the vendor has stores, or one of its options. */
export type StockKey = {
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly locationId: LocationId | null;
  readonly optionId: OptionId | null;
};

/** Where a value comes from. An event of a vendor states that a value changed, and a read then gives the new one. */
export type Source = Evidence | 'VENDOR_EVENT';

export type StockLevel = StockKey & {
  readonly quantity: number;
  /** Null if the vendor has no such flag or did not state it. */
  readonly soldOut: boolean | null;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  readonly source: Source;
};

/** A text that is equal only for equal keys. */
export const stockKeyText = (key: StockKey): string =>
  JSON.stringify([key.channel, key.productId, key.locationId, key.optionId]);

/**
 * The level after a stock change was applied at `at`: that of the option that the change is about alone, or else that of
 * the product itself, at a store if the vendor has stores. The change was sent with the values of `kept`.
 */
export const levelOf = (
  change: StockChange,
  at: number,
  source: Evidence,
  kept: Watermarks = noWatermarks,
): StockLevel => {
  const { channel, productId, locationId, observedAt } = change;
  const only = onlyOptionOf(change);
  const own = { channel, productId, locationId, optionId: only, source };
  const mark = kept.find(({ optionId }) => optionId === only);
  const quantity = quantityOf(change, own) ?? change.quantity;
  const soldOut = only === null ? change.soldOut : null;
  return mark
    ? { ...own, quantity: mark.quantity, soldOut: mark.soldOut, observedAt: mark.observedAt }
    : { ...own, quantity, soldOut, observedAt: observedAt ?? at };
};

/** The level that was read after an adjustment was applied. Null if it could not be read. */
export const adjustedLevelOf = (
  { channel, productId, locationId }: AdjustmentChange,
  { level }: AdjustmentReceipt,
): StockLevel | null =>
  level && { channel, productId, locationId, optionId: null, soldOut: null, source: 'VENDOR_READ', ...level };

/** The levels that a change writes: the product's first, then its options'. Or that of its only option. */
export const stockKeysOf = (change: Change): readonly StockKey[] => {
  if (change.kind === 'INVENTORY_CONFIRMATION') return [];
  const { channel, productId } = change;
  if (change.kind === 'STOCK_ADJUSTMENT')
    return [{ channel, productId, locationId: change.locationId, optionId: null }];
  const locationId = change.kind === 'STOCK_SET' ? change.locationId : null;
  const only = onlyOptionOf(change);
  if (only !== null) return [{ channel, productId, locationId, optionId: only }];
  const options =
    change.kind === 'STOCK_SET' ? change.options : change.optionGroups.flatMap((group) => group.options);
  return [
    { channel, productId, locationId, optionId: null },
    ...options.map(({ optionId }) => ({ channel, productId, locationId, optionId })),
  ];
};

/**
 * The quantity that a change sets for the level of a key. Null if it does not set that level, and for an adjustment: its
 * result depends on the quantity that the vendor has when it applies it.
 */
export const quantityOf = (change: Change, { optionId }: Pick<StockKey, 'optionId'>): number | null => {
  if (change.kind === 'INVENTORY_CONFIRMATION' || change.kind === 'STOCK_ADJUSTMENT') return null;
  const isStock = change.kind === 'STOCK_SET';
  const only = onlyOptionOf(change);
  if (only !== null && only !== optionId) return null;
  if (optionId === null) return isStock ? change.quantity : change.stockQuantity;
  if (isStock) return change.options.find((one) => one.optionId === optionId)?.quantity ?? null;
  const options = change.optionGroups.flatMap((group) => group.options);
  return options.find((one) => one.optionId === optionId)?.stockQuantity ?? null;
};

/** The levels after a change was applied at `at`: the product's first, then its options'. Or that of its only option. */
export const levelsOf = (
  change: StockChange | ProductChange,
  at: number,
  source: Evidence,
  kept: Watermarks = noWatermarks,
): readonly [StockLevel, ...StockLevel[]] => {
  const { channel, productId } = change;
  if (change.kind === 'STOCK_SET') {
    const level = levelOf(change, at, source, kept);
    if (level.optionId !== null) return [level];
    const observedAt = change.observedAt ?? at;
    const marks = new Map(kept.map((mark) => [mark.optionId, mark]));
    const options = change.options.map(({ optionId, quantity }) => {
      const mark = marks.get(optionId);
      const shown = mark
        ? { quantity: mark.quantity, observedAt: mark.observedAt }
        : { quantity, observedAt };
      return { ...level, ...shown, optionId, soldOut: null };
    });
    return [level, ...options];
  }
  const shared = { channel, productId, locationId: null, soldOut: null, observedAt: at, source };
  return [
    { ...shared, optionId: null, quantity: change.stockQuantity },
    ...change.optionGroups.flatMap((group) =>
      group.options.map((option) => ({
        ...shared,
        optionId: option.optionId,
        quantity: option.stockQuantity,
      })),
    ),
  ];
};
