import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { targetOf } from '../../../src/domain/changes/change.ts';
import { anonymousClient, asChannelKey, asOperationId, asRequestId } from '../../../src/domain/ids.ts';
import type { ItemState, Outcome } from '../../../src/domain/item.ts';
import { accept, claim, itemsOf } from '../../contract/journal/given.ts';
import { appliedAt, atStore, brokenRule, optionStock, shop, stockOf } from '../../support/changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const configured = {
  key: asChannelKey('shop'),
  account: { vendor: 'SMAREGI', name: 'https://one.example' },
} as const;

/** The last form in which an item had its own row. */
const rowAnItem = 5;

/** As the versions before the renaming of kinds and paths wrote a value. */
const inOldNames = (value: object): string =>
  JSON.stringify(value)
    .replaceAll('"kind":"STOCK_SET"', '"kind":"STOCK_UPDATE"')
    .replaceAll('"path":[', '"field":[');

type Old = {
  readonly state: ItemState;
  readonly sequence?: number;
  readonly request?: number;
  readonly outcome?: Outcome;
  readonly doubted?: boolean;
};
const refused = { state: 'FAILED', failure: brokenRule } as const;

const writeOperation = (db: DatabaseSync, id: number, completedAt: number | null, items: readonly Old[]) => {
  const applied = items.filter(({ state }) => state === 'APPLIED').length;
  const failed = items.filter(({ state }) => state === 'FAILED').length;
  db.prepare(`
    INSERT INTO operations VALUES (?, ?, 'STOCK_UPDATE', 1000, ?, 9000, 7, ?, ?, ?, 0, 0, ?, 'f')`).run(
    ...[id, anonymousClient, completedAt, items.length, applied, failed, `key ${id}`],
  );
  const insert = db.prepare(`
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence, request_id, outcome,
      may_have_applied) VALUES (?, ?, 'STOCK_UPDATE', ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const [
    idx,
    { state, sequence = 1, request = null, outcome = null, doubted = false },
  ] of items.entries()) {
    const change = stockOf(`${id}/${idx}`, idx, { memo: `"kind":"STOCK_UPDATE" ${idx}`, soldOut: true });
    const accepted =
      state === 'FAILED'
        ? ['nowhere', null, null, null]
        : [shop, targetOf(change), 'plain', inOldNames(change)];
    const outcomeText = outcome && inOldNames(outcome);
    insert.run(id, idx, ...accepted, state, sequence, request, outcomeText, Number(doubted));
  }
};

const oldJournal = async (): Promise<string> => {
  const directory = join(await temporaryDirectory(onTestFinished), 'data');
  mkdirSync(directory);
  const db = new DatabaseSync(join(directory, 'journal.sqlite'));
  migrate(db, rowAnItem);
  const done: Old = { state: 'APPLIED', sequence: 7, request: 1, outcome: appliedAt(3_000) };
  writeOperation(db, 1, 3_000, [
    ...Array.from({ length: 230 }, () => done),
    { state: 'FAILED', outcome: refused },
  ]);
  writeOperation(db, 2, null, [
    { state: 'QUEUED' },
    { state: 'SENDING', request: 2 },
    { state: 'AWAITING_CALLBACK', sequence: 7, request: 3, doubted: true },
  ]);
  const request = db.prepare(`
    INSERT INTO vendor_requests (id, channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash)
    VALUES (?, ?, 'STOCK_UPDATE', 1, ?, ?, 2000, ?, ?, ?)`);
  const all = Array.from({ length: 230 }, (_, index) => [1, index]);
  request.run(1, shop, 230, JSON.stringify(all), 4_000, 'ANSWERED', null);
  request.run(2, shop, 1, '[[2,1]]', 5_000, 'SENDING', null);
  request.run(3, shop, 1, '[[2,2]]', 6_000, 'AWAITING_CALLBACK', 'hash');
  db.exec('INSERT INTO deliveries VALUES (1, 1), (2, 3), (2, 2)');
  // The newest operation was deleted: its id is not used again.
  db.exec("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'operations'");
  db.close();
  return directory;
};

describe('a journal with one row per item', () => {
  it('has the same content after the migration, and work continues', async () => {
    const directory = await oldJournal();
    const journal = openSqliteJournal(directory);
    onTestFinished(() => journal.close());
    const [first, second] = [asOperationId(1), asOperationId(2)];

    const counts = { appliedCount: 230, failedCount: 1, itemCount: 231, completedAt: 3_000, sequence: 7 };
    expect(await journal.operations([first])).toMatchObject([counts]);
    const items = await itemsOf(journal, first);
    expect(items).toHaveLength(231);
    expect(items[229]).toEqual({
      operationId: first,
      index: 229,
      kind: 'STOCK_SET',
      target: { channel: 'shop', productId: '1/229', locationId: null, orderItemId: null },
      change: stockOf('1/229', 229, { memo: '"kind":"STOCK_UPDATE" 229', soldOut: true }),
      progress: appliedAt(3_000),
    });
    expect(items[230]).toMatchObject({
      target: { channel: 'nowhere', productId: null, locationId: null, orderItemId: null },
      change: null,
      progress: refused,
    });
    expect((await journal.operationSince(first, 6))?.items).toHaveLength(230);
    const key = { key: 'key 1', fingerprint: 'f', scope: '' };
    expect(await journal.earlierUse(anonymousClient, key)).toMatchObject({ type: 'replayed' });

    expect((await itemsOf(journal, second)).map(({ progress }) => progress)).toEqual([
      { state: 'QUEUED', deadline: 9_000 },
      { state: 'SENDING', deadline: 5_000 },
      { state: 'AWAITING_CALLBACK', deadline: 6_000 },
    ]);
    const logs = await journal.requestsOf([first, second]);
    expect(logs.map((log) => log.map(({ id }) => id))).toEqual([[1], [2, 3]]);
    const recovered = await journal.recover();
    expect(recovered.queued.map(({ index }) => index)).toEqual([0, 1]);
    expect(recovered.underWay).toEqual(new Map([[shop, 3]]));
    expect(recovered.awaited).toMatchObject([{ id: 3, deadline: 6_000 }]);
    expect((await journal.requestById(asRequestId(3)))?.rows).toMatchObject([
      { operationId: 2, index: 2, state: 'AWAITING_CALLBACK', current: true },
    ]);
    expect((await accept(journal, stockOf('new', 1))).operation.id).toBe(41);
  });
});

/** The last form in which a target had one watermark for all its values. */
const oneWatermarkATarget = 7;

const journalWithOneWatermark = async (): Promise<string> => {
  const directory = join(await temporaryDirectory(onTestFinished), 'data');
  mkdirSync(directory);
  const db = new DatabaseSync(join(directory, 'journal.sqlite'));
  migrate(db, oneWatermarkATarget);
  db.exec(`
    INSERT INTO fences VALUES
      ('shop', 'product:1', 700, 3), ('shop', 'product:2', 700, 3), ('shop', 'store:["1","8"]', 800, 4);
    INSERT INTO stock_levels VALUES
      ('shop', '1', '', '', 5, 0, 700, 'ACKNOWLEDGED_WRITE', 3),
      ('shop', '1', '', 'red', 6, NULL, 700, 'ACKNOWLEDGED_WRITE', 3),
      ('shop', '1', '', 'blue', 7, NULL, 650, 'ACKNOWLEDGED_WRITE', 2),
      ('shop', '2', '', '', 5, 0, 900, 'ACKNOWLEDGED_WRITE', 5),
      ('shop', '1', '8', '', 9, NULL, 800, 'ACKNOWLEDGED_WRITE', 4)`);
  db.close();
  return directory;
};

describe('a journal with one watermark per target', () => {
  it('A5: keeps only the watermarks that the old watermarks and levels prove', async () => {
    const journal = openSqliteJournal(await journalWithOneWatermark());
    onTestFinished(() => journal.close());
    const older = stockOf('1', 1, {
      observedAt: 600,
      options: [optionStock('red', 1), optionStock('blue', 1)],
    });
    const sentOf = async (change: typeof older) =>
      (await claim(journal, (await accept(journal, change)).queued)).request?.rows[0]?.change ?? null;
    // The level of blue does not show which observation set it.
    expect(await sentOf(older)).toEqual({
      ...older,
      quantity: 5,
      soldOut: false,
      options: [optionStock('red', 6), optionStock('blue', 1)],
    });
    // A whole product was applied after the observation.
    expect(await sentOf(stockOf('2', 1, { observedAt: 600 }))).not.toBeNull();
    expect(await sentOf(stockOf('1', 1, { observedAt: 799, ...atStore('8') }))).toBeNull();
  });
});

describe('a journal of a version that recorded no accounts', () => {
  it('A1: is assigned to no account while it has unfinished work, and loses nothing', async () => {
    const journal = openSqliteJournal(await oldJournal());
    onTestFinished(() => journal.close());
    const { accounts, assigned } = await journal.registerAccounts([configured]);
    expect(assigned).toEqual([]);
    expect(accounts).toMatchObject([
      { id: shop, account: null, isCurrent: false },
      { id: 'shop~2', account: configured.account, isCurrent: true },
    ]);
    expect(await journal.unfinishedOf([shop])).toEqual(new Map([[shop, 3]]));
    expect((await journal.recover()).queued.map(({ channel }) => channel)).toEqual([shop, shop]);
    expect(await itemsOf(journal, asOperationId(1))).toHaveLength(231);
  });

  it('A1: is assigned to the configured account when all its work is finished', async () => {
    const directory = await oldJournal();
    const db = new DatabaseSync(join(directory, 'journal.sqlite'));
    db.exec(`DELETE FROM operations WHERE id = 2; DELETE FROM items WHERE operation_id = 2;
      DELETE FROM vendor_requests WHERE id > 1; DELETE FROM deliveries WHERE operation_id = 2`);
    db.exec(`INSERT INTO stock_levels VALUES ('shop', '1', '', '', 5, 0, 3000, 'ACKNOWLEDGED_WRITE', 1),
      ('gone', '1', '', '', 6, 0, 3000, 'ACKNOWLEDGED_WRITE', 1)`);
    db.close();
    const journal = openSqliteJournal(directory);
    onTestFinished(() => journal.close());
    const { accounts, assigned } = await journal.registerAccounts([configured]);
    expect(assigned).toEqual([shop]);
    expect(accounts).toMatchObject([
      { id: 'gone', account: null, isCurrent: true },
      { id: shop, account: configured.account, isCurrent: true },
    ]);
    const [level] = await journal.stockLevels([{ ...stockOf('1', 0), optionId: null }]);
    expect(level?.quantity).toBe(5);
  });
});
