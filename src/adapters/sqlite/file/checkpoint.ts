import type { DatabaseSync } from 'node:sqlite';
import type { LogSync } from './log-sync.ts';

/** Pages of the log that one checkpoint copies in about ten milliseconds. */
const maxPages = 800;

/**
 * Copies the log into the database while it is short. SQLite does so at `pagesInLog`, and then blocks the event loop for
 * 40 ms. A command that writes thousands of pages calls this between its transactions. The log is synced before, in the
 * thread pool, so that the checkpoint does not wait for that.
 */
export const prepareCheckpoint = (db: DatabaseSync, sync: LogSync) => {
  // NOOP only reports the pages of the log.
  const report = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const pages = (): number => {
    const row = report.get();
    return Number(row?.['log']) - Number(row?.['checkpointed']);
  };
  return async (): Promise<void> => {
    if (pages() < maxPages) return;
    await sync.reached();
    try {
      copy.get();
    } catch {
      // The rows are in the log. The next checkpoint copies them.
    }
  };
};
