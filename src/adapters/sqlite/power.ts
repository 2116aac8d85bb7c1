import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** The same as long as the system has run on. Where it can't be told, every start counts as a new one. */
const readBoot = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
};

export type Power = {
  /** Whether the journal's last run ended with the system under it, which may have taken its latest commits along. */
  mayHaveFailed(): boolean;
  /** The journal is in use from now on. */
  begin(): void;
  /** The journal is closed in order: everything is on the disk. */
  end(): void;
};

/** Tells the end of a process, which loses no commit, from that of the system. */
export const preparePower = (db: DatabaseSync, boot: string = readBoot()): Power => {
  const lastRun = db.prepare('SELECT boot FROM runs');
  const begun = db.prepare('INSERT INTO runs (boot) VALUES (?)');
  const ended = db.prepare('DELETE FROM runs');
  return {
    mayHaveFailed: () => {
      const last = lastRun.get();
      return last !== undefined && last['boot'] !== boot;
    },
    begin: () => {
      ended.run();
      begun.run(boot);
    },
    end: () => void ended.run(),
  };
};
