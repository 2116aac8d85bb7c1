import { changesOf, type Ending, type Endings, tallyOf } from '../../journal/endings.ts';
import type { Statement, Transaction } from './transaction.ts';

/** Takes the operations in the order given: whoever has several does so in that of their ids. */
const endAll: Statement = {
  name: 'end-items',
  text: `
    WITH counted AS (
      UPDATE operations o SET
        sequence = o.sequence + 1,
        applied_count = o.applied_count + t.applied,
        failed_count = o.failed_count + t.failed,
        superseded_count = o.superseded_count + t.superseded,
        unknown_count = o.unknown_count + t.unknown,
        completed_at = coalesce(o.completed_at, CASE WHEN
          o.applied_count + o.failed_count + o.superseded_count + o.unknown_count
            + t.applied + t.failed + t.superseded + t.unknown = o.item_count THEN $6::bigint END)
      FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[])
        t(id, applied, failed, superseded, unknown)
      WHERE o.id = t.id RETURNING o.id, o.sequence)
    UPDATE items i SET state = e.state, outcome = e.outcome, retry = NULL, sequence = (SELECT array_agg(sequence ORDER BY id) FROM counted)[e.place]
    FROM unnest($7::bigint[], $8::integer[], $9::text[], $10::text[], $11::integer[])
      e(operation_id, idx, state, outcome, place)
    WHERE i.operation_id = e.operation_id AND i.idx = e.idx`,
};

/**
 * Writes the end of items, whose moves the caller has found legal, and what it means for their operations: counters,
 * the next sequence, completion.
 */
export const endItems = ({ run }: Transaction, endings: readonly Ending[], at: number): Endings => {
  const changes = changesOf(endings);
  if (endings.length === 0) return changes;
  const byOperation = Map.groupBy(endings, (ending) => ending.operationId);
  const ids = [...byOperation.keys()].sort((a, b) => a - b);
  const tallies = ids.map((id) => tallyOf(byOperation.get(id) ?? []));
  const places = new Map(ids.map((id, at) => [id, at + 1]));
  void run(endAll, [
    ids,
    tallies.map((tally) => tally.APPLIED),
    tallies.map((tally) => tally.FAILED),
    tallies.map((tally) => tally.SUPERSEDED),
    tallies.map((tally) => tally.OUTCOME_UNKNOWN),
    at,
    endings.map(({ operationId }) => operationId),
    endings.map(({ index }) => index),
    endings.map(({ outcome }) => outcome.state),
    endings.map(({ outcome }) => JSON.stringify(outcome)),
    endings.map(({ operationId }) => places.get(operationId)),
  ]);
  return changes;
};
