import type { OperationId } from '../../../src/domain/ids.ts';
import { type Item, isPending, type Outcome } from '../../../src/domain/item.ts';
import { acceptedFirst, type Operation, pendingCount } from '../../../src/domain/operation.ts';
import type { VendorRequest } from '../../../src/domain/vendor-request.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { operationsPage } from '../../support/pages.ts';
import { findBreaches, type ItemOutcome, logOf, mayBeInterrupted, withRetries } from '../support/breaches.ts';
import { checkCalls } from './check-calls.ts';
import { checkRepairs, isRepair } from './check-repairs.ts';
import { checkSubscriptions } from './check-subscriptions.ts';
import { valueIn, vendorTargetOf } from './inputs.ts';
import type { Played } from './play.ts';

/** One operation as the journal contains it at the end. */
export type StoredOperation = {
  readonly operation: Operation;
  readonly items: readonly Item[];
  readonly requests: readonly VendorRequest[];
};

export const keptBy = async (journal: Journal): Promise<ReadonlyMap<OperationId, StoredOperation>> => {
  const { nodes } = await journal.operationsPage(operationsPage({ limit: 10_000 }));
  const kept = new Map<OperationId, StoredOperation>();
  for (const operation of nodes) {
    const found = await journal.operationSince(operation.id, 0);
    const [requests = []] = await journal.requestsOf([operation.id]);
    if (found) kept.set(operation.id, { operation: found.operation, items: found.items, requests });
  }
  return kept;
};

const checkCounts = ({ operation, items }: StoredOperation): readonly string[] => {
  const count = (state: Outcome['state']) => items.filter(({ progress }) => progress.state === state).length;
  const pending = items.filter(({ progress }) => isPending(progress.state)).length;
  const isSum =
    items.length === operation.itemCount &&
    count('APPLIED') === operation.appliedCount &&
    count('FAILED') === operation.failedCount &&
    count('SUPERSEDED') === operation.supersededCount &&
    count('CANCELED') === operation.canceledCount &&
    count('OUTCOME_UNKNOWN') === operation.unknownCount &&
    pending === pendingCount(operation) &&
    (operation.completedAt !== null) === (pending === 0);
  const stuck = items.filter(({ progress }) => isPending(progress.state));
  return [
    ...(isSum ? [] : [`The counts of operation ${operation.id} do not add up`]),
    ...(pending === 0
      ? []
      : [`Operation ${operation.id} is left with ${JSON.stringify(stuck.map(({ progress }) => progress))}`]),
  ];
};

/** Every item that an answer reported as canceled is. An answer may be lost with its gateway. */
const checkCanceled = (
  { canceled }: Played['clientLog'],
  kept: ReadonlyMap<OperationId, StoredOperation>,
): readonly string[] =>
  [...canceled].flatMap(([id, reported]) => {
    const count = kept.get(id)?.operation.canceledCount ?? 0;
    return count < reported ? [`${reported} items of ${id} were reported as canceled, ${count} are`] : [];
  });

/** The outcome of an item, in the order of the operation that accepted its value first. */
const outcomeOf = (
  item: Item,
  { first, isOfRepair }: { readonly first: OperationId; readonly isOfRepair: boolean },
  requests: readonly VendorRequest[],
): readonly ItemOutcome[] => {
  const { change, progress } = item;
  if (!change || isPending(progress.state)) return [];
  const own = requests.filter((request) => request.channel === change.channel);
  return [
    {
      operation: first,
      target: vendorTargetOf(change),
      value: valueIn(change),
      observedAt: change.kind === 'STOCK_SET' ? change.observedAt : null,
      isRelative: change.kind === 'STOCK_ADJUSTMENT',
      isRepair: isOfRepair,
      ifQuantity: change.kind === 'STOCK_SET' ? change.ifQuantity : null,
      state: (progress as Outcome).state,
      mayHaveApplied:
        progress.state === 'OUTCOME_UNKNOWN' ||
        (progress.state === 'FAILED' && progress.failure.mayHaveApplied),
      requests: own.length,
      interrupted: mayBeInterrupted(own),
      log: `${progress.state === 'FAILED' ? progress.failure.code : ''}, ${logOf(own)}`,
    },
  ];
};

/** Every error in the run of a program. The list should be empty. */
export const examine = async ({ world, clientLog }: Played): Promise<readonly string[]> => {
  const { journal } = await world.living();
  const kept = await keptBy(journal);
  const outcomes = [...kept.values()].flatMap(({ operation, items, requests }) =>
    items.flatMap((item) => {
      const first = acceptedFirst(operation);
      return outcomeOf(item, { first, isOfRepair: isRepair(kept.get(first)) }, requests);
    }),
  );
  const everyTry = withRetries(outcomes);
  return [
    ...world.troubles(),
    ...clientLog.problems,
    ...[...kept.values()].flatMap(checkCounts),
    ...checkCanceled(clientLog, kept),
    ...checkCalls(clientLog, kept),
    ...checkRepairs(clientLog, kept, world.writes.collect()),
    ...checkSubscriptions(clientLog, kept),
    ...findBreaches(everyTry, world.writes.collect()).map(
      ({ kind, target, detail }) => `${kind} at ${target}: ${detail}`,
    ),
  ];
};
