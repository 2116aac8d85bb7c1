import { randomUUID } from 'node:crypto';
import type { QueryResult } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLease } from '../../../src/adapters/postgres/connection/lease.ts';
import { createListener } from '../../../src/adapters/postgres/connection/listener.ts';
import { openPool, type Pool } from '../../../src/adapters/postgres/connection/pool.ts';
import { createPostgresRateLimiter } from '../../../src/adapters/postgres/rate-limiter/rate-limiter.ts';
import { asChannelId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import type { RateLimiter } from '../../../src/ports/rate-limiter.ts';
import { until } from '../../support/gateway.ts';
import { createDatabase, query, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

type GatewaySettings = {
  readonly concurrency?: number;
  readonly ratePerSecond?: number | null;
  readonly readRatePerSecond?: number | null;
  readonly leaseMs?: number;
};

/** A gateway's rate limiter of one channel, with a lease and a listener; counts the round trips of the rate limiter. */
const gatewayOn = async (channel: string, settings: GatewaySettings = {}) => {
  const { concurrency = 4, ratePerSecond = null, readRatePerSecond = null, leaseMs = 10_000 } = settings;
  const pool = openPool({ url: database.url, max: 3 });
  const listener = createListener({ url: database.url });
  let asked = 0;
  let lastRenewedAt = 0;
  let isPaused = false;
  let isAway = false;
  const behindSwitch = (onQuery: () => void): Pick<Pool, 'query'> => ({
    query: (async (...about: [never]) => {
      if (isAway) throw new Error('The database is away');
      onQuery();
      const answer: QueryResult = await pool.query(...about);
      isPaused ||= answer.rows[0]?.pause_ms > 0;
      return answer;
    }) as unknown as Pool['query'],
  });
  const lease = createLease(
    behindSwitch(() => {
      lastRenewedAt = performance.now();
    }),
    { leaseMs, renewMs: leaseMs * 0.3 },
  );
  await lease.begin();
  const rateLimiter: RateLimiter = createPostgresRateLimiter({
    pool: behindSwitch(() => {
      asked += 1;
    }),
    listener: {
      onNotification: (name, callback) =>
        listener.onNotification(name, (payload) => {
          if (!isAway) callback(payload);
        }),
    },
    lease,
    clock: systemClock,
  })({
    id: asChannelId(channel),
    limits: { concurrency, ratePerSecond, readRatePerSecond },
  });
  onTestFinished(async () => {
    await rateLimiter.close();
    await lease.giveBack().catch(() => {});
    await listener.close();
    await pool.end();
  });
  return {
    rateLimiter,
    asked: () => asked,
    lastRenewedAt: () => lastRenewedAt,
    /** Whether it received a pause. */
    isPaused: () => isPaused,
    goAway: (away: boolean) => {
      isAway = away;
    },
  };
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The view of a vendor: the number of running requests, and the maximum so far. */
const createVendor = () => {
  let underWay = 0;
  let most = 0;
  return {
    most: () => most,
    underWay: () => underWay,
    serve: async (ms: number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(ms);
      underWay -= 1;
    },
  };
};

describe('the slots of a channel', () => {
  it('never exceed the concurrency over all gateways, and every task gets one', async () => {
    const vendor = createVendor();
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('busy', { concurrency: 5 })));
    let done = 0;
    for (let number = 0; number < 300; number += 1) {
      const rateLimiter = all[number % 3]?.rateLimiter;
      if (!rateLimiter) throw new Error('No gateway');
      rateLimiter.run(async () => {
        await vendor.serve(Math.random() * 8);
        done += 1;
      });
      if (number % 7 === 0) await sleep(Math.random() * 10);
    }
    await until(() => done === 300);
    expect(vendor.most()).toBe(5);
  });

  it('are shared evenly among the gateways that need more', async () => {
    const vendor = createVendor();
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => gatewayOn('even', { concurrency: 6 })),
    );
    let isOver = false;
    const counts = [0, 0, 0];
    const keepBusy = (rateLimiter: RateLimiter, place: number) => {
      for (let number = 0; number < 6; number += 1) {
        const again = (): void =>
          rateLimiter.run(async () => {
            await vendor.serve(5);
            counts[place] = (counts[place] ?? 0) + 1;
            if (!isOver) again();
          });
        again();
      }
    };
    if (!first || !second || !third) throw new Error('No gateways');
    keepBusy(first.rateLimiter, 0);
    await until(() => first.rateLimiter.running === 6);
    keepBusy(second.rateLimiter, 1);
    await until(() => first.rateLimiter.running === 3 && second.rateLimiter.running === 3);
    keepBusy(third.rateLimiter, 2);
    await until(() => [first, second, third].every(({ rateLimiter }) => rateLimiter.running === 2));
    isOver = true;
    expect(vendor.most()).toBe(6);
    await until(() => vendor.underWay() === 0);
  });

  it('rotate if there are more gateways than slots', async () => {
    const vendor = createVendor();
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('one', { concurrency: 1 })));
    const order: number[] = [];
    for (const [place, { rateLimiter }] of all.entries()) {
      for (let number = 0; number < 10; number += 1) {
        rateLimiter.run(async () => {
          order.push(place);
          await vendor.serve(2);
        });
      }
    }
    await until(() => order.length === 30);
    expect(vendor.most()).toBe(1);
    // No gateway waits long for a slot while all have work.
    for (const place of [0, 1, 2])
      expect(order.slice(0, 21).filter((one) => one === place).length).toBeGreaterThan(3);
  });

  it('cost an idle database nothing, and a single busy gateway almost nothing', async () => {
    const vendor = createVendor();
    // Even after a long time, it does not have to renew its slots.
    const { rateLimiter, asked } = await gatewayOn('alone', { concurrency: 2, leaseMs: 3_600_000 });
    let done = 0;
    for (let number = 0; number < 200; number += 1) {
      await new Promise<void>((resolve) =>
        rateLimiter.run(async () => {
          await vendor.serve(0);
          done += 1;
          resolve();
        }),
      );
    }
    expect(done).toBe(200);
    expect(asked()).toBeLessThan(5);
  });

  it('are freed when the lease of their gateway runs out', async () => {
    const vendor = createVendor();
    const dead = await gatewayOn('dead', { concurrency: 2, leaseMs: 600 });
    const other = await gatewayOn('dead', { concurrency: 2, leaseMs: 600 });
    const never = new Promise<void>(() => {});
    dead.rateLimiter.run(() => never);
    dead.rateLimiter.run(() => never);
    await until(() => dead.rateLimiter.running === 2);
    dead.goAway(true);
    const lastSign = dead.lastRenewedAt();
    let servedAt = 0;
    other.rateLimiter.run(async () => {
      servedAt = performance.now();
      await vendor.serve(0);
    });
    await until(() => servedAt > 0);
    expect(servedAt - lastSign).toBeGreaterThan(590);
  });

  it('are not used by a gateway with a doubtful lease until it has checked it', async () => {
    const { rateLimiter, goAway } = await gatewayOn('unsure', { concurrency: 1, leaseMs: 300 });
    const served: string[] = [];
    let end = () => {};
    rateLimiter.run(async () => {
      served.push('one');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    rateLimiter.run(async () => void served.push('two'));
    await until(() => served.length === 1);
    goAway(true);
    await sleep(500);
    end();
    rateLimiter.run(async () => void served.push('urgent'), true);
    await sleep(300);
    expect(served).toEqual(['one']);
    goAway(false);
    await until(() => served.length === 3);
    expect(served).toEqual(['one', 'urgent', 'two']);
  });

  it('are shared with gateways of the previous version, and freed when either kind of lease ends', async () => {
    const { rateLimiter } = await gatewayOn('mixed', { concurrency: 4 });
    const share = async (wanted: number, leaseMs: number) => {
      const [row] = await query(database.url, 'SELECT held FROM share_slots($1, $2, 4, $3, 0, $4)', [
        'mixed',
        randomUUID(),
        wanted,
        leaseMs,
      ]);
      return row?.['held'];
    };
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    for (let number = 0; number < 4; number += 1) rateLimiter.run(() => ended);
    await until(() => rateLimiter.running === 4);
    expect(await share(3, 100)).toBe(0);
    end();
    await rateLimiter.idle();
    await until(
      async () =>
        (
          await query(
            database.url,
            // The gateway that got none waits until its lease has ended, and a part is kept for it.
            "SELECT FROM slots WHERE channel = 'mixed' AND (held > 0 OR wanted > 0 AND expires_at > throttle_now())",
          )
        ).length === 0,
    );
    expect(await share(3, 50)).toBe(3);
    let served = 0;
    for (let number = 0; number < 4; number += 1)
      rateLimiter.run(async () => {
        served += 1;
      });
    await until(() => served === 4);
    await query(database.url, "UPDATE gateways SET expires_at = '-infinity'");
    expect(await share(4, 1_000)).toBe(4);
  });

  it('never exceed the concurrency', async () => {
    const { rateLimiter } = await gatewayOn('held', { concurrency: 4 });
    let done = 0;
    rateLimiter.limitRunning(0);
    for (let number = 0; number < 4; number += 1)
      rateLimiter.run(async () => {
        done += 1;
      });
    await sleep(100);
    expect(done).toBe(0);
    rateLimiter.limitRunning(Number.POSITIVE_INFINITY);
    await until(() => done === 4);
    await rateLimiter.idle();
  });
});

