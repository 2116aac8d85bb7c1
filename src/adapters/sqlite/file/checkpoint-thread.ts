import { Worker } from 'node:worker_threads';

/** A thread with a connection of its own to the database. It copies the log into the database. */
export type CheckpointThread = {
  /** Resolves when a checkpoint has ended, whether it copied all pages or failed. Joins a checkpoint under way. */
  copy(): Promise<void>;
  /** Must be called before the last other connection is closed, because the last one removes the log. */
  close(): Promise<void>;
};

/**
 * It is a text, because a bundle or a package has no file of it at a known path. A failed checkpoint loses nothing: the
 * rows stay in the log, and the next checkpoint copies them.
 */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(workerData);
  const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort.on('message', (task) => {
    if (task === 'close') {
      db.close();
      parentPort.close();
      return;
    }
    try {
      copy.get();
    } catch {}
    parentPort.postMessage(task);
  });`;

/** Starts the thread at the first checkpoint, because most gateways never write that much at once. */
export const createCheckpointThread = (path: string): CheckpointThread => {
  let worker: Worker | null = null;
  let ended: Promise<void> = Promise.resolve();
  let copying: PromiseWithResolvers<void> | null = null;
  let isClosed = false;

  const release = (): void => {
    copying?.resolve();
    copying = null;
  };

  const start = (): Worker => {
    const started = new Worker(program, { eval: true, workerData: path });
    started.unref();
    started.on('message', release);
    ended = new Promise((resolve) => {
      // A thread that failed is started again at the next checkpoint. Until then, SQLite makes the checkpoints in the thread
      // of the writer.
      started.on('error', () => {});
      started.on('exit', () => {
        worker = null;
        release();
        resolve();
      });
    });
    return started;
  };

  return {
    copy: () => {
      // A thread that started now would have the database open when the last other connection is closed.
      if (isClosed) return ended;
      if (!copying) {
        copying = Promise.withResolvers();
        worker ??= start();
        worker.postMessage('copy');
      }
      return copying.promise;
    },
    close: async () => {
      isClosed = true;
      worker?.ref();
      worker?.postMessage('close');
      await ended;
    },
  };
};
