import {
  failover as decideFailover,
  handOn as decideHandOn,
  type UnfinishedItem,
  type UnfinishedRequest,
} from '../../../../core/decide/failover.ts';
import { asChannelId, type ChannelId } from '../../../../domain/ids.ts';
import type { QueuedItem } from '../../../../domain/operation.ts';
import {
  type HandedOn,
  noRecovery,
  nothingHandedOn,
  type Recovery,
} from '../../../../ports/journal/requests.ts';
import { integer, queuedItemOf, type Row, text, unfinishedRequestOf } from '../../../journal-rows.ts';
import type { Lease } from '../../connection/lease.ts';
import { type Notification, notificationChannels } from '../../connection/notification.ts';
import {
  advisoryLocks,
  type Read,
  type Statement,
  type Transaction,
  type Transactions,
} from '../../connection/transaction.ts';
import { selectOperations } from '../reads/read-operations.ts';
import { isInFlight, isOpen, isWaiting, progressColumns } from '../sql.ts';
import { applyWrites, maxItems, writeOwner } from './apply.ts';
import { createReadProgress } from './load.ts';
import { operationsById } from './locks.ts';

/** Skips a gateway that a transaction holds the lease lock of: the next call finds it. */
const removeGone: Statement = {
  name: 'remove-gone-gateways',
  text: `
    WITH gone AS MATERIALIZED (
      SELECT id FROM gateways
      WHERE (expires_at = '-infinity' OR ($2 AND expires_at < clock_timestamp())) AND id <> $1
        AND ($3::text[] IS NULL OR left_channels IS NULL OR left_channels && $3)
      ORDER BY id FOR UPDATE SKIP LOCKED),
    locked AS MATERIALIZED (SELECT id FROM gone WHERE pg_try_advisory_xact_lock(${advisoryLocks.lease}, id))
    DELETE FROM gateways WHERE id IN (SELECT id FROM locked)
    RETURNING id`,
};

/** Owners without a row in `gateways`. There are some only if the table was emptied by hand. */
const unknownOwners: Statement = {
  name: 'unknown-owners',
  text: `
    WITH owners AS MATERIALIZED (
      SELECT owner FROM items WHERE ${isWaiting('state')}
      UNION SELECT owner FROM items WHERE ${isInFlight('state')}
      UNION SELECT owner FROM vendor_requests WHERE ${isOpen('outcome')}),
    unknown AS MATERIALIZED (
      SELECT owner AS id FROM owners o WHERE NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = o.owner))
    SELECT id FROM unknown WHERE pg_try_advisory_xact_lock(${advisoryLocks.lease}, id)`,
};

/** The requests that these gateways left open, and those of items that they left in flight. */
const lockRequests: Statement = {
  name: 'failover-lock-requests',
  text: `
    SELECT v.id, v.channel, v.outcome, v.deadline, v.early_callback, v.owner = ANY ($1::integer[]) AS is_own FROM (
      SELECT v.id FROM vendor_requests v WHERE ${isOpen('v.outcome')} AND v.owner = ANY ($1::integer[])
      UNION SELECT i.request_id FROM items i WHERE ${isInFlight('i.state')} AND i.owner = ANY ($1::integer[])) k
    JOIN vendor_requests v ON v.id = k.id ORDER BY v.id FOR UPDATE OF v`,
};

/** Each names its partial index, in the words of the index, so that items that have ended are not read. */
const takeItems = (name: string, which: string): Statement => ({
  name,
  text: `
    WITH gone AS MATERIALIZED (
      SELECT i.operation_id, i.idx FROM items i WHERE ${which} AND i.owner = ANY ($1::integer[])
      ORDER BY i.operation_id, i.idx LIMIT ${maxItems} FOR UPDATE OF i)
    UPDATE items i SET owner = $2 FROM gone g WHERE i.operation_id = g.operation_id AND i.idx = g.idx
    RETURNING ${progressColumns('i')}`,
});
const takeWaiting = takeItems('failover-waiting', isWaiting('i.state'));
const takeInFlight = takeItems('failover-in-flight', isInFlight('i.state'));

