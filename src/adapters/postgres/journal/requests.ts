import { asChannelId, asRequestId, type OperationId, type RequestId } from '../../../domain/ids.ts';
import type { Exchange, RequestOutcome } from '../../../domain/vendor-request.ts';
import { withKept } from '../../../domain/watermark.ts';
import { type Changes, noChanges } from '../../../ports/journal.ts';
import type { AwaitedRequest } from '../../../ports/requests.ts';
import {
  changeOf,
  earlyCallbackOf,
  integer,
  kindOf,
  type Row,
  refOf,
  refsOf,
  stateOf,
  text,
  textOrNull,
} from '../../journal/rows.ts';
import { watermarksFrom } from '../../journal/watermarks.ts';
import { afterwards, itemByKey, keysOf, requestColumns, sequenceFrom } from './columns.ts';
import type { Statement, Transaction } from './transaction.ts';

/**
 * Whoever has to know which rows are still the request's locks it first, in a statement of its own: the next one sees
 * what those made of the rows that it waited for.
 */
const lock: Statement = {
  name: 'lock-request',
  text: 'SELECT 1 FROM vendor_requests WHERE id = $1 FOR UPDATE',
};
export const lockRequest = ({ run }: Pick<Transaction, 'run'>, id: RequestId): void => void run(lock, [id]);

const keysOfRequest = `SELECT k.operation_id, k.idx FROM request r CROSS JOIN LATERAL (${keysOf('r.refs')}) k`;

// A callback may tell of some rows only. What was taken over from its gateway is not that one's to conclude, nor is
// what a callback has concluded since.
const note: Statement = {
  name: 'note-exchange',
  text: `
    WITH request AS (
      UPDATE vendor_requests v SET
        outcome = CASE WHEN v.outcome IN ('INTERRUPTED', 'CALLED_BACK') AND $2 <> 'CALLED_BACK' THEN v.outcome
          WHEN $2 = 'CALLED_BACK' AND EXISTS (
          SELECT 1 FROM (${keysOf('v.refs')}) k ${itemByKey}
          WHERE i.request_id = v.id AND i.state = 'AWAITING_CALLBACK') THEN 'AWAITING_CALLBACK' ELSE $2 END,
        answered_at = coalesce($3, v.answered_at), http_status = coalesce($4, v.http_status),
        vendor_request_id = coalesce($5, v.vendor_request_id)
      WHERE v.id = $1 RETURNING v.refs)
    UPDATE items i SET may_have_applied = 1 FROM (${keysOfRequest}) k
    WHERE $6 AND i.operation_id = k.operation_id AND i.idx = k.idx AND ${afterwards('i.request_id = $1')}`,
};

export const noteExchange = (
  { run }: Transaction,
  id: RequestId,
  outcome: RequestOutcome,
  exchange: Exchange | null,
  at: number,
  mayHaveApplied = false,
): void => {
  if (outcome === 'CALLED_BACK') lockRequest({ run }, id);
  const { httpStatus = null, vendorRequestId = null } = exchange ?? {};
  const answeredAt = httpStatus === null ? null : at;
  void run(note, [id, outcome, answeredAt, httpStatus, vendorRequestId, mayHaveApplied]);
};

// One whose rows were taken over, or ended by a callback that came first, waits for nothing.
const wait: Statement = {
  name: 'await-callback',
  text: `
    WITH request AS (
      UPDATE vendor_requests v SET outcome = 'AWAITING_CALLBACK', answered_at = coalesce($2, v.answered_at),
        http_status = coalesce($3, v.http_status), vendor_request_id = $4, deadline = $5
      WHERE v.id = $1 AND EXISTS (
        SELECT 1 FROM (${keysOf('v.refs')}) k ${itemByKey}
        WHERE i.request_id = v.id AND i.state IN ('SENDING', 'AWAITING_CALLBACK'))
      RETURNING v.refs, v.early_callback),
    refs AS (${keysOfRequest}),
    held AS MATERIALIZED (
      SELECT o.id FROM operations o WHERE o.id IN (SELECT operation_id FROM refs) ORDER BY o.id FOR NO KEY UPDATE OF o),
    stamped AS (
      UPDATE operations o SET sequence = o.sequence + 1 FROM held h WHERE o.id = h.id RETURNING o.id, o.sequence),
    waiting AS (
      UPDATE items i SET state = 'AWAITING_CALLBACK', sequence = ${sequenceFrom('stamped', 'k.operation_id')}
      FROM refs k
      WHERE i.operation_id = k.operation_id AND i.idx = k.idx
        AND ${afterwards("i.request_id = $1 AND i.state = 'SENDING'")})
    SELECT r.refs, r.early_callback FROM vendor_requests v LEFT JOIN request r ON TRUE WHERE v.id = $1`,
};

export const awaitCallback = async (
  { run }: Transaction,
  id: RequestId,
  { httpStatus, vendorRequestId }: Exchange & { readonly vendorRequestId: string },
  at: number,
  deadline: number,
): Promise<{ readonly changes: Changes; readonly earlyCallback: unknown }> => {
  const answeredAt = httpStatus === null ? null : at;
  lockRequest({ run }, id);
  const [request] = await run(wait, [id, answeredAt, httpStatus, vendorRequestId, deadline]);
  if (!request) throw new Error(`No vendor request ${id}`);
  if (request['refs'] === null) return { changes: noChanges, earlyCallback: null };
  const operations: OperationId[] = [...new Set(refsOf(request).map(({ operationId }) => operationId))];
  return { changes: { ...noChanges, operations }, earlyCallback: earlyCallbackOf(request) };
};

const keepEarly: Statement = {
  name: 'keep-early-callback',
  text: `
    UPDATE vendor_requests SET early_callback = $2
    WHERE id = $1 AND outcome = 'SENDING' AND vendor_request_id IS NULL RETURNING id`,
};

export const keepEarlyCallback = async (
  { run }: Transaction,
  id: RequestId,
  body: unknown,
): Promise<boolean> => (await run(keepEarly, [id, JSON.stringify(body)])).length > 0;

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

/** From the rows of `byId` or `byCallback`: as one moment has them. */
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
