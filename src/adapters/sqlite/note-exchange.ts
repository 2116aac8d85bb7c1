import type { DatabaseSync } from 'node:sqlite';
import type { RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import { integer, refsOf } from '../journal/rows.ts';
import { isInFlight, type Progress } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareMoveItems } from './move-items.ts';

export const prepareRefsOf = (db: DatabaseSync) => {
  const byId = db.prepare('SELECT refs FROM vendor_requests WHERE id = ?');
  return (id: RequestId): readonly ItemRef[] => {
    const row = byId.get(id);
    return row ? refsOf(row) : [];
  };
};

const same = (progress: Progress): Progress => progress;
const doubted = (progress: Progress): Progress => ({ ...progress, mayHaveApplied: true });

/**
 * Writes how a request went. Where rows stay in flight with a request that is being sent no more, its row does not
 * tell of them any longer, and their own blocks do.
 */
export const prepareNoteExchange = (db: DatabaseSync, memory: Memory) => {
  const note = db.prepare(`
    UPDATE vendor_requests SET outcome = ?, answered_at = coalesce(?, answered_at),
      http_status = coalesce(?, http_status), vendor_request_id = coalesce(?, vendor_request_id)
    WHERE id = ? RETURNING row_count`);
  const refsById = prepareRefsOf(db);
  const moveItems = prepareMoveItems(memory);

  return (
    id: RequestId,
    outcome: RequestOutcome,
    exchange: Exchange | null,
    at: number,
    /** How many of its rows have left it in the same transaction. */
    left: number,
    mayHaveApplied = false,
  ): void => {
    const answeredAt = exchange && exchange.httpStatus !== null ? at : null;
    const { httpStatus = null, vendorRequestId = null } = exchange ?? {};
    const row = note.get(outcome, answeredAt, httpStatus, vendorRequestId, id);
    if (!row || left === integer(row, 'row_count')) return;
    const refs = refsById(id);
    const isItsOwn = (progress: Progress): boolean => progress.requestId === id;
    if (mayHaveApplied) moveItems(refs, isItsOwn, doubted, false);
    else moveItems(refs, (progress) => isItsOwn(progress) && isInFlight(progress), same, false);
  };
};
