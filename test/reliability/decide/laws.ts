import { isInFlight, type QueuedRow } from '../../../src/core/decide/data/state.ts';
import type { Writes } from '../../../src/core/decide/data/writes.ts';
import { type ItemState, isPending } from '../../../src/domain/item.ts';
import { pendingCount } from '../../../src/domain/operation.ts';
import type { MemoryStore, StoredItem } from './memory-store.ts';

const final: ReadonlySet<ItemState> = new Set<ItemState>(['APPLIED', 'FAILED', 'SUPERSEDED', 'CANCELED']);
const nameOf = ({ operationId, index }: QueuedRow['item']): string => `item ${operationId}/${index}`;

/** The errors in the writes of one decision. */
export const breachesOfWrites = ({ items, operations }: Writes): readonly string[] => {
  const breaches: string[] = [];
  const seen = new Set<string>();
  const sequences = new Map(operations.map(({ id, sequence }) => [id, sequence]));
  for (const { row, after } of items) {
    const { item, progress: before } = row;
    const name = nameOf(item as QueuedRow['item']);
    if (seen.size === seen.add(name).size) breaches.push(`${name} is written twice`);
    if (before.state !== after.state && final.has(before.state))
      breaches.push(`${name} moves from ${before.state} to ${after.state}`);
    if (before.state === 'OUTCOME_UNKNOWN' && isPending(after.state))
      breaches.push(`${name} is pending again`);
    if (isPending(after.state) === (after.outcome !== null))
      breaches.push(`${name} is ${after.state} with the outcome ${after.outcome?.state}`);
    if (before.mayHaveApplied && !after.mayHaveApplied) breaches.push(`${name} is in doubt no more`);
    const isCanceledNow = after.state === 'CANCELED' && before.state !== 'CANCELED';
    if (isCanceledNow && (before.state !== 'QUEUED' || before.mayHaveApplied))
      breaches.push(`${name} is canceled, was ${before.state} and may have been applied`);
    const isShown = before.state !== after.state && after.state !== 'SENDING';
    if (isShown && sequences.has(item.operationId) && sequences.get(item.operationId) !== after.sequence)
      breaches.push(`${name} has not the sequence of its operation`);
  }
  return breaches;
};

const isStaleBy = (older: StoredItem, by: StoredItem): boolean =>
  older.change.kind === 'STOCK_SET' &&
  by.change.kind === 'STOCK_SET' &&
  older.change.observedAt !== null &&
  by.change.observedAt !== null &&
  older.change.observedAt < by.change.observedAt;

/** The values that a change is about: the product's own, and options. A listing of an option is about this option alone. */
export const namedBy = (change: StoredItem['change']): readonly string[] => {
  if (change.kind !== 'STOCK_SET') return ['product'];
  const { listing, options } = change;
  return listing?.optionId ? [listing.optionId] : ['product', ...options.map(({ optionId }) => optionId)];
};

/** Whether the later change is of the same kind and names every option of the earlier one. Independent of the decider. */
const covers = (later: StoredItem, earlier: StoredItem): boolean => {
  if (later.change.kind !== earlier.change.kind) return false;
  if (later.change.kind === 'STOCK_SET' && later.change.ifQuantity !== undefined) return false;
  if (later.change.kind !== 'STOCK_SET' || earlier.change.kind !== 'STOCK_SET') return true;
  const named = new Set(namedBy(later.change));
  return namedBy(earlier.change).every((value) => named.has(value));
};

/**
 * Whether an adjustment was accepted after the one change and before the other. It is a barrier between them, unless it was
 * canceled.
 */
const isBetween = (one: StoredItem, by: number, others: readonly StoredItem[]): boolean =>
  others.some(
    ({ item, change, progress }) =>
      change.kind === 'STOCK_ADJUSTMENT' &&
      progress.state !== 'CANCELED' &&
      item.operationId > one.item.operationId &&
      item.operationId < by,
  );

/** A superseded change is covered by a later one, or older than an applied observation. */
const isCovered = (one: StoredItem, others: readonly StoredItem[]): boolean => {
  const { outcome } = one.progress;
  if (outcome?.state !== 'SUPERSEDED') return true;
  return others.some(
    (other) =>
      other.item.operationId === outcome.by &&
      ((outcome.by > one.item.operationId && covers(other, one) && !isBetween(one, outcome.by, others)) ||
        (isStaleBy(one, other) && other.progress.state === 'APPLIED')),
  );
};

/**
 * A guarded change that is neither superseded nor canceled is compared with the result of all changes before it. So a change before it is
 * not superseded by one after it.
 */
const skippedGuards = (one: StoredItem, others: readonly StoredItem[]): readonly StoredItem[] => {
  const { outcome } = one.progress;
  if (outcome?.state !== 'SUPERSEDED') return [];
  return others.filter(
    ({ item: { operationId }, change, progress }) =>
      change.kind === 'STOCK_SET' &&
      change.ifQuantity !== undefined &&
      one.item.operationId < operationId &&
      operationId < outcome.by &&
      progress.state !== 'SUPERSEDED' &&
      progress.state !== 'CANCELED',
  );
};

/** Whether the item is one of a retry whose target had a newer value at its acceptance. Independent of the decider. */
export const isOutdatedRetry = (
  { operations }: MemoryStore,
  { item, progress: { outcome } }: StoredItem,
): boolean => {
  if (outcome?.state !== 'SUPERSEDED' || outcome.by > item.operationId) return false;
  const [own, newer] = [operations.get(item.operationId), operations.get(outcome.by)];
  if (!own?.retryOf || !newer) return false;
  return (newer.retryOf?.first ?? newer.id) > own.retryOf.first;
};

/** The errors in the store between two commands. */
export const breachesOf = (store: MemoryStore): readonly string[] => {
  const breaches: string[] = [...store.history.breaches()];
  for (const [name, { items }] of store.targets) {
    if (items.filter(({ progress }) => isInFlight(progress)).length > 1)
      breaches.push(`${name} is in two requests`);
    for (const one of items)
      if (!isCovered(one, items) && !isOutdatedRetry(store, one))
        breaches.push(`${nameOf(one.item)} is superseded and not covered`);
    for (const one of items)
      for (const guarded of skippedGuards(one, items))
        breaches.push(`${nameOf(one.item)} is superseded before ${nameOf(guarded.item)}, which is not`);
  }
  for (const [id, operation] of store.operations) {
    const own = store.items.get(id) ?? [];
    const count = (state: ItemState) => own.filter((one) => one?.progress.state === state).length;
    const refused = own.filter((one) => one === null).length;
    const isRight =
      operation.itemCount === own.length &&
      operation.appliedCount === count('APPLIED') &&
      operation.failedCount === count('FAILED') + refused &&
      operation.supersededCount === count('SUPERSEDED') &&
      operation.canceledCount === count('CANCELED') &&
      operation.unknownCount === count('OUTCOME_UNKNOWN') &&
      (operation.completedAt !== null) === (pendingCount(operation) === 0);
    if (!isRight) breaches.push(`the counts of operation ${id} do not add up`);
  }
  for (const request of store.requests.values()) {
    const waits = request.rows.some((ref) => {
      const progress = store.itemOf(ref)?.progress;
      return progress?.requestId === request.id && progress.state === 'AWAITING_CALLBACK';
    });
    if (waits !== (request.outcome === 'AWAITING_CALLBACK'))
      breaches.push(`request ${request.id} is ${request.outcome}, rows waiting: ${waits}`);
  }
  return breaches;
};
