import type { Journal } from '../../ports/journal.ts';
import { noRecovery, nothingHandedOn, type RequestDraft } from '../../ports/requests.ts';
import { prepareAccept, prepareEarlierUse } from './accept.ts';
import { prepareAccounts } from './accounts.ts';
import { prepareClaim } from './claim.ts';
import { openDatabase } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { openLogFile, type SyncFile, syncFile } from './log-file.ts';
import { createLogSync } from './log-sync.ts';
import { prepareMemory } from './memory.ts';
import { prepareTouch } from './migrations.ts';
import { refuseMoved } from './moves.ts';
import { prepareNoteExchange } from './note-exchange.ts';
import { prepareResend } from './open-request.ts';
import { preparePower } from './power.ts';
import { preparePrune } from './prune.ts';
import { prepareReadOperations } from './read-operations.ts';
import { prepareReadProducts } from './read-products.ts';
import { prepareReadStock } from './read-stock.ts';
import { prepareRecover } from './recover.ts';
import { prepareAwaitCallback, prepareRequests } from './requests.ts';
import { prepareSettle } from './settle.ts';

/**
 * Opens the embedded journal in `directory`, made if it is missing. Throws when the directory can't be written,
 * another process has it, a newer version wrote it, or it was moved.
 */
export const openSqliteJournal = (directory: string, sync: SyncFile = syncFile): Journal => {
  const { db, logPath, close } = openDatabase(directory);
  try {
    refuseMoved(db, directory);
  } catch (error) {
    close();
    throw error;
  }
  const log = openLogFile(logPath, sync);
  const logSync = createLogSync(log);

  const memory = prepareMemory(db);
  const { write, writeAhead, end } = createGroupCommit(db, logSync, memory);
  const power = preparePower(db);
  const accept = prepareAccept(db, memory);
  const earlierUse = prepareEarlierUse(db);
  const claim = prepareClaim(db, memory);
  const resend = prepareResend(db, memory);
  const awaitCallback = prepareAwaitCallback(db, memory);
  const noteExchange = prepareNoteExchange(db, memory);
  const { settle, recordRead } = prepareSettle(db, memory);
  const { recover, underWay } = prepareRecover(db, memory, power);
  const accounts = prepareAccounts(db, memory.targets);
  const touch = prepareTouch(db);
  const prune = preparePrune(db, memory);
  const requests = prepareRequests(db, memory);
  const readOperations = prepareReadOperations(db, memory);
  const readStock = prepareReadStock(db, memory);
  const readProducts = prepareReadProducts(db);

  let isClosed = false;
  /** What is told is on the disk: a loss of power takes back nothing that anybody has heard of. */
  const told = async <Found>(found: Found): Promise<Found> => {
    await logSync.reached();
    if (isClosed) throw new Error('The journal is closed');
    return found;
  };
  // A callback must find its request, whatever happens meanwhile.
  const open = <Opened>({ callbackHash }: RequestDraft, work: () => Opened) =>
    callbackHash === null ? writeAhead(work) : write(work);

  return {
    accept: (draft) => writeAhead(() => accept(draft)),
    earlierUse: async (client, idempotency) => told(earlierUse(client, idempotency)),
    claim: (items, draft) => open(draft, () => claim(items, draft)),
    resend: (earlier, rows, draft, concluded) => open(draft, () => resend(earlier, rows, draft, concluded)),
    awaitCallback: (id, exchange, at, deadline) => write(() => awaitCallback(id, exchange, at, deadline)),
    keepEarlyCallback: (id, body) => write(() => requests.keepEarlyCallback(id, body)),
    settle: (settlement) => write(() => settle(settlement)),
    noteExchange: (id, outcome, exchange, at, mayHaveApplied) =>
      writeAhead(() => noteExchange(id, outcome, exchange, at, 0, mayHaveApplied)),
    recordRead: (levels) => write(() => recordRead(levels)),
    registerAccounts: (configured) => write(() => accounts.register(configured)),
    unfinishedOf: async (channels) => accounts.unfinishedOf(channels),
    recover: () => write(recover),
    // The lock on the directory is the lease: nobody else can have it.
    takeOver: async () => noRecovery,
    handOn: async () => nothingHandedOn,
    holdsLease: () => true,
    underWay: async () => underWay(),
    check: async () => {
      // What the next write would find, after a sync that failed, says less.
      if (logSync.failure) throw logSync.failure;
      await write(touch);
    },
    prune: (before, from) => writeAhead(() => prune(before, from)),

    requestByCallback: async (hash) => told(requests.byCallback(hash)),
    requestById: async (id) => told(requests.byId(id)),
    operations: async (ids) => told(readOperations.operations(ids)),
    operationsPage: async (filter) => told(readOperations.operationsPage(filter)),
    items: async (filter) => told(readOperations.items(filter)),
    operationSince: async (id, sequence) => told(readOperations.operationSince(id, sequence)),
    requestsOf: async (ids) => told(readOperations.requestsOf(ids)),
    stockLevels: async (keys) => told(readStock.stockLevels(keys)),
    stockOfProducts: async (products) => told(readStock.stockOfProducts(products)),
    pendingTargets: async (targets) => told(readStock.pendingTargets(targets)),
    products: async (keys) => told(readProducts.products(keys)),
    productsPage: async (filter) => told(readProducts.productsPage(filter)),

    close: async () => {
      isClosed = true;
      end();
      await logSync.reached().then(power.end, () => {});
      log.close();
      close();
    },
  };
};
