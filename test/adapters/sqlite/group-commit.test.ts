import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/adapters/sqlite/commands/group-commit.ts';
import { createLogSync } from '../../../src/adapters/sqlite/file/log-sync.ts';
import { JournalInDoubt, JournalUnavailable } from '../../../src/ports/journal/journal-unavailable.ts';

const turns = async (count = 5) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const openCounted = (sync: () => Promise<void> = async () => {}) => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  const insert = db.prepare('INSERT INTO notes (text) VALUES (?)');
  const all = () =>
    db
      .prepare('SELECT text FROM notes ORDER BY rowid')
      .all()
      .map((row) => row['text']);
  let commits = 0;
  const committed = () => {
    commits += 1;
  };
  const logSync = createLogSync({ sync });
  const { write, writeAhead, flush } = createGroupCommit(db, logSync, { committed, rolledBack: () => {} });
  let runs = 0;
  const note = (text: string) =>
    write(() => {
      runs += 1;
      insert.run(text);
      return text.toUpperCase();
    });
  const noteAhead = (text: string) => writeAhead(() => insert.run(text));
  return {
    db,
    write,
    writeAhead,
    flush,
    note,
    noteAhead,
    all,
    runs: () => runs,
    commits: () => commits,
  };
};

describe('createGroupCommit', () => {
  it('runs the writes of one turn of the event loop in order, and gives each its own result', async () => {
    const { note, all, runs, commits } = openCounted();
    expect(await Promise.all(['a', 'b', 'c'].map(note))).toEqual(['A', 'B', 'C']);
    expect(all()).toEqual(['a', 'b', 'c']);
    expect([runs(), commits()]).toEqual([3, 1]);
  });

  it('fails only the write that throws', async () => {
    const { note, write, all } = openCounted();
    const results = await Promise.allSettled([
      note('a'),
      write(() => {
        throw new Error('a bug');
      }),
      note('a'),
      note('b'),
    ]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'a bug' } });
    expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining('UNIQUE') } });
    expect(all()).toEqual(['a', 'b']);
  });

  it('rolls back a write that throws half way', async () => {
    const { db, write, note, all } = openCounted();
    const half = write(() => {
      db.exec("INSERT INTO notes (text) VALUES ('half')");
      throw new Error('half way');
    });
    await expect(half).rejects.toThrow('half way');
    await note('next');
    expect(all()).toEqual(['next']);
    expect(db.isTransaction).toBe(false);
  });

  it('wraps a thrown value that is not an error', async () => {
    const { write } = openCounted();
    const odd = write(() => {
      throw 'odd';
    });
    await expect(odd).rejects.toThrow('odd');
  });

  it('commits at once and only once when it is flushed', async () => {
    const { note, flush, all, runs } = openCounted();
    const writing = note('a');
    flush();
    expect(all()).toEqual(['a']);
    expect(await writing).toBe('A');
    flush();
    expect(runs()).toBe(1);
  });

  it('puts writes that arrive during an answer into the next commit', async () => {
    const { note, all } = openCounted();
    await note('a').then(() => note('b'));
    expect(all()).toEqual(['a', 'b']);
  });

  it('rejects when the database is closed', async () => {
    const { db, note } = openCounted();
    const writing = note('a');
    db.close();
    await expect(writing).rejects.toThrow('not open');
  });
});

describe('a write with a sync', () => {
  const held = () => {
    const syncs: PromiseWithResolvers<void>[] = [];
    const opened = openCounted(() => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      return sync.promise;
    });
    const answered: string[] = [];
    const note = (text: string) => opened.note(text).then(() => answered.push(text));
    return { ...opened, syncs, answered, note };
  };

  it('resolves after its sync', async () => {
    const { note, all, syncs, answered } = held();
    const writing = note('a');
    await turns();
    expect([all(), syncs.length, answered]).toEqual([['a'], 1, []]);
    syncs[0]?.resolve();
    await writing;
    expect(answered).toEqual(['a']);
  });

  it('does not use a sync that began before its commit, and shares the next one', async () => {
    const { note, syncs, answered } = held();
    const writing = [note('a')];
    await turns();
    writing.push(note('b'));
    await turns();
    writing.push(note('c'));
    await turns();
    expect(syncs).toHaveLength(1);
    syncs[0]?.resolve();
    await turns();
    expect([answered, syncs.length]).toEqual([['a'], 2]);
    syncs[1]?.resolve();
    await Promise.all(writing);
    expect([answered, syncs.length]).toEqual([['a', 'b', 'c'], 2]);
  });

  it('needs no sync if it only has to survive the end of the process', async () => {
    const { noteAhead, all, syncs } = held();
    await noteAhead('a');
    expect([all(), syncs.length]).toEqual([['a'], 0]);
  });

  it('is in doubt if its sync fails; later writes are refused and no other sync is tried', async () => {
    const { note, noteAhead, all, syncs } = held();
    const first = note('a');
    await turns();
    const second = note('b');
    await turns();
    syncs[0]?.reject(new Error('EIO'));
    await expect(first).rejects.toThrow(JournalInDoubt);
    await expect(second).rejects.toThrow(JournalInDoubt);
    for (const refused of [note('c'), noteAhead('d')]) {
      const error: unknown = await refused.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(JournalUnavailable);
      expect(error).not.toBeInstanceOf(JournalInDoubt);
    }
    expect([all(), syncs.length]).toEqual([['a', 'b'], 1]);
  });
});
