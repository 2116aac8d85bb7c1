import type { DatabaseSync } from 'node:sqlite';
import { type KnownOperations, prepareKnownOperations } from './known-operations.ts';
import { prepareTargets, type Targets } from './targets.ts';

/** What is kept in memory of the rows, which say the same. */
export type Memory = {
  readonly known: KnownOperations;
  readonly targets: Targets;
  committed(): void;
  rolledBack(): void;
};

export const prepareMemory = (db: DatabaseSync): Memory => {
  const known = prepareKnownOperations(db);
  const targets = prepareTargets(db);
  return {
    known,
    targets,
    committed: () => {
      targets.committed();
      known.trim();
    },
    rolledBack: () => {
      targets.rolledBack();
      known.clear();
    },
  };
};
