import type { DatabaseSync } from 'node:sqlite';
import { type Memory, prepareMemory } from './memory.ts';
import { preparePower } from './power.ts';
import { prepareRecover } from './recover.ts';

/** Records of each item in its own rows where it is. What was being sent is queued again, as the next start would do. */
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
