import type { DatabaseSync } from 'node:sqlite';
import { asChannelId } from '../../domain/ids.ts';
import { canMove, isPending } from '../../domain/item.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges, type Settlement } from '../../ports/journal.ts';
import { type Ending, withEarlierTries } from '../endings.ts';
import { changeOf, kindOf, queuedItemOf, stateOf, text } from '../rows.ts';
import { prepareEndItems } from './end-items.ts';
import { prepareMirror } from './mirror.ts';
import { preparePutBack } from './put-back.ts';
import { prepareNoteExchange } from './requests.ts';
import { prepareTurns } from './turns.ts';

export const prepareSettle = (db: DatabaseSync) => {
  const endItems = prepareEndItems(db);
  const mirror = prepareMirror(db);
  const turnOn = prepareTurns(db);
  const noteExchange = prepareNoteExchange(db);
  const item = db.prepare(`
    SELECT kind, channel, target, change, state, request_id, may_have_applied FROM items
    WHERE operation_id = ? AND idx = ?`);

  const putBack = preparePutBack(db);
  const stillWaiting = db.prepare(`
    SELECT 1 FROM vendor_requests r, json_each(r.refs) k
      JOIN items i ON i.operation_id = k.value ->> 0 AND i.idx = k.value ->> 1
    WHERE r.id = ? AND i.request_id = r.id AND i.state = 'AWAITING_CALLBACK' LIMIT 1`);

  /** A callback may tell of some rows only, and a deadline may find that a callback came first. */
  const outcomeOf = ({ requestId, outcome }: Settlement, ended: number): RequestOutcome | null => {
    if (outcome === 'CALLED_BACK' && stillWaiting.get(requestId)) return 'AWAITING_CALLBACK';
    return outcome === 'TIMED_OUT' && ended === 0 ? null : outcome;
  };

  const settle = (settlement: Settlement): Changes => {
    const { requestId, at, exchange, rows, release = [] } = settlement;
    const endings: Ending[] = [];
    const stock: StockKey[] = [];
    const freed: { channel: string; target: string }[] = [];
    for (const { operationId, index, outcome: end } of rows) {
      const row = item.get(operationId, index);
      // Its rows may have moved on to a further request, which alone may end them.
      if (!row || row['request_id'] !== requestId) continue;
      const from = stateOf(row);
      if (!canMove(from, end.state)) continue;
      const channel = asChannelId(text(row, 'channel'));
      const kind = kindOf(row);
      endings.push({ operationId, index, channel, kind, from, outcome: withEarlierTries(end, row) });
      if (end.state === 'APPLIED') stock.push(...mirror.applied(changeOf(row), end, operationId));
      if (isPending(from)) freed.push({ channel: text(row, 'channel'), target: text(row, 'target') });
    }
    const released = putBack(requestId, release);
    const turns = [...freed, ...released.freed].map(({ channel, target }) => turnOn(channel, target));
    const ended = endItems([...endings, ...turns.flatMap((turn) => turn.overtaken)], at);
    const outcome = outcomeOf(settlement, endings.length);
    if (outcome !== null) noteExchange(requestId, outcome, exchange, at);
    const unblocked = turns.flatMap(({ next }) => (next ? [queuedItemOf(next)] : []));
    const operations = [...new Set([...ended.operations, ...released.operations])];
    return { ...ended, operations, stock, unblocked };
  };

  return {
    settle,
    recordRead: (levels: readonly StockLevel[]): Changes => ({
      ...noChanges,
      stock: levels.flatMap((level) => mirror.read(level)),
    }),
  };
};
