import type { ItemRef } from '../../../domain/operation.ts';
import type { Watermarks } from '../../../domain/watermark.ts';
import { type Row, text } from '../../journal/rows.ts';
import { watermarksFrom } from '../../journal/watermarks.ts';
import { isWaiting, itemByKey } from './columns.ts';
import type { Statement, Transaction } from './transaction.ts';

/** A target that no other transaction decides on until this one ends. Its row holds the watermarks of its values. */
export type LockedTarget = {
  readonly channel: string;
  readonly target: string;
  readonly watermarks: Watermarks;
};

export const targetName = (channel: string, target: string): string => JSON.stringify([channel, target]);

const idsOf = (refs: readonly ItemRef[]) => refs.map(({ operationId }) => operationId);
const indexesOf = (refs: readonly ItemRef[]) => refs.map(({ index }) => index);
export const refValues = (refs: readonly ItemRef[]) => [idsOf(refs), indexesOf(refs)] as const;

/**
 * In the order of their names, so that no two transactions wait for each other. A row that is missing is made; one that
 * another transaction makes or drops at the same moment comes back as not locked. Where there is such a row all are
 * given once more as not locked: to join the lists without hash joins takes as long as the one is times the other.
 */
const lockStatement = (name: string, which: string, onLocked: string): Statement => ({
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

const ofItems = lockStatement('lock-targets', 'TRUE', '');
const ownQueued = `${isWaiting('i.state')} AND i.owner = $3`;
const freeOnes = lockStatement('lock-free-targets', ownQueued, 'SKIP LOCKED');
const queuedOnes = lockStatement('lock-queued-targets', ownQueued, '');

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

/** Locks the targets of items, waiting for whoever decides on one of them. Where some are skipped, it is to be done again. */
export const lockTargetsOf = async ({ run }: Transaction, refs: readonly ItemRef[]): Promise<Locking> =>
  lockingOf(await run(ofItems, refValues(refs)));

/** Locks the targets of this gateway's queued items that nobody decides on at the moment. */
export const lockFreeTargets = async (
  { run, owner }: Transaction,
  refs: readonly ItemRef[],
): Promise<Locking> => lockingOf(await run(freeOnes, [...refValues(refs), owner]));

/** As `lockFreeTargets`, waiting for whoever decides on one of them, as `lockTargetsOf` does. */
export const lockQueuedTargets = async (
  { run, owner }: Transaction,
  refs: readonly ItemRef[],
): Promise<Locking> => lockingOf(await run(queuedOnes, [...refValues(refs), owner]));
