import type { ChannelId } from '../../domain/ids.ts';
import { asChannelId, asRequestId } from '../../domain/ids.ts';
import { noRecovery, type Recovery } from '../../ports/requests.ts';
import { earlyCallbackOf, integer, queuedItemOf, type Row, stateOf, text } from '../rows.ts';
import type { Lease } from './lease.ts';
import { locks } from './locks.ts';
import type { Read } from './read.ts';
import type { Statement, Transaction, Transactions } from './transaction.ts';

/** A write of the gateway that is under way holds its lease's lock: that one is left for the next time. */
const removeGone: Statement = {
  name: 'remove-gone-gateways',
  text: `
    WITH gone AS MATERIALIZED (
      SELECT id FROM gateways
      WHERE (expires_at = '-infinity' OR ($2 AND expires_at < clock_timestamp())) AND id <> $1
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
      SELECT owner FROM items WHERE state = 'QUEUED'
      UNION SELECT owner FROM items WHERE state IN ('SENDING', 'AWAITING_CALLBACK')
      UNION SELECT owner FROM vendor_requests WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK')),
    unknown AS MATERIALIZED (
      SELECT owner AS id FROM owners o WHERE NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = o.owner))
    SELECT id FROM unknown WHERE pg_try_advisory_xact_lock(${locks.lease}, id)`,
};

const interrupt: Statement = {
  name: 'interrupt-requests',
  text: `
    UPDATE vendor_requests SET outcome = 'INTERRUPTED'
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING' AND owner = ANY ($1::integer[])`,
};

const takeAwaited: Statement = {
  name: 'take-over-requests',
  text: `
    UPDATE vendor_requests SET owner = $2
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'AWAITING_CALLBACK' AND owner = ANY ($1::integer[])
    RETURNING id, deadline, early_callback`,
};

/** Each names its partial index, in the index's own words: what has ended is not read. */
/** Items of one statement: however many a gateway left, none takes longer than a statement may. */
const most = 50_000;

const takeItems = (name: string, which: string, set: string): Statement => ({
  name,
  text: `
    WITH left_behind AS MATERIALIZED (
      SELECT i.operation_id, i.idx FROM items i WHERE ${which} AND i.owner = ANY ($1::integer[])
      ORDER BY i.operation_id, i.idx LIMIT ${most} FOR UPDATE OF i)
    UPDATE items i SET owner = $2${set} FROM left_behind l JOIN operations o ON o.id = l.operation_id
    WHERE i.operation_id = l.operation_id AND i.idx = l.idx
    RETURNING i.operation_id, i.idx, i.kind, i.channel, i.shape, i.state, o.client`,
});
const takeQueued = takeItems('take-over-queued', "i.state = 'QUEUED'", '');
const takeInFlight = takeItems(
  'take-over-in-flight',
  "i.state IN ('SENDING', 'AWAITING_CALLBACK')",
  `, state = CASE i.state WHEN 'SENDING' THEN 'QUEUED' ELSE i.state END,
    may_have_applied = CASE i.state WHEN 'SENDING' THEN 1 ELSE i.may_have_applied END`,
);

const byAcceptance = (a: Row, b: Row): number =>
  integer(a, 'operation_id') - integer(b, 'operation_id') || integer(a, 'idx') - integer(b, 'idx');

const takeOverFrom = async ({ run, owner }: Transaction, gone: readonly number[]): Promise<Recovery> => {
  const both = [gone, owner];
  const takeAll = async (statement: Statement): Promise<readonly Row[]> => {
    const rows = await run(statement, both);
    return rows.length < most ? rows : [...rows, ...(await takeAll(statement))];
  };
  void run(interrupt, [gone]);
  const [waiting, flying, awaited] = await Promise.all([
    takeAll(takeQueued),
    takeAll(takeInFlight),
    run(takeAwaited, both),
  ]);
  const underWay = new Map<ChannelId, number>();
  for (const row of [...waiting, ...flying]) {
    const channel = asChannelId(text(row, 'channel'));
    underWay.set(channel, (underWay.get(channel) ?? 0) + 1);
  }
  const queued = [...waiting, ...flying].filter((row) => stateOf(row) === 'QUEUED').sort(byAcceptance);
  return {
    queued: queued.map(queuedItemOf),
    underWay,
    awaited: awaited
      .map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      }))
      .sort((a, b) => a.id - b.id),
  };
};

/**
 * Takes over what gateways that are gone left under way. A request that was being sent may or may not have reached the
 * vendor: its absolute values are sent again, in order. After a time in which nobody could renew a lease, those whose
 * gateways live get the time to do so.
 */
export const takeOver = (transaction: Transactions, lease: Lease): Promise<Recovery> => {
  const expiredToo = lease.isSettled();
  return transaction(async (tx) => {
    const gone = (await tx.run(removeGone, [tx.owner, expiredToo])).map((row) => integer(row, 'id'));
    return gone.length === 0 ? noRecovery : takeOverFrom(tx, gone);
  });
};

// What is under way is counted through its partial indexes; what has ended is not read.
const inHand: Statement = {
  name: 'under-way',
  text: `
    SELECT channel, count(*) AS items FROM (
      SELECT channel FROM items WHERE state = 'QUEUED' AND owner = $1
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
export const recover = async (transaction: Transactions, lease: Lease): Promise<Recovery> => {
  const before = lease.id();
  await lease.begin();
  return transaction(async (tx) => {
    void tx.run(lockLease, [before]);
    void tx.run(remove, [before]);
    const gone = await tx.run(removeGone, [tx.owner, true]);
    const unknown = await tx.run(unknownOwners, []);
    return takeOverFrom(tx, [before, ...[...gone, ...unknown].map((row) => integer(row, 'id'))]);
  });
};
