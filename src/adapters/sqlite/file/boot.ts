import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** Stays the same until the operating system starts again. Where it is unknown, every start counts as a new one. */
const readBootId = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
};

/** The boot during which the journal is in use. */
export type BootRecord = {
  /**
   * Whether the system started again while the journal was in use. The end of a process loses no commit. The end of the
   * system may lose those that were not synced.
   */
  hasChanged(): boolean;
  /** The journal is in use from now on. */
  begin(): void;
  /** The journal is closed, and everything is on the disk. */
  end(): void;
};

export const prepareBootRecord = (db: DatabaseSync, bootId: string = readBootId()): BootRecord => {
  const last = db.prepare('SELECT boot FROM runs');
  const insert = db.prepare('INSERT INTO runs (boot) VALUES (?)');
  const remove = db.prepare('DELETE FROM runs');
  return {
    hasChanged: () => {
      const row = last.get();
      return row !== undefined && row['boot'] !== bootId;
    },
    begin: () => {
      remove.run();
      insert.run(bootId);
    },
    end: () => void remove.run(),
  };
};
