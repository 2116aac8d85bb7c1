import type { DatabaseSync } from 'node:sqlite';
import { assertNever } from '../../domain/assert-never.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { type EndState, type ItemState, isPending, type Outcome } from '../../domain/item.ts';
import type { ItemRef, OperationKind } from '../../domain/operation.ts';
import type { Changes, Ended } from '../../ports/journal.ts';

export type Ending = ItemRef & {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly from: ItemState;
  readonly outcome: Outcome;
};

export type Endings = Pick<Changes, 'operations' | 'ended'>;

type Tally = { -readonly [State in EndState]: number };
type Mutable<Of> = { -readonly [Field in keyof Of]: Of[Field] };

const add = (tally: Tally, state: ItemState, by: 1 | -1): void => {
  switch (state) {
    case 'APPLIED':
    case 'FAILED':
    case 'SUPERSEDED':
    case 'OUTCOME_UNKNOWN':
      tally[state] += by;
      return;
    case 'QUEUED':
    case 'SENDING':
    case 'AWAITING_CALLBACK':
      return;
    default:
      assertNever(state);
  }
};

/**
 * Writes the end of items, whose moves the caller has found legal, and what it means for their operations: counters,
 * the next sequence, completion.
 */
export const prepareEndItems = (db: DatabaseSync) => {
  const updateOperation = db.prepare(`
    UPDATE operations SET
      sequence = sequence + 1,
      applied_count = applied_count + ?1,
      failed_count = failed_count + ?2,
      superseded_count = superseded_count + ?3,
      unknown_count = unknown_count + ?4,
      completed_at = coalesce(completed_at, iif(
        applied_count + failed_count + superseded_count + unknown_count + ?1 + ?2 + ?3 + ?4 = item_count, ?5, NULL))
    WHERE id = ?6 RETURNING sequence`);
  const updateItem = db.prepare(
    'UPDATE items SET state = ?, outcome = ?, sequence = ? WHERE operation_id = ? AND idx = ?',
  );

  return (endings: readonly Ending[], at: number): Endings => {
    const byOperation = Map.groupBy(endings, (ending) => ending.operationId);
    for (const [operationId, group] of byOperation) {
      const tally: Tally = { APPLIED: 0, FAILED: 0, SUPERSEDED: 0, OUTCOME_UNKNOWN: 0 };
      for (const { from, outcome } of group) {
        add(tally, from, -1);
        add(tally, outcome.state, 1);
      }
      const row = updateOperation.get(
        tally.APPLIED,
        tally.FAILED,
        tally.SUPERSEDED,
        tally.OUTCOME_UNKNOWN,
        at,
        operationId,
      );
      const sequence = Number(row?.['sequence']);
      for (const { index, outcome } of group) {
        updateItem.run(outcome.state, JSON.stringify(outcome), sequence, operationId, index);
      }
    }
    return { operations: [...byOperation.keys()], ended: countEnded(endings) };
  };
};

/** Of a channel and a kind there are few, however many items. */
const countEnded = (endings: readonly Ending[]): readonly Ended[] => {
  const counts = new Map<string, Mutable<Ended>>();
  for (const { channel, kind, from, outcome } of endings) {
    if (!isPending(from)) continue;
    const { state } = outcome;
    const name = `${channel}/${kind}/${state}`;
    const ended = counts.get(name);
    if (ended) ended.count += 1;
    else counts.set(name, { channel, kind, state, count: 1 });
  }
  return [...counts.values()];
};
