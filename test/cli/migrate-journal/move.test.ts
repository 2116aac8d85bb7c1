import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { openDestination } from '../../../src/cli/migrate-journal/destination.ts';
import { move } from '../../../src/cli/migrate-journal/move.ts';
import { openSource } from '../../../src/cli/migrate-journal/source.ts';
import { asChannelKey, asLocationId } from '../../../src/domain/ids.ts';
import type { OperationDraft } from '../../../src/ports/journal/acceptance.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import {
  keyOf,
  productsPage,
  recordOf,
  seenLevel,
  seenProduct,
} from '../../contract/journal/catalogue/given.ts';
import {
  acceptDraft,
  apply,
  draftOf,
  itemsOf,
  queuedDraft,
  refusedDraft,
} from '../../contract/journal/given.ts';
import { shop, stockOf } from '../../support/changes.ts';
import { operationsPage } from '../../support/pages.ts';
import { createEmptyDatabase, query } from '../../support/postgres.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const databaseUrl = async (): Promise<string> => {
  const { url, drop } = await createEmptyDatabase();
  onTestFinished(drop);
  return url;
};

/** An embedded journal that contains the operation. */
const embedded = async (draft: OperationDraft): Promise<string> => {
  const directory = await temporaryDirectory(onTestFinished);
  const journal = openSqliteJournal(directory);
  await acceptDraft(journal, draft);
  await journal.close();
  return directory;
};

const moveAll = async (directory: string, url: string) => {
  const source = openSource(directory);
  const destination = await openDestination(url);
  try {
    return await move(source, destination, () => {});
  } finally {
    await destination.close();
    source.close();
  }
};

describe('move', () => {
  it('converts texts that PostgreSQL stores in another way', async () => {
    const url = await databaseUrl();
    const odd = { key: 'spring\0', fingerprint: 'f', scope: '' };
    const draft = draftOf([refusedDraft('no\0where'), queuedDraft(stockOf('1', 1))], {
      idempotency: odd,
    });
    await moveAll(await embedded(draft), url);
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    expect(await journal.accept(draft)).toMatchObject({ type: 'replayed', operation: { itemCount: 2 } });
  });

  it('carries the catalogue, the positions of polls and the stored events', async () => {
    const url = await databaseUrl();
    const directory = await temporaryDirectory(onTestFinished);
    const embeddedJournal = openSqliteJournal(directory);
    const product = seenProduct('1', { name: 'ｶｯﾄｿｰ', code: 'c\0' });
    const level = seenLevel(keyOf('1', 's'), 4);
    const location = { channel: shop, locationId: asLocationId('s'), name: 'Store', kind: 'SHOP' } as const;
    await embeddedJournal.recordCatalogue(
      recordOf({ products: [product], levels: [level], locations: [location], pass: 3, position: 'here' }),
    );
    const event = await embeddedJournal.storeEvent(shop, { type: 'products', productIds: [] }, 5, true);
    await embeddedJournal.close();
    await moveAll(directory, url);
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    expect((await journal.productsPage(productsPage({ search: 'カット' }))).nodes).toEqual([product]);
    expect(await journal.countProducts(productsPage({ codes: ['c\0'] }).filter)).toMatchObject({ value: 1 });
    expect(await journal.stockLevels([level])).toEqual([level]);
    expect(await journal.locations([location])).toEqual([location]);
    expect(await journal.pollPosition(shop)).toBe('here');
    expect(await journal.unseen(shop, 'products', 3, 9_000, 5)).toMatchObject({ products: [] });
    expect(await journal.storedEvents([shop], 5)).toEqual([event]);
    expect((await journal.storeEvent(shop, event.event, 6, true)).id).toBeGreaterThan(event.id);
  });

  it('carries the history of stock, and continues it', async () => {
    const url = await databaseUrl();
    const directory = await temporaryDirectory(onTestFinished);
    const embeddedJournal = openSqliteJournal(directory);
    const see = (journal: Pick<Journal, 'recordRead'>, quantity: number) =>
      journal.recordRead([seenLevel(keyOf('1'), quantity, { observedAt: quantity })]);
    const page = { after: null, before: null, limit: 10, last: false };
    for (const quantity of [4, 5]) await see(embeddedJournal, quantity);
    await apply(embeddedJournal, stockOf('1', 9));
    const before = await embeddedJournal.stockHistory([keyOf('1')], page);
    await embeddedJournal.close();
    await moveAll(directory, url);
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    const moved = await journal.stockHistory([keyOf('1')], page);
    expect(moved).toEqual(before);
    expect(moved[0]?.nodes.map((one) => [one.before, one.after])).toEqual([
      [5, 9],
      [4, 5],
    ]);
    await see(journal, 9_000);
    expect((await journal.stockHistory([keyOf('1')], { ...page, limit: 2 }))[0]?.nodes).toMatchObject([
      { before: 9, after: 9_000 },
      { before: 5, after: 9 },
    ]);
  });

  it('carries the targets of refused items, and the channels of operations', async () => {
    const url = await databaseUrl();
    const named = { productId: 'p\0', locationId: null, orderItemId: 'half \uD800' };
    const draft = draftOf([refusedDraft('two words', named), queuedDraft(stockOf('1', 1))]);
    await moveAll(await embedded(draft), url);
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    const [operation, ...others] = (
      await journal.operationsPage(operationsPage({ channels: [asChannelKey('two words')] }))
    ).nodes;
    expect(others).toEqual([]);
    const items = operation ? await itemsOf(journal, operation.id) : [];
    expect(items.map(({ target }) => target)).toEqual([
      { channel: 'two words', ...named },
      { channel: 'shop', productId: '1', locationId: null, orderItemId: null },
    ]);
    await acceptDraft(journal, draftOf([queuedDraft(stockOf('2', 1))]));
    const onShop = await journal.operationsPage(operationsPage({ channels: [asChannelKey('shop')] }));
    expect(onShop.nodes).toHaveLength(2);
    expect(
      (await query(url, 'SELECT channels FROM operations ORDER BY id')).map((row) => row['channels']),
    ).toEqual([null, ' shop ']);
  });

  it('refuses a database with the stock levels of pruned operations', async () => {
    const url = await databaseUrl();
    const { journal } = await openPostgres({ url });
    await journal.close();
    await query(url, "INSERT INTO products VALUES ('shop', '1', '{}', 1)");
    const directory = await embedded(draftOf([queuedDraft(stockOf('1', 1))]));
    await expect(moveAll(directory, url)).rejects.toThrow('holds a journal already');
  });
});
