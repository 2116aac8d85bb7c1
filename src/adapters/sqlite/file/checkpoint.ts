import type { DatabaseSync } from 'node:sqlite';
import { createCheckpointThread } from './checkpoint-thread.ts';

/** Pages of the log that are worth a checkpoint. */
const minPages = 800;
/** With this many pages, the writer waits until all are copied. Then SQLite starts again at the beginning of the log. */
const maxPages = 3_000;

export type Checkpoints = {
  /** Must be called between two large transactions. */
  next(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Copies the log into the database in a thread, while a command writes thousands of pages. SQLite would do so at
 * `pagesInLog` in the thread of the writer, and block the event loop for 40 ms.
 */
export const createCheckpoints = (db: DatabaseSync, path: string): Checkpoints => {
  // NOOP only reports the pages of the log.
  const report = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  const thread = createCheckpointThread(path);
  let running: Promise<void> | null = null;
  const pages = () => {
    const row = report.get();
    const all = Number(row?.['log']);
    return { all, uncopied: all - Number(row?.['checkpointed']) };
  };
  const copy = (): Promise<void> => {
    running ??= thread.copy().then(() => {
      running = null;
    });
    return running;
  };
  return {
    next: async () => {
      const { all, uncopied } = pages();
      if (uncopied >= minPages) void copy();
      if (all < maxPages) return;
      // The checkpoint under way may have begun before the last transaction.
      await running;
      if (pages().uncopied > 0) await copy();
    },
    close: () => thread.close(),
  };
};
