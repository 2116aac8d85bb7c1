import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Cache, prepareCache } from '../../../src/adapters/sqlite/cache/cache.ts';
import { prepareDrifts } from '../../../src/adapters/sqlite/catalogue/drifts.ts';
import { prepareHistory } from '../../../src/adapters/sqlite/catalogue/history.ts';
import { prepareLevelLists } from '../../../src/adapters/sqlite/catalogue/level-lists.ts';
import { prepareLocations } from '../../../src/adapters/sqlite/catalogue/locations.ts';
import { preparePolls } from '../../../src/adapters/sqlite/catalogue/polls.ts';
import { prepareProductLists } from '../../../src/adapters/sqlite/catalogue/product-lists.ts';
import { prepareCommands } from '../../../src/adapters/sqlite/commands/commands.ts';
import { preparePrune } from '../../../src/adapters/sqlite/commands/prune.ts';
import { prepareBootRecord } from '../../../src/adapters/sqlite/file/boot.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { prepareReadHistory } from '../../../src/adapters/sqlite/reads/read-history.ts';
import { prepareReadOperations } from '../../../src/adapters/sqlite/reads/read-operations.ts';
import { prepareReadRequests } from '../../../src/adapters/sqlite/reads/read-requests.ts';
import { prepareReadStock } from '../../../src/adapters/sqlite/reads/read-stock.ts';
import { prepareSkus } from '../../../src/adapters/sqlite/skus.ts';
import { prepareDeliveries } from '../../../src/adapters/sqlite/webhooks/deliveries.ts';
import { prepareEndpoints } from '../../../src/adapters/sqlite/webhooks/endpoints.ts';
import { prepareListeners } from '../../../src/adapters/sqlite/webhooks/listeners.ts';
import { allRights } from '../../../src/adapters/webhook-rows.ts';

/** Records the text of every statement that is prepared on it. */
class Recorder extends DatabaseSync {
  readonly statements: string[] = [];
  override prepare(sql: string) {
    this.statements.push(sql);
    return super.prepare(sql);
  }
}

const recorded = (prepare: (db: DatabaseSync) => unknown) => {
  const db = new Recorder(':memory:');
  migrate(db);
  db.statements.length = 0;
  prepare(db);
  return db.statements.map((sql) => ({
    sql: sql.replaceAll(/\s+/g, ' ').trim(),
    steps: db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail'])),
  }));
};

/** Including the statements of the cache. */
const withCache = (prepare: (db: DatabaseSync, cache: Cache) => unknown) => (db: DatabaseSync) =>
  prepare(db, prepareCache(db));

/** An index of unfinished items contains only those. SQLite writes k and (subquery…) for values that were passed in. */
const isBounded = (step: string) =>
  /^SCAN (k\b|c\b|r$|json_each|runs$|sqlite_sequence$|stock_history_ids$|CONSTANT ROW|\d+-ROW VALUES|\(subquery)/.test(
    step,
  ) ||
  // An index of texts that looks for a text or for one row.
  /VIRTUAL TABLE INDEX \d+:.*(M|=)/.test(step) ||
  /USING (COVERING )?INDEX vendor_requests_open$/.test(step);
const isFullScan = (step: string, sql: string) =>
  step.startsWith('SCAN') && !isBounded(step) && !/(ORDER BY (o\.)?id LIMIT \d+|LIMIT 1$)/.test(sql);

describe.each([
  {
    name: 'the commands',
    prepare: withCache((db, cache) => prepareCommands(db, cache, prepareBootRecord(db, 'boot'))),
  },
  { name: 'prune', prepare: withCache((db, cache) => preparePrune(db, cache, prepareHistory(db))) },
  { name: 'requests', prepare: withCache(prepareReadRequests) },
  { name: 'operations and items', prepare: withCache(prepareReadOperations) },
  { name: 'stock', prepare: withCache(prepareReadStock) },
  { name: 'the history', prepare: prepareReadHistory },
  { name: 'products', prepare: prepareProductLists },
  { name: 'levels', prepare: withCache(prepareLevelLists) },
  { name: 'locations', prepare: prepareLocations },
  { name: 'polls and events', prepare: preparePolls },
  { name: 'drift', prepare: prepareDrifts },
  { name: 'SKUs', prepare: prepareSkus },
  {
    name: 'webhooks',
    prepare: (db: DatabaseSync) => {
      const listeners = prepareListeners(db, allRights);
      return prepareDeliveries(db, prepareEndpoints(db, listeners), listeners);
    },
  },
])('the statements of $name', ({ name, prepare }) => {
  const statements = recorded(prepare);

  it('use an index', () => {
    expect(statements.length).toBeGreaterThan(0);
    const scans = statements.filter(({ sql, steps }) => steps.some((step) => isFullScan(step, sql)));
    expect(scans).toEqual([]);
  });

  it('sort no more rows than requested', () => {
    const pages = statements.filter(({ sql }) => sql.includes('LIMIT'));
    if (name.startsWith('operations') || name === 'products') expect(pages.length).toBeGreaterThan(0);
    // A list in an order without an index sorts the rows of one slice.
    const sorting = pages.filter(({ sql }) => !/ORDER BY r\.(quantity|observed_at)/.test(sql));
    expect(sorting.filter(({ steps }) => steps.some((step) => step.includes('TEMP B-TREE')))).toEqual([]);
  });
});

it('finds the levels with drift without those that have none', () => {
  const drifted = recorded(prepareDrifts).filter(({ sql }) =>
    sql.includes('channel = ? AND drift_since IS NOT NULL'),
  );
  expect(drifted).toHaveLength(2);
  for (const { steps } of drifted)
    expect(steps).toContain('SEARCH stock_levels USING INDEX stock_levels_drifted (channel=?)');
});

describe('the pages', () => {
  it('start at the requested place', () => {
    const products = recorded(prepareProductLists).filter(({ sql }) => /FROM products WHERE/.test(sql));
    for (const { steps } of products)
      expect(steps.join()).toMatch(/product_id\)?>\(?\?.*product_id\)?<\(?\?/);
    const listed = recorded(withCache(prepareReadOperations)).filter(({ sql }) =>
      /FROM (operations|running) .*ORDER BY id (ASC|DESC)/u.test(sql),
    );
    const [retries, ...others] = listed.filter(({ sql }) => sql.includes('retry_of'));
    expect(retries?.steps.join()).toMatch(/INDEX \w+ \(retry_of=\?\)/u);
    expect(others).toEqual([]);
    const operations = listed.filter((one) => one !== retries);
    expect(operations).toHaveLength(4);
    for (const { steps } of operations) expect(steps.join()).toMatch(/(id|rowid)>\? AND (id|rowid)<\?/);
  });
});
