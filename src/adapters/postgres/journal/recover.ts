import { asChannelId, type ChannelId } from '../../../domain/ids.ts';
import { noRecovery, type Recovery } from '../../../ports/requests.ts';
import { integer, type Row, text } from '../../journal/rows.ts';
import type { Lease } from '../connection/lease.ts';
import { isWaiting } from './columns.ts';
import { locks } from './locks.ts';
import type { Read } from './read.ts';
import { takeOverFrom } from './take-over.ts';
import type { Statement, Transactions } from './transaction.ts';

const idOf = (row: Row): number => integer(row, 'id');

/** A write of the gateway that is under way holds its lease's lock: that one is left for the next time. */
const removeGone: Statement = {
  name: 'remove-gone-gateways',
  text: `
    WITH gone AS MATERIALIZED (
      SELECT id FROM gateways
      WHERE (expires_at = '-infinity' OR ($2 AND expires_at < clock_timestamp())) AND id <> $1
        AND ($3::text[] IS NULL OR left_channels IS NULL OR left_channels && $3)
      ORDER BY id FOR UPDATE SKIP LOCKED),
    locked AS MATERIALIZED (SELECT id FROM gone WHERE pg_try_advisory_xact_lock(${locks.lease}, id))
    DELETE FROM gateways WHERE id IN (SELECT id FROM locked)
    RETURNING id`,
};

/**
 * Owners that no row of `gateways` tells of, since somebody emptied that table: without one of them nothing says that
 * they are gone.
 */
const unknownOwners: Statement = {
  name: 'unknown-owners',
  text: `
    WITH owners AS MATERIALIZED (
      SELECT owner FROM items WHERE ${isWaiting('state')}
      UNION SELECT owner FROM items WHERE state IN ('SENDING', 'AWAITING_CALLBACK')
      UNION SELECT owner FROM vendor_requests WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK')),
    unknown AS MATERIALIZED (
      SELECT owner AS id FROM owners o WHERE NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = o.owner))
    SELECT id FROM unknown WHERE pg_try_advisory_xact_lock(${locks.lease}, id)`,
};

/**
 * Takes over what gateways that are gone left under way. A request that was being sent may or may not have reached the
 * vendor: its absolute values are sent again, in order. After a time in which nobody could renew a lease, those whose
 * gateways live get the time to do so.
 */
export const takeOver = (
  transaction: Transactions,
  lease: Lease,
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const expiredToo = lease.isSettled();
  return transaction(async (tx) => {
    const gone = (await tx.run(removeGone, [tx.owner, expiredToo, channels])).map(idOf);
    return gone.length === 0 ? noRecovery : takeOverFrom(tx, gone, channels);
  });
};

// What is under way is counted through its partial indexes; what has ended is not read.
const inHand: Statement = {
  name: 'under-way',
  text: `
    SELECT channel, count(*) AS items FROM (
      SELECT channel FROM items WHERE ${isWaiting('state')} AND owner = $1
      UNION ALL SELECT channel FROM items WHERE state IN ('SENDING', 'AWAITING_CALLBACK') AND owner = $1) i
    GROUP BY channel`,
};

export const readUnderWay = async (read: Read, owner: number): Promise<ReadonlyMap<ChannelId, number>> =>
  new Map(
    (await read(inHand, [owner])).map((row) => [asChannelId(text(row, 'channel')), integer(row, 'items')]),
  );

const remove: Statement = { name: 'remove-gateway', text: 'DELETE FROM gateways WHERE id = $1' };
const lockLease: Statement = {
  name: 'lock-lease',
  text: `SELECT pg_advisory_xact_lock(${locks.lease}, $1::integer)`,
};

/** Begins a new lease, and takes over what this gateway had under way by the one before, and what is nobody's. */
export const recover = async (
  transaction: Transactions,
  lease: Lease,
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const before = lease.id();
  await lease.begin();
  return transaction(async (tx) => {
    void tx.run(lockLease, [before]);
    void tx.run(remove, [before]);
    // Also what is of other channels: the start says that it is there.
    const gone = await tx.run(removeGone, [tx.owner, true, null]);
    const unknown = await tx.run(unknownOwners, []);
    return takeOverFrom(tx, [before, ...[...gone, ...unknown].map(idOf)], channels);
  });
};
