import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { createCheckpointThread } from '../../../src/adapters/sqlite/file/checkpoint-thread.ts';
import { pagesInLog } from '../../../src/adapters/sqlite/file/log-file.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { asProductId } from '../../../src/domain/ids.ts';
import { recordOf, seenProduct } from '../../contract/journal/catalogue/given.ts';
import { shop } from '../../support/changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A page with the header that the log gives it. */
const pageBytes = 4_096 + 24;

/** Names in no order, so that each row changes other pages. */
const productsFrom = (first: number) =>
  Array.from({ length: 1_000 }, (_, at) => {
    const number = first + at;
    return seenProduct(String(number), {
      name: `${(number * 7_919) % 100_003} ${number}`.padStart(120, '-'),
    });
  });

it('keeps the log short during a long fill, and removes it at the end', async () => {
  const directory = await temporaryDirectory(onTestFinished);
  const file = join(directory, 'journal.sqlite');
  const journal = openSqliteJournal(directory);
  for (let first = 0; first < 10_000; first += 1_000) {
    await journal.recordCatalogue(recordOf({ products: productsFrom(first) }));
    expect(statSync(`${file}-wal`).size).toBeLessThan(pagesInLog * pageBytes);
  }
  // Most rows are in the database, though no connection was closed.
  expect(statSync(file).size).toBeGreaterThan(4 * 1024 * 1024);
  await journal.close();
  expect(existsSync(`${file}-wal`)).toBe(false);

  const next = openSqliteJournal(directory);
  onTestFinished(() => next.close());
  const products = await next.products([
    { channel: shop, productId: asProductId('0') },
    { channel: shop, productId: asProductId('9999') },
  ]);
  expect(products.map((product) => product?.productId)).toEqual(['0', '9999']);
});

it('closes while a checkpoint is under way', async () => {
  const directory = await temporaryDirectory(onTestFinished);
  const file = join(directory, 'journal.sqlite');
  const journal = openSqliteJournal(directory);
  for (let first = 0; first < 3_000; first += 1_000)
    await journal.recordCatalogue(recordOf({ products: productsFrom(first) }));
  const recording = journal.recordCatalogue(recordOf({ products: productsFrom(3_000) }));
  await Promise.allSettled([recording, journal.close()]);
  expect(existsSync(`${file}-wal`)).toBe(false);
  const db = new DatabaseSync(file);
  onTestFinished(() => db.close());
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
});

it('ends each wait if the thread cannot open the database', async () => {
  const thread = createCheckpointThread(join(await temporaryDirectory(onTestFinished), 'missing', 'file'));
  await Promise.all([thread.copy(), thread.copy()]);
  await thread.copy();
  await thread.close();
});

it('starts the thread again after it failed', async () => {
  const directory = join(await temporaryDirectory(onTestFinished), 'missing');
  const thread = createCheckpointThread(join(directory, 'file'));
  for (let failed = 0; failed < 3; failed += 1) await thread.copy();

  mkdirSync(directory);
  const db = new DatabaseSync(join(directory, 'file'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE numbers (number INTEGER)');
  await thread.copy();
  const { log, checkpointed } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() ?? {};
  expect(log).toBeGreaterThan(0);
  expect(checkpointed).toBe(log);
  await thread.close();
  db.close();
});
