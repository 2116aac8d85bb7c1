import type { DatabaseSync } from 'node:sqlite';
import { asRequestId, type RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { noWatermarks, type Watermarks, withKept } from '../../domain/watermark.ts';
import type { Claim } from '../../ports/journal.ts';
import type { ClaimedRow, Concluded, RequestDraft } from '../../ports/requests.ts';
import { integer, refsOf, refsText } from '../journal/rows.ts';
import { type AcceptedItem, alike, isInFlight, type Progress, placeOf } from './known.ts';
import type { Memory } from './memory.ts';

/** Replaces the values that an earlier try sent by those of this try. */
const withNewest = (progress: Progress, own: Watermarks | undefined): Progress => {
  if (own) return { ...progress, kept: own };
  if (!progress.kept) return progress;
  const { kept: _, ...rest } = progress;
  return rest;
};

/**
 * Opens a vendor request for items that the caller has found free, and puts them in flight. It writes the request
 * alone: as long as that is being sent, its row tells where they are.
 */
export const prepareOpenRequest = (db: DatabaseSync, { known, targets }: Memory) => {
  const insertRequest = db.prepare(`
    INSERT INTO vendor_requests (channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'SENDING', ?)`);

  /** `kept` are the newer values to send in place of older ones; a further try sends what the first did. */
  return (
    items: readonly AcceptedItem[],
    attempt: number,
    draft: RequestDraft,
    kept?: ReadonlyMap<AcceptedItem, Watermarks>,
  ) => {
    const { channel, kind, sentAt, deadline, callbackHash } = draft;
    const refs = refsText(items.map(({ item }) => item));
    const row = [channel, kind, attempt, items.length, refs, sentAt, deadline, callbackHash];
    const id = asRequestId(Number(insertRequest.run(...row).lastInsertRowid));
    const send = alike((before) => ({ ...before, state: 'SENDING', requestId: id, deadline }));
    const rows = items.map((accepted): ClaimedRow => {
      const { operationId, index } = accepted.item;
      const operation = known.get(operationId);
      const progress = operation?.progress[index];
      if (!operation || !progress) throw new Error(`No item ${operationId}/${index}`);
      known.change(operation);
      if (operation.requests.at(-1) !== id) operation.requests = [...operation.requests, id];
      if (placeOf(progress) === 'queued') targets.move(accepted, 'queued', 'in flight');
      const sent = send(kept ? withNewest(progress, kept.get(accepted)) : progress);
      operation.progress[index] = sent;
      return {
        operationId,
        index,
        change: withKept(accepted.change, sent.kept ?? noWatermarks),
        retry: sent.retry ?? null,
      };
    });
    return { id, attempt, rows };
  };
};

export const prepareResend = (db: DatabaseSync, memory: Memory) => {
  const { known } = memory;
  const openRequest = prepareOpenRequest(db, memory);
  const previousOne = db.prepare('SELECT attempt, outcome, refs FROM vendor_requests WHERE id = ?');
  const conclude = db.prepare('UPDATE vendor_requests SET outcome = ? WHERE id = ?');

  /** Those of the items that are in flight with this request. */
  const itsOwn = (requestId: RequestId, refs: readonly ItemRef[]): readonly AcceptedItem[] => {
    const items: AcceptedItem[] = [];
    known.each(refs, (found, { index }) => {
      const progress = found?.progress[index];
      if (!found || progress?.requestId !== requestId || !isInFlight(progress)) return;
      const item = known.item(found, index);
      if (item.item) items.push(item);
    });
    return items;
  };

  return (
    previous: RequestId,
    refs: readonly ItemRef[],
    draft: RequestDraft,
    concluded: Concluded = 'CALLED_BACK',
  ): Claim['request'] => {
    const items = itsOwn(previous, refs);
    const row = previousOne.get(previous);
    if (items.length === 0 || !row) return null;
    const request = openRequest(items, integer(row, 'attempt') + 1, draft);
    const waits = () => itsOwn(previous, refsOf(row)).length > 0;
    if (row['outcome'] === 'AWAITING_CALLBACK' && !waits()) conclude.run(concluded, previous);
    return request;
  };
};
