import { Client, type QueryResult } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/connection/migrate.ts';
import { openPool, type Pool } from '../../../src/adapters/postgres/connection/pool.ts';
import { createPostgresThrottle } from '../../../src/adapters/postgres/rate-limiter/open.ts';
import { throttleChannel, throttleMigrations } from '../../../src/adapters/postgres/rate-limiter/schema.ts';
import { asChannelId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import type { Throttle } from '../../../src/ports/throttle.ts';
import { until } from '../../support/gateway.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  await migrate({ url: database.url }, [throttleMigrations]);
});
afterAll(() => database.drop());

type GatewaySettings = {
  readonly concurrency?: number;
  readonly ratePerSecond?: number | null;
  readonly readRatePerSecond?: number | null;
  readonly leaseMs?: number;
};
let gateways = 0;

/** A gateway's throttle of one channel, with a connection of its own to listen on; counts its round trips. */
const gatewayOn = async (channel: string, settings: GatewaySettings = {}) => {
  const { concurrency = 4, ratePerSecond = null, readRatePerSecond = null, leaseMs = 10_000 } = settings;
  gateways += 1;
  const gateway = `gateway-${gateways}`;
  const pool = openPool({ url: database.url, max: 3 });
  const ears = new Client(database.url);
  ears.on('error', () => {});
  await ears.connect();
  await ears.query(`LISTEN ${throttleChannel}`);
  let asked = 0;
  let lastAskedAt = 0;
  let isPaused = false;
  let isAway = false;
  const throttle: Throttle = createPostgresThrottle({
    pool: {
      query: (async (...about: [never]) => {
        asked += 1;
        if (isAway) throw new Error('The database is away');
        lastAskedAt = performance.now();
        const answer: QueryResult = await pool.query(...about);
        isPaused ||= answer.rows[0]?.pause_ms > 0;
        return answer;
      }) as unknown as Pool['query'],
    },
    listen: (name, listener) => {
      const hear = (message: { channel: string; payload?: string | undefined }) => {
        if (!isAway && message.channel === name) listener(message.payload ?? '');
      };
      ears.on('notification', hear);
      return () => ears.off('notification', hear);
    },
    gateway,
    leaseMs,
    clock: systemClock,
  })({
    id: asChannelId(channel),
    limits: { concurrency, ratePerSecond, readRatePerSecond },
  });
  onTestFinished(async () => {
    await throttle.close();
    await ears.end();
    await pool.end();
  });
  return {
    throttle,
    asked: () => asked,
    lastAskedAt: () => lastAskedAt,
    /** Whether it was told of a pause. */
    isPaused: () => isPaused,
    goAway: (away: boolean) => {
      isAway = away;
    },
  };
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a vendor sees: how many requests are under way, and the most there ever were. */
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
  it('are never more than the channel has, over all gateways, and every task gets one', async () => {
    const vendor = createVendor();
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('busy', { concurrency: 5 })));
    let done = 0;
    for (let number = 0; number < 300; number += 1) {
      const throttle = all[number % 3]?.throttle;
      if (!throttle) throw new Error('No gateway');
      throttle.run(async () => {
        await vendor.serve(Math.random() * 8);
        done += 1;
      });
      if (number % 7 === 0) await sleep(Math.random() * 10);
    }
    await until(() => done === 300);
    expect(vendor.most()).toBe(5);
  });

  it('are shared evenly by those who lack them', async () => {
    const vendor = createVendor();
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => gatewayOn('even', { concurrency: 6 })),
    );
    let isOver = false;
    const counts = [0, 0, 0];
    const keepBusy = (throttle: Throttle, place: number) => {
      for (let number = 0; number < 6; number += 1) {
        const again = (): void =>
          throttle.run(async () => {
            await vendor.serve(5);
            counts[place] = (counts[place] ?? 0) + 1;
            if (!isOver) again();
          });
        again();
      }
    };
    if (!first || !second || !third) throw new Error('No gateways');
    keepBusy(first.throttle, 0);
    await until(() => first.throttle.running === 6);
    keepBusy(second.throttle, 1);
    await until(() => first.throttle.running === 3 && second.throttle.running === 3);
    keepBusy(third.throttle, 2);
    await until(() => [first, second, third].every(({ throttle }) => throttle.running === 2));
    isOver = true;
    expect(vendor.most()).toBe(6);
    await until(() => vendor.underWay() === 0);
  });

  it('go round where there are more gateways than slots', async () => {
    const vendor = createVendor();
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('one', { concurrency: 1 })));
    const order: number[] = [];
    for (const [place, { throttle }] of all.entries()) {
      for (let number = 0; number < 10; number += 1) {
        throttle.run(async () => {
          order.push(place);
          await vendor.serve(2);
        });
      }
    }
    await until(() => order.length === 30);
    expect(vendor.most()).toBe(1);
    // Nobody is passed over for long while all have work.
    for (const place of [0, 1, 2])
      expect(order.slice(0, 21).filter((one) => one === place).length).toBeGreaterThan(3);
  });

  it('cost an idle database nothing, and a busy gateway that is alone next to nothing', async () => {
    const vendor = createVendor();
    // However long it takes, it does not have to say that it is still there.
    const { throttle, asked } = await gatewayOn('alone', { concurrency: 2, leaseMs: 3_600_000 });
    let done = 0;
    for (let number = 0; number < 200; number += 1) {
      await new Promise<void>((resolve) =>
        throttle.run(async () => {
          await vendor.serve(0);
          done += 1;
          resolve();
        }),
      );
    }
    expect(done).toBe(200);
    expect(asked()).toBeLessThan(5);
  });

  it('come back when their gateway says nothing for as long as its lease', async () => {
    const vendor = createVendor();
    const dead = await gatewayOn('dead', { concurrency: 2, leaseMs: 600 });
    const other = await gatewayOn('dead', { concurrency: 2, leaseMs: 600 });
    const never = new Promise<void>(() => {});
    dead.throttle.run(() => never);
    dead.throttle.run(() => never);
    await until(() => dead.throttle.running === 2);
    dead.goAway(true);
    const lastSign = dead.lastAskedAt();
    let servedAt = 0;
    other.throttle.run(async () => {
      servedAt = performance.now();
      await vendor.serve(0);
    });
    await until(() => servedAt > 0);
    expect(servedAt - lastSign).toBeGreaterThan(590);
  });

  it('are not used by a gateway that is not sure of them, until it has asked again', async () => {
    const { throttle, goAway } = await gatewayOn('unsure', { concurrency: 1, leaseMs: 300 });
    const served: string[] = [];
    let end = () => {};
    throttle.run(async () => {
      served.push('one');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    throttle.run(async () => void served.push('two'));
    await until(() => served.length === 1);
    goAway(true);
    await sleep(500);
    end();
    throttle.run(async () => void served.push('urgent'), true);
    await sleep(300);
    expect(served).toEqual(['one']);
    goAway(false);
    await until(() => served.length === 3);
    expect(served).toEqual(['one', 'urgent', 'two']);
  });

  it('are taken up no more than are allowed', async () => {
    const { throttle } = await gatewayOn('held', { concurrency: 4 });
    let done = 0;
    throttle.allow(0);
    for (let number = 0; number < 4; number += 1)
      throttle.run(async () => {
        done += 1;
      });
    await sleep(100);
    expect(done).toBe(0);
    throttle.allow(Number.POSITIVE_INFINITY);
    await until(() => done === 4);
    await throttle.settled();
  });
});

