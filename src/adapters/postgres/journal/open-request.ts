import { asRequestId, type RequestId } from '../../../domain/ids.ts';
import type { ItemRef } from '../../../domain/operation.ts';
import { type Watermarks, withKept } from '../../../domain/watermark.ts';
import type { Claim } from '../../../ports/journal.ts';
import type { ClaimedRow, Concluded, RequestDraft } from '../../../ports/requests.ts';
import { changeOf, integer, refOf, refsText, retryOf } from '../../journal/rows.ts';
import { watermarksFrom, watermarksText } from '../../journal/watermarks.ts';
import { itemByKey, keysOf } from './columns.ts';
import { refValues } from './lock-targets.ts';
import { lockRequest } from './requests.ts';
import type { Statement, Transaction } from './transaction.ts';

const open: Statement = {
  name: 'open-request',
  text: `
    WITH request AS (
      INSERT INTO vendor_requests
        (id, channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash, owner)
      OVERRIDING SYSTEM VALUE VALUES ($12, $3, $4, $5, $6, $7, $8, $9, 'SENDING', $10, $11)),
    delivered AS (
      INSERT INTO deliveries (operation_id, request_id)
      SELECT DISTINCT k.operation_id, $12::bigint FROM unnest($1::bigint[]) k(operation_id))
    UPDATE items i SET state = 'SENDING', request_id = $12, owner = $11,
      kept = $13::json ->> (k.operation_id || '/' || k.idx)
    FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx`,
};

/** A transaction that opens a request begins with it: who has the id beforehand need not wait for the request. */
export const takeRequestId = "SELECT nextval('vendor_requests_id_seq') AS id";

/** An item with its change as accepted, and the newer values to send in place of older ones of it. */
export type RowToSend = ClaimedRow & { readonly kept: Watermarks };

/** The newer values by item; null where there are none, which is the usual case. */
const keptText = (rows: readonly RowToSend[]): string | null => {
  const some = rows.filter(({ kept }) => kept.length > 0);
  if (some.length === 0) return null;
  return JSON.stringify(
    Object.fromEntries(some.map((row) => [`${row.operationId}/${row.index}`, watermarksText(row.kept)])),
  );
};

/**
 * Opens a vendor request for rows that the caller has found free and locked, and puts them in flight, in a transaction
 * that began with `takeRequestId`. Gives the rows with what is sent of them.
 */
export const openRequest = async (
  { run, owner, opened }: Transaction,
  rows: readonly RowToSend[],
  attempt: number,
  { channel, kind, sentAt, deadline, callbackHash }: RequestDraft,
): Promise<NonNullable<Claim['request']>> => {
  const [row = {}] = await opened;
  const id = asRequestId(integer(row, 'id'));
  void run(open, [
    ...refValues(rows),
    channel,
    kind,
    attempt,
    rows.length,
    refsText(rows),
    sentAt,
    deadline,
    callbackHash,
    owner,
    id,
    keptText(rows),
  ]);
  return {
    id,
    attempt,
    rows: rows.map(({ operationId, index, change, kept, retry }) => ({
      operationId,
      index,
      change: withKept(change, kept),
      retry,
    })),
  };
};

const rowsOf: Statement = {
  name: 'rows-of-request',
  text: `
    SELECT i.operation_id, i.idx, i.change, i.kept, i.retry, r.attempt
    FROM unnest($1::bigint[], $2::integer[]) WITH ORDINALITY k(operation_id, idx, position) ${itemByKey}
      JOIN vendor_requests r ON r.id = i.request_id
    WHERE i.request_id = $3 AND i.state IN ('SENDING', 'AWAITING_CALLBACK')
    ORDER BY k.position`,
};

const conclude: Statement = {
  name: 'conclude-request',
  text: `
    UPDATE vendor_requests r SET outcome = $2 WHERE r.id = $1 AND r.outcome = 'AWAITING_CALLBACK'
      AND NOT EXISTS (
        SELECT 1 FROM (${keysOf('r.refs')}) k ${itemByKey}
        WHERE i.request_id = r.id AND i.state IN ('SENDING', 'AWAITING_CALLBACK'))`,
};

export const resend = async (
  tx: Transaction,
  previous: RequestId,
  refs: readonly ItemRef[],
  draft: RequestDraft,
  concluded: Concluded = 'CALLED_BACK',
): Promise<Claim['request']> => {
  lockRequest(tx, previous);
  const found = await tx.run(rowsOf, [...refValues(refs), previous]);
  const [first] = found;
  if (!first) return null;
  // A further try sends what the first did.
  const rows = found.map((row) => ({
    ...refOf(row),
    change: changeOf(row),
    kept: watermarksFrom(row['kept']),
    retry: retryOf(row),
  }));
  const request = await openRequest(tx, rows, integer(first, 'attempt') + 1, draft);
  void tx.run(conclude, [previous, concluded]);
  return request;
};
