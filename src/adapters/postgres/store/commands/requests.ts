import type { LoadedRequest } from '../../../../core/decide/data/state.ts';
import { noWrites, requestWrite } from '../../../../core/decide/data/writes.ts';
import {
  type AwaitCallbackCommand,
  awaitCallback as decideAwaitCallback,
  noteExchange as decideNoteExchange,
  isAwaited,
  isEarlyCallback,
  type NoteExchangeCommand,
} from '../../../../core/decide/exchange.ts';
import { resend as decideResend, type ResendCommand } from '../../../../core/decide/resend.ts';
import type { RequestId } from '../../../../domain/ids.ts';
import type { ItemRef } from '../../../../domain/operation.ts';
import type { Changes } from '../../../../ports/journal/changes.ts';
import type { Claim } from '../../../../ports/journal/journal.ts';
import type { Row } from '../../../journal-rows.ts';
import type { Transaction } from '../../connection/transaction.ts';
import { applyWrites, writeOwner } from './apply.ts';
import { requestIdOf } from './claim.ts';
import { createLoad, itemKey, itemKeyOf, type Load, loadedRequest, readItemsOfRequest } from './load.ts';
import { lockOperations, lockRequest } from './locks.ts';

type Found = {
  readonly load: Load;
  readonly request: LoadedRequest | null;
  readonly items: readonly Row[];
};

/** Locks a request and the operations of its rows, and reads it with its rows and the given items. */
const lockAndRead = async (tx: Transaction, id: RequestId, refs: readonly ItemRef[] = []): Promise<Found> => {
  const [row, operations, items] = await Promise.all([
    lockRequest(tx, id),
    lockOperations(tx, refs, id),
    readItemsOfRequest(tx, refs, id),
  ]);
  const load = createLoad(operations);
  return { load, request: loadedRequest(load, row, items), items };
};

/** Opens a further request with rows of an earlier one, in a transaction that began with `takeRequestId`. */
export const resend = async (
  tx: Transaction,
  earlier: RequestId,
  refs: readonly ItemRef[],
  command: ResendCommand,
): Promise<Claim['request']> => {
  const { load, request, items } = await lockAndRead(tx, earlier, refs);
  const byKey = new Map(items.map((row) => [itemKeyOf(row), row]));
  const rows = refs.map((ref) => {
    const row = byKey.get(itemKey(ref));
    return row ? load.item(row) : null;
  });
  const { writes, result } = decideResend(command, { earlier: request, rows }, await requestIdOf(tx));
  applyWrites(tx, writes);
  const others = (result?.rows ?? []).filter((ref) => byKey.get(itemKey(ref))?.['owner'] !== tx.owner);
  writeOwner(tx, others, tx.owner);
  return result;
};

/** The vendor accepted the request: its rows wait for the callback. */
export const awaitCallback = async (
  tx: Transaction,
  command: AwaitCallbackCommand,
): Promise<{ readonly changes: Changes; readonly earlyCallback: unknown }> => {
  const { request } = await lockAndRead(tx, command.id);
  const { writes, result } = decideAwaitCallback(command, request);
  applyWrites(tx, writes);
  return result;
};

/** Records the exchange of a request. No row ends. */
export const noteExchange = async (
  tx: Transaction,
  id: RequestId,
  command: NoteExchangeCommand,
): Promise<void> => {
  const { request } = await lockAndRead(tx, id);
  applyWrites(tx, decideNoteExchange(command, request).writes);
};

/** Stores the callback of a request that waits for it. */
export const keepCallback = async (tx: Transaction, id: RequestId, earlyCallback: unknown): Promise<void> => {
  const { request } = await lockAndRead(tx, id);
  if (isAwaited(request)) applyWrites(tx, { ...noWrites, requests: [requestWrite(id, { earlyCallback })] });
};

/** Stores a callback that came before the vendor answered the request. False if the answer has come. */
export const keepEarlyCallback = async (
  tx: Transaction,
  id: RequestId,
  earlyCallback: unknown,
): Promise<boolean> => {
  const { request } = await lockAndRead(tx, id);
  if (!isEarlyCallback(request)) return false;
  applyWrites(tx, { ...noWrites, requests: [requestWrite(id, { earlyCallback })] });
  return true;
};
