import type { Change, StockChange } from './change.ts';

/**
 * How the quantity of a guarded change is compared. READ_BEFORE_WRITE: with a read from the vendor, made after the change
 * holds its target and before it is sent. LAST_ACKNOWLEDGED: with the last level that the journal stores of the target.
 */
export const quantityGuards = ['READ_BEFORE_WRITE', 'LAST_ACKNOWLEDGED'] as const;
export type QuantityGuard = (typeof quantityGuards)[number];

/** A stock change that is sent only if the quantity of its target is `ifQuantity` when its turn comes. */
export type GuardedChange = StockChange & { readonly ifQuantity: number };

export const isGuarded = (change: Change): change is GuardedChange =>
  change.kind === 'STOCK_SET' && change.ifQuantity !== undefined;

const suffix = '/if';

/** Guarded changes have a shape of their own, so that no other change waits for a read. */
export const guardedShape = (shape: string): string => shape + suffix;

/** Whether an item with this shape has a guarded change. */
export const isGuardedShape = (shape: string): boolean => shape.endsWith(suffix);
