import type { Client } from 'pg';
import type { AdjustmentChange, StockChange } from '../../../src/domain/changes/change.ts';
import { isPending, type Outcome, type PendingStage } from '../../../src/domain/item.ts';
import { type ItemOutcome, withRetries } from '../support/breaches.ts';
import { numberOf, targetName } from './vendor.ts';

type Row = {
  /** The operation that accepted the value first. */
  readonly first: string;
  readonly operation_id: string;
  readonly idx: number;
  readonly change: string;
  readonly state: Outcome['state'] | PendingStage;
  readonly outcome: string | null;
  readonly may_have_applied: number;
  readonly requests: readonly string[] | null;
};

const everyItem = `
  SELECT coalesce(o.retry_first, o.id) AS first, i.operation_id, i.idx, i.change, i.state, i.outcome, i.may_have_applied, (
    SELECT json_agg(r.attempt || ' ' || r.outcome || ' ' || coalesce(r.http_status::text, '-') ORDER BY r.id)
    FROM vendor_requests r CROSS JOIN json_array_elements(r.refs::json) e
    WHERE (e ->> 0)::bigint = i.operation_id AND (e ->> 1)::integer = i.idx) AS requests
  FROM items i JOIN operations o ON o.id = i.operation_id ORDER BY i.operation_id, i.idx`;

const outcomeOf = (row: Row): ItemOutcome => {
  const change: StockChange | AdjustmentChange = JSON.parse(row.change);
  const outcome: Outcome | null = row.outcome === null ? null : JSON.parse(row.outcome);
  const requests = row.requests ?? [];
  return {
    operation: Number(row.first),
    target: targetName(change),
    value: numberOf(change),
    isRelative: change.kind === 'STOCK_ADJUSTMENT',
    observedAt: change.kind === 'STOCK_SET' ? change.observedAt : null,
    ifQuantity: change.kind === 'STOCK_SET' ? change.ifQuantity : null,
    state: row.state as Outcome['state'],
    mayHaveApplied:
      outcome?.state === 'OUTCOME_UNKNOWN' || (outcome?.state === 'FAILED' && outcome.failure.mayHaveApplied),
    requests: requests.length,
    // From the journal: a superseded item was sent before exactly if it says so.
    interrupted: row.may_have_applied === 1,
    log: requests.join(', '),
  };
};

/** The outcome of every item of the journal, and the unfinished items. */
export const outcomesIn = async (
  client: Client,
): Promise<{ readonly outcomes: readonly ItemOutcome[]; readonly pending: readonly string[] }> => {
  const { rows } = await client.query<Row>(everyItem);
  return {
    pending: rows
      .filter(({ state }) => isPending(state))
      .map((row) => `Item ${row.operation_id}/${row.idx} is left ${row.state}: ${row.requests?.join(', ')}`),
    outcomes: withRetries(rows.filter(({ state }) => !isPending(state)).map(outcomeOf)),
  };
};
