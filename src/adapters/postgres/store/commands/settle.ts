import { settle as decideSettle } from '../../../../core/decide/settle.ts';
import { asOperationId, type OperationId } from '../../../../domain/ids.ts';
import type { ItemRef } from '../../../../domain/operation.ts';
import { stockKeysOf } from '../../../../domain/stock.ts';
import type { Changes } from '../../../../ports/journal/changes.ts';
import type { Settlement } from '../../../../ports/journal/requests.ts';
import { changeOf, integer, type Row, stateOf } from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { report } from '../webhooks/report.ts';
import { applyWrites } from './apply.ts';
import { ownOffered } from './claim.ts';
import {
  createLoad,
  itemKey,
  itemKeyOf,
  loadedRequest,
  queuesOf,
  readItemsOfRequest,
  readTakenTargets,
  readWaiting,
  targetNameOf,
  withQueue,
} from './load.ts';
import { lockOperations, lockRequest, lockTargetsOf } from './locks.ts';

/** Locks the request, the targets and the operations, and reads what is stored behind these locks. */
const lockAndRead = async (tx: Transaction, { requestId }: Settlement, refs: readonly ItemRef[]) => {
  for (;;) {
    const [request, { locked, skipped }, operations, items, waiting] = await Promise.all([
      lockRequest(tx, requestId),
      lockTargetsOf(tx, refs),
      lockOperations(tx, refs, requestId),
      readItemsOfRequest(tx, refs, requestId),
      readWaiting(tx, refs),
    ]);
    if (skipped.length === 0) return { request, locked, operations, items, waiting };
  }
};

const levelWriters: Statement = {
  name: 'level-writers',
  text: `
    SELECT max(s.operation_id) AS operation_id, k.name FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      k(channel, product_id, location_id, name)
    JOIN stock_levels s ON s.channel = k.channel AND s.product_id = k.product_id AND s.location_id = k.location_id
    GROUP BY k.name`,
};

/** The operation that last wrote a level of each target, for items whose outcome was unknown. Late evidence is rare. */
const readAppliedBy = async (
  { run }: Transaction,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, OperationId>> => {
  const unknown = rows.flatMap((row) => {
    if (stateOf(row) !== 'OUTCOME_UNKNOWN') return [];
    const [key] = stockKeysOf(changeOf(row));
    return key ? [{ ...key, name: targetNameOf(row) }] : [];
  });
  if (unknown.length === 0) return new Map();
  const found = await run(levelWriters, [
    unknown.map(({ channel }) => channel),
    unknown.map(({ productId }) => productId),
    unknown.map(({ locationId }) => locationId ?? ''),
    unknown.map(({ name }) => name),
  ]);
  return new Map(found.map((row) => [String(row['name']), asOperationId(integer(row, 'operation_id'))]));
};

const isWaitingRow = (row: Row): boolean => stateOf(row) === 'QUEUED' || stateOf(row) === 'RETRYING';

/** Ends rows of a request, or puts them back in their queues, and gives each target that becomes free its next item. */
export const settle = async (tx: Transaction, settlement: Settlement): Promise<Changes> => {
  const { requestId, rows, release = [], retry = [] } = settlement;
  const refs = [...rows, ...release, ...retry];
  const { request, locked, operations, items, waiting } = await lockAndRead(tx, settlement, refs);
  const byKey = new Map(items.map((row) => [itemKeyOf(row), row]));
  const own = refs.flatMap((ref): readonly Row[] => {
    const row = byKey.get(itemKey(ref));
    return row?.['request_id'] === requestId ? [row] : [];
  });
  // Both are only needed for a late outcome, of an item that waits again or has ended.
  const [taken, appliedBy] = await Promise.all([
    own.some(isWaitingRow) ? readTakenTargets(tx, refs) : new Set<string>(),
    readAppliedBy(tx, own),
  ]);
  const load = createLoad(operations);
  const queues = queuesOf(load, locked, waiting, taken, { appliedBy });
  const loaded = (list: readonly ItemRef[]) =>
    list.map((ref) => withQueue(load, byKey.get(itemKey(ref)), queues));
  const { writes, result } = decideSettle(settlement, {
    request: loadedRequest(load, request, items),
    rows: loaded(rows),
    release: loaded(release),
    retry: loaded(retry),
  });
  applyWrites(tx, writes);
  await report(tx, writes);
  ownOffered(tx, result, [...waiting, ...items]);
  return result;
};
