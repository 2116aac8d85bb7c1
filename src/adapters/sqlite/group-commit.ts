import type { DatabaseSync } from 'node:sqlite';
import { type JournalTrouble, JournalUnavailable } from '../../ports/journal-unavailable.ts';
import type { LogSync } from './log-sync.ts';
import type { Memory } from './memory.ts';
import { createSolitude } from './solitude.ts';

type Waiting = {
  readonly work: () => unknown;
  readonly done: (result: unknown) => void;
  readonly failed: (error: Error) => void;
};

export type GroupCommit = {
  /**
   * Runs `work` inside a transaction and resolves once it is on the disk. Work on the way of a mutation says how many
   * of the items in hand it is about; where those are all there are it waits for nobody.
   */
  write<Result>(work: () => Result, items?: number): Promise<Result>;
  /** The same, but resolves once it is committed: it outlives this process, and a loss of power once it is on the disk. */
  writeAhead<Result>(work: () => Result, items?: number): Promise<Result>;
  /** Commits what waits, at once. */
  flush(): void;
  /** The same, and takes no more. */
  end(): void;
};

/**
 * What the disk, or another process that looks after the file, may report (https://sqlite.org/rescode.html). Any other
 * code is a bug.
 */
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

type CommittedMemory = Pick<Memory, 'committed' | 'rolledBack'> & {
  readonly targets: { readonly size: number };
};

/** However many writes keep coming, a commit waits for no more turns of the event loop than these. */
const maxTurns = 8;

/**
 * One commit for all the writes that arrive together: it waits as long as every turn of the event loop brings more of
 * them, so that a busy journal shares the price of a commit among its callers. Who is alone waits for nobody: such a
 * write is committed, and brought to the disk, before the call returns.
 */
export const createGroupCommit = (db: DatabaseSync, sync: LogSync, memory: CommittedMemory): GroupCommit => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = () => {
    if (db.isTransaction) db.exec('ROLLBACK');
    memory.rolledBack();
  };
  let waiting: Waiting[] = [];
  let ended = false;
  const isAlone = createSolitude(() => memory.targets.size);

  const inTransaction = <Result>(work: () => Result): Result => {
    if (ended) throw new Error('The journal is closed');
    if (sync.failure) throw new JournalUnavailable(sync.failure, 'IN_DOUBT');
    try {
      begin.run();
      const result = work();
      commit.run();
      sync.committed();
      memory.committed();
      return result;
    } catch (error) {
      rollback();
      const trouble = troubleOf(error);
      throw trouble ? new JournalUnavailable(error, trouble) : errorOf(error);
    }
  };

  /** Null where one of them failed and took the others' transaction with it: each gets its own then. */
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

  const enter = <Result>(work: () => Result, alone: boolean) =>
    new Promise<Result>((resolve, reject) => {
      const one: Waiting = { work, done: (result) => resolve(result as Result), failed: reject };
      if (alone) return runAlone(one);
      if (waiting.length === 0) gather(1, maxTurns);
      waiting.push(one);
    });

  return {
    flush,
    end: () => {
      flush();
      ended = true;
    },
    writeAhead: (work, items) => enter(work, isAlone(items, waiting.length)),
    write: async (work, items) => {
      const alone = isAlone(items, waiting.length);
      const writing = enter(work, alone);
      if (alone) sync.hurry();
      const result = await writing;
      await sync.reached();
      return result;
    },
  };
};
