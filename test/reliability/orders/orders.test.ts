import { describe, expect, it } from 'vitest';
import { describedDatabase } from '../../adapters/postgres/store/gateways.ts';
import { amount, seedOf, tell, timeFor } from '../support/scale.ts';
import { play, type Seat } from './play.ts';

const { empty, open, connect } = describedDatabase();

/** Only a step of the program ends a lease. */
const lasting = { leaseMs: 3_600_000, renewMs: 3_600_000 } as const;

const openSeat = async (name: string): Promise<Seat> => {
  const seat = { name, heldSince: Number.POSITIVE_INFINITY };
  const onLost = () => {
    seat.heldSince = performance.now();
  };
  return Object.assign(seat, { journal: await open({ ...lasting, onLost }) });
};

/** Each of these has found an error once. */
const known = [1_447_200_557, 1_918_335_722];
const plays = amount(known.length, 400);

type Program = { readonly what: string; readonly atOnce: number; readonly gateways: number } & Pick<
  Parameters<typeof play>[1],
  'interferes' | 'adjusts' | 'guards' | 'isSilent'
>;

describe('gateways that lose their leases, are killed and restart', () => {
  it.each<Program>([
    { what: 'one step at a time', atOnce: 1, gateways: 2 },
    { what: 'several steps at once', atOnce: 4, gateways: 3 },
    { what: 'several steps at once, with cancels and retries', atOnce: 4, gateways: 3, interferes: true },
    {
      what: 'several steps at once, with adjustments, SKUs and silent changes',
      ...{ atOnce: 4, gateways: 3, adjusts: true, isSilent: true },
    },
    { what: 'one step at a time, with conditions', atOnce: 1, gateways: 2, guards: true },
    { what: 'several steps at once, with conditions', atOnce: 4, gateways: 3, guards: true },
    {
      what: 'several steps at once, with conditions, cancels and retries',
      ...{ atOnce: 4, gateways: 3, guards: true, interferes: true, isSilent: true },
    },
  ])('come to one sound end, $what', { timeout: timeFor(plays, 10_000) }, async (about) => {
    const {
      what,
      atOnce,
      gateways,
      interferes = false,
      adjusts = false,
      guards = false,
      isSilent = false,
    } = about;
    const base = seedOf(0);
    const client = await connect();
    // Some orders end in a deadlock, and the victim starts again. If the role may set the timeout, that takes less than
    // a second.
    await client
      .query(
        `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 10', current_database()); END $$`,
      )
      .catch(() => {});
    const seats = await Promise.all(['one', 'two', 'three'].slice(0, gateways).map(openSeat));
    let steps = 0;
    const done = { canceled: 0, retries: 0, outdated: 0 };
    let [applied, stale] = [0, 0];
    for (let number = 0; number < plays; number += 1) {
      await empty();
      const seed = (base === 0 && known[number]) || base + number;
      const program = { seats, client, rounds: 80, atOnce, interferes, adjusts, guards, isSilent };
      const { faults, done: log, counts, guarded } = await play(seed, program);
      expect(faults, `${what}: ONSHELF_SEED=${seed}\n${log.slice(-80).join('\n')}`).toEqual([]);
      steps += log.length;
      for (const name of ['canceled', 'retries', 'outdated'] as const) done[name] += counts[name];
      applied += guarded.applied;
      stale += guarded.stale;
    }
    // The few plays of the quick set may cancel nothing in time, or retry nothing that has a newer value.
    const isEnough = plays >= 20;
    for (const count of Object.values(done)) {
      if (!interferes) expect(count).toBe(0);
      else if (isEnough) expect(count).toBeGreaterThan(0);
    }
    if (!guards) expect([applied, stale]).toEqual([0, 0]);
    else if (isEnough) expect(Math.min(applied, stale)).toBeGreaterThan(0);
    const figures = { plays, steps, ...done, applied, stale };
    tell(`Orders: ${gateways} gateways, ${what}, seed ${base}`, figures);
  });
});
