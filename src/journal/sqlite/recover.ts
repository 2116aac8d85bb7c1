import type { DatabaseSync } from 'node:sqlite';
import { asChannelId, asRequestId, type ChannelId } from '../../domain/ids.ts';
import type { Recovery } from '../../ports/requests.ts';
import { earlyCallbackOf, integer, refOf, text } from '../rows.ts';
import type { Memory } from './memory.ts';
import type { Power } from './power.ts';

/**
 * What a gateway that stopped left under way. A request that was being sent may or may not have reached the vendor:
 * its absolute values are sent again, in order.
 */
export const prepareRecover = (db: DatabaseSync, { known, targets }: Memory, power: Power) => {
  // Each names its partial index, in the index's own words: what has ended is not read again at every start.
  const requeue = db.prepare(`
    UPDATE items SET state = 'QUEUED', may_have_applied = 1
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK') AND state = 'SENDING' RETURNING operation_id, idx`);
  // The claim of an item that is found queued may have gone with the power, and not what was sent by it.
  const doubt = db.prepare(`
    UPDATE items SET may_have_applied = 1 WHERE operation_id = ? AND idx = ?`);
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED'
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING'`);
  const inFlight = db.prepare(`
    SELECT channel, count(*) AS items FROM items INDEXED BY items_in_flight
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK') GROUP BY channel`);
  const awaited = db.prepare(`
    SELECT id, deadline, early_callback FROM vendor_requests
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK'`);

  const underWay = (): ReadonlyMap<ChannelId, number> => {
    const counts = new Map(
      inFlight.all().map((row) => [asChannelId(text(row, 'channel')), integer(row, 'items')]),
    );
    for (const { channel } of targets.everyQueued()) counts.set(channel, (counts.get(channel) ?? 0) + 1);
    return counts;
  };

  const recover = (): Recovery => {
    const sent = requeue.all().map(refOf);
    interrupt.run();
    known.clear();
    for (const ref of sent) {
      const accepted = known.item(ref)?.accepted;
      if (accepted) targets.move(accepted, 'in flight', 'queued');
    }
    const waiting = targets.everyQueued();
    if (power.mayHaveFailed()) for (const { operationId, index } of waiting) doubt.run(operationId, index);
    power.begin();
    known.clear();
    return {
      queued: waiting,
      underWay: underWay(),
      awaited: awaited.all().map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      })),
      left: new Map(),
    };
  };

  return { recover, underWay };
};
