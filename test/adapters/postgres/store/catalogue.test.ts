import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../../src/adapters/postgres/connection/migrate.ts';
import { migrations } from '../../../../src/adapters/postgres/migrations.ts';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { journalMigrations } from '../../../../src/adapters/postgres/store/migrations.ts';
import {
  keyOf,
  other,
  productsPage,
  recordOf,
  seenLevel,
  seenProduct,
} from '../../../contract/journal/catalogue/given.ts';
import { shop } from '../../../support/changes.ts';
import { createEmptyDatabase, query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty, open } = describedDatabase();
beforeEach(empty);

describe('a journal of the version before the catalogue', () => {
  it('keeps its products and levels, and finds them by search', async () => {
    // The hashes of texts need no extension and no locale.
    const database = await createEmptyDatabase("TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'");
    onTestFinished(database.drop);
    const before = journalMigrations.steps.findIndex((step) => typeof step !== 'string');
    await migrate({ url: database.url }, [
      ...migrations.filter(({ part }) => part !== 'journal'),
      { part: 'journal', steps: journalMigrations.steps.slice(0, before) },
    ]);
    const products = [
      seenProduct('2', { name: 'ｶｯﾄｿｰ', code: 'AB-2' }),
      seenProduct('1', { name: '베이직 코튼 셔츠', observedAt: 2_000 }),
    ];
    const level = seenLevel(keyOf('1', 's'), 4);
    for (const product of products)
      await query(database.url, 'INSERT INTO products VALUES ($1, $2, $3, 7)', [
        shop,
        product.productId,
        JSON.stringify(product),
      ]);
    await query(
      database.url,
      "INSERT INTO stock_levels VALUES ('shop', '1', 's', '', 4, NULL, 1000, 'VENDOR_READ', 0)",
    );

    const { journal } = await openPostgres({ url: database.url });
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

describe('the right to poll', () => {
  it('belongs to one gateway, and passes on after its time', async () => {
    const one = await open();
    const two = await open();
    expect(await one.takePoll(shop, 400)).toBe(true);
    expect(await two.takePoll(shop, 400)).toBe(false);
    expect(await two.takePoll(other, 400)).toBe(true);
    await pause(250);
    expect(await one.takePoll(shop, 400)).toBe(true);
    await pause(250);
    expect(await two.takePoll(shop, 60_000)).toBe(false);
    await pause(250);
    expect(await two.takePoll(shop, 60_000)).toBe(true);
    expect(await one.takePoll(shop, 400)).toBe(false);
  });
});

describe('the catalogue of a shared journal', () => {
  const rows = (observedAt: number) =>
    recordOf({
      products: [seenProduct('1', { observedAt })],
      levels: [seenLevel(keyOf('1'), 4, { observedAt })],
      locations: [],
      position: 'here',
    });
  const changedAt = async () =>
    (await query(url(), 'SELECT changed_at::text, xmin::text FROM stock_levels')).map((row) => ({ ...row }));

  it('is not written by a poll that finds nothing', async () => {
    const journal = await open();
    await journal.recordCatalogue(rows(1));
    const before = await changedAt();
    await journal.recordCatalogue(rows(2));
    expect(await changedAt()).toEqual(before);
  });

  it('gives other gateways no news of a level that only its pass changed', async () => {
    const journal = await open();
    await journal.recordCatalogue(rows(1));
    const [before] = await changedAt();
    await journal.recordCatalogue({ ...rows(2), pass: 5 });
    const [after] = await changedAt();
    expect(after?.['changed_at']).toBe(before?.['changed_at']);
    expect(after?.['xmin']).not.toBe(before?.['xmin']);
    expect(await journal.unseen(shop, 'levels', 5, 9_000, 5)).toMatchObject({ levels: [] });
  });

  it('keeps the newest rows of gateways that record at the same time', async () => {
    const one = await open();
    const two = await open();
    const ids = Array.from({ length: 50 }, (_, number) => String(number));
    const times = [1, 2, 3, 4, 5, 6, 7, 8];
    await Promise.all(
      times.map((observedAt) =>
        (observedAt % 2 === 0 ? one : two).recordCatalogue(
          recordOf({
            products: (observedAt % 3 === 0 ? ids.toReversed() : ids).map((id) =>
              seenProduct(id, { name: `at ${observedAt}`, observedAt }),
            ),
            levels: ids.map((id) => seenLevel(keyOf(id), observedAt, { observedAt })),
          }),
        ),
      ),
    );
    const levels = await one.stockLevels(ids.map((id) => keyOf(id)));
    expect(new Set(levels.map((level) => level?.quantity))).toEqual(new Set([8]));
    const { nodes } = await two.productsPage(productsPage({ search: 'at 8' }));
    expect(nodes).toHaveLength(50);
  });
});
