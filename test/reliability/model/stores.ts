import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { createInProcessRateLimiter } from '../../../src/adapters/in-process/rate-limiter.ts';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import type { GatewayDeps } from '../../../src/core/create-gateway.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { startDatabaseProxy } from '../../support/database-proxy.ts';
import { createDatabase } from '../../support/postgres.ts';

/** The open resources of one gateway. */
export type Opened = Pick<GatewayDeps, 'journal' | 'bus' | 'createRateLimiter'> & {
  /** The interval of its failover rounds, milliseconds; null for a single gateway. */
  readonly failoverEveryMs: number | null;
  /** Ends it between two turns of the event loop, like a kill. The next one finds the data that it left. */
  kill(): void;
  close(): Promise<void>;
};

/** Where the gateways of a world store their work, one after the other. */
export type Store = { open(clock: Clock): Promise<Opened>; close(): Promise<void> };
export type MakeStore = () => Promise<Store>;

/** SQLite creates the shared memory again from the log, so it is not copied. */
const copyJournal = (from: string, to: string): void => {
  mkdirSync(to);
  for (const name of ['journal.sqlite', 'journal.sqlite-wal']) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
};

/** The gateway after a kill starts with a copy of the disk at that moment. */
const makeSqliteStore: MakeStore = async () => {
  const home = await mkdtemp(join(tmpdir(), 'onshelf-model-'));
  let kills = 0;
  return {
    open: async (clock) => {
      const directory = join(home, String(kills));
      const journal = openSqliteJournal(directory);
      return {
        journal,
        bus: createInProcessBus(),
        createRateLimiter: createInProcessRateLimiter(clock),
        failoverEveryMs: null,
        kill: () => {
          kills += 1;
          copyJournal(directory, join(home, String(kills)));
          void journal.close();
        },
        close: () => journal.close(),
      };
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
};

/** Long enough for a busy machine, and short enough for many failovers in one test. */
const leaseMs = 600;
const never = new Promise<never>(() => {});

/** A kill cuts every connection to the database. The next gateway recovers the work when the lease has run out. */
const makePostgresStore: MakeStore = async () => {
  const database = await createDatabase();
  const closing: (() => Promise<void>)[] = [];
  return {
    open: async (clock) => {
      const proxy = await startDatabaseProxy(database.url, (close) => void closing.push(close));
      const { url } = proxy;
      const renewMs = leaseMs * 0.3;
      const { journal, bus, createRateLimiter, pool } = await openPostgres({ url, leaseMs, renewMs, clock });
      let isAlive = true;
      return {
        // A killed gateway does not retry its failed writes.
        journal: new Proxy(journal, {
          get: (target, name, receiver) => (isAlive ? Reflect.get(target, name, receiver) : () => never),
        }),
        bus,
        createRateLimiter,
        failoverEveryMs: renewMs,
        kill: () => {
          isAlive = false;
          proxy.stop();
          // Calls that wait for the database fail, and the timers end.
          void Promise.allSettled([pool.end(), journal.close()]);
        },
        close: () => journal.close(),
      };
    },
    close: async () => {
      for (const close of closing) await close();
      await database.drop();
    },
  };
};

export const stores: Readonly<Record<'SQLite' | 'PostgreSQL', MakeStore>> = {
  SQLite: makeSqliteStore,
  PostgreSQL: makePostgresStore,
};
