import type { Watermarks } from '../../../../domain/changes/watermark.ts';
import type { RequestId } from '../../../../domain/ids.ts';
import type { ItemRef, Operation } from '../../../../domain/operation.ts';
import { integer, operationOf, type Row, text, watermarksFrom } from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { isWaiting, itemByKey, keysOf, operationColumns, waitingBeside } from '../sql.ts';

export const refValues = (refs: readonly ItemRef[]) =>
  [refs.map(({ operationId }) => operationId), refs.map(({ index }) => index)] as const;

const request: Statement = {
  name: 'lock-request',
  text: `
    SELECT v.id, v.attempt, v.outcome, v.vendor_request_id, v.early_callback FROM vendor_requests v
    WHERE v.id = $1 FOR UPDATE`,
};

/**
 * Locks a request. Its rows have to be read by a later statement, which sees what other transactions made of them while
 * this one waited for the lock.
 */
export const lockRequest = async ({ run }: Transaction, id: RequestId): Promise<Row | null> =>
  (await run(request, [id]))[0] ?? null;

/** A target on which no other transaction decides until this one ends. */
export type LockedTarget = {
  readonly channel: string;
  readonly target: string;
  readonly watermarks: Watermarks;
};

export const targetName = (channel: string, target: string): string => JSON.stringify([channel, target]);

/**
 * Locks targets in the order of their names. It inserts a missing row. A row that another transaction inserts or deletes
 * at the same moment is reported as not locked. If there is such a row, the result repeats all targets as not locked: the
 * process compares the lists, because the database would compare each row with each other row.
 */
const lockTargets = (name: string, which: string, onLocked: string): Statement => ({
  name,
  text: `
    WITH wanted AS MATERIALIZED (
      SELECT DISTINCT i.channel, i.target
      FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx) ${itemByKey}
      WHERE i.target IS NOT NULL AND ${which}),
    made AS (
      INSERT INTO targets (channel, target) SELECT channel, target FROM wanted ORDER BY channel, target
      ON CONFLICT DO NOTHING RETURNING channel, target),
    held AS (
      SELECT t.channel, t.target, t.watermarks
      FROM wanted w JOIN targets t ON t.channel = w.channel AND t.target = w.target
      ORDER BY t.channel, t.target FOR UPDATE OF t ${onLocked})
    SELECT channel, target, watermarks, TRUE AS locked FROM held
    UNION ALL SELECT channel, target, NULL, TRUE FROM made
    UNION ALL SELECT channel, target, NULL, FALSE FROM wanted
      WHERE (SELECT count(*) FROM wanted) > (SELECT count(*) FROM held) + (SELECT count(*) FROM made)`,
});

const isOwnWaiting = `${isWaiting('i.state')} AND i.owner = $3`;
const ofItems = lockTargets('lock-targets', 'TRUE', '');
const ofWaitingItems = lockTargets('lock-waiting-targets', isOwnWaiting, '');
const freeOfWaitingItems = lockTargets('lock-free-targets', isOwnWaiting, 'SKIP LOCKED');

export type Locking = { readonly locked: readonly LockedTarget[]; readonly skipped: readonly LockedTarget[] };

const targetOfRow = (row: Row): LockedTarget => ({
  channel: text(row, 'channel'),
  target: text(row, 'target'),
  watermarks: watermarksFrom(row['watermarks']),
});
const nameOf = ({ channel, target }: LockedTarget): string => targetName(channel, target);

const lockingOf = (rows: readonly Row[]): Locking => {
  const locked = rows.filter((row) => row['locked'] === true).map(targetOfRow);
  if (locked.length === rows.length) return { locked, skipped: [] };
  const names = new Set(locked.map(nameOf));
  const wanted = rows.filter((row) => row['locked'] !== true).map(targetOfRow);
  return { locked, skipped: wanted.filter((one) => !names.has(nameOf(one))) };
};

/** Locks the targets of items. It waits for transactions that hold them. If it skips some, it has to run again. */
export const lockTargetsOf = async ({ run }: Transaction, refs: readonly ItemRef[]): Promise<Locking> =>
  lockingOf(await run(ofItems, refValues(refs)));

/** Locks the targets of this gateway's waiting items. Unless it `waits`, it skips targets that other transactions hold. */
export const lockTargetsOfWaiting = async (
  { run, owner }: Transaction,
  refs: readonly ItemRef[],
  waits: boolean,
): Promise<Locking> =>
  lockingOf(await run(waits ? ofWaitingItems : freeOfWaitingItems, [...refValues(refs), owner]));

export type Operations = ReadonlyMap<number, Operation>;

export const operationsById = (rows: readonly Row[]): Operations =>
  new Map(rows.map((row) => [integer(row, 'id'), operationOf(row)]));

const operations: Statement = {
  name: 'lock-operations',
  text: `
    SELECT ${operationColumns('o')} FROM (
        SELECT unnest($1::bigint[])
        UNION SELECT i.operation_id FROM ${waitingBeside}
        UNION SELECT k.operation_id FROM vendor_requests v CROSS JOIN LATERAL (${keysOf('v.refs')}) k WHERE v.id = $3
      ) k(id) JOIN operations o ON o.id = k.id
    ORDER BY o.id FOR NO KEY UPDATE OF o`,
};

/**
 * Locks every operation whose counts or sequence a decision about these items may change: those of the items, of all items
 * that wait for the same targets, and of all rows of the request. The retention does not delete a locked operation.
 */
export const lockOperations = async (
  { run }: Transaction,
  refs: readonly ItemRef[],
  requestId: RequestId | null,
): Promise<Operations> => operationsById(await run(operations, [...refValues(refs), requestId]));
