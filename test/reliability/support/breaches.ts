import type { EndState } from '../../../src/domain/item.ts';
import type { RequestOutcome } from '../../../src/domain/vendor-request.ts';

/** One accepted change with its outcome. Every value is used once, so that a value at a vendor identifies its change. */
export type ItemOutcome = {
  readonly operation: number;
  readonly target: string;
  readonly value: number;
  /** When the value was observed; null for an order to set it. */
  readonly observedAt: number | null;
  /** Whether the change adds its value, so that a second write is a second change. Absent for an absolute value. */
  readonly isRelative?: boolean;
  /** Whether the change restores a value that was accepted before. */
  readonly isRepair?: boolean;
  /** The quantity that the target must have; null or absent without a condition. */
  readonly ifQuantity?: number | null | undefined;
  readonly state: EndState;
  readonly mayHaveApplied: boolean;
  /** The vendor requests that carried it. */
  readonly requests: number;
  /** One of those may have been running when its gateway was killed, and have reached the vendor. */
  readonly interrupted: boolean;
  /** The log of those requests. It explains a breach. */
  readonly log: string;
};

type Request = { readonly outcome: RequestOutcome; readonly httpStatus: number | null };

/**
 * Whether the log of an item's requests may be incomplete. The record of a try is lost when its gateway is killed before
 * the next try, and the record of a callback replaces that of an interrupted request.
 */
export const mayBeInterrupted = (requests: readonly Request[]): boolean =>
  requests.some(
    ({ outcome, httpStatus }) =>
      httpStatus === null ||
      outcome === 'UNAVAILABLE' ||
      outcome === 'TIMED_OUT' ||
      outcome === 'INTERRUPTED' ||
      outcome === 'CALLED_BACK',
  );

/** The log of some requests as text. It explains a breach. */
export const logOf = (requests: readonly (Request & { readonly attempt: number })[]): string =>
  requests.map(({ attempt, outcome, httpStatus }) => `${attempt} ${outcome} ${httpStatus ?? '-'}`).join(', ');

/** The state of a value that several operations sent: the first of these that one of them has. */
const states: readonly EndState[] = ['APPLIED', 'OUTCOME_UNKNOWN', 'FAILED', 'SUPERSEDED', 'CANCELED'];

/**
 * The outcomes of a value of a target, of its retries and of its repairs as one, in the order of the operation that
 * accepted the value first. So a repair that is written over a newer value is a write out of order.
 */
export const withRetries = (outcomes: readonly ItemOutcome[]): readonly ItemOutcome[] =>
  [...Map.groupBy(outcomes, ({ target, value }) => `${value} at ${target}`).values()].flatMap((tries) => {
    const [first, ...others] = tries.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
    const isRepair = tries.some((one) => one.isRepair);
    if (!first || (others.length === 0 && !isRepair)) return tries;
    return {
      ...first,
      ...(isRepair && {
        isRepair,
        operation: Math.min(...tries.map(({ operation }) => operation)),
        observedAt: tries.find((one) => !one.isRepair)?.observedAt ?? null,
        // A repair has another condition: the vendor holds a value of its own.
        ifQuantity: null,
      }),
      mayHaveApplied: tries.some(
        (one) => one.mayHaveApplied || (one.state === 'SUPERSEDED' && one.interrupted),
      ),
      requests: tries.reduce((sum, { requests }) => sum + requests, 0),
      interrupted: tries.some(({ interrupted }) => interrupted),
      log: tries.map(({ state, log }) => `${state}: ${log}`).join('; '),
    };
  });

/** One value that a vendor stored, in the order of storing. */
export type VendorWrite = {
  readonly target: string;
  readonly value: number;
  /** Whether the value was added. */
  readonly isRelative?: boolean;
  /** Whether the vendor changed it itself. */
  readonly isSilent?: boolean;
  /** Whether the vendor sent an event of its own change. */
  readonly isReported?: boolean;
};

/** A broken promise. */
export type Breach = {
  readonly kind:
    | 'foreign'
    | 'reordered'
    | 'not-there'
    | 'not-failed'
    | 'not-superseded'
    | 'not-canceled'
    | 'oftener'
    | 'added-twice'
    | 'unguarded'
    | 'not-newest';
  readonly target: string;
  readonly detail: string;
};

const nameOf = ({ operation, value, state, log }: ItemOutcome): string =>
  `value ${value} of operation ${operation} (${state}; ${log})`;

/**
 * Whether the vendor may have got an earlier accepted value in place of the value of the change, because that value was
 * observed later. The other values of the change, such as those of its options, were sent.
 */
