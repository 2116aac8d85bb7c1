import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf, inDoubt, nextStep, type TrackedLevel, trackRead } from '../../../src/core/decide/drift.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import type { Source } from '../../../src/domain/stock.ts';

/**
 * Random histories of one level: changes at the vendor with and without an event, writes by the gateway, reads that
 * overlap and are recorded in any order, and events that come late, twice and together.
 */
type Step =
  | { readonly do: 'sell' | 'change silently'; readonly by: number }
  | { readonly do: 'write'; readonly quantity: number; readonly isInDoubt: boolean }
  | { readonly do: 'begin a read' | 'record a read' | 'deliver an event'; readonly which: number }
  | { readonly do: 'deliver all' | 'repeat an event' | 'poll' | 'check' | 'wait' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ do: fc.constant('sell' as const), by: fc.integer({ min: -3, max: 3 }) }),
    weight: 3,
  },
  fc.record({ do: fc.constant('change silently' as const), by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({
    do: fc.constant('write' as const),
    quantity: fc.integer({ min: 0, max: 9 }),
    isInDoubt: fc.boolean(),
  }),
  {
    arbitrary: fc.record({
      do: fc.constantFrom('begin a read' as const, 'record a read' as const, 'deliver an event' as const),
      which: fc.nat(5),
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom(
        'deliver all' as const,
        'repeat an event' as const,
        'poll' as const,
        'check' as const,
        'wait' as const,
      ),
    }),
    weight: 8,
  },
);

const graceMs = 10;

/** The store, the vendor and the channel of one level. `isPunctual`: the vendor sends its events within the grace. */
const world = (isPunctual: boolean) => {
  let now = 1;
  let quantity = 5;
  let level: TrackedLevel = { row: { quantity, observedAt: now }, by: asOperationId(1), tracking: null };
  /** Events that the vendor has not delivered yet, by the time of their change. */
  let events: number[] = [];
  let reads: { readonly quantity: number; readonly observedAt: number }[] = [];
  let silent = 0;

  const record = (
    row: TrackedLevel['row'],
    source: Source,
    resolution: Parameters<typeof trackRead>[2] = null,
  ) => {
    const tracking = trackRead(level, { ...row, source }, resolution);
    level = { ...level, row: row.observedAt < level.row.observedAt ? level.row : row, tracking };
  };
  const reading = () => ({ quantity, observedAt: now });
  /** Events that arrive together share one read. The second one finds nothing new. */
  const deliver = (count: number): void => {
    const row = reading();
    for (let done = 0; done < count; done += 1) record(row, 'VENDOR_EVENT');
  };
  const check = (): void => {
    const { tracking } = level;
    if (!tracking?.open) return;
    const facts = { now, graceMs, listeningSince: 0, lastEventAt: now, writtenAt: null };
    const next = nextStep({ ...facts, since: tracking.open.since, from: tracking.open.from });
    if (next === 'WAIT') return;
    const until = now - graceMs;
    if (next === 'ACCEPT') record(level.row, 'VENDOR_READ', { is: 'EXPLAINED', until });
    else record(reading(), 'VENDOR_READ', { is: 'UNEXPLAINED', until });
  };

  const run = (one: Step): void => {
    now += 1;
    // A punctual vendor delivers an event before the grace of a difference that it explains is over.
    if (isPunctual && events.some((at) => now - at >= graceMs - 1)) {
      deliver(events.length);
      events = [];
    }
    switch (one.do) {
      case 'sell':
        quantity += one.by;
        events.push(now);
        return;
      case 'change silently':
        if (one.by === 0) return;
        quantity += one.by;
        silent += 1;
        return;
      case 'write':
        // A read that the gateway began before the change is older than its acknowledgement.
        quantity = one.quantity;
        level = one.isInDoubt
          ? { ...level, tracking: inDoubt(now) }
          : { row: { quantity, observedAt: now }, by: asOperationId(now), tracking: null };
        events.push(now);
        return;
      case 'begin a read':
        reads.push(reading());
        return;
      case 'record a read': {
        const [row] = reads.splice(one.which % Math.max(1, reads.length), 1);
        if (row) record(row, 'VENDOR_READ');
        return;
      }
      case 'deliver an event': {
        const [event] = events.splice(one.which % Math.max(1, events.length), 1);
        if (event !== undefined) deliver(1);
        return;
      }
      case 'deliver all':
        deliver(events.length);
        events = [];
        return;
      case 'repeat an event':
        deliver(1);
        return;
      case 'poll':
        record(reading(), 'VENDOR_READ');
        return;
      case 'check':
        check();
        return;
      case 'wait':
        now += graceMs;
        if (isPunctual && events.length > 0) {
          deliver(events.length);
          events = [];
        }
    }
  };
  return {
    run,
    check,
    drift: () => driftOf(level.row.quantity, level.tracking),
    tracking: () => level.tracking,
    quantity: () => quantity,
    silent: () => silent,
    /** The vendor delivers what is left, one by one or together, and the gateway records the reads that are left. */
    settle: (together: boolean) => {
      for (const row of reads) record(row, 'VENDOR_READ');
      reads = [];
      if (together) deliver(events.length);
      else for (const _ of events) deliver(1);
      events = [];
    },
    write: (value: number) => run({ do: 'write', quantity: value, isInDoubt: false }),
    read: () => record(reading(), 'VENDOR_READ'),
    wait: () => run({ do: 'wait' }),
  };
};

const runs = { numRuns: 3_000 };
const programs = fc.array(step, { maxLength: 60 });
const isExplained = (one: Step): boolean => one.do !== 'change silently';

describe('drift in random histories', () => {
  it('is never reported for changes that events explain in time, in every order of reads and events', () => {
    fc.assert(
      fc.property(programs, (steps) => {
        const level = world(true);
        for (const one of steps.filter(isExplained)) {
          level.run(one);
          expect(level.drift()).toBe(null);
        }
      }),
      runs,
    );
  });

  it('is not reported any longer once the late events of all changes have come', () => {
    fc.assert(
      fc.property(programs, fc.boolean(), (steps, together) => {
        const level = world(false);
        for (const one of steps.filter(isExplained)) level.run(one);
        level.settle(together);
        expect(level.drift()).toBe(null);
      }),
      runs,
    );
  });

  it('is exactly the silent changes since the last write, if they are all that happens', () => {
    fc.assert(
      fc.property(
        programs,
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.integer({ min: -3, max: 3 })),
        (steps, set, changes) => {
          const level = world(true);
          for (const one of steps) level.run(one);
          level.settle(true);
          level.write(set);
          level.settle(true);
          for (const by of changes) {
            level.run({ do: 'change silently', by });
            level.read();
            level.wait();
            level.check();
          }
          const sum = changes.reduce((all, by) => all + by, 0);
          expect(level.drift()).toEqual(
            sum === 0 ? null : expect.objectContaining({ expected: set, actual: set + sum }),
          );
          level.write(set);
          expect(level.tracking()).toBe(null);
        },
      ),
      runs,
    );
  });

  it('keeps its amount while the vendor reports sales, one at a time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ by: fc.integer({ min: -3, max: 3 }), isReadFirst: fc.boolean() })),
        (sales) => {
          const level = world(true);
          level.run({ do: 'change silently', by: -2 });
          level.read();
          level.wait();
          level.check();
          for (const { by, isReadFirst } of sales.filter((sale) => sale.by !== 0)) {
            level.run({ do: 'sell', by });
            if (isReadFirst) level.read();
            level.settle(false);
            expect(level.drift()).toMatchObject({ expected: level.quantity() + 2, actual: level.quantity() });
          }
        },
      ),
      runs,
    );
  });
});
