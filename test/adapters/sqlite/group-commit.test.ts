import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/adapters/sqlite/group-commit.ts';
import { createLogSync } from '../../../src/adapters/sqlite/log-sync.ts';
import { JournalInDoubt, JournalUnavailable } from '../../../src/ports/journal-unavailable.ts';

const turns = async (count = 5) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const openCounted = (sync: () => Promise<void> = async () => {}, syncHere = () => {}, now = () => 0) => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  const insert = db.prepare('INSERT INTO notes (text) VALUES (?)');
  const all = () =>
    db
      .prepare('SELECT text FROM notes ORDER BY rowid')
      .all()
      .map((row) => row['text']);
  let commits = 0;
  const targets = { size: 0 };
  const committed = () => {
    commits += 1;
  };
  const memory = { targets, committed, rolledBack: () => {} };
  const logSync = createLogSync({ sync, syncHere }, now);
  const { write, writeAhead, flush } = createGroupCommit(db, logSync, memory);
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
    targets,
    runs: () => runs,
    commits: () => commits,
  };
};

describe('createGroupCommit', () => {
  it('runs the writes of one turn in order and gives each its own result', async () => {
    const { note, all, runs } = openCounted();
    expect(await Promise.all(['a', 'b', 'c'].map(note))).toEqual(['A', 'B', 'C']);
    expect(all()).toEqual(['a', 'b', 'c']);
    expect(runs()).toBe(3);
  });

  it('fails only the write that throws, and keeps its neighbours', async () => {
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

  it('leaves nothing of a write that throws half way', async () => {
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

  it('wraps what is thrown and is no error', async () => {
    const { write } = openCounted();
    const odd = write(() => {
      throw 'odd';
    });
    await expect(odd).rejects.toThrow('odd');
  });

  it('commits at once when it is flushed, and only once', async () => {
    const { note, flush, all, runs } = openCounted();
    const writing = note('a');
    flush();
    expect(all()).toEqual(['a']);
    expect(await writing).toBe('A');
    flush();
    expect(runs()).toBe(1);
  });

  it('takes writes that arrive while one is answered into the next commit', async () => {
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

describe('a write and its sync', () => {
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

  it('is answered when its sync is through, and not before', async () => {
    const { note, all, syncs, answered } = held();
    const writing = note('a');
    await turns();
    expect([all(), syncs.length, answered]).toEqual([['a'], 1, []]);
    syncs[0]?.resolve();
    await writing;
    expect(answered).toEqual(['a']);
  });

  it('is not answered by a sync that began before its commit, and shares the next with others', async () => {
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

  it('needs none when it only has to outlive the process', async () => {
    const { noteAhead, all, syncs } = held();
    await noteAhead('a');
    expect([all(), syncs.length]).toEqual([['a'], 0]);
  });

  it('is in doubt when its sync fails; no other is taken and no other sync tried', async () => {
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

describe('a write that is alone', () => {
  /** A gateway's mutations: each is accepted, claimed and settled by itself. */
  const open = (syncHere = () => {}, now = () => 0) => {
    const syncs: ('beside' | 'here')[] = [];
    const opened = openCounted(
      async () => void syncs.push('beside'),
      () => {
        syncs.push('here');
        syncHere();
      },
      now,
    );
    const { targets, write, writeAhead } = opened;
    const enter = (items: number) => {
      targets.size += items;
    };
    const accept = () => writeAhead(() => enter(1), 0);
    const claim = (items = 1) => writeAhead(() => {}, items);
    const settle = (items = 1) => write(() => enter(-items), items);
    const mutate = async () => {
      await accept();
      await claim();
      await settle();
    };
    return { ...opened, syncs, accept, claim, settle, mutate };
  };

  it('is committed, and on the disk, before the call returns', async () => {
    const { accept, claim, settle, commits, syncs } = open();
    const writing: Promise<void>[] = [];
    for (const [step, write] of [accept, claim, settle].entries()) {
      writing.push(write());
      expect([commits(), syncs.length]).toEqual([step + 1, step === 2 ? 1 : 0]);
    }
    await Promise.all(writing);
    expect(syncs).toEqual(['here']);
  });

  it('that fails is told by its promise, and leaves nothing', async () => {
    const { db, writeAhead, all } = open();
    const failing = writeAhead(() => {
      db.exec("INSERT INTO notes (text) VALUES ('half')");
      throw new Error('half way');
    }, 0);
    await expect(failing).rejects.toThrow('half way');
    expect([all(), db.isTransaction]).toEqual([[], false]);
  });

  it('shares its commit where others are in hand, and waits for them the next time', async () => {
    const { accept, claim, settle, mutate, commits } = open();
    const first = [accept(), accept(), accept()];
    expect(commits()).toBe(1);
    await Promise.all(first);
    expect(commits()).toBe(2);
    await Promise.all([claim(1), claim(2)]);
    expect(commits()).toBe(3);
    await Promise.all([settle(1), settle(2)]);
    expect(commits()).toBe(4);
    // They come again, and the first of them is not taken to be alone.
    await Promise.all([accept(), accept()]);
    expect(commits()).toBe(5);
    await settle(2);
    // One came by itself: the next one waits for nobody again.
    await mutate();
    const before = commits();
    const next = accept();
    expect(commits()).toBe(before + 1);
    await next;
  });

  it('waits its turn behind a write that is none of a mutation', async () => {
    const { noteAhead, accept, commits } = open();
    const writing = [noteAhead('a'), accept()];
    expect(commits()).toBe(0);
    await Promise.all(writing);
    expect(commits()).toBe(1);
  });

  it('leaves a disk that was slow to the thread pool, until it is quick again', async () => {
    let [time, syncMs] = [0, 5];
    const { mutate, syncs } = open(
      () => {
        time += syncMs;
      },
      () => time,
    );
    await mutate();
    syncMs = 0.1;
    await mutate();
    await mutate();
    expect(syncs).toEqual(['here', 'beside', 'here']);
  });

  it('is in doubt when its sync fails; nothing is taken any more', async () => {
    const { accept, settle } = open(() => {
      throw new Error('EIO');
    });
    await accept();
    await expect(settle()).rejects.toThrow(JournalInDoubt);
    await expect(accept()).rejects.toThrow(JournalUnavailable);
  });
});