describe('the rate of a channel', () => {
  it('holds over all gateways', async () => {
    const all = await Promise.all([1, 2, 3].map(() => gatewayOn('rated', { ratePerSecond: 5 })));
    const at: number[] = [];
    const begin = performance.now();
    await Promise.all(
      Array.from({ length: 18 }, (_, number) =>
        all[number % 3]?.throttle.start(async () => {
          at.push(performance.now());
        }),
      ),
    );
    expect(at).toHaveLength(18);
    // Later than at its place a slow machine may start any of them, earlier none.
    for (const [place, moment] of at.toSorted((a, b) => a - b).entries())
      expect(moment - begin).toBeGreaterThan(Math.floor(place / 5) * 1_000 - 10);
  });

  it('B8: of reads holds over all gateways, and beside that of writes', async () => {
    const limits = { ratePerSecond: 1, readRatePerSecond: 5 };
    const all = await Promise.all([1, 2].map(() => gatewayOn('read', limits)));
    const at: number[] = [];
    const begin = performance.now();
    await all[0]?.throttle.start(async () => {});
    await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        all[number % 2]?.throttle.startRead(async () => {
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

  it('B8: of reads stands still while the vendor asks another gateway for a pause', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => gatewayOn('pausing-reads', { readRatePerSecond: 50 })),
    );
    if (!one || !other) throw new Error('No gateways');
    const begin = performance.now();
    one.throttle.pause(2_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = await other.throttle.startRead(async () => performance.now() - begin);
    expect(started).toBeGreaterThanOrEqual(1_990);
  });

  it('stands still on every gateway when the vendor asks one of them', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => gatewayOn('paused', { concurrency: 2 })));
    if (!one || !other) throw new Error('No gateways');
    let runs = true;
    // The other has something under way, so it hears what its channel is told.
    other.throttle.run(async () => {
      while (runs) await sleep(10);
    });
    await until(() => other.throttle.running === 1);
    const begin = performance.now();
    one.throttle.pause(3_000);
    await until(other.isPaused);
    const started = await other.throttle.start(async () => performance.now() - begin);
    expect(started).toBeGreaterThanOrEqual(2_990);
    runs = false;
  });
});
