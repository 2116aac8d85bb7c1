import type { DatabaseSync } from 'node:sqlite';
import { asRequestId, type RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Claim } from '../../ports/journal.ts';
import type { RequestDraft, RequestRow } from '../../ports/requests.ts';
import { integer, refsText } from '../rows.ts';
import type { KnownItem } from './known.ts';
import type { Memory } from './memory.ts';
import { spansOf } from './spans.ts';

/** Opens a vendor request for rows that the caller has found free, and puts them in flight. */
export const prepareOpenRequest = (db: DatabaseSync, { targets }: Memory) => {
  const insertRequest = db.prepare(`
    INSERT INTO vendor_requests (channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'SENDING', ?)`);
  const insertDelivery = db.prepare('INSERT INTO deliveries (operation_id, request_id) VALUES (?, ?)');
  const putInFlight = db.prepare(`
    UPDATE items SET state = 'SENDING', request_id = ? WHERE operation_id = ? AND idx BETWEEN ? AND ?`);

  return (items: readonly KnownItem[], attempt: number, draft: RequestDraft) => {
    const { channel, kind, sentAt, deadline, callbackHash } = draft;
    const row = [channel, kind, attempt, items.length, refsText(items), sentAt, deadline, callbackHash];
    const id = asRequestId(Number(insertRequest.run(...row).lastInsertRowid));
    for (const operationId of new Set(items.map((item) => item.operationId)))
      insertDelivery.run(operationId, id);
    for (const { operationId, first, last } of spansOf(items)) putInFlight.run(id, operationId, first, last);
    const rows = items.map((item): RequestRow => {
      const { operationId, index, accepted } = item;
      if (!accepted) throw new Error(`Item ${operationId}/${index} was refused`);
      if (item.state === 'QUEUED') targets.move(accepted, 'queued', 'in flight');
      item.state = 'SENDING';
      item.requestId = id;
      item.deadline = deadline;
      return { operationId, index, change: accepted.change };
    });
    return { id, rows };
  };
};

export const prepareResend = (db: DatabaseSync, memory: Memory) => {
  const openRequest = prepareOpenRequest(db, memory);
  const attemptOf = db.prepare('SELECT attempt FROM vendor_requests WHERE id = ?');
  // Rows of a request that waits for its callback are only sent again once that has come.
  const calledBack = db.prepare(`
    UPDATE vendor_requests SET outcome = 'CALLED_BACK' WHERE id = ?1 AND outcome = 'AWAITING_CALLBACK'
      AND NOT EXISTS (
        SELECT 1 FROM json_each(refs) k JOIN items i
          ON i.operation_id = k.value ->> 0 AND i.idx = k.value ->> 1
        WHERE i.request_id = ?1 AND i.state IN ('SENDING', 'AWAITING_CALLBACK'))`);

  return (previous: RequestId, refs: readonly ItemRef[], draft: RequestDraft): Claim['request'] => {
    const items = refs.flatMap((ref) => {
      const item = memory.known.item(ref);
      if (item?.requestId !== previous) return [];
      return item.state === 'SENDING' || item.state === 'AWAITING_CALLBACK' ? [item] : [];
    });
    if (items.length === 0) return null;
    const attempt = integer(attemptOf.get(previous) ?? {}, 'attempt') + 1;
    const request = openRequest(items, attempt, draft);
    calledBack.run(previous);
    return request;
  };
};
