import { claim as decideClaim } from '../../../../core/decide/claim.ts';
import type { LoadedItem } from '../../../../core/decide/data/state.ts';
import { retryingItemOf } from '../../../../core/decide/transitions/requeue.ts';
import { isGuardedShape } from '../../../../domain/changes/guard.ts';
import { isObserved } from '../../../../domain/changes/watermark.ts';
import { asRequestId, type RequestId } from '../../../../domain/ids.ts';
import type { ItemRef } from '../../../../domain/operation.ts';
import { type Changes, noChanges } from '../../../../ports/journal/changes.ts';
import type { Claim } from '../../../../ports/journal/journal.ts';
import type { ClaimableState, RequestDraft } from '../../../../ports/journal/requests.ts';
import { changeOf, integer, type Row, text } from '../../../journal-rows.ts';
import type { Transaction } from '../../connection/transaction.ts';
import { selectOperations } from '../reads/read-operations.ts';
import { report } from '../webhooks/report.ts';
import { applyWrites, writeOwner } from './apply.ts';
import {
  createLoad,
  itemKey,
  itemKeyOf,
  queuesOf,
  readGuardedLevels,
  readTakenTargets,
  readWaiting,
  targetNameOf,
  withQueue,
} from './load.ts';
import { type Locking, lockOperations, lockTargetsOfWaiting, operationsById, targetName } from './locks.ts';

/** A transaction that may open a request begins with this statement, so that the id costs no round trip. */
export const takeRequestId = "SELECT nextval('vendor_requests_id_seq') AS id";

export const requestIdOf = async ({ opened }: Transaction): Promise<RequestId> => {
  const [row = {}] = await opened;
  return asRequestId(integer(row, 'id'));
};

type Found = Locking & {
  readonly waiting: readonly Row[];
  readonly taken: ReadonlySet<string>;
  readonly operations: readonly Row[];
};

/** Locks the free targets of the items and reads their queues. If all are held by others, it waits for them. */
const lockAndRead = async (tx: Transaction, items: readonly ItemRef[]): Promise<Found> => {
  const ids = [...new Set(items.map(({ operationId }) => operationId))];
  for (let waits = false; ; waits = true) {
    const [locking, waiting, taken, operations] = await Promise.all([
      lockTargetsOfWaiting(tx, items, waits),
      readWaiting(tx, items),
      readTakenTargets(tx, items),
      tx.run(selectOperations, [ids]),
    ]);
    if (locking.locked.length > 0 || locking.skipped.length === 0)
      return { ...locking, waiting, taken, operations };
  }
};

/**
 * Whether an item may end without being sent: several wait for a target, one may be older than a watermark, or a guarded
 * one is compared.
 */
const mayEnd = ({ locked, waiting }: Found, comparesGuarded: boolean): boolean => {
  const targets = new Map(locked.map((one) => [targetName(one.channel, one.target), one]));
  const seen = new Set<string>();
  return waiting.some((row) => {
    const name = targetNameOf(row);
    const target = targets.get(name);
    if (!target) return false;
    if (seen.size === seen.add(name).size || (comparesGuarded && isGuardedShape(text(row, 'shape'))))
      return true;
    return target.watermarks.length > 0 && isObserved(changeOf(row));
  });
};

/** Makes this gateway the owner of items that it is about to offer. */
export const ownOffered = (
  tx: Transaction,
  { unblocked, retrying }: Pick<Changes, 'unblocked' | 'retrying'>,
  rows: readonly Row[],
): void => {
  const offered = [...unblocked, ...retrying.map(({ item }) => item)];
  if (offered.length === 0) return;
  const owners = new Map(rows.map((row) => [itemKeyOf(row), row['owner']]));
  const others = offered.filter((item) => owners.get(itemKey(item)) !== tx.owner);
  writeOwner(tx, others, tx.owner);
};

const offeredToo = (changes: Changes, items: readonly LoadedItem[]): Changes => {
  const waits = items.map(({ item, progress }) => ({ item, retrying: retryingItemOf(item, progress) }));
  return {
    ...changes,
    unblocked: [...changes.unblocked, ...waits.flatMap(({ item, retrying }) => (retrying ? [] : [item]))],
    retrying: [...changes.retrying, ...waits.flatMap(({ retrying }) => retrying ?? [])],
  };
};

/**
 * Takes items for a request. Of a target that another transaction holds nothing is taken: its items are offered again at
 * once, because that transaction may have decided without them.
 */
export const claim = async (
  tx: Transaction,
  items: readonly ItemRef[],
  draft: RequestDraft,
  from: ClaimableState,
): Promise<Claim> => {
  if (items.length === 0) return { request: null, changes: noChanges };
  const found = await lockAndRead(tx, items);
  const { locked, skipped, waiting, taken } = found;
  if (locked.length === 0) return { request: null, changes: noChanges };
  const comparesGuarded = draft.guard === 'LAST_ACKNOWLEDGED';
  const [operations, levels] = await Promise.all([
    mayEnd(found, comparesGuarded) ? lockOperations(tx, items, null) : operationsById(found.operations),
    comparesGuarded ? readGuardedLevels(tx, waiting) : undefined,
  ]);
  const load = createLoad(operations);
  const queues = queuesOf(load, locked, waiting, taken, levels && { levels });
  const rows = new Map(waiting.map((row) => [itemKeyOf(row), row]));
  const loaded = items.map((item) => {
    const row = rows.get(itemKey(item));
    return row?.['owner'] === tx.owner && queues.has(targetNameOf(row)) ? withQueue(load, row, queues) : null;
  });
  const { writes, result } = decideClaim({ items, draft, from }, loaded, await requestIdOf(tx));
  applyWrites(tx, writes);
  await report(tx, writes);
  ownOffered(tx, result.changes, waiting);
  if (skipped.length === 0) return result;

  const undecided = new Set(skipped.map(({ channel, target }) => targetName(channel, target)));
  const again = items.flatMap((item) => {
    const row = rows.get(itemKey(item));
    return row?.['owner'] === tx.owner && undecided.has(targetNameOf(row)) ? (load.item(row) ?? []) : [];
  });
  return { ...result, changes: offeredToo(result.changes, again) };
};
