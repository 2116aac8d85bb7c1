import { asChannelId, asRequestId, type ChannelId } from '../../../domain/ids.ts';
import type { Recovery } from '../../../ports/requests.ts';
import {
  earlyCallbackOf,
  integer,
  queuedItemOf,
  type Row,
  retryingItemOf,
  stateOf,
  text,
} from '../../journal/rows.ts';
import { type Notification, notificationChannels } from '../connection/notification.ts';
import { isWaiting } from './columns.ts';
import type { Statement, Transaction } from './transaction.ts';

const isQueued = isWaiting('i.state');
const isInFlight = "i.state IN ('SENDING', 'AWAITING_CALLBACK')";
const isAwaited = "v.outcome IN ('SENDING', 'AWAITING_CALLBACK') AND v.outcome = 'AWAITING_CALLBACK'";
const isServed = (table: string): string => `($3::text[] IS NULL OR ${table}.channel = ANY ($3))`;

/** Every request that these left open, or whose items they left in flight: `locks.ts` says why. */
const lockRequests: Statement = {
  name: 'take-over-lock-requests',
  text: `
    SELECT 1 FROM (
      SELECT v.id FROM vendor_requests v
      WHERE v.outcome IN ('SENDING', 'AWAITING_CALLBACK') AND v.owner = ANY ($1::integer[])
      UNION SELECT i.request_id FROM items i WHERE ${isInFlight} AND i.owner = ANY ($1::integer[])) k
    JOIN vendor_requests v ON v.id = k.id ORDER BY v.id FOR UPDATE OF v`,
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
    UPDATE vendor_requests v SET owner = $2
    WHERE ${isAwaited} AND v.owner = ANY ($1::integer[]) AND ${isServed('v')}
    RETURNING id, deadline, early_callback`,
};

/** Items of one statement: however many a gateway left, none takes longer than a statement may. */
const most = 50_000;

/** Each names its partial index, in the index's own words: what has ended is not read. */
const takeItems = (name: string, which: string, set: string): Statement => ({
  name,
  text: `
    WITH left_behind AS MATERIALIZED (
      SELECT i.operation_id, i.idx FROM items i WHERE ${which} AND i.owner = ANY ($1::integer[]) AND ${isServed('i')}
      ORDER BY i.operation_id, i.idx LIMIT ${most} FOR UPDATE OF i)
    UPDATE items i SET owner = $2${set} FROM left_behind l
    WHERE i.operation_id = l.operation_id AND i.idx = l.idx
    RETURNING i.operation_id, i.idx, i.kind, i.channel, i.shape, i.state, i.request_id, i.retry,
      (SELECT o.client FROM operations o WHERE o.id = i.operation_id) AS client`,
});
const takeQueued = takeItems('take-over-queued', isQueued, '');
const takeInFlight = takeItems(
  'take-over-in-flight',
  isInFlight,
  `, state = CASE WHEN i.state <> 'SENDING' THEN i.state WHEN i.retry IS NULL THEN 'QUEUED' ELSE 'RETRYING' END,
    may_have_applied = CASE i.state WHEN 'SENDING' THEN 1 ELSE i.may_have_applied END`,
);

const countOthers: Statement = {
  name: 'count-of-other-channels',
  text: `
    SELECT channel, sum(items) AS items FROM (
      SELECT i.channel, 1 AS items FROM items i WHERE ${isQueued} AND i.owner = ANY ($1::integer[])
      UNION ALL SELECT i.channel, 1 FROM items i WHERE ${isInFlight} AND i.owner = ANY ($1::integer[])
      UNION ALL SELECT v.channel, 0 FROM vendor_requests v WHERE ${isAwaited} AND v.owner = ANY ($1::integer[])) left_behind
    WHERE channel <> ALL ($2::text[]) GROUP BY channel`,
};
/** A row for no gateway, gone from the start: it has what a gateway left that has the channels. */
const insertLeft: Statement = {
  name: 'insert-left',
  text: `INSERT INTO gateways (expires_at, left_channels) VALUES ('-infinity', $1) RETURNING id`,
};
const notifyLeft: Statement = {
  name: 'notify-left',
  text: `SELECT pg_notify('${notificationChannels.changes}', $1)`,
};

type Gone = readonly number[];

const takeAll = async (
  { run }: Pick<Transaction, 'run'>,
  statement: Statement,
  values: readonly unknown[],
): Promise<readonly Row[]> => {
  const rows = await run(statement, values);
  return rows.length < most ? rows : [...rows, ...(await takeAll({ run }, statement, values))];
};

const countsOf = (rows: readonly Row[]): ReadonlyMap<ChannelId, number> => {
  const counts = new Map<ChannelId, number>();
  for (const row of rows) {
    const channel = asChannelId(text(row, 'channel'));
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  }
  return counts;
};

/** Inserts the row that owns the remaining work of these channels, and notifies the other gateways. */
export const standIn = async (tx: Transaction, channels: readonly ChannelId[]): Promise<number> => {
  const [row = {}] = await tx.run(insertLeft, [channels]);
  const notification: Notification = { from: String(tx.owner), left: true };
  void tx.run(notifyLeft, [JSON.stringify(notification)]);
  return integer(row, 'id');
};

/** Leaves work of other channels to a gateway that has them, as of one that is gone. Gives how many items there are. */
const leaveOthers = async (
  tx: Transaction,
  gone: Gone,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, number>> => {
  const counted = await tx.run(countOthers, [gone, channels]);
  const left = new Map(counted.map((row) => [asChannelId(text(row, 'channel')), integer(row, 'items')]));
  if (left.size === 0) return left;
  const others = [...left.keys()];
  const values = [gone, await standIn(tx, others), others];
  await Promise.all([
    tx.run(takeAwaited, values),
    takeAll(tx, takeQueued, values),
    takeAll(tx, takeInFlight, values),
  ]);
  return left;
};

const byAcceptance = (a: Row, b: Row): number =>
  integer(a, 'operation_id') - integer(b, 'operation_id') || integer(a, 'idx') - integer(b, 'idx');

/**
 * Makes this gateway the owner of what these left under way, whose rows the caller has removed: of all channels, or of
 * these alone. The rest is left to a gateway that has its channels.
 */
export const takeOverFrom = async (
  tx: Transaction,
  gone: Gone,
  channels: readonly ChannelId[] | null,
): Promise<Recovery> => {
  const values = [gone, tx.owner, channels];
  void tx.run(lockRequests, [gone]);
  void tx.run(interrupt, [gone]);
  const [awaited, waiting, flying] = await Promise.all([
    tx.run(takeAwaited, values),
    takeAll(tx, takeQueued, values),
    takeAll(tx, takeInFlight, values),
  ]);
  const taken = [...waiting, ...flying];
  return {
    queued: taken
      .filter((row) => stateOf(row) === 'QUEUED')
      .sort(byAcceptance)
      .map(queuedItemOf),
    retrying: taken
      .filter((row) => stateOf(row) === 'RETRYING')
      .sort(byAcceptance)
      .map(retryingItemOf),
    underWay: countsOf(taken),
    awaited: awaited
      .map((row) => ({
        id: asRequestId(integer(row, 'id')),
        deadline: integer(row, 'deadline'),
        earlyCallback: earlyCallbackOf(row),
      }))
      .sort((a, b) => a.id - b.id),
    left: channels ? await leaveOthers(tx, gone, channels) : new Map(),
  };
};
