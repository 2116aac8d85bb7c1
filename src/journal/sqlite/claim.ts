import type { DatabaseSync } from 'node:sqlite';
import type { ItemRef, QueuedItem } from '../../domain/operation.ts';
import type { Claim, RequestDraft, RequestRow } from '../../ports/journal.ts';
import { type Ending, prepareEndItems } from './end-items.ts';
import { prepareOpenRequest } from './open-request.ts';
import { changeOf, queuedItemOf, refOf, stateOf, text } from './rows.ts';
import { prepareTurns } from './turns.ts';

export const prepareClaim = (db: DatabaseSync) => {
  const openRequest = prepareOpenRequest(db);
  const endItems = prepareEndItems(db);
  const turnOn = prepareTurns(db);
  const item = db.prepare('SELECT channel, target, state FROM items WHERE operation_id = ? AND idx = ?');
  const inFlight = db.prepare(`
    SELECT 1 FROM items WHERE channel = ? AND target = ? AND state IN ('SENDING', 'AWAITING_CALLBACK')`);

  return (items: readonly ItemRef[], draft: RequestDraft): Claim => {
    const rows: RequestRow[] = [];
    const overtaken: Ending[] = [];
    const unblocked: QueuedItem[] = [];
    const seen = new Set<string>();
    for (const ref of items) {
      const row = item.get(ref.operationId, ref.index);
      if (!row || stateOf(row) !== 'QUEUED') continue;
      const channel = text(row, 'channel');
      const target = text(row, 'target');
      if (seen.has(target) || inFlight.get(channel, target)) continue;
      seen.add(target);
      const turn = turnOn(channel, target);
      overtaken.push(...turn.overtaken);
      if (!turn.next) continue;
      const next = refOf(turn.next);
      if (next.operationId === ref.operationId && next.index === ref.index) {
        rows.push({ ...next, change: changeOf(turn.next) });
      } else {
        // Another change goes first, and perhaps nobody has it in hand: it is offered anew.
        unblocked.push(queuedItemOf(turn.next));
      }
    }
    const operations = endItems(overtaken, draft.sentAt);
    const request = rows.length === 0 ? null : { id: openRequest(rows, 1, draft), rows };
    return { request, changes: { operations, stock: [], unblocked } };
  };
};
