import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { prepareCache } from '../../../src/adapters/sqlite/cache/cache.ts';
import { prepareHistory } from '../../../src/adapters/sqlite/catalogue/history.ts';
import { nextOperations, nextRequests, preparePrune } from '../../../src/adapters/sqlite/commands/prune.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';

it('a step reads a bounded number of rows, however many operations still run', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const prune = preparePrune(db, prepareCache(db), prepareHistory(db));
  db.exec(`
    WITH RECURSIVE k (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM k WHERE id < 20000)
    INSERT INTO operations (id, client, kind, created_at, deadline, item_count, items)
    SELECT id, 'c', 'STOCK_SET', 1000, 9000, 1, '[]' FROM k`);
  expect(prune(5_000)).toEqual({ operations: 0, next: { of: 'operations', after: 200 } });
  const deliveries = { operations: 0, next: { of: 'deliveries', after: 0 } };
  expect(prune(5_000, { of: 'operations', after: 19_900 })).toEqual(deliveries);
  // A step that begins with young operations ends at once.
  expect(prune(1_000)).toEqual(deliveries);
});

it('a step finds its rows by their ids', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const planOf = (sql: string) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail']));
  expect(planOf(nextOperations)).toEqual([
    'SEARCH o USING INTEGER PRIMARY KEY (rowid>?)',
    expect.stringMatching(/^SEARCH p USING INTEGER PRIMARY KEY \(rowid=\?\)/u),
  ]);
  expect(planOf(nextRequests)[0]).toMatch(/^SEARCH vendor_requests USING (?:INDEX|INTEGER)/u);
});
