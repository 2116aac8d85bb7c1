import {
  type AwaitCallbackCommand,
  awaitCallback as decideAwaitCallback,
  noteExchange as decideNoteExchange,
  isEarlyCallback,
  type NoteExchangeCommand,
} from '../../../core/decide/exchange.ts';
import { resend as decideResend, type ResendCommand } from '../../../core/decide/resend.ts';
import type { LoadedRequest } from '../../../core/decide/state.ts';
import { noWrites, requestWrite } from '../../../core/decide/writes.ts';
import { asChannelId, asRequestId, type RequestId } from '../../../domain/ids.ts';
import type { ItemRef } from '../../../domain/operation.ts';
import type { RequestOutcome } from '../../../domain/vendor-request.ts';
import { withKept } from '../../../domain/watermark.ts';
import type { Changes, Claim } from '../../../ports/journal.ts';
import type { AwaitedRequest } from '../../../ports/requests.ts';
import {
  changeOf,
  earlyCallbackOf,
  integer,
  kindOf,
  type Row,
  refOf,
  stateOf,
  text,
  textOrNull,
} from '../../journal/rows.ts';
import { watermarksFrom } from '../../journal/watermarks.ts';
import type { Statement, Transaction } from '../connection/transaction.ts';
import { applyWrites, writeOwner } from './apply-writes.ts';
import { requestIdOf } from './claim.ts';
import { createLoad, itemKey, itemKeyOf, type Load, loadedRequest, readItemsOfRequest } from './load.ts';
import { lockOperations, lockRequest } from './locks.ts';
import { requestColumns } from './sql.ts';

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

/** Notes how a request went, without ending a row. */
export const noteExchange = async (
  tx: Transaction,
  id: RequestId,
  command: NoteExchangeCommand,
): Promise<void> => {
  const { request } = await lockAndRead(tx, id);
  applyWrites(tx, decideNoteExchange(command, request).writes);
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

const requestWhere = (name: string, where: string): Statement => ({
  name,
  text: `
    WITH request AS MATERIALIZED (SELECT * FROM vendor_requests WHERE ${where})
    SELECT ${requestColumns('r')}, k.position, i.operation_id, i.idx, i.change, i.kept, i.state, i.request_id
    FROM request r
      CROSS JOIN LATERAL (
        SELECT (e.value ->> 0)::bigint AS operation_id, (e.value ->> 1)::integer AS idx, e.position
        FROM json_array_elements(r.refs::json) WITH ORDINALITY e(value, position)) k
      JOIN items i ON i.operation_id = k.operation_id AND i.idx = k.idx
    ORDER BY k.position`,
});
export const byId = requestWhere('request-by-id', 'id = $1');
export const byCallback = requestWhere('request-by-callback', 'callback_hash = $1');

/** From the rows of `byId` or `byCallback`, which one statement reads as of one moment. */
export const awaitedRequestOf = (rows: readonly Row[]): AwaitedRequest | null => {
  const [first] = rows;
  if (!first) return null;
  const id = asRequestId(integer(first, 'id'));
  return {
    id,
    channel: asChannelId(text(first, 'channel')),
    kind: kindOf(first),
    attempt: integer(first, 'attempt'),
    sentAt: integer(first, 'sent_at'),
    deadline: integer(first, 'deadline'),
    vendorRequestId: textOrNull(first, 'vendor_request_id'),
    earlyCallback: earlyCallbackOf(first),
    outcome: text(first, 'outcome') as RequestOutcome,
    rows: rows.map((row) => ({
      ...refOf(row),
      change: withKept(changeOf(row), watermarksFrom(row['kept'])),
      state: stateOf(row),
      current: row['request_id'] === id,
    })),
  };
};
