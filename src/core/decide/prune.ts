import type { PruneCursor } from '../../ports/prune.ts';

/** Rows looked at in one step, and items deleted in it: a step holds the journal up for a few milliseconds. */
export const maxOperations = 200;
export const maxRequests = 100;
const maxItems = 2_000;

/** An operation that the retention looks at. */
export type PruneCandidate = {
  readonly id: number;
  readonly createdAt: number;
  readonly completedAt: number | null;
  readonly itemCount: number;
};

/** A closed request; it is old if it was sent before the limit and none of its operations is left. */
export type ClosedRequest = { readonly id: number; readonly sentAt: number; readonly isOld: boolean };

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
export const operationStepOf = (
  found: readonly PruneCandidate[],
  before: number,
  after: number,
): PruneStep => {
  const ids: number[] = [];
  let items = 0;
  let last = after;
  for (const row of found) {
    if (items > maxItems) break;
    last = row.id;
    if ((row.completedAt ?? before) >= before) continue;
    ids.push(last);
    items += row.itemCount;
  }
  const newest = found.at(-1);
  const isThrough =
    items <= maxItems && (found.length < maxOperations || (newest?.createdAt ?? before) >= before);
  return { ids, last, isThrough };
};

/** What goes of the next requests that are closed: those that are old. */
export const requestStepOf = (found: readonly ClosedRequest[], before: number, after: number): PruneStep => {
  const newest = found.at(-1);
  return {
    ids: found.filter(({ isOld }) => isOld).map(({ id }) => id),
    last: newest?.id ?? after,
    isThrough: found.length < maxRequests || (newest?.sentAt ?? before) >= before,
  };
};

/** Where the sweep goes on, if it does. The requests follow within the step that ends the operations. */
export const nextOf = (operations: PruneStep | null, requests: PruneStep | null): PruneCursor | null => {
  if (operations && !operations.isThrough) return { of: 'operations', after: operations.last };
  return requests && !requests.isThrough ? { of: 'requests', after: requests.last } : null;
};
