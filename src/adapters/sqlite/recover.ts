import type { DatabaseSync } from 'node:sqlite';
import { asRequestId } from '../../domain/ids.ts';
import type { ItemRef, QueuedItem } from '../../domain/operation.ts';
import type { Recovery, RetryingItem } from '../../ports/requests.ts';
import { earlyCallbackOf, integer } from '../journal/rows.ts';
import { backInLine, type Progress, placeOf, retryingItemOf } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareMoveItems } from './move-items.ts';
import type { Power } from './power.ts';

/**
 * What a gateway that stopped left under way. A request that was being sent may or may not have reached the vendor:
 * its absolute values are sent again, in order.
 */
export const prepareRecover = (db: DatabaseSync, memory: Memory, power: Power) => {
  const { known, targets } = memory;
  const moveItems = prepareMoveItems(memory);
  // Each names its partial index, in the index's own words: what has ended is not read again at every start.
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED'
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING'`);
  const awaited = db.prepare(`
    SELECT id, deadline, early_callback FROM vendor_requests
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK'`);

  /** Of an item that is in line now, whether or not it was sent before. */
  const doubted = (before: Progress): Progress => ({ ...backInLine(before), mayHaveApplied: true });

  const retryingOf = (item: QueuedItem): RetryingItem | null => {
    const progress = known.get(item.operationId)?.progress[item.index];
    return progress ? retryingItemOf(item, progress) : null;
  };

  const recover = (): Recovery => {
    // A power loss may have undone the claim of a queued item, but not the request that was sent for it.
    const mayBeSent = power.mayHaveFailed();
    const wasPerhapsSent = (progress: Progress): boolean =>
      progress.state === 'SENDING' || (mayBeSent && placeOf(progress) === 'queued');
    for (const { operation, progress } of known.running()) {
      const refs = progress.flatMap((one, index): readonly ItemRef[] =>
        wasPerhapsSent(one) ? [{ operationId: operation.id, index }] : [],
      );
      moveItems(refs, wasPerhapsSent, doubted, false);
    }
    interrupt.run();
    power.begin();
    const inLine = targets.everyQueued();
    const retrying = inLine.flatMap((item) => retryingOf(item) ?? []);
    return {
      queued: retrying.length === 0 ? inLine : inLine.filter((item) => !retryingOf(item)),
      retrying,
      underWay: targets.count(),
      awaited: awaited.all().map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      })),
      left: new Map(),
    };
  };

  return { recover, underWay: targets.count };
};
