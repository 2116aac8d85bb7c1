import type { DatabaseSync } from 'node:sqlite';
import { asChannelId, asRequestId, type RequestId } from '../../domain/ids.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import { noWatermarks, withKept } from '../../domain/watermark.ts';
import { type Changes, noChanges } from '../../ports/journal.ts';
import type { AwaitedRequest } from '../../ports/requests.ts';
import { earlyCallbackOf, integer, kindOf, type Row, refsOf, text, textOrNull } from '../journal/rows.ts';
import type { Memory } from './memory.ts';
import { prepareMoveItems } from './move-items.ts';

export const prepareAwaitCallback = (db: DatabaseSync, memory: Memory) => {
  const moveItems = prepareMoveItems(memory);
  const accepted = db.prepare(`
    UPDATE vendor_requests SET outcome = 'AWAITING_CALLBACK', answered_at = coalesce(?, answered_at),
      http_status = coalesce(?, http_status), vendor_request_id = ?, deadline = ?
    WHERE id = ? RETURNING refs, early_callback`);

  return (
    id: RequestId,
    { httpStatus, vendorRequestId }: Exchange,
    at: number,
    deadline: number,
  ): { readonly changes: Changes; readonly earlyCallback: unknown } => {
    const answeredAt = httpStatus === null ? null : at;
    const request = accepted.get(answeredAt, httpStatus, vendorRequestId, deadline, id);
    if (!request) throw new Error(`No vendor request ${id}`);
    const { operations } = moveItems(
      refsOf(request),
      ({ requestId, state }) => requestId === id && state === 'SENDING',
      (before) => ({ ...before, state: 'AWAITING_CALLBACK', deadline }),
      true,
    );
    return { changes: { ...noChanges, operations }, earlyCallback: earlyCallbackOf(request) };
  };
};

export const prepareRequests = (db: DatabaseSync, { known }: Memory) => {
  const keepEarly = db.prepare(`
    UPDATE vendor_requests SET early_callback = ?
    WHERE id = ? AND outcome = 'SENDING' AND vendor_request_id IS NULL`);
  const byId = db.prepare('SELECT * FROM vendor_requests WHERE id = ?');
  const byCallback = db.prepare('SELECT * FROM vendor_requests WHERE callback_hash = ?');

  const awaitedRequestOf = (row: Row): AwaitedRequest => {
    const id = asRequestId(integer(row, 'id'));
    const rows: AwaitedRequest['rows'][number][] = [];
    known.each(refsOf(row), (found, { operationId, index }) => {
      const item = found && known.item(found, index);
      const progress = found?.progress[index];
      if (!item?.item || !progress) throw new Error(`No item ${operationId}/${index}`);
      const { state, requestId, kept = noWatermarks } = progress;
      const change = withKept(item.change, kept);
      rows.push({ operationId, index, change, state, current: requestId === id });
    });
    return {
      id,
      channel: asChannelId(text(row, 'channel')),
      kind: kindOf(row),
      attempt: integer(row, 'attempt'),
      sentAt: integer(row, 'sent_at'),
      deadline: integer(row, 'deadline'),
      vendorRequestId: textOrNull(row, 'vendor_request_id'),
      earlyCallback: earlyCallbackOf(row),
      outcome: text(row, 'outcome') as RequestOutcome,
      rows,
    };
  };

  return {
    keepEarlyCallback: (id: RequestId, body: unknown): boolean =>
      Number(keepEarly.run(JSON.stringify(body), id).changes) > 0,
    byId: (id: RequestId): AwaitedRequest | null => {
      const row = byId.get(id);
      return row ? awaitedRequestOf(row) : null;
    },
    byCallback: (hash: string): AwaitedRequest | null => {
      const row = byCallback.get(hash);
      return row ? awaitedRequestOf(row) : null;
    },
  };
};
