import type { Acceptance, OperationDraft } from '../../../ports/acceptance.ts';
import type { Journal } from '../../../ports/journal.ts';
import { JournalUnavailable } from '../../../ports/journal-unavailable.ts';
import { type Migrations, migrate } from '../connection/migrate.ts';
import { openPool, type Pool, type PoolOptions } from '../connection/pool.ts';
import { acceptAll, byKeys, earlierUseOf } from './accept.ts';
import { registerAccounts, unfinishedOf } from './accounts.ts';
import { claim } from './claim.ts';
import { createGroupCommit } from './group-commit.ts';
import { handOn } from './hand-on.ts';
import { createLease, type LeaseOptions } from './lease.ts';
import { journalMigrations } from './migrations.ts';
import { refuseHalfMoved } from './moves.ts';
import { resend, takeRequestId } from './open-request.ts';
import { prune } from './prune.ts';
import { createRead } from './read.ts';
import { readOperations } from './read-operations.ts';
import { readProducts } from './read-products.ts';
import { readStock } from './read-stock.ts';
import { readUnderWay, recover, takeOver } from './recover.ts';
import {
  awaitCallback,
  awaitedRequestOf,
  byCallback,
  byId,
  keepEarlyCallback,
  noteExchange,
} from './requests.ts';
import { recordRead, settle } from './settle.ts';
import { createTransactions } from './transaction.ts';

export type PostgresJournalOptions = PoolOptions &
  LeaseOptions & {
    /** What other parts of the gateway keep in the database. */
    readonly migrations?: readonly Migrations[];
    /** Called at the start with what weakens the gateway's promises without keeping it from its work. */
    readonly onWarning?: (message: string) => void;
  };

export type PostgresJournal = {
  readonly journal: Journal;
  /** The connections of this gateway, for whatever else it keeps in the database. `close` of the journal ends them. */
  readonly pool: Pool;
};

/** What is under way when the journal is closed is waited for. */
const createUnderWay = () => {
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
 * Opens the journal that several gateways share, and begins this one's lease. Rejects when the database can't be had, a
 * newer version wrote it, or an embedded journal is being moved into it.
 */
export const openPostgresJournal = async (options: PostgresJournalOptions): Promise<PostgresJournal> => {
  const warnings = await migrate(options, [journalMigrations, ...(options.migrations ?? [])]);
  for (const warning of warnings) options.onWarning?.(warning);
  const pool = openPool(options);
  // Of its own: however much work waits for a connection, the sign of life does not.
  const leasePool = openPool({ ...options, max: 1 });
  const lease = createLease(leasePool, options);
  const end = async (): Promise<void> => {
    // Without a word of it the others take over all the same, when the lease has run out.
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
  const transaction = createTransactions(pool, lease);
  const read = createRead(pool);
  const { during, ended } = createUnderWay();

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
      await end();
    },
  };
  return { journal, pool };
};
