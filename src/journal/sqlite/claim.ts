import type { DatabaseSync } from 'node:sqlite';
import type { ItemRef } from '../../domain/operation.ts';
import { type Claim, noChanges } from '../../ports/journal.ts';
import type { RequestDraft, RequestRow } from '../../ports/requests.ts';
import type { Ending } from '../endings.ts';
import { changeOf, queuedItemOf, type Row, refOf, stateOf, text } from '../rows.ts';
import { prepareEndItems } from './end-items.ts';
import { prepareOpenRequest } from './open-request.ts';
import { prepareTurns } from './turns.ts';

const keyOf = ({ operationId, index }: ItemRef) => `${operationId}/${index}`;

export const prepareClaim = (db: DatabaseSync) => {
  const openRequest = prepareOpenRequest(db);
  const endItems = prepareEndItems(db);
  const turnOn = prepareTurns(db);
  const item = db.prepare('SELECT channel, target, state FROM items WHERE operation_id = ? AND idx = ?');
  const inFlight = db.prepare(`
    SELECT 1 FROM items WHERE channel = ? AND target = ? AND state IN ('SENDING', 'AWAITING_CALLBACK')`);

  return (items: readonly ItemRef[], draft: RequestDraft): Claim => {
    const overtaken: Ending[] = [];
    const firsts = new Map<string, Row>();
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
      if (turn.next) firsts.set(keyOf(refOf(turn.next)), turn.next);
    }
    const rows: RequestRow[] = [];
    for (const ref of items) {
      const first = firsts.get(keyOf(ref));
      if (first && firsts.delete(keyOf(ref))) rows.push({ ...refOf(first), change: changeOf(first) });
    }
    // Where a change goes first that was not given, perhaps nobody has it in hand: it is offered anew.
    const unblocked = [...firsts.values()].map(queuedItemOf);
    const ended = endItems(overtaken, draft.sentAt);
    const request = rows.length === 0 ? null : { id: openRequest(rows, 1, draft), rows };
    return { request, changes: { ...noChanges, ...ended, unblocked } };
  };
};
