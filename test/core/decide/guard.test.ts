import { describe, expect, it } from 'vitest';
import { compareQuantity } from '../../../src/core/decide/guard.ts';
import { isInDoubt } from '../../../src/core/decide/target-queue/guarded-target.ts';
import { type GuardedChange, isGuarded, type QuantityGuard } from '../../../src/domain/changes/guard.ts';
import type { ComparedLevel } from '../../../src/domain/failure.ts';
import { asOperationId, asProductId } from '../../../src/domain/ids.ts';
import { shop, stockOf } from '../../support/changes.ts';

const guarded = (quantity: number, ifQuantity: number): GuardedChange => {
  const change = stockOf('1', quantity, { ifQuantity });
  if (!isGuarded(change)) throw new TypeError('The change has a condition');
  return change;
};
const level = (quantity: number): ComparedLevel => ({
  quantity,
  soldOut: null,
  observedAt: 40,
  source: 'VENDOR_READ',
});
const acknowledged = {
  level: { ...level(5), channel: shop, productId: asProductId('1'), locationId: null, optionId: null },
};
const compare = (
  quantity: number | null,
  { guard = 'READ_BEFORE_WRITE' as QuantityGuard, mayHaveApplied = false } = {},
) =>
  compareQuantity({
    change: guarded(7, 5),
    level: quantity === null ? null : level(quantity),
    guard,
    mayHaveApplied,
  });

describe('a guarded change', () => {
  it.each(['READ_BEFORE_WRITE', 'LAST_ACKNOWLEDGED'] as const)('may be sent at its level: %s', (guard) => {
    expect(compare(5, { guard })).toBeNull();
    expect(compare(5, { guard, mayHaveApplied: true })).toBeNull();
  });

  it.each(['READ_BEFORE_WRITE', 'LAST_ACKNOWLEDGED'] as const)('is stale at another level: %s', (guard) => {
    expect(compare(7, { guard })).toMatchObject({
      state: 'FAILED',
      failure: {
        type: 'StaleQuantity',
        code: 'STALE_QUANTITY',
        retryable: false,
        mayHaveApplied: false,
        actual: { quantity: 7, observedAt: 40, source: 'VENDOR_READ' },
        guard,
      },
    });
  });

  it('is stale without a level, and says what to do', () => {
    expect(compare(null)).toMatchObject({ state: 'FAILED', failure: { actual: null } });
    const { failure } = compare(null, { guard: 'LAST_ACKNOWLEDGED' }) as { failure: { message: string } };
    expect(failure.message).toContain('Set the quantity once without ifQuantity');
  });

  it('is stale at its own level while that is in doubt, and states no actual level', () => {
    const outcome = compareQuantity({
      change: guarded(7, 5),
      level: level(5),
      isLevelInDoubt: true,
      guard: 'LAST_ACKNOWLEDGED',
      mayHaveApplied: false,
    });
    expect(outcome).toMatchObject({ state: 'FAILED', failure: { actual: null } });
    expect(isInDoubt({ ...acknowledged, by: asOperationId(3), doubtedBy: asOperationId(4) })).toBe(true);
    expect(isInDoubt({ ...acknowledged, by: asOperationId(4), doubtedBy: asOperationId(4) })).toBe(false);
    expect(isInDoubt({ ...acknowledged, by: null, doubtedBy: asOperationId(4) })).toBe(true);
    expect(isInDoubt({ ...acknowledged, by: null, doubtedBy: null })).toBe(false);
    expect(isInDoubt(null)).toBe(false);
  });

  it('is in place if a read shows its value after a try that may have been applied', () => {
    expect(compare(7, { mayHaveApplied: true })).toMatchObject({
      state: 'APPLIED',
      evidence: 'VENDOR_READ',
      at: 40,
    });
  });

  it('stays unknown at any other level after such a try', () => {
    expect(compare(6, { mayHaveApplied: true })).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    expect(compare(null, { mayHaveApplied: true })).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    expect(compare(7, { guard: 'LAST_ACKNOWLEDGED', mayHaveApplied: true })).toMatchObject({
      state: 'OUTCOME_UNKNOWN',
    });
  });
});
