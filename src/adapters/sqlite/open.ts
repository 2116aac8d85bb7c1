import { isRepeatable } from '../../domain/operation.ts';
import type { Changes } from '../../ports/journal/changes.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { noRecovery, nothingHandedOn, type RequestDraft } from '../../ports/journal/requests.ts';
import { allRights, type RightsOf } from '../webhook-rows.ts';
import { prepareAccounts } from './accounts.ts';
import { prepareCache } from './cache/cache.ts';
import { prepareDrifts } from './catalogue/drifts.ts';
import { prepareLevelLists } from './catalogue/level-lists.ts';
import { prepareLocations } from './catalogue/locations.ts';
import { preparePolls } from './catalogue/polls.ts';
import { prepareProductLists } from './catalogue/product-lists.ts';
import { maxLevels, mergedChanges, partsOf } from './catalogue/record.ts';
import { prepareCommands } from './commands/commands.ts';
import { createGroupCommit } from './commands/group-commit.ts';
import { prepareBootRecord } from './file/boot.ts';
import { createCheckpoints } from './file/checkpoint.ts';
import { openDatabase } from './file/database.ts';
import { openLogFile, type SyncFile, syncFile } from './file/log-file.ts';
import { createLogSync } from './file/log-sync.ts';
import { refuseMigrated } from './migrations/journal-migration.ts';
import { prepareTouch } from './migrations/migrations.ts';
import { prepareReadHistory } from './reads/read-history.ts';
import { prepareReadOperations } from './reads/read-operations.ts';
import { prepareReadRequests } from './reads/read-requests.ts';
import { prepareReadStock } from './reads/read-stock.ts';
import { prepareSkus } from './skus.ts';
import { prepareListeners } from './webhooks/listeners.ts';
import { prepareWebhooks } from './webhooks/webhooks.ts';

/**
 * Opens the embedded journal in `directory`, and creates it if it is missing. Throws if the directory cannot be written,
 * another process has it open, a newer version wrote it, or it was moved. `rightsOf` returns the present rights of a
 * client, which limit its webhooks.
 */
