import type { DatabaseSync } from 'node:sqlite';
import { type Cache, prepareCache } from '../cache/cache.ts';
import { prepareBootRecord } from '../file/boot.ts';
import { prepareCommands } from './commands.ts';

/** Writes the progress of each item into its own row. Items that were being sent are requeued, as at a start. */
export const recoverStoppedJournal = (db: DatabaseSync): Cache => {
  const cache = prepareCache(db);
  const boot = prepareBootRecord(db);
  const { recover } = prepareCommands(db, cache, boot);
  db.exec('BEGIN IMMEDIATE');
  recover();
  boot.end();
  db.exec('COMMIT');
  cache.committed();
  return cache;
};
