import type { Load, Loaded } from '../processes/load.ts';
import type { Child } from './child.ts';
import { median } from './median.ts';
import type { Party, Vendor } from './parties.ts';

export type Bench = { readonly vendor: Vendor; readonly load: Child };

export type Shape = Omit<Load, 'url' | 'maxCalls'> & { readonly rounds: number };

export type Figures = {
  /** Items per second that the vendor applied and that were reported to the caller. For a read, calls per second. */
  readonly perSecond: number;
  readonly medianMs: number;
  readonly cpuMsPerCall: number;
  /** Rows that the vendor applied, for each call it took. */
  readonly itemsPerVendorCall: number;
};

const maxCalls = 500_000;

const measureOnce = async ({ vendor, load }: Bench, party: Party, shape: Load): Promise<Figures> => {
  const before = await party.cpuSeconds();
  const [appliedBefore, answeredBefore] = [await vendor.applied(), await vendor.answered()];
  const done = await load.ask<Loaded>('load', shape);
  const applied = (await vendor.applied()) - appliedBefore;
  const answered = (await vendor.answered()) - answeredBefore;
  const cpuSeconds = (await party.cpuSeconds()) - before;
  const items = shape.body ? done.calls : Math.min(done.applied, applied);
  return {
    perSecond: items / done.seconds,
    medianMs: done.medianMs,
    cpuMsPerCall: (cpuSeconds * 1000) / done.calls,
    itemsPerVendorCall: applied / Math.max(1, answered),
  };
};

/**
 * Every party in turn, round after round, so that what else the machine does falls on all alike. The first round warms
 * up and does not count. Gives each party's rounds.
 */
export const inTurns = async (
  bench: Bench,
  parties: readonly Party[],
  { rounds, ...shape }: Shape,
): Promise<ReadonlyMap<Party, readonly Figures[]>> => {
  const results = new Map<Party, Figures[]>(parties.map((party) => [party, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // The one that goes first changes.
    const order = round % 2 === 0 ? parties : parties.toReversed();
    for (const party of order) {
      const figures = await measureOnce(bench, party, { ...shape, url: party.url, maxCalls });
      if (round > 0) results.get(party)?.push(figures);
    }
  }
  return results;
};

/** The median of the rounds. */
export const medianOf = (rounds: readonly Figures[] | undefined, figure: keyof Figures): number =>
  median((rounds ?? []).map((round) => round[figure]));

/** The median of the ratios of each round. */
export const ratioOf = (
  rounds: readonly Figures[] | undefined,
  others: readonly Figures[] | undefined,
  figure: keyof Figures,
): number =>
  median((rounds ?? []).map((round, index) => round[figure] / (others?.[index]?.[figure] ?? Number.NaN)));
