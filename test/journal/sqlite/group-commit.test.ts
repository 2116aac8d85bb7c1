import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/journal/sqlite/group-commit.ts';

const openCounted = () => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  const insert = db.prepare('INSERT INTO notes (text) VALUES (?)');
  const all = () =>
    db
      .prepare('SELECT text FROM notes ORDER BY rowid')
      .all()
      .map((row) => row['text']);
  const { write, flush } = createGroupCommit(db);
  let runs = 0;
  const note = (text: string) =>
    write(() => {
      runs += 1;
      insert.run(text);
      return text.toUpperCase();
    });
  return { db, write, flush, note, all, runs: () => runs };
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
