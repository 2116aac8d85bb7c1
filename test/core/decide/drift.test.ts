import { describe, expect, it } from 'vitest';
import { driftOf, inDoubt, nextStep, type TrackedLevel, trackRead } from '../../../src/core/decide/drift.ts';
import type { Tracking } from '../../../src/domain/drift.ts';
import { asOperationId } from '../../../src/domain/ids.ts';

const read = (quantity: number, observedAt: number) => ({
  quantity,
  observedAt,
  source: 'VENDOR_READ' as const,
});
const event = (quantity: number, observedAt: number) => ({
  ...read(quantity, observedAt),
  source: 'VENDOR_EVENT' as const,
});
const stored = (quantity: number, observedAt: number, tracking: Tracking | null = null): TrackedLevel => ({
  row: { quantity, observedAt },
  by: asOperationId(1),
  tracking,
});
const open = (from: number | null, since: number): Tracking => ({ drift: null, open: { from, since } });
const drifted = (unexplained: number, since: number): Tracking => ({
  drift: { unexplained, since },
  open: null,
});
const unexplained = (until: number) => ({ is: 'UNEXPLAINED' as const, until });

describe('a read of a level that the gateway set', () => {
  it('opens a difference to the quantity before, and keeps an equal quantity', () => {
    expect(trackRead(stored(10, 1), read(10, 2), null)).toBe(null);
    expect(trackRead(stored(10, 1), read(8, 2), null)).toEqual(open(10, 2));
  });

  it('closes the difference when the quantity is back', () => {
    expect(trackRead(stored(8, 2, open(10, 2)), read(10, 3), null)).toBe(null);
  });

  it('gives the vendor the whole time again for another quantity', () => {
    expect(trackRead(stored(8, 2, open(10, 2)), read(7, 5), null)).toEqual(open(10, 5));
    expect(trackRead(stored(8, 2, open(10, 2)), read(7, 5), unexplained(4))).toEqual(open(10, 5));
  });

  it('changes nothing if it is older than the stored quantity', () => {
    const tracking = open(10, 5);
    expect(trackRead(stored(8, 5, tracking), read(9, 4), null)).toBe(tracking);
    expect(trackRead(stored(8, 5, tracking), read(8, 4), unexplained(9))).toBe(tracking);
  });

  it('finds no difference of a level that the gateway never set', () => {
    expect(trackRead({ ...stored(10, 1), by: null }, read(8, 2), null)).toBe(null);
  });

  it('does not know the difference while a change of the level is in doubt', () => {
    const tracking = inDoubt(3);
    expect(trackRead(stored(10, 1, tracking), read(8, 4), null)).toBe(tracking);
    expect(trackRead(stored(8, 4, tracking), read(8, 9), unexplained(8))).toBe(null);
  });
});

describe('an event of the vendor', () => {
  it('explains a difference that is open, and one that it finds itself', () => {
    expect(trackRead(stored(8, 2, open(10, 2)), event(8, 3), null)).toBe(null);
    expect(trackRead(stored(8, 2, open(10, 2)), event(7, 3), null)).toBe(null);
    expect(trackRead(stored(10, 2), event(9, 3), null)).toBe(null);
  });

  it('explains it too when its read is older than the read that found the difference', () => {
    expect(trackRead(stored(8, 4, open(10, 4)), event(10, 3), null)).toBe(null);
  });

  it('moves the expected quantity along, and the drift stays', () => {
    const tracking = trackRead(stored(8, 2, drifted(-2, 2)), event(7, 5), null);
    expect(driftOf(7, tracking)).toEqual({ expected: 9, actual: 7, since: 2 });
  });

  it('explains the drift if it finds nothing new', () => {
    expect(trackRead(stored(8, 2, drifted(-2, 2)), event(8, 9), null)).toBe(null);
  });
});

describe('a difference that no event explains in time', () => {
  it('becomes drift', () => {
    expect(trackRead(stored(8, 2, open(10, 2)), read(8, 9), unexplained(4))).toEqual(drifted(-2, 2));
  });

  it('adds to an earlier drift, or ends it', () => {
    const both = (from: number): Tracking => ({ ...drifted(-2, 2), open: { from, since: 6 } });
    expect(trackRead(stored(7, 6, both(8)), read(7, 9), unexplained(7))).toEqual(drifted(-3, 2));
    expect(trackRead(stored(10, 6, both(8)), read(10, 9), unexplained(7))).toBe(null);
  });

  it('is accepted as the expected quantity where it cannot be checked', () => {
    const resolution = { is: 'EXPLAINED' as const, until: 4 };
    expect(trackRead(stored(8, 2, open(10, 2)), read(8, 2), resolution)).toBe(null);
    expect(trackRead(stored(8, 5, open(10, 5)), read(8, 5), resolution)).toEqual(open(10, 5));
  });
});

describe('the drift that clients see', () => {
  it('leaves out a difference that may still be explained', () => {
    expect(driftOf(8, open(10, 2))).toBe(null);
    const tracking = { ...drifted(-2, 2), open: { from: 8, since: 6 } };
    expect(driftOf(7, tracking)).toEqual({ expected: 10, actual: 8, since: 2 });
  });

  it('is null when the level has the expected quantity now, and while it is in doubt', () => {
    expect(driftOf(10, { ...drifted(-2, 2), open: { from: 8, since: 6 } })).toBe(null);
    expect(driftOf(8, { ...drifted(-2, 2), open: { from: null, since: 6 } })).toBe(null);
  });
});

describe('the next step for an open difference', () => {
  const facts = {
    ...{ now: 100, since: 40, from: 10, graceMs: 50 },
    ...{ listeningSince: 10, lastEventAt: 30, writtenAt: 20 },
  };
  it.each([
    ['verifies it when the time of the vendor is over', {}, 'VERIFY'],
    ['waits until then', { now: 89 }, 'WAIT'],
    ['accepts it where no event ever arrived', { lastEventAt: null }, 'ACCEPT'],
    ['accepts it if it may be from before the gateway listened', { listeningSince: 41 }, 'ACCEPT'],
    ['accepts it where the own write caused no event', { writtenAt: 31 }, 'ACCEPT'],
    ['waits for the event of the own write', { writtenAt: 31, now: 89 }, 'WAIT'],
    ['accepts it if the quantity before is not known', { from: null }, 'ACCEPT'],
    ['verifies it if the time of the own write is not known', { writtenAt: null }, 'VERIFY'],
  ] as const)('%s', (_name, change, step) => {
    expect(nextStep({ ...facts, ...change })).toBe(step);
  });
});
