import type { PruneCursor } from '../../ports/prune.ts';
import { integer, integerOrNull, type Row } from './rows.ts';

/** Rows looked at in one step, and items deleted in it: a step holds the journal up for a few milliseconds. */
export const maxOperations = 200;
export const maxRequests = 100;
const maxItems = 2_000;

export type PruneStep = {
  /** The rows that go. */
  readonly ids: readonly number[];
  /** The last one that was looked at. */
  readonly last: number;
  readonly isThrough: boolean;
};

/**
 * What goes of the next operations, in the order of their ids. Those rise with the time of acceptance, so that the sweep
 * is over where one was accepted too late to be old enough. Before that it passes by what still runs and what ended too
 * late: however many there are, each step looks at the rows behind those of the step before.
 */
export const operationStepOf = (found: readonly Row[], before: number, after: number): PruneStep => {
  const ids: number[] = [];
  let items = 0;
  let last = after;
  for (const row of found) {
    if (items > maxItems) break;
    last = integer(row, 'id');
    if ((integerOrNull(row, 'completed_at') ?? before) >= before) continue;
    ids.push(last);
    items += integer(row, 'item_count');
  }
  const newest = found.at(-1);
  const isThrough =
    items <= maxItems && (found.length < maxOperations || integer(newest ?? {}, 'created_at') >= before);
  return { ids, last, isThrough };
};

/** What goes of the next requests that are closed: those of which `is_old` says that none of their operations is left. */
export const requestStepOf = (found: readonly Row[], before: number, after: number): PruneStep => {
  const newest = found.at(-1);
  return {
    ids: found.filter((row) => Number(row['is_old']) === 1).map((row) => integer(row, 'id')),
    last: newest ? integer(newest, 'id') : after,
    isThrough: found.length < maxRequests || integer(newest ?? {}, 'sent_at') >= before,
  };
};

/** Where the sweep goes on, if it does. The requests follow within the step that ends the operations. */
export const nextOf = (operations: PruneStep | null, requests: PruneStep | null): PruneCursor | null => {
  if (operations && !operations.isThrough) return { of: 'operations', after: operations.last };
  return requests && !requests.isThrough ? { of: 'requests', after: requests.last } : null;
};
