import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { prepareCache } from '../../../src/adapters/sqlite/cache/cache.ts';
import { prepareCommands } from '../../../src/adapters/sqlite/commands/commands.ts';
import { prepareBootRecord } from '../../../src/adapters/sqlite/file/boot.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { prepareReadHistory } from '../../../src/adapters/sqlite/reads/read-history.ts';
import { keyOf, seenLevel } from '../../contract/journal/catalogue/given.ts';

const whole = { after: null, before: null, limit: 100, last: false };

const prepare = () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const cache = prepareCache(db);
  const commands = prepareCommands(db, cache, prepareBootRecord(db, 'boot'));
  const read = prepareReadHistory(db);
  const see = (quantity: number) =>
    commands.recordRead([seenLevel(keyOf('1'), quantity, { observedAt: quantity })]);
  const entries = async () => (await read([keyOf('1')], whole))[0]?.nodes ?? [];
  return { db, commands, see, entries };
};

it('an entry is rolled back with its change, and ids rise over rollbacks and restarts', async () => {
  const { db, commands, see, entries } = prepare();
  for (const quantity of [1, 2]) see(quantity);
  db.exec('BEGIN');
  see(3);
  db.exec('ROLLBACK');
  commands.rolledBack();
  expect((await entries()).map(({ after }) => after)).toEqual([2]);
  see(4);
  // The commands of a next start do not know which ids were used.
  const next = prepareCommands(db, prepareCache(db), prepareBootRecord(db, 'boot'));
  next.recordRead([seenLevel(keyOf('1'), 5, { observedAt: 5 })]);
  const found = await entries();
  expect(found.map(({ before, after }) => [before, after])).toEqual([
    [4, 5],
    [2, 4],
    [1, 2],
  ]);
  const ids = found.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
});

it('a page and the entry before each of its entries are found by the key', () => {
  const statements: string[] = [];
  class Recorder extends DatabaseSync {
    override prepare(sql: string) {
      statements.push(sql);
      return super.prepare(sql);
    }
  }
  const db = new Recorder(':memory:');
  migrate(db);
  statements.length = 0;
  prepareReadHistory(db);
  const level = 'channel=? AND product_id=? AND location_id=? AND option_id=?';
  expect(statements).toHaveLength(2);
  for (const sql of [...statements]) {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(steps.map((row) => row['detail']).filter((step) => String(step).startsWith('SEARCH'))).toEqual([
      `SEARCH h USING PRIMARY KEY (${level} AND id>? AND id<?)`,
      `SEARCH p USING PRIMARY KEY (${level} AND id<?)`,
      `SEARCH s USING PRIMARY KEY (${level})`,
    ]);
  }
});
