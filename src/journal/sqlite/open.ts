import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Journal } from '../../ports/journal.ts';
import { noRecovery, type RequestDraft } from '../../ports/requests.ts';
import { prepareAccept, prepareEarlierUse } from './accept.ts';
import { prepareClaim } from './claim.ts';
import { createGroupCommit } from './group-commit.ts';
import { openLogFile, pagesInLog, type SyncFile, syncFile } from './log-file.ts';
import { createLogSync } from './log-sync.ts';
import { migrate, prepareTouch } from './migrations.ts';
import { prepareResend } from './open-request.ts';
import { preparePower } from './power.ts';
import { preparePrune } from './prune.ts';
import { prepareReadOperations } from './read-operations.ts';
import { prepareReadProducts } from './read-products.ts';
import { prepareReadStock } from './read-stock.ts';
import { prepareRecover } from './recover.ts';
import { prepareAwaitCallback, prepareNoteExchange, prepareRequests } from './requests.ts';
import { prepareSettle } from './settle.ts';

const databaseName = 'journal.sqlite';

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;

/** Not by `recursive`: with it Node asks for ever where a directory can be had and none be made in it, as in /proc. */
const makeDirectory = (directory: string): void => {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(directory))) makeDirectory(dirname(directory));
  mkdirSync(directory);
};

/** The operating system lets go of this lock when the process ends, however it ends. */
const lockDirectory = (directory: string): DatabaseSync => {
  const lock = new DatabaseSync(join(directory, 'journal.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `Another gateway has the journal in ${directory} open. Stop it, or give this one a DATA_DIR of its own.`,
      { cause: error },
    );
  }
  return lock;
};

const openDatabase = (directory: string, lock: DatabaseSync): DatabaseSync => {
  const db = new DatabaseSync(join(directory, databaseName));
  try {
    // NORMAL: a commit leaves the log to be brought to the disk beside it, and a checkpoint never runs ahead of that.
    db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = ${pagesInLog};`);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    lock.close();
    throw error;
  }
};

/**
 * Opens the embedded journal in `directory`, made if it is missing. Throws when the directory can't be written,
 * another process has it, or a newer version wrote it.
 */
export const openSqliteJournal = (directory: string, sync: SyncFile = syncFile): Journal => {
  makeDirectory(directory);
  const lock = lockDirectory(directory);
  const db = openDatabase(directory, lock);
  const log = openLogFile(join(directory, `${databaseName}-wal`), sync);
  const logSync = createLogSync(log.sync);

  const { write, writeAhead, flush } = createGroupCommit(db, logSync);
  const power = preparePower(db);
  const accept = prepareAccept(db);
  const earlierUse = prepareEarlierUse(db);
  const claim = prepareClaim(db);
  const resend = prepareResend(db);
  const awaitCallback = prepareAwaitCallback(db);
  const noteExchange = prepareNoteExchange(db);
  const { settle, recordRead } = prepareSettle(db);
  const { recover, underWay } = prepareRecover(db, power);
  const touch = prepareTouch(db);
  const prune = preparePrune(db);
  const requests = prepareRequests(db);
  const readOperations = prepareReadOperations(db);
  const readStock = prepareReadStock(db);
  const readProducts = prepareReadProducts(db);

  /** What is told is on the disk: a loss of power takes back nothing that anybody has heard of. */
  const told = async <Found>(found: Found): Promise<Found> => {
    await logSync.reached();
    return found;
  };
  // A callback must find its request, whatever happens meanwhile.
  const open = <Opened>({ callbackHash }: RequestDraft, work: () => Opened) =>
    callbackHash === null ? writeAhead(work) : write(work);

  return {
    accept: (draft) => writeAhead(() => accept(draft)),
    earlierUse: async (client, idempotency) => told(earlierUse(client, idempotency)),
    claim: (items, draft) => open(draft, () => claim(items, draft)),
    resend: (previous, rows, draft) => open(draft, () => resend(previous, rows, draft)),
    awaitCallback: (id, exchange, at, deadline) => write(() => awaitCallback(id, exchange, at, deadline)),
    keepEarlyCallback: (id, body) => write(() => requests.keepEarlyCallback(id, body)),
    settle: (settlement) => write(() => settle(settlement)),
    noteExchange: (...about) => writeAhead(() => noteExchange(...about)),
    recordRead: (levels) => write(() => recordRead(levels)),
    recover: () => write(recover),
    // The lock on the directory is the lease: nobody else can have it.
    takeOver: async () => noRecovery,
    holdsLease: () => true,
    underWay: async () => underWay(),
    check: async () => {
      // What the next write would find, after a sync that failed, says less.
      if (logSync.failure) throw logSync.failure;
      await write(touch);
    },
    prune: (before) => writeAhead(() => prune(before)),

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
      flush();
      await logSync.reached().then(power.end, () => {});
      // The last to close brings the whole log into the database.
      db.close();
      log.close();
      lock.close();
    },
  };
};
