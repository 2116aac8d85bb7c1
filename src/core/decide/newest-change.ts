import type { OperationId } from '../../domain/ids.ts';
import { isPending } from '../../domain/item.ts';
import type { OperationKind } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { ItemWrite } from './data/writes.ts';

/*
 * The newest change that was accepted for a target and not canceled, by three facts that a store can look up at once: the items that are
 * not finished, the operation that last wrote a stock level of the target, and the newest change that ended without a level. So the
 * acceptance of a retry does not search the journal, and the acceptance of other operations writes nothing for it.
 */

/** The operation of the newest change of a target, and the operation that accepted its value first. */
export type NewestChange = { readonly operationId: OperationId; readonly first: OperationId };

/** The newest change of the target of each item, place by place. Null for a target without a change. */
export type NewestChanges = readonly (NewestChange | null)[];

export const noNewestChanges: NewestChanges = [];

/** Whether an applied change writes the stock level of its target. */
const writesLevel = (kind: OperationKind): boolean => {
  switch (kind) {
    case 'STOCK_SET':
    case 'PRODUCT_REPLACEMENT':
      return true;
    case 'INVENTORY_CONFIRMATION':
    // The quantity after an adjustment may not be known.
    case 'STOCK_ADJUSTMENT':
      return false;
    default:
      return assertNever(kind);
  }
};

/**
 * Whether an item ends without a stock level that names its operation. A superseded item does not count, because the change
 * that replaced it is newer. Neither does a canceled one, because its client withdrew the value.
 */
export const endsWithoutLevel = ({ row, after: { state } }: ItemWrite): boolean => {
  if (isPending(state) || state === 'SUPERSEDED' || state === 'CANCELED') return false;
  return state !== 'APPLIED' || !writesLevel(row.operation.kind);
};
