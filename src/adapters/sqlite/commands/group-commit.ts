import type { DatabaseSync } from 'node:sqlite';
import { type JournalTrouble, JournalUnavailable } from '../../../ports/journal/journal-unavailable.ts';
import type { Cache } from '../cache/cache.ts';
import type { LogSync } from '../file/log-sync.ts';

type Waiting = {
  readonly work: () => unknown;
  readonly done: (result: unknown) => void;
  readonly failed: (error: Error) => void;
};

export type GroupCommit = {
  /** Runs `work` inside a transaction, and resolves once it is on the disk. */
  write<Result>(work: () => Result): Promise<Result>;
  /**
   * Runs `work` inside a transaction, and resolves once it is committed. Then it survives the end of the process, but a
   * loss of power only once it is on the disk.
   */
  writeAhead<Result>(work: () => Result): Promise<Result>;
  /** Commits the writes that wait, at once. */
  flush(): void;
  /** Commits the writes that wait, and takes no further ones. */
  end(): void;
};

/** Result codes that the disk or another process may cause (https://sqlite.org/rescode.html). Any other code is a bug. */
const troubles: ReadonlyMap<number, JournalTrouble> = new Map<number, JournalTrouble>([
  [5, 'LOCKED'], // SQLITE_BUSY
  [6, 'LOCKED'], // SQLITE_LOCKED
  [7, 'OUT_OF_MEMORY'], // SQLITE_NOMEM
  [8, 'READ_ONLY'], // SQLITE_READONLY
  [10, 'DISK_ERROR'], // SQLITE_IOERR
  [13, 'DISK_FULL'], // SQLITE_FULL
  [14, 'DISK_ERROR'], // SQLITE_CANTOPEN
]);

/** The low byte of SQLite's extended result code is the code itself. */
const troubleOf = (error: unknown): JournalTrouble | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? troubles.get(error.errcode & 0xff)
    : undefined;

const errorOf = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** The maximum number of turns of the event loop for which a commit waits, however many writes arrive. */
const maxTurns = 8;

/**
 * Commits all writes that arrive together in one transaction. A commit waits as long as every turn of the event loop
 * brings more writes, so that the callers of a busy journal share its cost. A write that comes alone waits for one turn.
 * If one write of a transaction fails, each runs again in a transaction of its own.
 */
export const createGroupCommit = (
  db: DatabaseSync,
  sync: LogSync,
  cache: Pick<Cache, 'committed' | 'rolledBack'>,
): GroupCommit => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = () => {
    if (db.isTransaction) db.exec('ROLLBACK');
    cache.rolledBack();
  };
  let waiting: Waiting[] = [];
  let ended = false;

  const inTransaction = <Result>(work: () => Result): Result => {
    if (ended) throw new Error('The journal is closed');
    if (sync.failure) throw new JournalUnavailable(sync.failure, 'IN_DOUBT');
    try {
      begin.run();
      const result = work();
      commit.run();
      sync.committed();
      cache.committed();
      return result;
    } catch (error) {
      rollback();
      const trouble = troubleOf(error);
      throw trouble ? new JournalUnavailable(error, trouble) : errorOf(error);
    }
  };

  /** Null if one of them failed, which rolled back all. */
  const tryTogether = (group: readonly Waiting[]): readonly unknown[] | null => {
    try {
      return inTransaction(() => group.map(({ work }) => work()));
    } catch {
      return null;
    }
  };

  const runAlone = (one: Waiting): void => {
    try {
      one.done(inTransaction(one.work));
    } catch (error) {
      one.failed(errorOf(error));
    }
  };

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    const results = group.length > 1 ? tryTogether(group) : null;
    if (results) for (const [index, { done }] of group.entries()) done(results[index]);
    else for (const one of group) runAlone(one);
  };

  const gather = (count: number, turns: number): void => {
    setImmediate(() => {
      if (waiting.length === count || turns === 1) flush();
      else gather(waiting.length, turns - 1);
    });
  };

  const writeAhead = <Result>(work: () => Result): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      if (waiting.length === 0) gather(1, maxTurns);
      waiting.push({ work, done: (result) => resolve(result as Result), failed: reject });
    });

  return {
    flush,
    end: () => {
      flush();
      ended = true;
    },
    writeAhead,
    write: async (work) => {
      const result = await writeAhead(work);
      await sync.reached();
      return result;
    },
  };
};
