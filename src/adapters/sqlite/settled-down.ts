import type { DatabaseSync } from 'node:sqlite';
import { type Memory, prepareMemory } from './memory.ts';
import { preparePower } from './power.ts';
import { prepareRecover } from './recover.ts';

/** Writes the state of each item into its rows. Items that were being sent are queued again, as at the next start. */
export const settledDown = (db: DatabaseSync): Memory => {
  const memory = prepareMemory(db);
  const power = preparePower(db);
  const { recover } = prepareRecover(db, memory, power);
  db.exec('BEGIN IMMEDIATE');
  recover();
  power.end();
  db.exec('COMMIT');
  memory.committed();
  return memory;
};
