import { type Clock, systemClock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { CreateRateLimiter } from '../../ports/rate-limiter.ts';
import type { RightsOf } from '../webhook-rows.ts';
import { asTrouble } from './connection/errors.ts';
import { createLease, type LeaseOptions } from './connection/lease.ts';
import { createListener, type ListenerOptions } from './connection/listener.ts';
import { migrate } from './connection/migrate.ts';
import { openPool, type Pool, type PoolOptions } from './connection/pool.ts';
import { createPostgresBus, type PostgresBusOptions } from './events/event-bus.ts';
import { migrations } from './migrations.ts';
import { createPostgresRateLimiter } from './rate-limiter/rate-limiter.ts';
import { createStore } from './store/store.ts';

export type PostgresOptions = PoolOptions &
  LeaseOptions &
  ListenerOptions &
  PostgresBusOptions & {
    readonly clock?: Clock;
    /** The present rights of a client, which limit its webhooks. Without it, every client may read everything. */
    readonly rightsOf?: RightsOf;
    /** Called at the start for each setting of the database that weakens a promise but does not prevent the start. */
    readonly onWarning?: (message: string) => void;
  };

/** What one gateway has open in a database that it shares with others. */
export type Postgres = {
  /** `close` closes all of it. */
  readonly journal: Journal;
  readonly bus: EventBus;
  readonly createRateLimiter: CreateRateLimiter;
  readonly pool: Pool;
};

/** Throws while an embedded journal is being migrated into the database, which then holds only a part of it. */
const refuseHalfMigrated = async (pool: Pool): Promise<void> => {
  const { rowCount } = await pool
    .query('SELECT 1 FROM moves WHERE finished_at IS NULL')
    .catch((error: unknown) => {
      throw asTrouble(error);
    });
  if (rowCount === 0) return;
  throw new Error(
    'The migration of an embedded journal into this database is not finished: run the same onshelf migrate-journal again.',
  );
};

const differentLeases = (own: number | undefined, others: readonly number[]): string =>
  `GATEWAY_LEASE_MS is ${own} here and ${others.join(', ')} at other gateways of this database. Set it alike on all of ` +
  'them: each gateway applies its own value to the leases of the others.';

/**
 * Opens the store, the event bus and the rate limiter of one gateway on a database that several gateways share. All three
 * use one connection pool and one lease, whose id is the identity of the gateway. Rejects if the database is not available,
 * if a newer version wrote it, or while an embedded journal is being migrated into it.
 */
export const openPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const warnings = await migrate(options, migrations);
  for (const warning of warnings) options.onWarning?.(warning);
  const pool = openPool(options);
  // The lease has a connection of its own: it is renewed even while other work uses every connection of the pool.
  const leasePool = openPool({ ...options, max: 1 });
  const lease = createLease(leasePool, options);
  const end = async (): Promise<void> => {
    // If this fails, the other gateways take the work over when the lease has run out.
    await lease.giveBack().catch(() => {});
    await Promise.all([pool.end(), leasePool.end()]);
  };
  await lease.begin();
  try {
    await refuseHalfMigrated(pool);
    const others = await lease.others();
    if (others.length > 0) options.onWarning?.(differentLeases(options.leaseMs, others));
  } catch (error) {
    await end();
    throw error;
  }
  const listener = createListener(options);
  const bus = createPostgresBus({ pool, listener, lease }, options);
  const { settled, ...store } = createStore(pool, lease, options.rightsOf);
  const journal: Journal = {
    ...store,
    close: async () => {
      await settled();
      await bus.close();
      await listener.close();
      await end();
    },
  };
  const createRateLimiter = createPostgresRateLimiter({
    pool,
    lease,
    listener,
    clock: options.clock ?? systemClock,
  });
  return { journal, bus, createRateLimiter, pool };
};
