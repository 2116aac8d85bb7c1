import type { DatabaseSync } from 'node:sqlite';
import { JournalUnavailable } from '../../ports/journal-unavailable.ts';

type Waiting = { readonly work: () => unknown; readonly settle: (run: () => unknown) => void };

export type GroupCommit = {
  /** Runs `work` inside a transaction and resolves once it is on disk. */
  write<Result>(work: () => Result): Promise<Result>;
  /** Commits what waits, at once. */
  flush(): void;
};

/**
 * SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
 * (https://sqlite.org/rescode.html): the disk, or another process that looks after the file, is in the way.
 */
const passing: readonly number[] = [5, 6, 7, 8, 10, 13, 14];

/** The low byte of SQLite's extended result code is the code itself. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  passing.includes(error.errcode & 0xff);

/** However many writes keep coming, a commit waits for no more turns of the event loop than these. */
const maxTurns = 8;

/**
 * One commit for all the writes that arrive together: it waits as long as every turn of the event loop brings more of
 * them. An idle journal commits at the end of the turn, a busy one shares the price of the disk among its callers.
 */
export const createGroupCommit = (db: DatabaseSync): GroupCommit => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = () => {
    if (db.isTransaction) db.exec('ROLLBACK');
  };
  let waiting: Waiting[] = [];

  const runTogether = (group: readonly Waiting[]): readonly unknown[] => {
    try {
      begin.run();
      const results = group.map(({ work }) => work());
      commit.run();
      return results;
    } catch (error) {
      rollback();
      throw isPassing(error) ? new JournalUnavailable(error) : error;
    }
  };

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      const results = runTogether(group);
      for (const [index, { settle }] of group.entries()) settle(() => results[index]);
    } catch (error) {
      // One of them failed and took the others' transaction with it: each gets its own.
      if (group.length === 1) {
        group[0]?.settle(() => {
          throw error;
        });
      } else {
        for (const alone of group) alone.settle(() => runTogether([alone])[0]);
      }
    }
  };

  const gather = (count: number, turns: number): void => {
    setImmediate(() => {
      if (waiting.length === count || turns === 1) flush();
      else gather(waiting.length, turns - 1);
    });
  };

  return {
    flush,
    write: <Result>(work: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (waiting.length === 0) gather(1, maxTurns);
        waiting.push({
          work,
          settle: (run) => {
            try {
              resolve(run() as Result);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          },
        });
      }),
  };
};
