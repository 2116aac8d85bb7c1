import type { DatabaseSync } from 'node:sqlite';
import { canMove, isPending } from '../../domain/item.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges, type Settlement } from '../../ports/journal.ts';
import { type Ending, withEarlierTries } from '../endings.ts';
import { prepareEndItems } from './end-items.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareMirror } from './mirror.ts';
import { preparePutBack } from './put-back.ts';
import { prepareNoteExchange } from './requests.ts';
import { prepareTurns } from './turns.ts';

export const prepareSettle = (db: DatabaseSync, memory: Memory) => {
  const { known } = memory;
  const endItems = prepareEndItems(db, memory);
  const mirror = prepareMirror(db);
  const turnOn = prepareTurns(db, memory);
  const noteExchange = prepareNoteExchange(db, memory);
  const putBack = preparePutBack(db, memory);
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
    const freed: AcceptedItem[] = [];
    for (const row of rows) {
      const item = known.item(row);
      // Its rows may have moved on to a further request, which alone may end them.
      if (!item?.accepted || item.requestId !== requestId) continue;
      if (!canMove(item.state, row.outcome.state)) continue;
      const outcome = withEarlierTries(row.outcome, item.mayHaveApplied);
      const { operationId, index, kind, state, accepted } = item;
      endings.push({ operationId, index, channel: accepted.item.channel, kind, from: state, outcome });
      if (outcome.state === 'APPLIED') {
        stock.push(...mirror.applied(accepted.change, outcome, operationId));
      }
      if (isPending(state)) freed.push(accepted);
    }
    const released = putBack(requestId, release);
    const turns = [...freed, ...released.freed].map(({ item, target }) => turnOn(item.channel, target));
    const ended = endItems([...endings, ...turns.flatMap((turn) => turn.overtaken)], at);
    const outcome = outcomeOf(settlement, endings.length);
    if (outcome !== null) noteExchange(requestId, outcome, exchange, at);
    const unblocked = turns.flatMap(({ next }) => next?.item ?? []);
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
