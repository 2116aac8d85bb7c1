import type { GuardedChange, QuantityGuard } from '../../domain/changes/guard.ts';
import { type ComparedLevel, outcomeUnknown, type StaleQuantity } from '../../domain/failure.ts';
import type { RowOutcome } from '../../domain/item.ts';
import { assertNever } from '../../lib/assert-never.ts';

/** A guarded change that is next in its queue, and the level of its target. */
export type Comparison = {
  readonly change: GuardedChange;
  /** Null if no level is known. */
  readonly level: ComparedLevel | null;
  /** Whether a later change of the target may have been applied, so that the level is not certain. */
  readonly isLevelInDoubt?: boolean;
  readonly guard: QuantityGuard;
  /** Whether an earlier try of the change may have been applied. */
  readonly mayHaveApplied: boolean;
};

/** What the quantity belongs to, for a message. */
export const placeOf = ({ productId, locationId }: GuardedChange): string =>
  locationId === null ? `product "${productId}"` : `product "${productId}" at store "${locationId}"`;

const found = ({ change, level, isLevelInDoubt, guard }: Comparison): string => {
  const place = placeOf(change);
  switch (guard) {
    case 'READ_BEFORE_WRITE':
      return level
        ? `The vendor's quantity of ${place} is ${level.quantity}.`
        : `The vendor reports no stock of ${place}.`;
    case 'LAST_ACKNOWLEDGED':
      if (level && isLevelInDoubt)
        return `The last acknowledged quantity of ${place} is ${level.quantity}, but a later change may have been applied.`;
      return level
        ? `The last acknowledged quantity of ${place} is ${level.quantity}.`
        : `The gateway knows no acknowledged quantity of ${place}.`;
    default:
      return assertNever(guard);
  }
};

const remedyOf = ({ level, isLevelInDoubt, guard }: Comparison): string =>
  guard === 'LAST_ACKNOWLEDGED' && (level === null || isLevelInDoubt)
    ? 'Set the quantity once without ifQuantity. Later conditions are compared with it.'
    : 'Read the stock, and decide again.';

/** `seen` says what the comparison found. */
export const staleQuantity = (comparison: Comparison, seen = found(comparison)): StaleQuantity => {
  const { change, level, isLevelInDoubt, guard } = comparison;
  const certain = isLevelInDoubt ? null : level;
  const actual = certain && {
    quantity: certain.quantity,
    soldOut: certain.soldOut,
    observedAt: certain.observedAt,
    source: certain.source,
  };
  return {
    type: 'StaleQuantity',
    code: 'STALE_QUANTITY',
    message: `${seen} The change requires ${change.ifQuantity}. Nothing was sent for this item. ${remedyOf(comparison)}`,
    retryable: false,
    mayHaveApplied: false,
    vendorCode: null,
    vendorMessage: null,
    actual,
    guard,
  };
};

/**
 * Decides whether a guarded change may be sent. Null means that it may. Otherwise this is its outcome.
 *
 * A change that certainly was not applied ends as stale if the level differs from `ifQuantity` or is in doubt. A change whose earlier
 * try may have been applied is compared again. Its newer changes wait behind it, so no other client of the gateway wrote
 * in between:
 *
 * - The level is `ifQuantity`: the try was not applied, or it was applied and then undone. The change is sent again. Its
 *   value is absolute, so this is safe.
 * - A read shows the value of the change: the change is in place, and it is applied. A writer outside the gateway that
 *   set the same value has the same effect.
 * - Any other level: the outcome stays unknown.
 */
export const compareQuantity = (comparison: Comparison): RowOutcome | null => {
  const { change, level, guard, mayHaveApplied } = comparison;
  if (level?.quantity === change.ifQuantity && !comparison.isLevelInDoubt) return null;
  if (!mayHaveApplied) return { state: 'FAILED', failure: staleQuantity(comparison) };
  if (guard === 'READ_BEFORE_WRITE' && level?.quantity === change.quantity) {
    return {
      state: 'APPLIED',
      receipt: { kind: 'STOCK_SET', vendorReference: null },
      evidence: 'VENDOR_READ',
      at: level.observedAt,
    };
  }
  const message = `An earlier try of the change got no usable answer. ${found(comparison)} The change requires ${change.ifQuantity}, so it was not sent again.`;
  return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown(message) };
};
