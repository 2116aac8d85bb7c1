import { describe, expect, it } from 'vitest';
import type { ItemStatus } from '../../../src/core/gateway.ts';
import { nothingToRetry, toRetry } from '../../../src/core/operations/retried-items.ts';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { asClientId, asOperationId } from '../../../src/domain/ids.ts';
import { type Item, itemTargetOf } from '../../../src/domain/item.ts';
import {
  adjustmentOf,
  appliedAt,
  brokenRule,
  refusedRow,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';

type Progress = Item['progress'];
const away = (mayHaveApplied = false): Progress => ({
  state: 'FAILED',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'Away.', { mayHaveApplied }),
});
const canceled: Progress = { state: 'CANCELED', by: asClientId('partner') };
const ends = [away(), away(true), refusedRow(), unknownRow, canceled, appliedAt(1)] as readonly Progress[];

const itemsOf = (
  make: (id: string) => NonNullable<Item['change']>,
  progress: readonly Progress[],
): readonly Item[] =>
  progress.map((one, index) => {
    const change = make(String(index));
    return {
      operationId: asOperationId(1),
      index,
      kind: change.kind,
      target: itemTargetOf(change),
      change,
      progress: one,
    };
  });
const retried = (items: readonly Item[], statuses: readonly ItemStatus[], retryableOnly = true) =>
  toRetry(items, { statuses, retryableOnly }).map((change) =>
    'productId' in change ? change.productId : null,
  );

describe('the items of a retry', () => {
  const items = itemsOf((id) => stockOf(id, 1), ends);
  const all: readonly ItemStatus[] = ['FAILED', 'OUTCOME_UNKNOWN', 'CANCELED'];

  it('are those of the statuses, and of FAILED ones the retryable ones', () => {
    expect(retried(items, ['FAILED'])).toEqual(['0', '1']);
    expect(retried(items, ['FAILED'], false)).toEqual(['0', '1', '2']);
    expect(retried(items, all, false)).toEqual(['0', '1', '2', '3', '4']);
    expect(retried(items, ['OUTCOME_UNKNOWN'])).toEqual(['3']);
    expect(retried(items, [])).toEqual([]);
  });

  it('are no adjustments that the vendor may have made', () => {
    expect(
      retried(
        itemsOf((id) => adjustmentOf(id, 1), ends),
        all,
        false,
      ),
    ).toEqual(['0', '2', '4']);
  });

  it('are none that broke a rule', () => {
    const broken = items.map((item) => ({
      ...item,
      change: null,
      progress: { state: 'FAILED', failure: brokenRule } as const,
    }));
    expect(retried(broken, ['FAILED'], false)).toEqual([]);
    const { errors } = nothingToRetry(broken, { statuses: ['FAILED'], retryableOnly: false });
    expect(errors).toMatchObject([
      { code: 'NOTHING_TO_RETRY', message: expect.stringContaining('6 broke a rule') },
    ]);
  });

  it('are missing for reasons that the refusal states', () => {
    const [error] = nothingToRetry(
      itemsOf((id) => adjustmentOf(id, 1), ends),
      {
        statuses: ['FAILED', 'OUTCOME_UNKNOWN'],
        retryableOnly: true,
      },
    ).errors;
    expect(error?.message).toContain('Of its 6 items, 2 have another status');
    expect(error?.message).toContain('2 are adjustments that the vendor may have made');
  });
});
