import type { DatabaseSync } from 'node:sqlite';
import { asRequestId, type RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Claim } from '../../ports/journal.ts';
import type { RequestDraft, RequestRow } from '../../ports/requests.ts';
import { changeOf, integer, refsText, stateOf } from '../rows.ts';

/** Opens a vendor request for rows that the caller has found free, and puts them in flight. */
export const prepareOpenRequest = (db: DatabaseSync) => {
  const insertRequest = db.prepare(`
    INSERT INTO vendor_requests (channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'SENDING', ?)`);
  const insertDelivery = db.prepare('INSERT INTO deliveries (operation_id, request_id) VALUES (?, ?)');
  const putInFlight = db.prepare(
    "UPDATE items SET state = 'SENDING', request_id = ? WHERE operation_id = ? AND idx = ?",
  );
  return (rows: readonly RequestRow[], attempt: number, draft: RequestDraft): RequestId => {
    const { channel, kind, sentAt, deadline, callbackHash } = draft;
    const { lastInsertRowid } = insertRequest.run(
      channel,
      kind,
      attempt,
      rows.length,
      refsText(rows),
      sentAt,
      deadline,
      callbackHash,
    );
    const id = asRequestId(Number(lastInsertRowid));
    for (const operationId of new Set(rows.map((row) => row.operationId)))
      insertDelivery.run(operationId, id);
    for (const row of rows) putInFlight.run(id, row.operationId, row.index);
    return id;
  };
};

export const prepareResend = (db: DatabaseSync) => {
  const openRequest = prepareOpenRequest(db);
  const item = db.prepare(`
    SELECT operation_id, idx, change, state, request_id FROM items WHERE operation_id = ? AND idx = ?`);
  const attemptOf = db.prepare('SELECT attempt FROM vendor_requests WHERE id = ?');
  // Rows of a request that waits for its callback are only sent again once that has come.
  const calledBack = db.prepare(`
    UPDATE vendor_requests SET outcome = 'CALLED_BACK' WHERE id = ?1 AND outcome = 'AWAITING_CALLBACK'
      AND NOT EXISTS (
        SELECT 1 FROM json_each(refs) k JOIN items i
          ON i.operation_id = k.value ->> 0 AND i.idx = k.value ->> 1
        WHERE i.request_id = ?1 AND i.state IN ('SENDING', 'AWAITING_CALLBACK'))`);

  return (previous: RequestId, refs: readonly ItemRef[], draft: RequestDraft): Claim['request'] => {
    const rows = refs.flatMap(({ operationId, index }): RequestRow[] => {
      const row = item.get(operationId, index);
      if (!row || row['request_id'] !== previous) return [];
      const state = stateOf(row);
      if (state !== 'SENDING' && state !== 'AWAITING_CALLBACK') return [];
      return [{ operationId, index, change: changeOf(row) }];
    });
    if (rows.length === 0) return null;
    const attempt = integer(attemptOf.get(previous) ?? {}, 'attempt') + 1;
    const id = openRequest(rows, attempt, draft);
    calledBack.run(previous);
    return { id, rows };
  };
};
