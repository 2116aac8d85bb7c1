import type { DatabaseSync } from 'node:sqlite';
import { asRequestId } from '../../domain/ids.ts';
import type { Recovery } from '../../ports/journal.ts';
import { earlyCallbackOf, integer, queuedItemOf } from './rows.ts';

/**
 * What a gateway that stopped left under way. A request that was being sent may or may not have reached the vendor:
 * its absolute values are sent again, in order.
 */
export const prepareRecover = (db: DatabaseSync) => {
  // Each names its partial index, in the index's own words: what has ended is not read again at every start.
  const requeue = db.prepare(`
    UPDATE items SET state = 'QUEUED' WHERE state IN ('SENDING', 'AWAITING_CALLBACK') AND state = 'SENDING'`);
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED'
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING'`);
  const queued = db.prepare(`
    SELECT operation_id, idx, kind, channel, shape FROM items INDEXED BY items_queued WHERE state = 'QUEUED'
    ORDER BY operation_id, idx`);
  const awaited = db.prepare(`
    SELECT id, deadline, early_callback FROM vendor_requests
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK'`);

  return (): Recovery => {
    requeue.run();
    interrupt.run();
    return {
      queued: queued.all().map(queuedItemOf),
      awaited: awaited.all().map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      })),
    };
  };
};
