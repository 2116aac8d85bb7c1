import type { HistoryPlace, PruneCursor } from '../../ports/journal/prune.ts';

/** The rows that one step reads, and the items that it deletes. A step blocks the journal for a few milliseconds. */
export const maxOperations = 200;
export const maxRequests = 100;
export const maxDeliveries = 500;
const maxItems = 2_000;

/** An operation that the retention checks. */
export type PruneCandidate = {
  readonly id: number;
  readonly createdAt: number;
  readonly completedAt: number | null;
  readonly itemCount: number;
};

/** A closed request. It is old if it was sent before the limit and none of its operations is left. */
export type ClosedRequest = { readonly id: number; readonly sentAt: number; readonly isOld: boolean };

/**
 * A webhook delivery. It is old if its event happened before the limit, and if it has ended or its endpoint is switched
 * off or deleted. The others end by themselves.
 */
export type OldDelivery = { readonly id: number; readonly createdAt: number; readonly isOld: boolean };

export type PruneStep = {
  /** The rows to delete. */
  readonly ids: readonly number[];
  /** The last row that was read. */
  readonly last: number;
  readonly isThrough: boolean;
};

/**
 * The next operations to delete, in the order of their ids. Ids rise with the time of acceptance, so the sweep ends at
 * the first operation that was accepted too late. Before that, it skips operations that still run or ended too late.
 * Each step reads the rows after those of the previous step.
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

/** The next closed requests to delete: those that are old. */
export const requestStepOf = (found: readonly ClosedRequest[], before: number, after: number): PruneStep => {
  const newest = found.at(-1);
  return {
    ids: found.filter(({ isOld }) => isOld).map(({ id }) => id),
    last: newest?.id ?? after,
    isThrough: found.length < maxRequests || (newest?.sentAt ?? before) >= before,
  };
};

/** The next webhook deliveries to delete. Their ids rise with the time of their events. */
export const deliveryStepOf = (found: readonly OldDelivery[], before: number, after: number): PruneStep => {
  const newest = found.at(-1);
  return {
    ids: found.filter(({ isOld }) => isOld).map(({ id }) => id),
    last: newest?.id ?? after,
    isThrough: found.length < maxDeliveries || (newest?.createdAt ?? before) >= before,
  };
};

/** The result of one step of a sweep. Null for a part that the step did not visit. */
export type PruneSteps = {
  readonly operations: PruneStep | null;
  readonly requests: PruneStep | null;
  readonly deliveries: PruneStep | null;
  /** The last entry that was visited; null at the end. */
  readonly history: HistoryPlace | null;
};

/** A step that visits nothing. */
export const noSteps: PruneSteps = { operations: null, requests: null, deliveries: null, history: null };

/**
 * Where the sweep continues. A step that ends the operations visits the requests. The webhook deliveries and the history
 * have their own steps.
 */
export const nextOf = ({ operations, requests, deliveries, history }: PruneSteps): PruneCursor | null => {
  if (operations && !operations.isThrough) return { of: 'operations', after: operations.last };
  if (requests && !requests.isThrough) return { of: 'requests', after: requests.last };
  if (requests) return { of: 'deliveries', after: 0 };
  if (deliveries && !deliveries.isThrough) return { of: 'deliveries', after: deliveries.last };
  if (deliveries) return { of: 'history', after: null };
  return history && { of: 'history', after: history };
};