const takeAll = async ({ run }: Transaction, statement: Statement, values: readonly unknown[]) => {
  const all: Row[] = [];
  for (;;) {
    const rows = await run(statement, values);
    all.push(...rows);
    if (rows.length < maxItems) return all;
  }
};

const ownRequests: Statement = {
  name: 'hand-on-lock-requests',
  text: `
    SELECT v.id, v.channel, v.outcome, v.deadline, v.early_callback FROM vendor_requests v
    WHERE ${isOpen('v.outcome')} AND v.owner = $1 AND v.channel = ANY ($2::text[]) ORDER BY v.id FOR UPDATE OF v`,
};
const ownItems = (name: string, which: string): Statement => ({
  name,
  text: `
    SELECT ${progressColumns('i')} FROM items i
    WHERE ${which} AND i.owner = $1 AND i.channel = ANY ($2::text[]) ORDER BY i.operation_id, i.idx FOR UPDATE OF i`,
});
const ownWaiting = ownItems('hand-on-lock-waiting', isWaiting('i.state'));
const ownInFlight = ownItems('hand-on-lock-in-flight', isInFlight('i.state'));

const updateRequestOwner: Statement = {
  name: 'update-request-owner',
  text: 'UPDATE vendor_requests SET owner = $2 WHERE id = ANY ($1::bigint[])',
};
/** A row that stands for no gateway and owns work of these channels, until a gateway that has one of them removes it. */
const insertLeft: Statement = {
  name: 'insert-left',
  text: `INSERT INTO gateways (expires_at, left_channels) VALUES ('-infinity', $1) RETURNING id`,
};
const notifyLeft: Statement = {
  name: 'notify-left',
  text: `SELECT pg_notify('${notificationChannels.changes}', $1)`,
};

const unfinishedOf = async (
  { run }: Transaction,
  rows: readonly Row[],
): Promise<readonly UnfinishedItem[]> => {
  if (rows.length === 0) return [];
  const ids = new Set(rows.map((row) => integer(row, 'operation_id')));
  const operations = operationsById(await run(selectOperations, [[...ids]]));
  const readProgress = createReadProgress();
  return rows.flatMap((row) => {
    const operation = operations.get(integer(row, 'operation_id'));
    if (!operation) return [];
    const item = queuedItemOf({ ...row, client: operation.client });
    return [{ item, operation, progress: readProgress(row) }];
  });
};

type Owned = {
  readonly items: readonly Pick<UnfinishedItem, 'item'>[];
  readonly requests: readonly Pick<UnfinishedRequest, 'id'>[];
};

const own = (tx: Transaction, { items, requests }: Owned, owner: number): void => {
  if (requests.length > 0) void tx.run(updateRequestOwner, [requests.map(({ id }) => id), owner]);
  writeOwner(
    tx,
    items.map(({ item }) => item),
    owner,
  );
};

/** Leaves work of these channels to a gateway that has one of them, and notifies the other gateways. */
const leave = async (tx: Transaction, left: Owned, channels: readonly ChannelId[]): Promise<void> => {
  const [row = {}] = await tx.run(insertLeft, [channels]);
  own(tx, left, integer(row, 'id'));
  const notification: Notification = { from: String(tx.owner), left: true };
  void tx.run(notifyLeft, [JSON.stringify(notification)]);
};

