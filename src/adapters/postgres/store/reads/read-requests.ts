import { withKept } from '../../../../domain/changes/watermark.ts';
import { asChannelId, asRequestId } from '../../../../domain/ids.ts';
import type { Journal } from '../../../../ports/journal/journal.ts';
import type { AwaitedRequest } from '../../../../ports/journal/requests.ts';
import {
  changeOf,
  earlyCallbackOf,
  integer,
  kindOf,
  type Row,
  refOf,
  requestOutcomeOf,
  stateOf,
  text,
  textOrNull,
  watermarksFrom,
} from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { requestColumns } from '../sql.ts';

const requestWhere = (name: string, where: string): Statement => ({
  name,
  text: `
    WITH request AS MATERIALIZED (SELECT * FROM vendor_requests WHERE ${where})
    SELECT ${requestColumns('r')}, r.callback_hash, k.position, i.operation_id, i.idx, i.change, i.kept, i.state, i.request_id
    FROM request r
      CROSS JOIN LATERAL (
        SELECT (e.value ->> 0)::bigint AS operation_id, (e.value ->> 1)::integer AS idx, e.position
        FROM json_array_elements(r.refs::json) WITH ORDINALITY e(value, position)) k
      JOIN items i ON i.operation_id = k.operation_id AND i.idx = k.idx
    ORDER BY k.position`,
});
const byId = requestWhere('request-by-id', 'id = $1');
const byCallback = requestWhere('request-by-callback', 'callback_hash = $1');

/** In the words of the partial index `vendor_requests_in_doubt`. */
const inDoubt: Statement = {
  name: 'adjustments-in-doubt',
  text: `
    SELECT id FROM vendor_requests
    WHERE outcome = 'TIMED_OUT' AND kind = 'STOCK_ADJUSTMENT' AND sent_at > $2 AND channel = ANY($1::text[])
    ORDER BY sent_at DESC, id DESC LIMIT $3`,
};

/** From the rows of `byId` or `byCallback`, which one statement reads as of one moment. */
const awaitedRequestOf = (rows: readonly Row[]): AwaitedRequest | null => {
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
    callbackHash: textOrNull(first, 'callback_hash'),
    earlyCallback: earlyCallbackOf(first),
    outcome: requestOutcomeOf(first),
    rows: rows.map((row) => ({
      ...refOf(row),
      change: withKept(changeOf(row), watermarksFrom(row['kept'])),
      state: stateOf(row),
      current: row['request_id'] === id,
    })),
  };
};

export const readRequests = (
  read: Read,
): Pick<Journal, 'requestByCallback' | 'requestById' | 'adjustmentsInDoubt'> => ({
  requestByCallback: async (hash) => awaitedRequestOf(await read(byCallback, [hash])),
  requestById: async (id) => awaitedRequestOf(await read(byId, [id])),
  adjustmentsInDoubt: async (channels, since, limit) => {
    const rows = await read(inDoubt, [channels, since, limit]);
    return rows.map((row) => asRequestId(integer(row, 'id')));
  },
});
