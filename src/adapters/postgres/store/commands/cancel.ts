import { cancel as decideCancel } from '../../../../core/decide/cancel.ts';
import type { ChannelId } from '../../../../domain/ids.ts';
import type { ItemRef, QueuedItem } from '../../../../domain/operation.ts';
import {
  type CancelCommand,
  type Cancellation,
  nothingCanceled,
} from '../../../../ports/journal/cancellation.ts';
import { refOf } from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { report } from '../webhooks/report.ts';
import { applyWrites } from './apply.ts';
import { ownOffered } from './claim.ts';
import { leaveWaiting } from './failover.ts';
import {
  createLoad,
  itemKey,
  itemKeyOf,
  queuesOf,
  readTakenTargets,
  readWaiting,
  withQueue,
} from './load.ts';
import { lockOperations, lockTargetsOf } from './locks.ts';

const queuedItems: Statement = {
  name: 'queued-of-operation',
  text: `SELECT operation_id, idx FROM items WHERE operation_id = $1 AND state = 'QUEUED' ORDER BY idx`,
};

/** Locks the targets and the operations. Then no gateway can claim the items, and the reads show which of them still wait. */
const lockAndRead = async (tx: Transaction, refs: readonly ItemRef[]) => {
  for (;;) {
    const [{ locked, skipped }, operations, waiting, taken] = await Promise.all([
      lockTargetsOf(tx, refs),
      lockOperations(tx, refs, null),
      readWaiting(tx, refs),
      readTakenTargets(tx, refs),
    ]);
    if (skipped.length === 0) return { locked, operations, waiting, taken };
  }
};

/** Ends the queued items of an operation as CANCELED. Each target that becomes free gets its next item. */
export const cancel = async (
  tx: Transaction,
  command: CancelCommand,
  channels: readonly ChannelId[] | null,
): Promise<Cancellation> => {
  const refs = (await tx.run(queuedItems, [command.operationId])).map(refOf);
  if (refs.length === 0) return nothingCanceled;
  const { locked, operations, waiting, taken } = await lockAndRead(tx, refs);
  const load = createLoad(operations);
  const queues = queuesOf(load, locked, waiting, taken);
  const rows = new Map(waiting.map((row) => [itemKeyOf(row), row]));
  const loaded = refs.map((ref) => withQueue(load, rows.get(itemKey(ref)), queues));
  const { writes, result } = decideCancel(command, loaded);
  applyWrites(tx, writes);
  await report(tx, writes);

  const served = channels && new Set(channels);
  const isServed = ({ channel }: QueuedItem): boolean => served === null || served.has(channel);
  const { unblocked, retrying } = result.changes;
  const changes = {
    ...result.changes,
    unblocked: unblocked.filter(isServed),
    retrying: retrying.filter(({ item }) => isServed(item)),
  };
  ownOffered(tx, changes, waiting);
  const offered = [...unblocked, ...retrying.map(({ item }) => item)];
  await leaveWaiting(
    tx,
    offered.filter((item) => !isServed(item)),
  );
  return { ...result, changes };
};
