import type { DatabaseSync } from 'node:sqlite';
import { canMove, isPending } from '../../domain/item.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges, type Settlement } from '../../ports/journal.ts';
import { type Ending, withEarlierTries } from '../endings.ts';
import { prepareEndItems } from './end-items.ts';
import { type AcceptedItem, isInFlight } from './known.ts';
import type { Memory } from './memory.ts';
import { prepareMirror } from './mirror.ts';
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

  const isStillWaiting = (requestId: Settlement['requestId']): boolean =>
    refsOf(requestId).some(({ operationId, index }) => {
      const progress = known.get(operationId)?.progress[index];
      return progress?.requestId === requestId && progress.state === 'AWAITING_CALLBACK';
    });

  /** A callback may tell of some rows only, and a deadline may find that a callback came first. */
  const outcomeOf = ({ requestId, outcome }: Settlement, ended: number): RequestOutcome | null => {
    if (outcome === 'CALLED_BACK' && isStillWaiting(requestId)) return 'AWAITING_CALLBACK';
    return outcome === 'TIMED_OUT' && ended === 0 ? null : outcome;
  };

  const settle = (settlement: Settlement): Changes => {
    const { requestId, at, exchange, rows, release = [] } = settlement;
    const endings: Ending[] = [];
    const stock: StockKey[] = [];
    const freed: AcceptedItem[] = [];
    const seen = new Set<AcceptedItem>();
    for (const { operationId, index, outcome: told } of rows) {
      const found = known.get(operationId);
      const accepted = found?.items[index];
      const progress = found?.progress[index];
      // Its rows may have moved on to a further request, which alone may end them.
      if (!accepted?.item || progress?.requestId !== requestId || seen.has(accepted)) continue;
      seen.add(accepted);
      const { state, mayHaveApplied } = progress;
      if (!canMove(state, told.state)) continue;
      const outcome = withEarlierTries(told, mayHaveApplied);
      const { channel, kind } = accepted.item;
      endings.push({ operationId, index, channel, kind, from: state, outcome });
      if (outcome.state === 'APPLIED') {
        stock.push(...mirror.applied(accepted.change, outcome, operationId));
      }
      if (isPending(state)) freed.push(accepted);
    }
    const released = moveItems(
      release,
      (progress) => progress.requestId === requestId && isInFlight(progress),
      (before) => ({ ...before, state: 'QUEUED' }),
      true,
    );
    const turns = [...freed, ...released.items].map(({ item, target }) => turnOn(item.channel, target));
    const ended = endItems([...endings, ...turns.flatMap((turn) => turn.overtaken)], at);
    const outcome = outcomeOf(settlement, endings.length);
    const moved = endings.length + released.items.length;
    if (outcome !== null) noteExchange(requestId, outcome, exchange, at, moved);
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
