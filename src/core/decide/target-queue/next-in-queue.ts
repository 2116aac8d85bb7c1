import { type Change, type StockChange, valueIdsOf } from '../../../domain/changes/change.ts';
import { isGuarded } from '../../../domain/changes/guard.ts';
import {
  isObserved,
  newerThan,
  newestOf,
  noWatermarks,
  valueCountOf,
  type Watermarks,
} from '../../../domain/changes/watermark.ts';
import type { OperationId, OptionId } from '../../../domain/ids.ts';

/** One change that waits for a target. */
export type Waiting<Entry> = {
  readonly entry: Entry;
  readonly operationId: OperationId;
  readonly change: Change;
};

/** The decision on one free target. */
export type NextInQueue<Entry> = {
  /** The change to send now; the rest of the queue goes after it. */
  readonly next: Entry | null;
  /** The watermarks whose values are sent in place of the older ones that `next` names. */
  readonly kept: Watermarks;
  readonly superseded: readonly { readonly entry: Entry; readonly by: OperationId }[];
};

type OptionIds = ReadonlySet<OptionId | null>;

/** The newest observation of each value that may be in place at the vendor when a change is sent. */
type Newest = ReadonlyMap<OptionId | null, number>;

/**
 * Whether a stock change, accepted after `older`, makes sending `older` pointless. It does if it covers every value of
 * the older one. It covers a value if it names it and
 *
 * - both are observed, and its observation is not older;
 * - it is a plain order, which is always sent unchanged;
 * - only it is observed, and no newer observation can be in place when it is sent (`before`). Without this
 *   condition it could then be stale, and the plain order would be lost.
 */
const coversStock = (newer: StockChange, older: StockChange, before: Newest): boolean => {
  const { observedAt } = newer;
  if (observedAt !== null && older.observedAt !== null && observedAt < older.observedAt) return false;
  const named: OptionIds = new Set(valueIdsOf(newer));
  const isSent = (optionId: OptionId | null): boolean =>
    observedAt === null || older.observedAt !== null || (before.get(optionId) ?? observedAt) <= observedAt;
  return valueIdsOf(older).every((optionId) => named.has(optionId) && isSent(optionId));
};

/**
 * Whether `newer`, accepted after `older` on the same target, makes sending `older` pointless. Only a change of the
 * same kind that states at least as much does. Otherwise both are sent, in order. A guarded change never does: it may not
 * be sent, and the older value would be lost.
 */
export const supersedes = (newer: Change, older: Change, before: Newest = new Map()): boolean => {
  if (isGuarded(newer)) return false;
  if (newer.kind === 'STOCK_SET' && older.kind === 'STOCK_SET') {
    return coversStock(newer, older, before);
  }
  if (newer.kind === 'INVENTORY_CONFIRMATION' && older.kind === 'INVENTORY_CONFIRMATION') {
    // A recorded supply price makes the vendor create a settlement. A confirmation without one does not repeat it.
    return older.supplyPrice === null || newer.supplyPrice !== null;
  }
  return newer.kind === 'PRODUCT_REPLACEMENT' && older.kind === 'PRODUCT_REPLACEMENT';
};

/** `newest` with the observations of one more change. */
const withObservations = (newest: Newest, change: Change): Newest => {
  if (change.kind !== 'STOCK_SET' || change.observedAt === null) return newest;
  const { observedAt } = change;
  const result = new Map(newest);
  for (const optionId of valueIdsOf(change)) {
    result.set(optionId, Math.max(result.get(optionId) ?? observedAt, observedAt));
  }
  return result;
};

/**
 * For each waiting change, the newest observations that may be in place when it is sent: the watermarks and those of
 * the changes before it. A plain order between them would drop them, but may itself be superseded, so this counts them.
 */
const newestBefore = (waiting: readonly Waiting<unknown>[], watermarks: Watermarks): readonly Newest[] => {
  // Only a plain order before an observation depends on them.
  if (
    waiting.every(({ change }) => isObserved(change)) ||
    !waiting.some(({ change }) => isObserved(change))
  ) {
    return [];
  }
  let newest: Newest = new Map(watermarks.map(({ optionId, observedAt }) => [optionId, observedAt]));
  return waiting.map(({ change }) => {
    const before = newest;
    newest = withObservations(newest, change);
    return before;
  });
};

/** Whether the effect of a change depends on the values of the changes before it. */
const isDependent = (change: Change): boolean => isGuarded(change) || change.kind === 'STOCK_ADJUSTMENT';

/**
 * For each waiting change, the position that a change must precede to supersede it: that of the next change that depends
 * on the changes before it and is not superseded itself. A guarded change is compared with their result, and an adjustment
 * is added to it, so they are sent before it. An adjustment is never superseded.
 */
const limitsOf = (waiting: readonly Waiting<unknown>[], before: readonly Newest[]): readonly number[] => {
  if (!waiting.some(({ change }) => isDependent(change))) return [];
  const limits: number[] = [];
  let limit = waiting.length;
  for (const [position, { change }] of [...waiting.entries()].reverse()) {
    limits[position] = limit;
    if (isDependent(change) && !newestCover(waiting, position, before, limit)) limit = position;
  }
  return limits;
};

/** The newest of the waiting changes that supersedes the one at `position`, and precedes `limit`. */
const newestCover = <Entry>(
  waiting: readonly Waiting<Entry>[],
  position: number,
  before: readonly Newest[],
  limit = waiting.length,
): Waiting<Entry> | undefined => {
  const older = waiting[position];
  return (
    older &&
    waiting.findLast(
      ({ change }, at) => at > position && at < limit && supersedes(change, older.change, before[at]),
    )
  );
};

const staleValuesOf = (change: Change, watermarks: Watermarks): Watermarks =>
  change.kind === 'STOCK_SET' ? newerThan(change, watermarks) : noWatermarks;

const isStale = (change: Change, newer: Watermarks): boolean =>
  change.kind === 'STOCK_SET' && newer.length === valueCountOf(change);

/**
 * Decides on the changes that wait for one free target, given in the order of acceptance, and the watermarks of
 * that target. A change is superseded if a newer one covers it, or if all its values are stale. A change before a guarded
 * one is superseded by a change after it only together with the guarded one. The oldest of the others
 * is sent first, so that the newest is applied last. If some of its values are stale, newer values replace them, because
 * one call may have to carry a stale value together with a current one. An adjustment is never superseded, and no change
 * is superseded by one behind an adjustment.
 */
export const nextInQueue = <Entry>(
  waiting: readonly Waiting<Entry>[],
  watermarks: Watermarks,
): NextInQueue<Entry> => {
  const superseded: { entry: Entry; by: OperationId }[] = [];
  let next: { entry: Entry; kept: Watermarks } | null = null;
  // An earlier change may drop watermarks. Whether a later change is stale is then decided when it is next.
  let mayLoseWatermarks = false;
  const before = newestBefore(waiting, watermarks);
  const limits = limitsOf(waiting, before);
  for (const [position, { entry, change }] of waiting.entries()) {
    const newer = mayLoseWatermarks ? noWatermarks : staleValuesOf(change, watermarks);
    const later = isStale(change, newer) ? null : newestCover(waiting, position, before, limits[position]);
    const by = later === null ? newestOf(newer)?.by : later?.operationId;
    if (by !== undefined) {
      superseded.push({ entry, by });
      continue;
    }
    next ??= { entry, kept: newer };
    mayLoseWatermarks ||= !isObserved(change);
  }
  return { next: next?.entry ?? null, kept: next?.kept ?? noWatermarks, superseded };
};
