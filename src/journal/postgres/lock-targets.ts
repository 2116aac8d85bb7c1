import type { ItemRef } from '../../domain/operation.ts';
import { type Row, text } from '../rows.ts';
import type { Statement, Transaction } from './transaction.ts';

/** A target whose turn nobody else decides on until the transaction ends; the row holds its fence. */
export type LockedTarget = { readonly channel: string; readonly target: string; readonly fence: Row | null };

export const targetName = (channel: string, target: string): string => JSON.stringify([channel, target]);

const idsOf = (refs: readonly ItemRef[]) => refs.map(({ operationId }) => operationId);
const indexesOf = (refs: readonly ItemRef[]) => refs.map(({ index }) => index);
export const refValues = (refs: readonly ItemRef[]) => [idsOf(refs), indexesOf(refs)] as const;

/**
 * In the order of their names, so that no two transactions wait for each other. A row that is missing is made; one that
 * another transaction makes or drops at the same moment comes back as not locked.
 */
const lockStatement = (name: string, which: string, onLocked: string): Statement => ({
  name,
  text: `
    WITH wanted AS MATERIALIZED (
      SELECT DISTINCT i.channel, i.target
      FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
      JOIN items i ON i.operation_id = k.operation_id AND i.idx = k.idx
      WHERE i.target IS NOT NULL AND ${which}),
    made AS (
      INSERT INTO targets (channel, target) SELECT channel, target FROM wanted ORDER BY channel, target
      ON CONFLICT DO NOTHING RETURNING channel, target),
    held AS (
      SELECT t.channel, t.target, t.observed_at, t.operation_id
      FROM wanted w JOIN targets t ON t.channel = w.channel AND t.target = w.target
      ORDER BY t.channel, t.target FOR UPDATE OF t ${onLocked})
    SELECT w.channel, w.target, h.observed_at, h.operation_id,
      (h.target IS NOT NULL OR m.target IS NOT NULL) AS locked
    FROM wanted w
      LEFT JOIN held h ON h.channel = w.channel AND h.target = w.target
      LEFT JOIN made m ON m.channel = w.channel AND m.target = w.target`,
});

const ofItems = lockStatement('lock-targets', 'TRUE', '');
const ownQueued = "i.state = 'QUEUED' AND i.owner = $3";
const freeOnes = lockStatement('lock-free-targets', ownQueued, 'SKIP LOCKED');
const queuedOnes = lockStatement('lock-queued-targets', ownQueued, '');

const targetOfRow = (row: Row): LockedTarget => ({
  channel: text(row, 'channel'),
  target: text(row, 'target'),
  fence: row['observed_at'] === null ? null : row,
});

const isLocked = (row: Row): boolean => row['locked'] === true;

const lockAll = async (
  { run }: Transaction,
  statement: Statement,
  values: readonly unknown[],
): Promise<readonly LockedTarget[]> => {
  let rows = await run(statement, values);
  while (!rows.every(isLocked)) rows = await run(statement, values);
  return rows.map(targetOfRow);
};

/** Locks the targets of items, waiting for whoever decides on one of them. */
export const lockTargetsOf = (tx: Transaction, refs: readonly ItemRef[]): Promise<readonly LockedTarget[]> =>
  lockAll(tx, ofItems, refValues(refs));

/**
 * Locks the targets of this gateway's queued items that nobody decides on at the moment. Where somebody decides on
 * every one of them it waits for that to be over.
 */
export const lockFreeTargets = async (
  tx: Transaction,
  refs: readonly ItemRef[],
): Promise<{ readonly locked: readonly LockedTarget[]; readonly skipped: readonly LockedTarget[] }> => {
  const values = [...refValues(refs), tx.owner];
  const rows = await tx.run(freeOnes, values);
  const locked = rows.filter(isLocked).map(targetOfRow);
  const skipped = rows.filter((row) => !isLocked(row)).map(targetOfRow);
  return locked.length === 0 && skipped.length > 0
    ? { locked: await lockAll(tx, queuedOnes, values), skipped: [] }
    : { locked, skipped };
};
