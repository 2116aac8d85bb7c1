import type { ItemRef } from '../../../domain/operation.ts';
import { noWatermarks } from '../../../domain/watermark.ts';
import { type Changes, type Claim, noChanges } from '../../../ports/journal.ts';
import type { RequestDraft } from '../../../ports/requests.ts';
import {
  changeOf,
  queuedItemOf,
  type Row,
  refOf,
  retryingItemOf,
  retryOf,
  stateOf,
  text,
} from '../../journal/rows.ts';
import { byKey } from './columns.ts';
import { endItems } from './end-items.ts';
import { lockForChange } from './lock-for-change.ts';
import {
  type LockedTarget,
  type Locking,
  lockFreeTargets,
  lockQueuedTargets,
  refValues,
  targetName,
} from './lock-targets.ts';
import { openRequest, type RowToSend } from './open-request.ts';
import type { Statement, Transaction } from './transaction.ts';
import { readQueuedBeside, targetsOfItems, turnsOn } from './turns.ts';

const inFlightBeside: Statement = {
  name: 'in-flight-beside',
  text: `
    SELECT i.channel, i.target FROM ${targetsOfItems} k
    ${byKey('items', "channel = k.channel AND target = k.target AND state IN ('SENDING', 'AWAITING_CALLBACK')")} i`,
};

const own: Statement = {
  name: 'own-queued',
  text: `
    UPDATE items i SET owner = $3 FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx AND i.owner IS DISTINCT FROM $3`,
};

/** Makes this gateway the one that has these queued items in hand. */
export const takeInHand = ({ run, owner }: Transaction, rows: readonly Row[]): void => {
  if (rows.some((row) => row['owner'] !== owner)) void run(own, [...refValues(rows.map(refOf)), owner]);
};

/** How queued items are offered: as the next change of their target, or for their next try. */
export const offered = (rows: readonly Row[]): Pick<Changes, 'unblocked' | 'retrying'> => {
  const retrying = rows.filter((row) => stateOf(row) === 'RETRYING');
  const queued = retrying.length === 0 ? rows : rows.filter((row) => stateOf(row) === 'QUEUED');
  return { unblocked: queued.map(queuedItemOf), retrying: retrying.map(retryingItemOf) };
};

const keyOf = ({ operationId, index }: ItemRef) => `${operationId}/${index}`;
const nameOf = (row: Row) => targetName(text(row, 'channel'), text(row, 'target'));
const namesOf = (targets: readonly LockedTarget[]) =>
  new Set(targets.map(({ channel, target }) => targetName(channel, target)));

type Standing = Locking & { readonly queued: readonly Row[]; readonly inFlight: readonly Row[] };

/**
 * Locks, and reads right behind it what stands on the targets. Where others decide on every one of them it waits for
 * that to be over.
 */
const lockAndRead = async (tx: Transaction, items: readonly ItemRef[]): Promise<Standing> => {
  const lookingBehind = async (locking: Promise<Locking>): Promise<Standing> => {
    const [found, queued, inFlight] = await Promise.all([
      locking,
      readQueuedBeside(tx, items),
      tx.run(inFlightBeside, refValues(items)),
    ]);
    return { ...found, queued, inFlight };
  };
  let found = await lookingBehind(lockFreeTargets(tx, items));
  while (found.locked.length === 0 && found.skipped.length > 0)
    found = await lookingBehind(lockQueuedTargets(tx, items));
  return found;
};

/**
 * Of the targets that another transaction decides on at the moment nothing is taken: their items are offered again at
 * once, since that decision may have been made without them.
 */
export const claim = async (
  tx: Transaction,
  items: readonly ItemRef[],
  draft: RequestDraft,
): Promise<Claim> => {
  if (items.length === 0) return { request: null, changes: noChanges };
  const { locked, skipped, queued, inFlight } = await lockAndRead(tx, items);
  if (locked.length === 0) return { request: null, changes: noChanges };
  const taken = new Set(inFlight.map(nameOf));
  const free = locked.filter(({ channel, target }) => !taken.has(targetName(channel, target)));
  const turns = turnsOn(free, queued);
  const firsts = new Map(turns.flatMap(({ next }) => (next ? [[keyOf(refOf(next)), next] as const] : [])));
  const kept = new Map(turns.map((turn) => [turn.next, turn.kept]));
  const rows: RowToSend[] = [];
  for (const ref of items) {
    const first = firsts.get(keyOf(ref));
    if (first?.['owner'] !== tx.owner) continue;
    firsts.delete(keyOf(ref));
    rows.push({
      ...refOf(first),
      change: changeOf(first),
      kept: kept.get(first) ?? noWatermarks,
      retry: retryOf(first),
    });
  }
  const endings = turns.flatMap((turn) => turn.superseded);
  // The first change of a target may be missing from the given items and from every gateway's lane, so it is offered
  // again. Its gateway offers a retrying one when its pause is over.
  const others = [...firsts.values()].filter((row) => stateOf(row) === 'QUEUED');
  if (endings.length + others.length > 0) lockForChange(tx, endings, [...rows, ...others.map(refOf)]);
  const ended = endItems(tx, endings, draft.sentAt);
  takeInHand(tx, others);
  const given = new Set(items.map(keyOf));
  const undecided = namesOf(skipped);
  const again = queued.filter(
    (row) => undecided.has(nameOf(row)) && row['owner'] === tx.owner && given.has(keyOf(refOf(row))),
  );
  const attempt = 1 + Math.max(0, ...rows.map(({ retry }) => retry?.tries ?? 0));
  const request = rows.length === 0 ? null : await openRequest(tx, rows, attempt, draft);
  return { request, changes: { ...noChanges, ...ended, ...offered([...others, ...again]) } };
};
