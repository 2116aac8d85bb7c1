import { beforeEach, describe, expect, it } from 'vitest';
import { anonymousClient, asChannelKey } from '../../../../src/domain/ids.ts';
import { acceptDraft, draftOf, itemsOf, queuedDraft, refusedDraft } from '../../../contract/journal/given.ts';
import { stockOf } from '../../../support/changes.ts';
import { operationsPage } from '../../../support/pages.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty, open } = describedDatabase();
beforeEach(empty);

/** More operations than one statement tests. Every thousandth has a failure, a channel of its own and a late time. */
const fill = (count: number) =>
  query(
    url(),
    `INSERT INTO operations (id, client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
       failed_count, superseded_count, unknown_count, channels)
     SELECT n, $1, CASE n % 2 WHEN 0 THEN 'STOCK_SET' ELSE 'PRODUCT_REPLACEMENT' END,
       CASE n % 1000 WHEN 0 THEN 9000 ELSE 1000 END, 2000, 9000, 2, 1, 0, CASE n % 1000 WHEN 0 THEN 1 ELSE 0 END, 0, 0,
       CASE n % 1000 WHEN 0 THEN ' rare ' ELSE ' shop ' END
     FROM generate_series(1, $2::integer) n`,
    [anonymousClient, count],
  );

describe('a search for few operations among many', () => {
  it('goes on until the page is full, in both directions', async () => {
    const journal = await open();
    await fill(9_500);
    for (const filter of [
      { channels: [asChannelKey('rare')] },
      { hasFailures: true },
      { createdAfter: 5_000 },
    ] as const) {
      const idsOf = async (more: Parameters<typeof operationsPage>[0]) => {
        const { nodes, hasMore } = await journal.operationsPage(operationsPage({ ...filter, ...more }));
        return [nodes.map(({ id }) => id), hasMore];
      };
      const all = Array.from({ length: 9 }, (_, index) => 9_000 - 1_000 * index);
      expect(await idsOf({})).toEqual([all, false]);
      expect(await idsOf({ limit: 4 })).toEqual([all.slice(0, 4), true]);
      expect(await idsOf({ limit: 4, last: true })).toEqual([all.slice(5), true]);
      expect(await idsOf({ limit: 9, last: true })).toEqual([all, false]);
    }
    const none = operationsPage({ channels: [asChannelKey('none')] });
    expect(await journal.operationsPage(none)).toEqual({ nodes: [], hasMore: false });
  });
});

describe('the rows of a gateway of the version before', () => {
  it('are found by the channels of their items, and name the channel of a refused item', async () => {
    const journal = await open();
    const named = { productId: 'p' };
    const { operation } = await acceptDraft(
      journal,
      draftOf([queuedDraft(stockOf('1', 1)), refusedDraft('nowhere', named)]),
    );
    await query(url(), 'UPDATE operations SET channels = NULL');
    await query(url(), 'UPDATE items SET named = NULL');
    const countOf = async (...keys: readonly string[]) =>
      (await journal.operationsPage(operationsPage({ channels: keys.map(asChannelKey) }))).nodes.length;
    expect(await countOf('shop')).toBe(1);
    expect(await countOf('none', 'nowhere')).toBe(1);
    expect(await countOf('none')).toBe(0);
    expect((await itemsOf(journal, operation.id)).map(({ target }) => target)).toEqual([
      { channel: 'shop', productId: '1', locationId: null, orderItemId: null },
      { channel: 'nowhere', productId: null, locationId: null, orderItemId: null },
    ]);
  });
});
