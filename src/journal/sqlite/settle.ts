import type { DatabaseSync } from 'node:sqlite';
import { canMove, isPending } from '../../domain/item.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import type { StockLevel } from '../../domain/stock.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges, type Settlement } from '../../ports/journal.ts';
import { asSent, type Ending, withEarlierTries } from '../endings.ts';
import { prepareEndItems } from './end-items.ts';
import { type AcceptedItem, isInFlight, queuedAgain } from './known.ts';
import type { Memory } from './memory.ts';
import { type InPlace, prepareMirror } from './mirror.ts';
import { prepareMoveItems } from './move-items.ts';
import { prepareNoteExchange, prepareRefsOf } from './note-exchange.ts';
import { prepareTurns } from './turns.ts';

export const prepareSettle = (db: DatabaseSync, memory: Memory) => {
  const { known } = memory;
  const endItems = prepareEndItems(memory);
  const mirror = prepareMirror(db);
  const turnOn = prepareTurns(db, memory);
  const noteExchange = prepareNoteExchange(db, memory);
  const moveItems = prepareMoveItems(memory);
  const refsOf = prepareRefsOf(db);

  const isStillWaiting = (requestId: Settlement['requestId']): boolean => {
    let waits = false;
    known.each(refsOf(requestId), (found, { index }) => {
      const progress = found?.progress[index];
      waits ||= progress?.requestId === requestId && progress.state === 'AWAITING_CALLBACK';
    });
    return waits;
  };

  /** A callback may tell of some rows only, and a deadline may find that a callback came first. */
  const outcomeOf = ({ requestId, outcome }: Settlement, ended: number): RequestOutcome | null => {
    if (outcome === 'CALLED_BACK' && isStillWaiting(requestId)) return 'AWAITING_CALLBACK';
    return outcome === 'TIMED_OUT' && ended === 0 ? null : outcome;
  };

  const settle = (settlement: Settlement): Changes => {
    const { requestId, at, exchange, rows, release = [] } = settlement;
    const endings: Ending[] = [];
    const inPlace: InPlace[] = [];
    const freed: AcceptedItem[] = [];
    const seen = new Set<AcceptedItem>();
    known.each(rows, (found, { operationId, index, outcome: told }) => {
      const progress = found?.progress[index];
      // Its rows may have moved on to a further request, which alone may end them.
      if (!found || progress?.requestId !== requestId) return;
      const accepted = known.item(found, index);
      if (!accepted.item || seen.size === seen.add(accepted).size) return;
      const { state, mayHaveApplied, kept } = progress;
      if (!canMove(state, told.state)) return;
      const outcome = asSent(withEarlierTries(told, mayHaveApplied), kept);
      const { channel, kind } = accepted.item;
      endings.push({ operationId, index, channel, kind, from: state, outcome });
      if (outcome.state === 'APPLIED')
        inPlace.push({ change: accepted.change, applied: outcome, operationId });
      if (isPending(state)) freed.push(accepted);
    });
    const stock = mirror.applied(inPlace);
    const released = moveItems(
      release,
      (progress) => progress.requestId === requestId && isInFlight(progress),
      queuedAgain,
      true,
    );
    const superseded: Ending[] = [];
    const unblocked: QueuedItem[] = [];
    for (const items of [freed, released.items]) {
      for (const item of items) {
        const turn = turnOn(item);
        superseded.push(...turn.superseded);
        if (turn.next) unblocked.push(turn.next.item);
      }
    }
    const ended = endItems([...endings, ...superseded], at);
    const outcome = outcomeOf(settlement, endings.length);
    const moved = endings.length + released.items.length;
    if (outcome !== null) noteExchange(requestId, outcome, exchange, at, moved);
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