describe('the rate of a channel', () => {
  it('holds over all gateways', async () => {
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('rated', { ratePerSecond: 5 })));
    const at: number[] = [];
    const begin = performance.now();
    await Promise.all(
      Array.from({ length: 18 }, (_, number) =>
        all[number % 3]?.rateLimiter.start(async () => {
          at.push(performance.now());
        }),
      ),
    );
    expect(at).toHaveLength(18);
    // A slow machine may start any of them later than planned, but none earlier.
    for (const [place, moment] of at.toSorted((a, b) => a - b).entries())
      expect(moment - begin).toBeGreaterThan(Math.floor(place / 5) * 1_000 - 10);
  });

  it('B8: holds for reads over all gateways, apart from writes', async () => {
    const limits = { ratePerSecond: 1, readRatePerSecond: 5 };
    const all = await Promise.all([1, 2].map(() => gatewayOn('read', limits)));
    const at: number[] = [];
    const begin = performance.now();
    await all[0]?.rateLimiter.start(async () => {});
    await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        all[number % 2]?.rateLimiter.startRead(async () => {
          at.push(performance.now());
        }),
      ),
    );
    expect(at).toHaveLength(12);
    for (const [place, moment] of at.toSorted((a, b) => a - b).entries())
      expect(moment - begin).toBeGreaterThan(Math.floor(place / 5) * 1_000 - 10);
    // With the rate of writes they would take twelve seconds.
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  it('B8: pauses reads while the vendor asks another gateway for a pause', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => gatewayOn('pausing-reads', { readRatePerSecond: 50 })),
    );
    if (!one || !other) throw new Error('No gateways');
    const begin = performance.now();
    one.rateLimiter.pause(2_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = await other.rateLimiter.startRead(async () => performance.now() - begin);
    expect(started).toBeGreaterThanOrEqual(1_990);
  });

  it('pauses on every gateway when the vendor asks one of them', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => gatewayOn('paused', { concurrency: 2 })));
    if (!one || !other) throw new Error('No gateways');
    let runs = true;
    // The other gateway has work in progress, so it receives the pause of its channel.
    other.rateLimiter.run(async () => {
      while (runs) await sleep(10);
    });
    await until(() => other.rateLimiter.running === 1);
    const begin = performance.now();
    one.rateLimiter.pause(3_000);
    await until(other.isPaused);
    const started = await other.rateLimiter.start(async () => performance.now() - begin);
    expect(started).toBeGreaterThanOrEqual(2_990);
    runs = false;
  });
});
