import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { encodeItems, type Writable } from '../../../src/adapters/sqlite/rows/item-chunks.ts';
import { anonymousClient, asChannelId, asChannelKey, asOperationId } from '../../../src/domain/ids.ts';
import { itemsOf, refusedDraft } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { operationsPage } from '../../support/pages.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The last form in which an operation did not record its channels. */
const withoutChannels = 11;

const at = (channel: string): Writable => ({
  shape: 'plain',
  change: stockOf('1', 1, { channel: asChannelId(channel) }),
});
const refused = (channel: string): Writable => {
  const draft = refusedDraft(channel);
  if ('failure' in draft) return { named: draft.named };
  throw new Error('It was not refused');
};

const openOld = async (operations: readonly (readonly Writable[])[]) => {
  const directory = join(await temporaryDirectory(onTestFinished), 'data');
  mkdirSync(directory);
  const path = join(directory, 'journal.sqlite');
  const db = new DatabaseSync(path);
  migrate(db, withoutChannels);
  const insert = db.prepare(`
    INSERT INTO operations (client, kind, created_at, deadline, item_count, items)
    VALUES (?, 'STOCK_SET', 1000, 9000, ?, ?)`);
  const insertFurther = db.prepare('INSERT INTO item_blocks VALUES (?, 1, ?)');
  db.exec('BEGIN');
  for (const [index, items] of operations.entries()) {
    insert.run(anonymousClient, items.length, encodeItems(items.slice(0, 100)));
    if (items.length > 100) insertFurther.run(index + 1, encodeItems(items.slice(100)));
  }
  db.exec('COMMIT');
  db.close();
  const journal = openSqliteJournal(directory);
  onTestFinished(() => journal.close());
  const columns = () => {
    const now = new DatabaseSync(path, { readOnly: true });
    const rows = now.prepare('SELECT channels FROM operations ORDER BY id').all();
    now.close();
    return rows.map((row) => row['channels']);
  };
  return { journal, columns };
};

it('an operation of an earlier version records the channels of its items', async () => {
  const { journal, columns } = await openOld([
    [at('shop'), at('shop'), refused('nowhere')],
    [...Array.from({ length: 120 }, () => at('shop')), at('other~2')],
    [at('shop'), refused('two words')],
    Array.from({ length: 60 }, (_, index) => refused(`a-long-name-${index}`)),
    [refused('')],
  ]);
  expect(columns()).toEqual([' shop nowhere ', ' shop other ', null, null, null]);
  const idsOf = async (...channels: readonly string[]) => {
    const page = await journal.operationsPage(operationsPage({ channels: channels.map(asChannelKey) }));
    return page.nodes.map(({ id }) => id);
  };
  expect(await idsOf('shop')).toEqual([3, 2, 1]);
  expect(await idsOf('other', 'nowhere')).toEqual([2, 1]);
  expect(await idsOf('two words')).toEqual([3]);
  expect(await idsOf('a-long-name-59')).toEqual([4]);
  expect(await idsOf('')).toEqual([5]);
});

it('a refused item of an earlier version names its channel', async () => {
  const { journal } = await openOld([[at('shop')]]);
  const [item] = await itemsOf(journal, asOperationId(1));
  expect(item?.target).toEqual({ channel: 'shop', productId: '1', locationId: null, orderItemId: null });
});

it('a search for few operations among many gives way to the event loop', async () => {
  const { journal } = await openOld(Array.from({ length: 40_000 }, () => [at('shop')]));
  let turns = 0;
  let isRunning = true;
  const turn = (): void => {
    turns += 1;
    if (isRunning) setImmediate(turn);
  };
  turn();
  const page = await journal.operationsPage(operationsPage({ channels: [asChannelKey('none')] }));
  isRunning = false;
  expect(page).toEqual({ nodes: [], hasMore: false });
  expect(turns).toBeGreaterThan(5);
});
