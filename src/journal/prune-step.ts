import { asOperationId, type OperationId } from '../domain/ids.ts';
import { integer, type Row } from './rows.ts';

/** Rows looked at in one step, and items deleted in it: a step holds the journal up for a few milliseconds. */
export const maxOperations = 200;
export const maxRequests = 500;
const maxItems = 2_000;

export type PruneStep = {
  /** The operations that go. */
  readonly ids: readonly OperationId[];
  /** The last one that was looked at. */
  readonly last: OperationId;
  readonly isThrough: boolean;
};

/**
 * What goes of the next completed operations, in the order of their ids. Those rise with the time of acceptance, so
 * that the sweep is over where one was accepted too late to be old enough. Some that ended late stay in its midst.
 */
export const stepOf = (completed: readonly Row[], before: number, after: OperationId | null): PruneStep => {
  const ids: OperationId[] = [];
  let items = 0;
  let last = after ?? asOperationId(0);
  for (const row of completed) {
    if (items > maxItems) break;
    last = asOperationId(integer(row, 'id'));
    if (integer(row, 'completed_at') >= before) continue;
    ids.push(last);
    items += integer(row, 'item_count');
  }
  const newest = completed.at(-1);
  const isThrough =
    items <= maxItems && (completed.length < maxOperations || integer(newest ?? {}, 'created_at') >= before);
  return { ids, last, isThrough };
};

/** Where the sweep goes on, if it does. */
export const nextOf = ({ last, isThrough }: PruneStep, droppedRequests: number): OperationId | null =>
  isThrough && droppedRequests < maxRequests ? null : last;
