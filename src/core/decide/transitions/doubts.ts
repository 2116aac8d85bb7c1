import { isPending } from '../../../domain/item.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { DoubtWrite, OutcomeWrite } from '../data/writes.ts';

/**
 * Whether the quantity of the target is not known after this end: the vendor may have applied a change that it did not
 * acknowledge, or it applied an adjustment and did not state the new quantity.
 */
const endsInDoubt = ({ row, after: { outcome, mayHaveApplied } }: OutcomeWrite): boolean => {
  if (!outcome || !isPending(row.progress.state) || row.change.kind === 'INVENTORY_CONFIRMATION')
    return false;
  switch (outcome.state) {
    case 'OUTCOME_UNKNOWN':
      return true;
    case 'APPLIED':
      return outcome.receipt.kind === 'STOCK_ADJUSTMENT' && outcome.receipt.level === null;
    case 'FAILED':
      return outcome.failure.mayHaveApplied;
    case 'SUPERSEDED':
    case 'CANCELED':
      return mayHaveApplied;
    default:
      return assertNever(outcome);
  }
};

/**
 * The targets whose quantity is no longer known for certain, because a change of them ends in doubt. The doubt lasts until
 * a newer absolute change of the target is applied. Nothing newer is sent to a target while an older item of it is pending, so the
 * last write of a target is the newest.
 */
export const doubtsOf = (ends: readonly OutcomeWrite[]): readonly DoubtWrite[] => {
  const doubts = new Map<string, DoubtWrite>();
  for (const write of ends) {
    if (!endsInDoubt(write)) continue;
    const { target, item } = write.row;
    const name = JSON.stringify([item.channel, target]);
    const newest = Math.max(item.operationId, doubts.get(name)?.by ?? 0);
    if (newest === item.operationId)
      doubts.set(name, { channel: item.channel, target, by: item.operationId });
  }
  return [...doubts.values()];
};
