import type { DatabaseSync } from 'node:sqlite';
import type { OperationId, RequestId } from '../../domain/ids.ts';
import { canMove, isPending } from '../../domain/item.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import type { StockLevel } from '../../domain/stock.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges } from '../../ports/journal.ts';
import type { RetryingItem, Settlement } from '../../ports/requests.ts';
import { asSent, type Ending, withEarlierTries } from '../journal/endings.ts';
import { prepareEndItems } from './end-items.ts';
import { type AcceptedItem, backInLine, isInFlight, retryingItemOf } from './known.ts';
import type { Memory } from './memory.ts';
import { type InPlace, prepareMirror } from './mirror.ts';
import { type Moved, prepareMoveItems } from './move-items.ts';
import { prepareNoteExchange, prepareRefsOf } from './note-exchange.ts';
import { prepareTurns } from './turns.ts';

export const prepareSettle = (db: DatabaseSync, memory: Memory) => {
  const { known, targets } = memory;
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

  /** Rows with equal states of their tries are written together, so that they keep sharing one value. */
  const retryLater = (requestId: RequestId, rows: NonNullable<Settlement['retry']>): Moved => {
    const operations: OperationId[] = [];
    const items: AcceptedItem[] = [];
    for (const [retry, refs] of Map.groupBy(rows, (row) => row.retry)) {
      const { mayHaveApplied } = retry.outcome.failure;
      const moved = moveItems(
        refs,
        (progress) => progress.requestId === requestId && progress.state === 'SENDING',
        (before) => backInLine({ ...before, retry, mayHaveApplied: before.mayHaveApplied || mayHaveApplied }),
        true,
      );
      operations.push(...moved.operations);
      items.push(...moved.items);
    }
    return { operations, items };
  };

  const settle = (settlement: Settlement): Changes => {
    const { requestId, at, exchange, rows, release = [], retry = [] } = settlement;
    const endings: Ending[] = [];
    const inPlace: InPlace[] = [];
    const freed: AcceptedItem[] = [];
    const left: AcceptedItem[] = [];
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
      if (isPending(state)) (isInFlight(progress) ? freed : left).push(accepted);
    });
    const stock = mirror.applied(inPlace);
    const released = moveItems(
      release,
      (progress) => progress.requestId === requestId && isInFlight(progress),
      backInLine,
      true,
    );
    const failed = retryLater(requestId, retry);
    const superseded: Ending[] = [];
    const unblocked: QueuedItem[] = [];
    const retrying: RetryingItem[] = [];
    const turnTo = (item: AcceptedItem, leaves: boolean): void => {
      const { next, superseded: others } = turnOn(item, leaves);
      superseded.push(...others);
      const progress = next && known.get(next.item.operationId)?.progress[next.item.index];
      if (!progress) return;
      const waiting = retryingItemOf(next.item, progress);
      if (waiting) retrying.push(waiting);
      else unblocked.push(next.item);
    };
    for (const items of [freed, released.items, failed.items]) for (const item of items) turnTo(item, false);
    for (const item of left) if (!targets.isTaken(item.item.channel, item.target)) turnTo(item, true);
    const ended = endItems([...endings, ...superseded], at);
    const outcome = outcomeOf(settlement, endings.length + failed.items.length);
    const moved = endings.length + released.items.length + failed.items.length;
    if (outcome !== null) noteExchange(requestId, outcome, exchange, at, moved);
    const operations = [...new Set([...ended.operations, ...released.operations, ...failed.operations])];
    return { ...ended, operations, stock, unblocked, retrying };
  };

  return {
    settle,
    recordRead: (levels: readonly StockLevel[]): Changes => ({
      ...noChanges,
      stock: levels.flatMap((level) => mirror.read(level)),
    }),
  };
};
