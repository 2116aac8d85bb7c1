import { describe, expect, it } from 'vitest';
import { createBacklog } from '../../../src/core/submit/backlog.ts';
import { asChannelId } from '../../../src/domain/ids.ts';
import type { Clock } from '../../../src/ports/clock.ts';

const shop = asChannelId('shop');
const other = asChannelId('other');
const of = (count: number, channel = shop) => new Map([[channel, count]]);

const backlogOf = (max: number) => {
  let now = 0;
  const clock: Clock = { now: () => now, after: () => () => {} };
  return { backlog: createBacklog(max, clock), pass: (ms: number) => (now += ms) };
};

describe('createBacklog', () => {
  it('accepts a whole mutation or none of it, up to the limit of each channel', () => {
    const { backlog } = backlogOf(10);
    expect(backlog.admit(of(8))).toEqual({ admitted: true });
    expect(backlog.admit(new Map([...of(3), ...of(1, other)]))).toMatchObject({ admitted: false });
    expect(backlog.sizeOf(other)).toBe(0);
    expect(backlog.admit(of(2))).toEqual({ admitted: true });
    expect(backlog.admit(of(10, other))).toEqual({ admitted: true });
  });

  it('has space again when items end or were not accepted', () => {
    const { backlog } = backlogOf(5);
    backlog.admit(of(5));
    backlog.release(of(3));
    backlog.cancel(of(1));
    expect(backlog.sizeOf(shop)).toBe(1);
    expect(backlog.admit(of(4))).toEqual({ admitted: true });
    expect(backlog.admit(of(1))).toMatchObject({ admitted: false });
  });

  it('counts the items of an earlier run, even over the limit', () => {
    const { backlog } = backlogOf(5);
    backlog.resume(of(9));
    expect(backlog.admit(of(1))).toMatchObject({ admitted: false });
  });

  it('estimates when there will be space from the recent rate, at most a minute', () => {
    const { backlog, pass } = backlogOf(1_000);
    backlog.admit(of(1_000));
    expect(backlog.admit(of(500))).toEqual({ admitted: false, retryAfter: 60 });
    backlog.release(of(1_000));
    backlog.admit(of(1_000));
    pass(1_000);
    // A thousand in ten seconds is a hundred a second.
    expect(backlog.admit(of(500))).toEqual({ admitted: false, retryAfter: 5 });
    expect(backlog.admit(of(1))).toEqual({ admitted: false, retryAfter: 1 });
  });

  it('uses a count of its unfinished items, and the changes during the count', async () => {
    const { backlog } = backlogOf(10);
    backlog.admit(of(6));
    backlog.admit(of(3, other));
    const { promise, resolve } = Promise.withResolvers<Map<typeof shop, number>>();
    const counted = backlog.recount(() => promise);
    backlog.admit(of(2));
    backlog.release(of(1));
    // Four of the six have ended at other gateways, and those of the other channel were handed to another gateway.
    resolve(of(2));
    await counted;
    expect([backlog.sizeOf(shop), backlog.sizeOf(other)]).toEqual([3, 0]);
    await expect(backlog.recount(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(backlog.sizeOf(shop)).toBe(3);
  });
});