export const openSqliteJournal = (
  directory: string,
  sync: SyncFile = syncFile,
  rightsOf: RightsOf = allRights,
): Journal => {
  const { db, path, logPath, close } = openDatabase(directory);
  try {
    refuseMigrated(db, directory);
  } catch (error) {
    close();
    throw error;
  }
  const log = openLogFile(logPath, sync);
  const logSync = createLogSync(log);

  const cache = prepareCache(db);
  const { write, writeAhead, end } = createGroupCommit(db, logSync, {
    committed: () => {
      cache.committed();
      listeners.committed();
    },
    rolledBack: () => {
      cache.rolledBack();
      listeners.rolledBack();
      commands.rolledBack();
    },
  });
  const boot = prepareBootRecord(db);
  const listeners = prepareListeners(db, rightsOf);
  const commands = prepareCommands(db, cache, boot, listeners);
  const accounts = prepareAccounts(db, cache.queues);
  const touch = prepareTouch(db);
  const readRequests = prepareReadRequests(db, cache);
  const readOperations = prepareReadOperations(db, cache);
  const readStock = prepareReadStock(db, cache);
  const readHistory = prepareReadHistory(db);
  const products = prepareProductLists(db);
  const drifts = prepareDrifts(db);
  const levelPlaces = prepareLevelLists(db, cache);
  const locations = prepareLocations(db);
  const polls = preparePolls(db);
  const skus = prepareSkus(db);
  const checkpoints = createCheckpoints(db, path);

  let isClosed = false;
  /** Reads return only data that is on the disk, so a loss of power cannot revoke it. */
  const onDisk = async <Found>(found: Found): Promise<Found> => {
    await logSync.reached();
    if (isClosed) throw new Error('The journal is closed');
    return found;
  };
  // A callback must find its request after a loss of power, too. An adjustment must not be sent again then.
  const open = <Opened>({ callbackHash, kind }: RequestDraft, work: () => Opened) =>
    callbackHash === null && isRepeatable(kind) ? writeAhead(work) : write(work);

  return {
    accept: (draft) => writeAhead(() => commands.accept(draft)),
    earlierUse: async (client, idempotency) => onDisk(commands.earlierUse(client, idempotency)),
    cancel: (command) => write(() => commands.cancel(command)),
    claim: (items, draft, from) => open(draft, () => commands.claim(items, draft, from)),
    resend: (earlier, rows, draft, concluded) =>
      open(draft, () => commands.resend(earlier, rows, draft, concluded)),
    awaitCallback: (id, exchange, at, deadline) =>
      write(() => commands.awaitCallback(id, exchange, at, deadline)),
    keepEarlyCallback: (id, body) => write(() => commands.keepEarlyCallback(id, body)),
    keepCallback: (id, body) => write(() => commands.keepCallback(id, body)),
    settle: (settlement) => write(() => commands.settle(settlement)),
    noteExchange: (id, outcome, exchange, at, mayHaveApplied) =>
      writeAhead(() => commands.noteExchange(id, outcome, exchange, at, mayHaveApplied)),
    recordRead: (levels) => write(() => commands.recordRead(levels)),
    recordCatalogue: async (record) => {
      const changes: Changes[] = [];
      for (const part of partsOf(record)) {
        // A full pass marks every row.
        if (part.pass === null && !commands.hasNews(part)) continue;
        changes.push(await writeAhead(() => commands.recordCatalogue(part)));
        await checkpoints.next();
      }
      return onDisk(mergedChanges(changes));
    },
    removeFromCatalogue: (removed, before) => write(() => commands.removeFromCatalogue(removed, before)),
    track: async (writes) => {
      for (let at = 0; at < writes.length; at += maxLevels)
        await writeAhead(() => commands.track(writes.slice(at, at + maxLevels)));
    },
    countDrifts: async (...about) => onDisk(drifts.countDrifts(...about)),
    openDifferences: async (...about) => onDisk(drifts.openDifferences(...about)),
    lastEventAt: async (channel) => onDisk(drifts.lastEventAt(channel)),
    unseen: async (...about) => onDisk(await polls.unseen(...about)),
    pollPosition: async (channel) => onDisk(polls.pollPosition(channel)),
    // No other gateway can have the journal.
    takePoll: async () => true,
    storeEvent: (...about) => write(() => polls.storeEvent(...about)),
    storedEvents: async (channels, limit) => onDisk(polls.storedEvents(channels, limit)),
    saveSkus: (drafts, caller) => write(() => skus.save(drafts, caller)),
    deleteSkus: (codes, caller) => write(() => skus.delete(codes, caller)),
    removeEvent: (id) => writeAhead(() => polls.removeEvent(id)),
    registerAccounts: (configured) => write(() => accounts.register(configured)),
    unfinishedOf: async (channels) => accounts.unfinishedOf(channels),
    recover: () => write(commands.recover),
    // The lock on the directory is the lease: no other gateway can have it.
    failover: async () => noRecovery,
    handOn: async () => nothingHandedOn,
    holdsLease: () => true,
    underWay: async () => cache.queues.count(),
    check: async () => {
      // After a failed sync, the error of the sync is more useful than that of the next write.
      if (logSync.failure) throw logSync.failure;
      await write(touch);
    },
    prune: (before, from) => writeAhead(() => commands.prune(before, from)),

    requestByCallback: async (hash) => onDisk(readRequests.byCallback(hash)),
    requestById: async (id) => onDisk(readRequests.byId(id)),
    adjustmentsInDoubt: async (...about) => onDisk(readRequests.adjustmentsInDoubt(...about)),
    awaitingRequests: async (targets) => onDisk(readStock.awaitingRequests(targets)),
    operations: async (ids) => onDisk(readOperations.operations(ids)),
    operationsPage: async (filter) => onDisk(await readOperations.operationsPage(filter)),
    items: async (filter) => onDisk(readOperations.items(filter)),
    operationSince: async (id, sequence) => onDisk(readOperations.operationSince(id, sequence)),
    retriesOf: async (ids, limit) => onDisk(readOperations.retriesOf(ids, limit)),
    requestsOf: async (ids) => onDisk(readOperations.requestsOf(ids)),
    stockLevels: async (keys) => onDisk(readStock.stockLevels(keys)),
    stockOfProducts: async (products) => onDisk(readStock.stockOfProducts(products)),
    drifts: async (keys) => onDisk(drifts.drifts(keys)),
    pendingTargets: async (targets) => onDisk(readStock.pendingTargets(targets)),
    pendingChanges: async (targets) => onDisk(readStock.pendingChanges(targets)),
    stockHistory: async (keys, page) => onDisk(await readHistory(keys, page)),
    products: async (keys) => onDisk(products.products(keys)),
    productsPage: async (page) => onDisk(await products.productsPage(page)),
    countProducts: async (filter) => onDisk(await products.countProducts(filter)),
    stockLevelsPage: async (page) => {
      const { places, hasMore } = await levelPlaces(page);
      const levels = readStock.stockLevels(places);
      return onDisk({ nodes: levels.filter((level) => level !== null), hasMore });
    },
    skus: async (codes) => onDisk(await skus.skus(codes)),
    skusPage: async (page) => onDisk(await skus.skusPage(page)),
    skusOfProducts: async (keys) => onDisk(skus.skusOfProducts(keys)),
    locations: async (keys) => onDisk(locations.locations(keys)),
    locationsPage: async (page) => onDisk(locations.locationsPage(page)),
    ...prepareWebhooks(db, { write, writeAhead, listeners, onDisk }),

    close: async () => {
      isClosed = true;
      end();
      await logSync.reached().then(boot.end, () => {});
      await checkpoints.close();
      log.close();
      close();
    },
  };
};
