import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { productOf as acknowledged } from '../../../src/domain/product.ts';
import {
  keyOf,
  productsPage,
  recordOf,
  seenLevel,
  seenProduct,
} from '../../contract/journal/catalogue/given.ts';
import { productOf, shop } from '../../support/changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The numbers of the migrations that gave products their present form, and that made the catalogue. */
const productVersion = 11;
const catalogueVersion = 13;

const newDirectory = async (): Promise<string> => {
  const directory = join(await temporaryDirectory(onTestFinished), 'data');
  mkdirSync(directory);
  return directory;
};
const openFile = (directory: string) => new DatabaseSync(join(directory, 'journal.sqlite'));

describe('a journal of the version before the catalogue', () => {
  it('keeps its products and levels, and finds them by search', async () => {
    const directory = await newDirectory();
    const db = openFile(directory);
    migrate(db, catalogueVersion - 1);
    expect(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'product_search'").get()).toBeUndefined();
    const products = [
      seenProduct('2', { name: 'ｶｯﾄｿｰ', code: 'AB-2', source: 'ACKNOWLEDGED_WRITE' }),
      seenProduct('1', { name: '베이직 코튼 셔츠', observedAt: 2_000, source: 'ACKNOWLEDGED_WRITE' }),
    ];
    const level = seenLevel(keyOf('1', 's'), 4);
    for (const product of products)
      db.prepare('INSERT INTO products VALUES (?, ?, ?, 7)').run(
        shop,
        product.productId,
        JSON.stringify(product),
      );
    db.prepare("INSERT INTO stock_levels VALUES (?, '1', 's', '', 4, NULL, 1000, 'VENDOR_READ', 0)").run(
      shop,
    );
    db.close();

    const journal = openSqliteJournal(directory);
    onTestFinished(() => journal.close());
    const find = async (more: Parameters<typeof productsPage>[0], sort: 'NAME' | 'OBSERVED_AT' = 'NAME') =>
      (await journal.productsPage(productsPage(more, { sort: { field: sort, direction: 'DESC' } }))).nodes;
    expect(await find({ search: 'カット' })).toEqual([products[0]]);
    expect(await find({ codes: ['AB-2'] })).toEqual([products[0]]);
    expect(await find({ search: '코튼' })).toEqual([products[1]]);
    expect(await find({}, 'OBSERVED_AT')).toEqual([products[1], products[0]]);
    expect(await journal.stockLevels([level])).toEqual([level]);
  });
});

describe('a journal of the version before the present form of products', () => {
  it('keeps its products, and finds them by search', async () => {
    const directory = await newDirectory();
    const db = openFile(directory);
    migrate(db, productVersion - 1);
    const change = productOf('1', { name: '베이직 코튼 셔츠' });
    const { kind: _, ...stored } = change;
    db.prepare('INSERT INTO products VALUES (?, ?, ?, 7)').run(
      ...[shop, '1', JSON.stringify({ ...stored, observedAt: 7 })],
    );
    db.close();
    const journal = openSqliteJournal(directory);
    onTestFinished(() => journal.close());
    for (const search of ['코튼', 'brand'])
      expect((await journal.productsPage(productsPage({ search }))).nodes).toEqual([acknowledged(change, 7)]);
  });
});

describe('the catalogue of the embedded journal', () => {
  /** SQLite counts the commits of other connections. */
  const watched = async () => {
    const directory = await newDirectory();
    const journal = openSqliteJournal(directory);
    onTestFinished(() => journal.close());
    const other = openFile(directory);
    onTestFinished(() => other.close());
    return { journal, version: () => other.prepare('PRAGMA data_version').get()?.['data_version'] };
  };

  it('is not written by a poll that finds nothing', async () => {
    const { journal, version } = await watched();
    const rows = (observedAt: number) =>
      recordOf({
        products: [seenProduct('1', { observedAt })],
        levels: [seenLevel(keyOf('1'), 4, { observedAt })],
        position: 'here',
      });
    await journal.recordCatalogue(rows(1));
    const before = version();
    await journal.recordCatalogue(rows(2));
    expect(version()).toBe(before);
    await journal.recordCatalogue({ ...rows(3), refresh: true });
    expect(version()).not.toBe(before);
  });

  it('lets other work run while a large record is stored', async () => {
    const { journal } = await watched();
    const ids = Array.from({ length: 1_000 }, (_, number) => String(number));
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    count();
    await journal.recordCatalogue(
      recordOf({
        products: ids.map((id) => seenProduct(id)),
        levels: ids.map((id) => seenLevel(keyOf(id), 1)),
      }),
    );
    isDone = true;
    expect(turns).toBeGreaterThan(7);
  });

  it('keeps no text of a product that is replaced or removed', async () => {
    const directory = await newDirectory();
    const journal = openSqliteJournal(directory);
    for (const name of ['first', 'second'])
      await journal.recordCatalogue(
        recordOf({ products: [seenProduct('1', { name, observedAt: name.length })] }),
      );
    await journal.recordCatalogue(recordOf({ products: [seenProduct('2', { name: 'second' })] }));
    await journal.removeFromCatalogue(
      { channel: shop, products: [seenProduct('2').productId], levels: [], locations: [] },
      9_000,
    );
    await journal.close();
    const db = openFile(directory);
    onTestFinished(() => db.close());
    const found = (text: string) =>
      db.prepare('SELECT count(*) AS count FROM product_search WHERE product_search MATCH ?').get(text)?.[
        'count'
      ];
    expect([found('"irs"'), found('"eco"')]).toEqual([0, 1]);
  });
});
