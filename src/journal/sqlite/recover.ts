import type { DatabaseSync } from 'node:sqlite';
import { asChannelId, asRequestId, type ChannelId } from '../../domain/ids.ts';
import type { Recovery } from '../../ports/requests.ts';
import { earlyCallbackOf, integer, queuedItemOf, text } from '../rows.ts';
import type { Power } from './power.ts';

/**
 * What a gateway that stopped left under way. A request that was being sent may or may not have reached the vendor:
 * its absolute values are sent again, in order.
 */
export const prepareRecover = (db: DatabaseSync, power: Power) => {
  // Each names its partial index, in the index's own words: what has ended is not read again at every start.
  const requeue = db.prepare(`
    UPDATE items SET state = 'QUEUED', may_have_applied = 1
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK') AND state = 'SENDING'`);
  // The claim of an item that is found queued may have gone with the power, and not what was sent by it.
  const doubt = db.prepare(`
    UPDATE items INDEXED BY items_queued SET may_have_applied = 1 WHERE state = 'QUEUED'`);
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED'
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING'`);
  const queued = db.prepare(`
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.shape, o.client
    FROM items i INDEXED BY items_queued JOIN operations o ON o.id = i.operation_id
    WHERE i.state = 'QUEUED' ORDER BY i.operation_id, i.idx`);
  const inFlight = db.prepare(`
    SELECT channel, count(*) AS items FROM items INDEXED BY items_in_flight
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK') GROUP BY channel`);
  const inLine = db.prepare(`
    SELECT channel, count(*) AS items FROM items INDEXED BY items_queued
    WHERE state = 'QUEUED' GROUP BY channel`);
  const awaited = db.prepare(`
    SELECT id, deadline, early_callback FROM vendor_requests
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK'`);

  const underWay = (): ReadonlyMap<ChannelId, number> => {
    const counts = new Map<ChannelId, number>();
    for (const row of [...inFlight.all(), ...inLine.all()]) {
      const channel = asChannelId(text(row, 'channel'));
      counts.set(channel, (counts.get(channel) ?? 0) + integer(row, 'items'));
    }
    return counts;
  };

  const recover = (): Recovery => {
    requeue.run();
    interrupt.run();
    if (power.mayHaveFailed()) doubt.run();
    power.begin();
    return {
      queued: queued.all().map(queuedItemOf),
      underWay: underWay(),
      awaited: awaited.all().map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      })),
    };
  };

  return { recover, underWay };
};
