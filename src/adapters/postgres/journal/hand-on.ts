import { asRequestId, type ChannelId } from '../../../domain/ids.ts';
import { type HandedOn, nothingHandedOn } from '../../../ports/requests.ts';
import { integer } from '../../journal/rows.ts';
import { isWaiting } from './columns.ts';
import { standIn } from './take-over.ts';
import type { Statement, Transaction } from './transaction.ts';

const isOwnAwaited = `
  outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK' AND owner = $1 AND channel = ANY ($2::text[])`;
const isOwnQueued = `${isWaiting('state')} AND owner = $1 AND channel = ANY ($2::text[])`;
const isOwnAwaiting = `
  state IN ('SENDING', 'AWAITING_CALLBACK') AND state = 'AWAITING_CALLBACK' AND owner = $1 AND channel = ANY ($2::text[])`;

const isThereAny: Statement = {
  name: 'own-of-channels',
  text: `
    SELECT 1 WHERE EXISTS (SELECT FROM vendor_requests WHERE ${isOwnAwaited})
      OR EXISTS (SELECT FROM items WHERE ${isOwnQueued})`,
};
const giveAwaited: Statement = {
  name: 'hand-on-requests',
  text: `
    WITH own AS MATERIALIZED (SELECT id FROM vendor_requests WHERE ${isOwnAwaited} ORDER BY id FOR UPDATE)
    UPDATE vendor_requests v SET owner = $3 FROM own WHERE v.id = own.id RETURNING v.id`,
};
const giveItems = (name: string, which: string): Statement => ({
  name,
  text: `
    WITH own AS MATERIALIZED (
      SELECT operation_id, idx FROM items WHERE ${which} ORDER BY operation_id, idx FOR UPDATE),
    given AS (
      UPDATE items i SET owner = $3 FROM own WHERE i.operation_id = own.operation_id AND i.idx = own.idx
      RETURNING i.operation_id)
    SELECT count(*) AS items FROM given`,
});
const giveQueued = giveItems('hand-on-queued', isOwnQueued);
const giveAwaiting = giveItems('hand-on-awaiting', isOwnAwaiting);

/**
 * Leaves this gateway's queued items of some channels, and its requests that wait for a callback, to a gateway that has
 * the channels. What is being sent stays its own until it is through.
 */
export const handOn = async (tx: Transaction, channels: readonly ChannelId[]): Promise<HandedOn> => {
  const own = [tx.owner, channels];
  if ((await tx.run(isThereAny, own)).length === 0) return nothingHandedOn;
  const values = [...own, await standIn(tx, channels)];
  const [requests, queued, awaiting] = await Promise.all([
    tx.run(giveAwaited, values),
    tx.run(giveQueued, values),
    tx.run(giveAwaiting, values),
  ]);
  const count = [...queued, ...awaiting].reduce((sum, row) => sum + integer(row, 'items'), 0);
  return { items: count, requests: requests.map((row) => asRequestId(integer(row, 'id'))) };
};
