import type { Acceptance, OperationDraft } from '../../ports/acceptance.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal.ts';
import { JournalUnavailable } from '../../ports/journal-unavailable.ts';
import type { CreateRateLimiter } from '../../ports/rate-limiter.ts';
import { createLease, type LeaseOptions } from './connection/lease.ts';
import { createListener, type ListenerOptions } from './connection/listener.ts';
import { migrate } from './connection/migrate.ts';
import { openPool, type Pool, type PoolOptions } from './connection/pool.ts';
import { createPostgresBus, type PostgresBusOptions } from './events/event-bus.ts';
import { acceptAll, byKeys, earlierUseOf } from './journal/accept.ts';
import { registerAccounts, unfinishedOf } from './journal/accounts.ts';
import { claim } from './journal/claim.ts';
import { createGroupCommit } from './journal/group-commit.ts';
import { handOn } from './journal/hand-on.ts';
import { refuseHalfMoved } from './journal/moves.ts';
import { resend, takeRequestId } from './journal/open-request.ts';
import { prune } from './journal/prune.ts';
import { createRead } from './journal/read.ts';
import { readOperations } from './journal/read-operations.ts';
import { readProducts } from './journal/read-products.ts';
import { readStock } from './journal/read-stock.ts';
import { readUnderWay, recover, takeOver } from './journal/recover.ts';
import {
  awaitCallback,
  awaitedRequestOf,
  byCallback,
  byId,
  keepEarlyCallback,
  noteExchange,
} from './journal/requests.ts';
import { recordRead, settle } from './journal/settle.ts';
import { createTransactions } from './journal/transaction.ts';
import { migrations } from './migrations.ts';
import { createPostgresRateLimiter } from './rate-limiter/rate-limiter.ts';

export type PostgresOptions = PoolOptions &
  LeaseOptions &
  ListenerOptions &
  PostgresBusOptions & {
    readonly clock?: Clock;
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

/** The calls that run now, so that the store is closed after them. */
const createRunningCalls = () => {
  const running = new Set<Promise<unknown>>();
  return {
    during: <Result>(work: Promise<Result>): Promise<Result> => {
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      return work;
    },
    ended: () => Promise.allSettled(running),
  };
};

const differentLeases = (own: number | undefined, others: readonly number[]): string =>
  `GATEWAY_LEASE_MS is ${own} here and ${others.join(', ')} at other gateways of this database. Set it alike on all of ` +
  'them: each judges by its own how long the others may be silent.';

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
    await refuseHalfMoved(pool);
    const others = await lease.others();
    if (others.length > 0) options.onWarning?.(differentLeases(options.leaseMs, others));
  } catch (error) {
    await end();
    throw error;
  }
  const listener = createListener(options);
  const bus = createPostgresBus({ pool, listener, lease }, options);
  const transaction = createTransactions(pool, lease);
  const read = createRead(pool);
  const { during, ended } = createRunningCalls();

  const accept = createGroupCommit<OperationDraft, Acceptance>(
    ({ items }) => items.length,
    (drafts) => acceptAll(transaction, drafts),
    (error) => error instanceof JournalUnavailable,
  );

  const journal: Journal = {
    accept: (draft) => during(accept(draft)),
    earlierUse: async (client, idempotency) =>
      earlierUseOf((await read(byKeys, [[client], [idempotency.key], [idempotency.scope]]))[0], idempotency),
    claim: (items, draft) => during(transaction((tx) => claim(tx, items, draft), takeRequestId)),
    resend: (earlier, rows, draft, concluded) =>
      during(transaction((tx) => resend(tx, earlier, rows, draft, concluded), takeRequestId)),
    awaitCallback: (...about) => during(transaction((tx) => awaitCallback(tx, ...about))),
    keepEarlyCallback: (id, body) => during(transaction((tx) => keepEarlyCallback(tx, id, body))),
    settle: (settlement) => during(settle(transaction, settlement)),
    noteExchange: (...about) => during(transaction(async (tx) => noteExchange(tx, ...about))),
    recordRead: (levels) => during(transaction((tx) => recordRead(tx, levels))),
    registerAccounts: (configured) => during(registerAccounts(transaction, configured)),
    unfinishedOf: (channels) => unfinishedOf(read, lease.id(), channels),
    recover: (channels = null) => during(recover(transaction, lease, channels)),
    takeOver: (channels = null) => during(takeOver(transaction, lease, channels)),
    handOn: (channels) => during(transaction((tx) => handOn(tx, channels))),
    holdsLease: lease.holds,
    underWay: () => readUnderWay(read, lease.id()),
    check: lease.check,
    prune: (before, from = null) => during(transaction((tx) => prune(tx, before, from))),

    requestByCallback: async (hash) => awaitedRequestOf(await read(byCallback, [hash])),
    requestById: async (id) => awaitedRequestOf(await read(byId, [id])),
    ...readOperations(read),
    ...readStock(read),
    ...readProducts(read),

    close: async () => {
      await ended();
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