/** Recovers what these gateways had in progress. The caller has removed their rows and holds their lease locks. */
const recoverFrom = async (
  tx: Transaction,
  gone: readonly number[],
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const [requests, waiting, inFlight] = await Promise.all([
    tx.run(lockRequests, [gone]),
    takeAll(tx, takeWaiting, [gone, tx.owner]),
    takeAll(tx, takeInFlight, [gone, tx.owner]),
  ]);
  const abandoned = {
    items: await unfinishedOf(tx, [...waiting, ...inFlight]),
    requests: requests.flatMap((row) => (row['is_own'] === true ? [unfinishedRequestOf(row)] : [])),
  };
  const served = channels && new Set(channels);
  const { writes, taken, left, recovery } = decideFailover(abandoned, { served, isQueuedInDoubt: false });
  applyWrites(tx, writes);
  own(tx, { items: [], requests: taken.requests }, tx.owner);
  if (recovery.left.size > 0) await leave(tx, left, [...recovery.left.keys()]);
  return recovery;
};

/** Leaves items that wait to gateways that have their channels. */
export const leaveWaiting = async (tx: Transaction, items: readonly QueuedItem[]): Promise<void> => {
  if (items.length === 0) return;
  const channels = [...new Set(items.map(({ channel }) => channel))];
  await leave(tx, { items: items.map((item) => ({ item })), requests: [] }, channels);
};

const idOf = (row: Row): number => integer(row, 'id');

/**
 * Recovers the work of gateways that are gone. After a time in which no gateway could renew its lease, this gateway
 * leaves the others time to renew theirs: it uses expired leases only once it has held its own for long enough.
 */
export const failover = (
  transaction: Transactions,
  lease: Lease,
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const expiredToo = lease.isSettled();
  return transaction(async (tx) => {
    const gone = (await tx.run(removeGone, [tx.owner, expiredToo, channels])).map(idOf);
    return gone.length === 0 ? noRecovery : recoverFrom(tx, gone, channels);
  });
};

const removeGateway: Statement = { name: 'remove-gateway', text: 'DELETE FROM gateways WHERE id = $1' };
const lockLease: Statement = {
  name: 'lock-lease',
  text: `SELECT pg_advisory_xact_lock(${advisoryLocks.lease}, $1::integer)`,
};

/** Begins a new lease, and recovers the work of this gateway's earlier lease and of gateways that are gone. */
export const recover = async (
  transaction: Transactions,
  lease: Lease,
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const before = lease.id();
  await lease.begin();
  return transaction(async (tx) => {
    void tx.run(lockLease, [before]);
    void tx.run(removeGateway, [before]);
    // The start reports work of all channels, so it looks at those of other channels as well.
    const gone = await tx.run(removeGone, [tx.owner, true, null]);
    const unknown = await tx.run(unknownOwners, []);
    return recoverFrom(tx, [before, ...[...gone, ...unknown].map(idOf)], channels);
  });
};

/** Leaves this gateway's work of some channels to a gateway that has them. What is being sent stays its own. */
export const handOn = async (tx: Transaction, channels: readonly ChannelId[]): Promise<HandedOn> => {
  const values = [tx.owner, channels];
  const [requests, waiting, inFlight] = await Promise.all([
    tx.run(ownRequests, values),
    tx.run(ownWaiting, values),
    tx.run(ownInFlight, values),
  ]);
  const items = await unfinishedOf(tx, [...waiting, ...inFlight]);
  const left = decideHandOn({ items, requests: requests.map(unfinishedRequestOf) });
  if (left.items.length + left.requests.length === 0) return nothingHandedOn;
  await leave(tx, left, channels);
  return { items: left.items.length, requests: left.requests.map(({ id }) => id) };
};

const underWay: Statement = {
  name: 'under-way',
  text: `
    SELECT channel, count(*) AS items FROM (
      SELECT channel FROM items WHERE ${isWaiting('state')} AND owner = $1
      UNION ALL SELECT channel FROM items WHERE ${isInFlight('state')} AND owner = $1) i
    GROUP BY channel`,
};

export const readUnderWay = async (read: Read, owner: number): Promise<ReadonlyMap<ChannelId, number>> =>
  new Map(
    (await read(underWay, [owner])).map((row) => [asChannelId(text(row, 'channel')), integer(row, 'items')]),
  );
