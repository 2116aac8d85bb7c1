import type { DatabaseSync } from 'node:sqlite';
import { prepareAccountRows } from '../../adapters/sqlite/accounts.ts';
import { prepareCache } from '../../adapters/sqlite/cache/cache.ts';
import { prepareAccountTransfer } from '../../adapters/sqlite/commands/account-transfer.ts';
import { recoverStoppedJournal } from '../../adapters/sqlite/commands/recover-stopped.ts';
import { hasDatabase, openDatabase } from '../../adapters/sqlite/file/database.ts';
import { refuseMigrated } from '../../adapters/sqlite/migrations/journal-migration.ts';
import { unrecorded } from '../../core/decide/accounts.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { AccountStore, Step } from './store.ts';

const carryOutOn = (db: DatabaseSync, steps: readonly Step[]): readonly number[] => {
  const transfer = prepareAccountTransfer(db);
  const rows = prepareAccountRows(db);
  return steps.map((step) => {
    switch (step.type) {
      case 'work':
        return transfer.work(prepareCache(db), step.from, step.to, step.keys);
      case 'stock':
        transfer.stock(step.from, step.to);
        return 0;
      case 'keys':
        transfer.keys(step.from, step.to);
        return 0;
      case 'account':
        rows.put(step.account);
        return 0;
      default:
        return assertNever(step);
    }
  });
};

/** Opens the embedded journal in `directory`. Throws when there is none, a gateway has it, or it was moved. */
export const openSqliteAccounts = (directory: string): AccountStore => {
  if (!hasDatabase(directory)) throw new Error(`There is no journal in ${directory}.`);
  const { db, close } = openDatabase(directory);
  try {
    refuseMigrated(db, directory);
  } catch (error) {
    close();
    throw error;
  }
  return {
    list: async () => {
      const unfinished = prepareCache(db).queues.count();
      const known = prepareAccountRows(db).read();
      const ids = new Set(known.map(({ id }) => id));
      const others = [...unfinished.keys()].filter((id) => !ids.has(id)).map(unrecorded);
      return [...known, ...others].map((one) => ({ ...one, unfinished: unfinished.get(one.id) ?? 0 }));
    },
    carryOut: async (steps) => {
      recoverStoppedJournal(db);
      db.exec('BEGIN IMMEDIATE');
      try {
        const moved = carryOutOn(db, steps);
        db.exec('COMMIT');
        return moved;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => close(),
  };
};
