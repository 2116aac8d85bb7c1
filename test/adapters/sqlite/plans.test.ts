import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { prepareAccept } from '../../../src/adapters/sqlite/accept.ts';
import { prepareClaim } from '../../../src/adapters/sqlite/claim.ts';
import { type Memory, prepareMemory } from '../../../src/adapters/sqlite/memory.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations.ts';
import { prepareResend } from '../../../src/adapters/sqlite/open-request.ts';
import { preparePower } from '../../../src/adapters/sqlite/power.ts';
import { preparePrune } from '../../../src/adapters/sqlite/prune.ts';
import { prepareReadOperations } from '../../../src/adapters/sqlite/read-operations.ts';
import { prepareReadProducts } from '../../../src/adapters/sqlite/read-products.ts';
import { prepareReadStock } from '../../../src/adapters/sqlite/read-stock.ts';
import { prepareRecover } from '../../../src/adapters/sqlite/recover.ts';
import { prepareAwaitCallback, prepareRequests } from '../../../src/adapters/sqlite/requests.ts';
import { prepareSettle } from '../../../src/adapters/sqlite/settle.ts';

/** Keeps the text of every statement that is prepared on it. */
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

/** With the statements of what is kept in memory. */
const withMemory = (prepare: (db: DatabaseSync, memory: Memory) => unknown) => (db: DatabaseSync) =>
  prepare(db, prepareMemory(db));

/** An index of what is under way holds no more than that; SQLite says k and (subquery…) of what was handed in. */
const isBounded = (step: string) =>
  /^SCAN (k\b|r\b|runs$|CONSTANT ROW|\(subquery)/.test(step) ||
  /USING (COVERING )?INDEX vendor_requests_open$/.test(step);
const isFullScan = (step: string, sql: string) =>
  step.startsWith('SCAN') && !isBounded(step) && !/(ORDER BY (o\.)?id LIMIT \d+|LIMIT 1$)/.test(sql);

describe.each([
  { name: 'accept', prepare: withMemory(prepareAccept) },
  { name: 'claim', prepare: withMemory(prepareClaim) },
  { name: 'resend', prepare: withMemory(prepareResend) },
  { name: 'awaitCallback', prepare: withMemory(prepareAwaitCallback) },
  { name: 'settle', prepare: withMemory(prepareSettle) },
  {
    name: 'recover',
    prepare: withMemory((db, memory) => prepareRecover(db, memory, preparePower(db, 'boot'))),
  },
  { name: 'prune', prepare: withMemory(preparePrune) },
  { name: 'requests', prepare: withMemory(prepareRequests) },
  { name: 'operations and items', prepare: withMemory(prepareReadOperations) },
  { name: 'stock', prepare: withMemory(prepareReadStock) },
  { name: 'products', prepare: prepareReadProducts },
])('the statements of $name', ({ name, prepare }) => {
  const statements = recorded(prepare);

  it('go by an index', () => {
    expect(statements.length).toBeGreaterThan(0);
    const scans = statements.filter(({ sql, steps }) => steps.some((step) => isFullScan(step, sql)));
    expect(scans).toEqual([]);
  });

  it('sort no more than what was asked for', () => {
    const pages = statements.filter(({ sql }) => sql.includes('LIMIT'));
    if (name.startsWith('operations') || name === 'products') expect(pages.length).toBeGreaterThan(0);
    expect(pages.filter(({ steps }) => steps.some((step) => step.includes('TEMP B-TREE')))).toEqual([]);
  });
});

describe('the pages', () => {
  it('start where they are asked to', () => {
    const products = recorded(prepareReadProducts).filter(({ sql }) => sql.includes('LIMIT'));
    for (const { steps } of products)
      expect(steps.join()).toMatch(/product_id\)?>\?.*product_id\)?<\?|product_id\)>\(/);
    const operations = recorded(withMemory(prepareReadOperations)).filter(({ sql }) =>
      sql.includes('ORDER BY o.id DESC'),
    );
    expect(operations).toHaveLength(2);
    for (const { steps } of operations) expect(steps.join()).toMatch(/(id|rowid)<\?/);
  });
});
