import { Retries } from '../../e2e/documents.ts';
import type { OutcomeFragment } from '../../e2e/generated/graphql.ts';
import { ended, type Operation, operationOf, resultsOf, until } from '../../support/client.ts';
import { run } from '../../support/graphql.ts';
import {
  type Breach,
  findBreaches,
  type ItemOutcome,
  logOf,
  mayBeInterrupted,
  type VendorWrite,
  withRetries,
} from '../support/breaches.ts';
import { operationNumber } from './journal-file.ts';
import type { Mutation } from './mutations.ts';
import type { Received } from './subscribers.ts';

type Target = OutcomeFragment['target'];

/** The target of a result in the terms of the sandbox vendors. */
const nameOf = ({ channelKey, productId, locationId, orderItemId }: Target): string =>
  `${channelKey}/${orderItemId ?? productId}${locationId === null ? '' : `:${locationId}`}`;

/** The outcomes of an operation, or of a retry of it, in the order of the operation. A mutation has each target once. */
const outcomesOf = (
  { aims, isRepair = false }: Mutation,
  first: Pick<Operation, 'id'>,
  operation: Operation,
): readonly ItemOutcome[] =>
  resultsOf(operation).flatMap((result) => {
    const aim = aims.find(({ target }) => target === nameOf(result.target));
    if (!aim || result.status === 'PENDING' || result.status === 'VALID') return [];
    const own = operation.vendorRequests.filter(({ channelKey }) => channelKey === aim.channel);
    return [
      {
        operation: operationNumber(first.id),
        target: aim.target,
        value: aim.value,
        isRepair,
        isRelative: operation.kind === 'STOCK_ADJUSTMENT',
        state: result.status,
        mayHaveApplied:
          result.status === 'OUTCOME_UNKNOWN' || ('mayHaveApplied' in result && result.mayHaveApplied),
        requests: own.length,
        observedAt: null,
        ifQuantity: aim.ifQuantity,
        interrupted: mayBeInterrupted(own),
        log: logOf(own),
      },
    ];
  });

const missedBy = (received: Received, operation: Operation): boolean =>
  !received.isOver ||
  resultsOf(operation).some(({ index, status }) => {
    const heard = received.statuses.get(index);
    return heard !== status && heard !== 'OUTCOME_UNKNOWN';
  });

export type RunReport = {
  readonly operations: number;
  readonly items: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly pending: number;
  readonly miscounted: number;
  /** Operations with fewer canceled items than answers reported. */
  readonly uncanceled: number;
  readonly retried: number;
  /** Operations that do not list a retry that an answer named. */
  readonly lostRetries: number;
  /** The codes of retries that were refused unexpectedly. */
  readonly refusals: readonly string[];
  readonly breaches: readonly Breach[];
  /** Subscribers that did not receive the end of every item. */
  readonly missed: readonly string[];
};

/** Waits until everything that was accepted has ended, and compares it with the values at the vendors. */
export const verifyRun = async (
  url: string,
  mutations: readonly Mutation[],
  writes: () => readonly VendorWrite[],
  subscribers: ReadonlyMap<string, Received>,
): Promise<RunReport> => {
  const outcomes: ItemOutcome[] = [];
  const missed: string[] = [];
  const statuses: Record<string, number> = {};
  let miscounted = 0;
  let uncanceled = 0;
  let retried = 0;
  let lostRetries = 0;
  for (const mutation of mutations) {
    for (const id of mutation.operations) {
      const operation = await until(
        () => operationOf(url, id),
        ({ status }) => status === 'COMPLETED',
      ).catch(() => operationOf(url, id));
      const { itemCount, appliedCount, failedCount, supersededCount, unknownCount, pendingCount } = operation;
      const { canceledCount } = operation;
      const sum = appliedCount + failedCount + supersededCount + canceledCount + unknownCount + pendingCount;
      if (canceledCount < mutation.canceled) uncanceled += 1;
      if (sum !== itemCount || itemCount !== mutation.aims.length) miscounted += 1;
      for (const { status } of resultsOf(operation)) statuses[status] = (statuses[status] ?? 0) + 1;
      outcomes.push(...outcomesOf(mutation, operation, operation));
      const retries = (await run(url, Retries, { id })).operation?.retries ?? [];
      const found = new Set(retries.map((retry) => retry.id));
      if ([...mutation.retries].some((retry) => !found.has(retry))) lostRetries += 1;
      retried += found.size;
      for (const retry of found) {
        const again = await ended(url, retry);
        // An adjustment has no older value.
        const first = again.kind === 'STOCK_ADJUSTMENT' ? again : operation;
        outcomes.push(...outcomesOf(mutation, first, again));
      }
      const received = subscribers.get(id);
      if (received) {
        const isPublished = await until(
          () => missedBy(received, operation),
          (isMissed) => !isMissed,
          30_000,
        ).catch(() => true);
        if (isPublished) missed.push(id);
      }
    }
  }
  return {
    operations: new Set(mutations.flatMap(({ operations }) => [...operations])).size,
    items: mutations.flatMap(({ aims }) => aims).length,
    statuses,
    pending: statuses['PENDING'] ?? 0,
    miscounted,
    uncanceled,
    retried,
    lostRetries,
    refusals: mutations.flatMap(({ refusals }) => refusals),
    breaches: findBreaches(withRetries(outcomes), writes()),
    missed,
  };
};
