import { type Operation, operationOf, resultsOf, until } from '../../support/client.ts';
import {
  type Breach,
  type Ending,
  judge,
  logOf,
  mayBeInterrupted,
  type VendorWrite,
} from '../support/verdict.ts';
import { operationNumber } from './journal-file.ts';
import type { Mutation } from './mutations.ts';
import type { Told } from './subscribers.ts';

const endingsOf = ({ aims }: Mutation, operation: Operation): readonly Ending[] =>
  resultsOf(operation).flatMap((result) => {
    const aim = aims[result.index];
    if (!aim || result.status === 'PENDING') return [];
    const own = operation.vendorRequests.filter(({ channel }) => channel === aim.channel);
    return [
      {
        operation: operationNumber(operation.id),
        target: aim.target,
        value: aim.value,
        state: result.status,
        mayHaveApplied: 'mayHaveApplied' in result && result.mayHaveApplied,
        requests: own.length,
        interrupted: mayBeInterrupted(own),
        log: logOf(own),
      },
    ];
  });

const missedBy = (told: Told, operation: Operation): boolean =>
  !told.isOver ||
  resultsOf(operation).some(({ index, status }) => {
    const heard = told.statuses.get(index);
    return heard !== status && heard !== 'OUTCOME_UNKNOWN';
  });

export type Reckoning = {
  readonly operations: number;
  readonly items: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly pending: number;
  readonly miscounted: number;
  readonly breaches: readonly Breach[];
  /** Subscribers that were not told of every end. */
  readonly missed: readonly string[];
};

/** Waits until everything that was accepted has ended, and holds it against what the vendors hold. */
export const reckon = async (
  url: string,
  mutations: readonly Mutation[],
  writes: () => readonly VendorWrite[],
  subscribers: ReadonlyMap<string, Told>,
): Promise<Reckoning> => {
  const endings: Ending[] = [];
  const missed: string[] = [];
  const statuses: Record<string, number> = {};
  let miscounted = 0;
  for (const mutation of mutations) {
    for (const id of mutation.operations) {
      const operation = await until(
        () => operationOf(url, id),
        ({ status }) => status === 'COMPLETED',
      ).catch(() => operationOf(url, id));
      const { itemCount, appliedCount, failedCount, supersededCount, unknownCount, pendingCount } = operation;
      const sum = appliedCount + failedCount + supersededCount + unknownCount + pendingCount;
      if (sum !== itemCount || itemCount !== mutation.aims.length) miscounted += 1;
      for (const { status } of resultsOf(operation)) statuses[status] = (statuses[status] ?? 0) + 1;
      endings.push(...endingsOf(mutation, operation));
      const told = subscribers.get(id);
      if (told) {
        const isTold = await until(
          () => missedBy(told, operation),
          (isMissed) => !isMissed,
          30_000,
        ).catch(() => true);
        if (isTold) missed.push(id);
      }
    }
  }
  return {
    operations: new Set(mutations.flatMap(({ operations }) => [...operations])).size,
    items: mutations.flatMap(({ aims }) => aims).length,
    statuses,
    pending: statuses['PENDING'] ?? 0,
    miscounted,
    breaches: judge(endings, writes()),
    missed,
  };
};
