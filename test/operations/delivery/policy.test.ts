import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { createDeliveryPolicy, type DeliveryPolicy } from '../../../src/operations/delivery/policy.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { ok, unavailable } from '../../support/fake-channel.ts';

const served: SendResult = { type: 'answered', rows: [], exchange: ok };
const notServed = (
  code: 'RATE_LIMITED' | 'VENDOR_UNAUTHORIZED',
  retryAfterMs: number | null = null,
): SendResult => ({
  type: 'unavailable',
  failure: vendorUnavailable(code, 'No.'),
  mayHaveApplied: false,
  retryAfterMs,
  timedOut: false,
  exchange: ok,
});

const policyOf = (moves: string[] = []): DeliveryPolicy => {
  const move = (name: string) => () => {
    moves.push(name);
  };
  return createDeliveryPolicy(
    { close: move('close'), openForOne: move('open for one'), open: move('open') },
    systemClock,
  );
};

/** Runs one request against answers, one a try; the last one goes on. */
const runWith = (policy: DeliveryPolicy, ...answers: readonly SendResult[]) => {
  const tries: { readonly number: number; readonly at: number }[] = [];
  const running = policy.run(async (number) => {
    tries.push({ number, at: Date.now() });
    return answers[Math.min(tries.length, answers.length) - 1] ?? served;
  });
  return { tries, running };
};
const pausesOf = (tries: readonly { readonly at: number }[]) =>
  tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? 0));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the tries of a request', () => {
  it('are one where the vendor answers, whatever it says', async () => {
    for (const answer of [served, { type: 'refused', rows: [], exchange: ok } as const]) {
      const { tries, running } = runWith(policyOf(), answer);
      expect(await running).toBe(answer);
      expect(tries).toHaveLength(1);
    }
  });

  it('go on until the vendor serves, numbered from 1', async () => {
    const { tries, running } = runWith(policyOf(), unavailable(), unavailable(), served);
    await vi.runAllTimersAsync();
    expect(await running).toBe(served);
    expect(tries.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('are four at most, with pauses in between', async () => {
    const away = unavailable();
    const { tries, running } = runWith(policyOf(), away);
    await vi.runAllTimersAsync();
    expect(await running).toBe(away);
    expect(tries.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    for (const pause of pausesOf(tries)) expect(pause).toBeLessThanOrEqual(5_000);
  });

  it('wait as long as the vendor asks for, and no shorter', async () => {
    const answers = [unavailable({ retryAfterMs: 7_000 }), unavailable({ retryAfterMs: 30_000 }), served];
    const { tries, running } = runWith(policyOf(), ...answers);
    await vi.runAllTimersAsync();
    await running;
    const [first = 0, second = 0] = pausesOf(tries);
    expect(first).toBeGreaterThanOrEqual(7_000);
    expect(first).toBeLessThan(8_000);
    expect(second).toBeGreaterThanOrEqual(30_000);
  });

  it.each([
    ['the vendor asks for too long a pause', unavailable({ retryAfterMs: 30_001 })],
    ['the rate is limited for too long', notServed('RATE_LIMITED', 30_001)],
    ['the credentials are not taken', notServed('VENDOR_UNAUTHORIZED')],
  ])('are one where %s', async (_name, answer) => {
    const { tries, running } = runWith(policyOf(), answer);
    await vi.runAllTimersAsync();
    expect(await running).toBe(answer);
    expect(tries).toHaveLength(1);
  });

  it('B1: wait no shorter because the vendor asks for a short pause', async () => {
    const { tries, running } = runWith(policyOf(), notServed('RATE_LIMITED', 1));
    await vi.runAllTimersAsync();
    await running;
    expect(tries.length).toBeLessThan(20);
  });

  it('are four when a vendor limits its rate and does not say for how long', async () => {
    const { tries, running } = runWith(policyOf(), notServed('RATE_LIMITED'));
    await vi.runAllTimersAsync();
    await running;
    expect(tries).toHaveLength(4);
  });

  it('pass a throw on', async () => {
    const running = policyOf().run(() => Promise.reject(new Error('a bug')));
    await expect(running).rejects.toThrow('a bug');
  });
});

describe('a vendor that fails again and again', () => {
  const quick = unavailable({ retryAfterMs: 60_000 });
  const failing = async (policy: DeliveryPolicy, times: number) => {
    for (let time = 0; time < times; time += 1) await runWith(policy, quick).running;
  };

  it('has its requests held back after ten in a row', async () => {
    const moves: string[] = [];
    const policy = policyOf(moves);
    await failing(policy, 9);
    expect([policy.isHeldBack(), moves]).toEqual([false, []]);
    await failing(policy, 1);
    expect([policy.isHeldBack(), moves]).toEqual([true, ['close']]);
    const { tries, running } = runWith(policy, served);
    expect(await running).toBeNull();
    expect(tries).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_100);
    expect([policy.isHeldBack(), moves]).toEqual([true, ['close', 'open for one']]);
    expect(await runWith(policy, served).running).toBe(served);
    expect([policy.isHeldBack(), moves]).toEqual([false, ['close', 'open for one', 'open']]);
  });

  it('is not held back when it serves in between, or only limits the rate', async () => {
    const policy = policyOf();
    await failing(policy, 9);
    await runWith(policy, served).running;
    await failing(policy, 9);
    for (let time = 0; time < 20; time += 1) await runWith(policy, notServed('RATE_LIMITED', 60_000)).running;
    expect(policy.isHeldBack()).toBe(false);
  });

  it('is asked by a single request first, and served again once that goes well', async () => {
    const policy = policyOf();
    await failing(policy, 10);
    await vi.advanceTimersByTimeAsync(5_000);
    let answer: (result: SendResult) => void = () => {};
    const attempts: string[] = [];
    const probe = policy.run(() => {
      attempts.push('probe');
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const others = ['a', 'b'].map((name) =>
      policy.run(async () => {
        attempts.push(name);
        return served;
      }),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    expect(attempts).toEqual(['probe']);
    answer(served);
    expect(await Promise.all([probe, ...others])).toEqual([served, served, served]);
    expect(policy.isHeldBack()).toBe(false);
  });

  it('is held back again when that goes badly', async () => {
    const policy = policyOf();
    await failing(policy, 10);
    await vi.advanceTimersByTimeAsync(5_000);
    await failing(policy, 1);
    expect(policy.isHeldBack()).toBe(true);
  });

  it('has no part in what another channel does', async () => {
    await failing(policyOf(), 10);
    expect(await runWith(policyOf(), served).running).toBe(served);
  });
});
