import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Journal } from '../../ports/journal.ts';
import { noRecovery } from '../../ports/requests.ts';
import { prepareAccept, prepareEarlierUse } from './accept.ts';
import { prepareClaim } from './claim.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { prepareResend } from './open-request.ts';
import { preparePrune } from './prune.ts';
import { prepareReadOperations } from './read-operations.ts';
import { prepareReadProducts } from './read-products.ts';
import { prepareReadStock } from './read-stock.ts';
import { prepareRecover } from './recover.ts';
import { prepareAwaitCallback, prepareNoteExchange, prepareRequests } from './requests.ts';
import { prepareSettle } from './settle.ts';

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
  const db = new DatabaseSync(join(directory, 'journal.sqlite'));
  try {
    // FULL: a commit is on the disk before it is reported, so an accepted change outlives a loss of power.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;');
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
export const openSqliteJournal = (directory: string): Journal => {
  makeDirectory(directory);
  const lock = lockDirectory(directory);
  const db = openDatabase(directory, lock);

  const { write, flush } = createGroupCommit(db);
  const accept = prepareAccept(db);
  const earlierUse = prepareEarlierUse(db);
  const claim = prepareClaim(db);
  const resend = prepareResend(db);
  const awaitCallback = prepareAwaitCallback(db);
  const noteExchange = prepareNoteExchange(db);
  const { settle, recordRead } = prepareSettle(db);
  const recover = prepareRecover(db);
  const prune = preparePrune(db);
  const requests = prepareRequests(db);
  const readOperations = prepareReadOperations(db);
  const readStock = prepareReadStock(db);
  const readProducts = prepareReadProducts(db);

  return {
    accept: (draft) => write(() => accept(draft)),
    earlierUse: async (client, idempotency) => earlierUse(client, idempotency),
    claim: (items, draft) => write(() => claim(items, draft)),
    resend: (previous, rows, draft) => write(() => resend(previous, rows, draft)),
    awaitCallback: (id, exchange, at, deadline) => write(() => awaitCallback(id, exchange, at, deadline)),
    keepEarlyCallback: (id, body) => write(() => requests.keepEarlyCallback(id, body)),
    settle: (settlement) => write(() => settle(settlement)),
    noteExchange: (...about) => write(() => noteExchange(...about)),
    recordRead: (levels) => write(() => recordRead(levels)),
    recover: () => write(recover),
    // The lock on the directory is the lease: nobody else can have it.
    takeOver: async () => noRecovery,
    holdsLease: () => true,
    check: async () => {},
    prune: (before) => write(() => prune(before)),

    requestByCallback: async (hash) => requests.byCallback(hash),
    requestById: async (id) => requests.byId(id),
    operations: async (ids) => readOperations.operations(ids),
    operationsPage: async (filter) => readOperations.operationsPage(filter),
    items: async (filter) => readOperations.items(filter),
    operationSince: async (id, sequence) => readOperations.operationSince(id, sequence),
    requestsOf: async (ids) => readOperations.requestsOf(ids),
    stockLevels: async (keys) => readStock.stockLevels(keys),
    stockOfProducts: async (products) => readStock.stockOfProducts(products),
    pendingTargets: async (targets) => readStock.pendingTargets(targets),
    products: async (keys) => readProducts.products(keys),
    productsPage: async (filter) => readProducts.productsPage(filter),

    close: async () => {
      flush();
      db.close();
      lock.close();
    },
  };
};