const isOutdated = ({ operation, observedAt }: ItemOutcome, outcomes: readonly ItemOutcome[]): boolean =>
  observedAt !== null &&
  outcomes.some(
    (other) => other.operation < operation && other.observedAt !== null && other.observedAt > observedAt,
  );

const findBreachesOfTarget = (
  target: string,
  outcomes: readonly ItemOutcome[],
  all: readonly VendorWrite[],
): readonly Breach[] => {
  const breaches: Breach[] = [];
  const writes = all.filter(({ isSilent }) => !isSilent);
  const breach = (kind: Breach['kind'], detail: string): void => void breaches.push({ kind, target, detail });
  const byValue = new Map(outcomes.map((outcome) => [outcome.value, outcome]));

  let newest: ItemOutcome | null = null;
  let held: number | null = null;
  for (const { value, isSilent } of all) {
    if (isSilent) {
      // It may come between the read for a condition and the write.
      held = null;
      continue;
    }
    const outcome = byValue.get(value);
    const { ifQuantity = null } = outcome ?? {};
    // The stock before the first write is not known. A lost change may be sent again over its own value.
    if (outcome && ifQuantity !== null && held !== null && held !== ifQuantity && held !== value)
      breach('unguarded', `${nameOf(outcome)} was written over ${held}, not over ${ifQuantity}`);
    held = outcome?.isRelative ? null : value;
    if (!outcome) {
      breach('foreign', `value ${value} was never accepted`);
    } else {
      // A superseded change that was written has no applied change after it if a repair restores an older value.
      const isRestored = outcome.isRepair && newest?.state === 'SUPERSEDED' && newest.interrupted;
      if (newest && outcome.operation < newest.operation && !isRestored) {
        breach('reordered', `${nameOf(outcome)} was written after ${nameOf(newest)}`);
      }
      newest = newest && newest.operation > outcome.operation ? newest : outcome;
    }
  }
  // A request with an outdated value writes the value that was observed later.
  const outdated = outcomes.filter((outcome) => isOutdated(outcome, outcomes));
  const requestsOfOutdated = outdated.reduce((sum, { requests }) => sum + requests, 0);
  for (const outcome of outcomes) {
    const times = writes.filter(({ value }) => value === outcome.value).length;
    const { state, mayHaveApplied, interrupted } = outcome;
    if (state === 'APPLIED' && times === 0 && !outdated.includes(outcome))
      breach('not-there', `${nameOf(outcome)} is not at the vendor`);
    if (outcome.isRelative && times > 1) breach('added-twice', `${nameOf(outcome)} was added ${times} times`);
    if (outcome.isRelative && state === 'FAILED' && mayHaveApplied)
      breach('not-failed', `${nameOf(outcome)} is in doubt`);
    if (state === 'FAILED' && !mayHaveApplied && times > 0)
      breach('not-failed', `${nameOf(outcome)} was written`);
    if (state === 'SUPERSEDED' && !interrupted && times > 0)
      breach('not-superseded', `${nameOf(outcome)} was written`);
    // An item is canceled only if no request may have carried it.
    if (state === 'CANCELED' && times > 0) breach('not-canceled', `${nameOf(outcome)} was written`);
    const requests = outcome.requests + (outcome.observedAt === null ? 0 : requestsOfOutdated);
    if (times > requests) breach('oftener', `${nameOf(outcome)}: ${times} writes, ${requests} requests`);
  }

  const last = byValue.get(writes.at(-1)?.value ?? Number.NaN);
  const applied = outcomes
    .filter((outcome) => outcome.state === 'APPLIED' && !outdated.includes(outcome))
    .at(-1);
  if (applied && (!last || last.operation < applied.operation)) {
    breach(
      'not-newest',
      `the vendor ends with ${last ? nameOf(last) : 'nothing'}, not with ${nameOf(applied)}`,
    );
  }
  return breaches;
};

/**
 * Compares what the vendors stored with the outcome that the gateway reports for each change. A vendor may hold a newer
 * value than the last applied one if the outcome of the newer value is unknown, or says that it may have been applied.
 */
export const findBreaches = (
  outcomes: readonly ItemOutcome[],
  writes: readonly VendorWrite[],
): readonly Breach[] => {
  const inOrder = outcomes.toSorted((a, b) => a.operation - b.operation);
  const byTarget = Map.groupBy(inOrder, ({ target }) => target);
  const written = Map.groupBy(writes, ({ target }) => target);
  const targets = new Set([...byTarget.keys(), ...written.keys()]);
  return [...targets].flatMap((target) =>
    findBreachesOfTarget(target, byTarget.get(target) ?? [], written.get(target) ?? []),
  );
};
