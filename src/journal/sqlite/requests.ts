import type { DatabaseSync } from 'node:sqlite';
import { asChannelId, asRequestId, type OperationId, type RequestId } from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges } from '../../ports/journal.ts';
import type { AwaitedRequest } from '../../ports/requests.ts';
import { changeOf, earlyCallbackOf, integer, type Row, refsOf, stateOf, text, textOrNull } from '../rows.ts';
import type { Memory } from './memory.ts';

export const prepareNoteExchange = (db: DatabaseSync, { known }: Memory) => {
  const note = db.prepare(`
    UPDATE vendor_requests SET outcome = ?, answered_at = coalesce(?, answered_at),
      http_status = coalesce(?, http_status), vendor_request_id = coalesce(?, vendor_request_id)
    WHERE id = ?`);
  const refsById = db.prepare('SELECT refs FROM vendor_requests WHERE id = ?');
  const mark = db.prepare(`
    UPDATE items SET may_have_applied = 1 WHERE operation_id = ? AND idx = ? AND request_id = ?`);
  return (
    id: RequestId,
    outcome: RequestOutcome,
    exchange: Exchange | null,
    at: number,
    mayHaveApplied = false,
  ): void => {
    const answeredAt = exchange && exchange.httpStatus !== null ? at : null;
    const { httpStatus = null, vendorRequestId = null } = exchange ?? {};
    note.run(outcome, answeredAt, httpStatus, vendorRequestId, id);
    const request = mayHaveApplied ? refsById.get(id) : undefined;
    if (!request) return;
    for (const { operationId, index } of refsOf(request)) {
      mark.run(operationId, index, id);
      known.forget(operationId);
    }
  };
};

export const prepareAwaitCallback = (db: DatabaseSync, memory: Memory) => {
  const noteExchange = prepareNoteExchange(db, memory);
  const extend = db.prepare(
    'UPDATE vendor_requests SET deadline = ? WHERE id = ? RETURNING refs, early_callback',
  );
  const nextSequence = db.prepare(
    'UPDATE operations SET sequence = sequence + 1 WHERE id = ? RETURNING sequence',
  );
  const wait = db.prepare(`
    UPDATE items SET state = 'AWAITING_CALLBACK', sequence = ?
    WHERE operation_id = ? AND idx = ? AND request_id = ? AND state = 'SENDING'`);

  return (
    id: RequestId,
    exchange: Exchange,
    at: number,
    deadline: number,
  ): { readonly changes: Changes; readonly earlyCallback: unknown } => {
    noteExchange(id, 'AWAITING_CALLBACK', exchange, at);
    const request = extend.get(deadline, id);
    if (!request) throw new Error(`No vendor request ${id}`);
    const byOperation = Map.groupBy(refsOf(request), (ref) => ref.operationId);
    for (const [operationId, refs] of byOperation) {
      const sequence = Number(nextSequence.get(operationId)?.['sequence']);
      for (const { index } of refs) wait.run(sequence, operationId, index, id);
      memory.known.forget(operationId);
    }
    const operations: OperationId[] = [...byOperation.keys()];
    return {
      changes: { ...noChanges, operations },
      earlyCallback: earlyCallbackOf(request),
    };
  };
};

export const prepareRequests = (db: DatabaseSync) => {
  const keepEarly = db.prepare(`
    UPDATE vendor_requests SET early_callback = ?
    WHERE id = ? AND outcome = 'SENDING' AND vendor_request_id IS NULL`);
  const byId = db.prepare('SELECT * FROM vendor_requests WHERE id = ?');
  const byCallback = db.prepare('SELECT * FROM vendor_requests WHERE callback_hash = ?');
  const item = db.prepare('SELECT change, state, request_id FROM items WHERE operation_id = ? AND idx = ?');

  const awaitedRequestOf = (row: Row): AwaitedRequest => {
    const id = asRequestId(integer(row, 'id'));
    return {
      id,
      channel: asChannelId(text(row, 'channel')),
      kind: text(row, 'kind') as OperationKind,
      attempt: integer(row, 'attempt'),
      sentAt: integer(row, 'sent_at'),
      deadline: integer(row, 'deadline'),
      vendorRequestId: textOrNull(row, 'vendor_request_id'),
      earlyCallback: earlyCallbackOf(row),
      outcome: text(row, 'outcome') as RequestOutcome,
      rows: refsOf(row).map((ref) => {
        const found = item.get(ref.operationId, ref.index) ?? {};
        return {
          ...ref,
          change: changeOf(found),
          state: stateOf(found),
          current: found['request_id'] === id,
        };
      }),
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
