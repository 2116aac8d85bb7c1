import { answerOf } from '../../../core/decide/accept.ts';
import type { Acceptance, OperationDraft } from '../../../ports/journal/acceptance.ts';
import type { Journal } from '../../../ports/journal/journal.ts';
import { JournalUnavailable } from '../../../ports/journal/journal-unavailable.ts';
import { allRights, type RightsOf } from '../../webhook-rows.ts';
import type { Lease } from '../connection/lease.ts';
import type { Pool } from '../connection/pool.ts';
import { createRead, createTransactions } from '../connection/transaction.ts';
import { registerAccounts, unfinishedOf } from './accounts.ts';
import { catalogueCommands } from './catalogue/commands.ts';
import { catalogueReads } from './catalogue/reads.ts';
import { acceptAll, byKeys, firstUseOf } from './commands/accept.ts';
import { cancel } from './commands/cancel.ts';
import { claim, takeRequestId } from './commands/claim.ts';
import { failover, handOn, readUnderWay, recover } from './commands/failover.ts';
import { createGroupCommit } from './commands/group-commit.ts';
import { prune } from './commands/prune.ts';
import { awaitCallback, keepCallback, keepEarlyCallback, noteExchange, resend } from './commands/requests.ts';
import { settle } from './commands/settle.ts';
import { historyReads } from './history/reads.ts';
import { readOperations } from './reads/read-operations.ts';
import { readRequests } from './reads/read-requests.ts';
import { skuCommands } from './skus/commands.ts';
import { skuReads } from './skus/reads.ts';
import { deliveryCommands } from './webhooks/deliveries.ts';
import { endpointCommands } from './webhooks/endpoints.ts';
import { createListeners } from './webhooks/listeners.ts';

/*
 * The journal of several gateways in one PostgreSQL database.
 *
 * A command is one transaction: the store locks and reads the rows that the command touches, a pure function of
 * `core/decide` decides, and the store applies the writes (`apply.ts`). The store makes no decision itself.
 *
 * Round trips. A command takes two, however many rows it has. The first one begins the transaction, takes the locks and
 * reads the rows; the statements are pipelined. The second one carries all writes and the COMMIT. A claim takes a third
 * one if an item may end without being sent: it then locks operations, and reads the levels of guarded items. A settlement
 * takes a third one for late evidence, and a cancellation to find its items.
 *
 * Locks. Every transaction takes its locks in this order, so no two transactions wait for each other:
 *
 *   1. the advisory lock of its lease, shared. A failover locks the lost lease exclusively, without waiting
 *   2. the advisory lock of acceptance, of accounts, of SKUs or of webhooks
 *   3. vendor requests, in the order of their ids
 *   4. targets, in the order of their names
 *   5. operations, in the order of their ids
 *   6. stock levels, then products, then locations, in the order of their keys
 *   7. items, in the order of their keys
 *
 * Webhook endpoints and the state of their deliveries change only under the lock of webhooks. Other commands only add
 * deliveries, behind the locks of what they report.
 *
 * Entries of the history are only added, behind the locks of their levels, and deleted by the retention, which locks the
 * levels before.
 *
 * A statement that reads behind a lock is a statement of its own: it sees what the transaction before it committed. A
 * transaction may write a row that it has inserted at any time. The retention, and a claim for targets, skip rows that
 * others hold (SKIP LOCKED).
 *
 * An item in flight changes only under the lock of its request. An item that waits changes only under the lock of its
 * target; a failover changes its owner alone. The counts and the sequence of an operation change only under its lock, and
 * the retention does not delete an operation that is locked.
 *
 * Owners. Each unfinished item and each open request belongs to one gateway, by the id of its lease. Only the owner sends
 * an item. A settlement makes its gateway the owner of the items that it offers next. When a lease has run out, another
 * gateway becomes the owner of everything that the lost gateway had (`failover.ts`). Work of channels that this gateway
 * does not have goes to a row of `gateways` that stands for no gateway and names the channels.
 */

export type Store = Omit<Journal, 'close'> & {
  /** Resolves when no command runs. */
  settled(): Promise<void>;
};

/** The commands that run now, so that the store is closed after them. */
const createRunning = () => {
  const running = new Set<Promise<unknown>>();
  return {
    during: <Result>(work: Promise<Result>): Promise<Result> => {
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      return work;
    },
    settled: async (): Promise<void> => {
      await Promise.allSettled(running);
    },
  };
};

export const createStore = (pool: Pool, lease: Lease, rightsOf: RightsOf = allRights): Store => {
  const listeners = createListeners(rightsOf);
  const transaction = createTransactions(pool, lease, listeners);
  const read = createRead(pool);
  const { during, settled } = createRunning();

  const accept = createGroupCommit<OperationDraft, Acceptance>(
    ({ items }) => items.length,
    (drafts) => acceptAll(transaction, drafts),
    (error) => error instanceof JournalUnavailable,
  );

  /** A retry is compared with the changes that are stored, so it does not share a transaction with other acceptances. */
  const acceptAlone = async (draft: OperationDraft): Promise<Acceptance> => {
    const [acceptance] = await acceptAll(transaction, [draft]);
    if (!acceptance) throw new Error('An operation was not accepted');
    return acceptance;
  };

  return {
    accept: (draft) => during(draft.retryOf ? acceptAlone(draft) : accept(draft)),
    earlierUse: async (client, idempotency) => {
      const [row] = await read(byKeys, [[client], [idempotency.key], [idempotency.scope]]);
      return row ? answerOf(firstUseOf(row), idempotency) : null;
    },
    cancel: (command, channels = null) => during(transaction((tx) => cancel(tx, command, channels))),
    claim: (items, draft, from) => during(transaction((tx) => claim(tx, items, draft, from), takeRequestId)),
    resend: (earlier, rows, draft, concluded = 'CALLED_BACK') =>
      during(transaction((tx) => resend(tx, earlier, rows, { draft, concluded }), takeRequestId)),
    awaitCallback: (id, exchange, at, deadline) =>
      during(transaction((tx) => awaitCallback(tx, { id, exchange, at, deadline }))),
    keepEarlyCallback: (id, body) => during(transaction((tx) => keepEarlyCallback(tx, id, body))),
    keepCallback: (id, body) => during(transaction((tx) => keepCallback(tx, id, body))),
    settle: (settlement) => during(transaction((tx) => settle(tx, settlement))),
    noteExchange: (id, outcome, exchange, at, mayHaveApplied = false) =>
      during(transaction((tx) => noteExchange(tx, id, { outcome, exchange, at, mayHaveApplied }))),
    ...catalogueCommands(transaction, read, during),
    ...skuCommands(transaction, during),
    ...endpointCommands(transaction, read, during),
    ...deliveryCommands(transaction, read, during, listeners),
    registerAccounts: (configured) => during(registerAccounts(transaction, configured)),
    unfinishedOf: (channels) => unfinishedOf(read, lease.id(), channels),
    recover: (channels = null) => during(recover(transaction, lease, channels)),
    failover: (channels = null) => during(failover(transaction, lease, channels)),
    handOn: (channels) => during(transaction((tx) => handOn(tx, channels))),
    holdsLease: lease.holds,
    underWay: () => readUnderWay(read, lease.id()),
    check: lease.check,
    prune: (before, from = null) => during(transaction((tx) => prune(tx, before, from))),

    ...readRequests(read),
    ...readOperations(read),
    ...catalogueReads(read),
    ...skuReads(read),
    ...historyReads(read),
    settled,
  };
};
