import { describe, expect, it } from 'vitest';
import { asOptionId } from '../../../src/domain/ids.ts';
import { levelOf, type StockKey } from '../../../src/domain/stock.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { PageOf } from '../../../src/ports/journal/page.ts';
import {
  adjustedAt,
  adjustmentOf,
  appliedAt,
  atStore,
  optionGroupOf,
  optionStock,
  productOf,
  refusedRow,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import { keyOf, recordOf, seenLevel } from './catalogue/given.ts';
import { apply, type OpenJournal, opened, send, settleAll } from './given.ts';
import { sweep } from './prune.ts';

const whole: PageOf<number> = { after: null, before: null, limit: 100, last: false };

const pageOf = async (journal: Journal, key: StockKey, more: Partial<PageOf<number>> = {}) => {
  const [page] = await journal.stockHistory([key], { ...whole, ...more });
  if (!page) throw new Error('No page');
  return page;
};
/** Before and after of each change, newest first. */
const changesOf = async (journal: Journal, key: StockKey, more: Partial<PageOf<number>> = {}) =>
  (await pageOf(journal, key, more)).nodes.map(({ before, after }) => [before, after]);

const applyAt = async (journal: Journal, at: number, productId: string, quantity: number) => {
  const sent = await send(journal, [stockOf(productId, quantity)]);
  await settleAll(journal, sent.request, appliedAt(at), at);
  return sent;
};
/** A poll reads the quantity. */
const see = (journal: Journal, key: StockKey, quantity: number, at: number) =>
  journal.recordCatalogue(recordOf({ readAt: at, levels: [seenLevel(key, quantity, { observedAt: at })] }));
const remove = (journal: Journal, ...levels: readonly StockKey[]) =>
  journal.removeFromCatalogue({ channel: shop, products: [], levels, locations: [] }, 1_000_000);

const describeEntries = (open: OpenJournal): void => {
  describe('the history of stock', () => {
    it('has each applied write, with its operation and the reference of the vendor', async () => {
      const { journal, reopen } = await opened(open);
      const first = await applyAt(journal, 3_000, '1', 4);
      const second = await applyAt(journal, 4_000, '1', 4);
      const shared = { after: 4, source: 'ACKNOWLEDGED_WRITE', vendorReference: 'ref-1' };
      const again = await reopen();
      const { nodes, hasMore } = await pageOf(again, keyOf('1'));
      expect(nodes).toMatchObject([
        { ...shared, at: 4_000, before: 4, operationId: second.operation.id },
        { ...shared, at: 3_000, before: null, operationId: first.operation.id },
      ]);
      expect(hasMore).toBe(false);
    });

    it('has each other quantity that was observed, and not the first one', async () => {
      const { journal } = await opened(open);
      await see(journal, keyOf('1'), 5, 100);
      expect(await changesOf(journal, keyOf('1'))).toEqual([]);
      await see(journal, keyOf('1'), 5, 200);
      await see(journal, keyOf('1'), 7, 300);
      await see(journal, keyOf('1'), 6, 250);
      await journal.recordRead([
        seenLevel(keyOf('1'), 7, { observedAt: 400 }),
        seenLevel(keyOf('1'), 7, { observedAt: 450, soldOut: true }),
      ]);
      await journal.recordRead([seenLevel(keyOf('1'), 8, { observedAt: 500, source: 'VENDOR_EVENT' })]);
      expect((await pageOf(journal, keyOf('1'))).nodes).toMatchObject([
        { at: 500, before: 7, after: 8, source: 'VENDOR_EVENT', operationId: null, vendorReference: null },
        { at: 300, before: 5, after: 7, source: 'VENDOR_READ', operationId: null, vendorReference: null },
      ]);
    });

    it('continues from what was observed to what is written, and back', async () => {
      const { journal } = await opened(open);
      await see(journal, keyOf('1'), 5, 100);
      await applyAt(journal, 3_000, '1', 7);
      await see(journal, keyOf('1'), 6, 4_000);
      await applyAt(journal, 5_000, '1', 9);
      expect(await changesOf(journal, keyOf('1'))).toEqual([
        [6, 9],
        [7, 6],
        [5, 7],
      ]);
    });

    it('has one entry for several rows of one level in a record', async () => {
      const { journal } = await opened(open);
      const at = (quantity: number, observedAt: number) => seenLevel(keyOf('1'), quantity, { observedAt });
      await journal.recordCatalogue(recordOf({ levels: [at(1, 1), at(2, 2)] }));
      expect(await changesOf(journal, keyOf('1'))).toEqual([]);
      await journal.recordCatalogue(recordOf({ levels: [at(3, 3), at(4, 4)] }));
      await journal.recordCatalogue(recordOf({ levels: [at(5, 5), at(4, 6)] }));
      expect(await changesOf(journal, keyOf('1'))).toEqual([[2, 4]]);
    });

    it('has no entry for an item that failed, is unknown, or became known after a newer write', async () => {
      const { journal } = await opened(open);
      const late = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, late.request, unknownRow);
      const refused = await send(journal, [stockOf('1', 2)]);
      await settleAll(journal, refused.request, refusedRow());
      expect(await changesOf(journal, keyOf('1'))).toEqual([]);
      await applyAt(journal, 3_000, '1', 3);
      await settleAll(journal, late.request, appliedAt(9_000), 9_000);
      expect(await changesOf(journal, keyOf('1'))).toEqual([[null, 3]]);
      expect((await journal.stockLevels([keyOf('1')]))[0]).toMatchObject({ quantity: 3 });
    });

    it('has the quantity that was read after an adjustment', async () => {
      const { journal } = await opened(open);
      await see(journal, keyOf('1'), 9, 100);
      const { operation, request } = await send(journal, [adjustmentOf('1', -3)]);
      await settleAll(journal, request, adjustedAt(3_500, 6));
      const unread = await send(journal, [adjustmentOf('1', -2)]);
      await settleAll(journal, unread.request, adjustedAt(4_500));
      await see(journal, keyOf('1'), 4, 5_000);
      expect((await pageOf(journal, keyOf('1'))).nodes).toMatchObject([
        { before: 6, after: 4, source: 'VENDOR_READ', operationId: null },
        { before: 9, after: 6, at: 3_500, operationId: operation.id },
      ]);
    });

    it('has an entry for an unknown item that a read shows as applied', async () => {
      const { journal } = await opened(open);
      const sent = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, sent.request, unknownRow);
      const found = { ...appliedAt(9_000), evidence: 'VENDOR_READ' } as ReturnType<typeof appliedAt>;
      await settleAll(journal, sent.request, found, 9_000);
      expect((await pageOf(journal, keyOf('1'))).nodes).toMatchObject([
        { before: null, after: 1, source: 'VENDOR_READ', operationId: sent.operation.id },
      ]);
    });

    it('is kept for each option, store and product apart', async () => {
      const { journal } = await opened(open);
      const red = asOptionId('red');
      await apply(
        journal,
        stockOf('1', 4, { options: [optionStock('red', 1), optionStock('blue', 3)] }),
        stockOf('2', 6, atStore('7')),
        stockOf('2', 5, atStore('8')),
      );
      await apply(journal, stockOf('1', 3, { options: [optionStock('red', 0), optionStock('blue', 3)] }));
      expect(await changesOf(journal, { ...keyOf('1'), optionId: red })).toEqual([
        [1, 0],
        [null, 1],
      ]);
      const pages = await journal.stockHistory(
        [keyOf('2', '8'), keyOf('9'), keyOf('2', '7'), keyOf('1'), keyOf('1', null, 'blue')],
        whole,
      );
      expect(pages.map(({ nodes }) => nodes.map(({ before, after }) => [before, after]))).toEqual([
        [[null, 5]],
        [],
        [[null, 6]],
        [
          [4, 3],
          [null, 4],
        ],
        [
          [3, 3],
          [null, 3],
        ],
      ]);
    });

    it('has the stock of whole products', async () => {
      const { journal } = await opened(open);
      const withRed = (stockQuantity: number) =>
        productOf('1', { stockQuantity, optionGroups: [optionGroupOf({ optionId: 'red', stockQuantity })] });
      await see(journal, keyOf('1', null, 'red'), 8, 100);
      await apply(journal, withRed(5));
      await apply(journal, withRed(6));
      expect(await changesOf(journal, keyOf('1'))).toEqual([
        [5, 6],
        [null, 5],
      ]);
      const [newest] = (await pageOf(journal, keyOf('1', null, 'red'))).nodes;
      expect(newest).toMatchObject({ before: 5, after: 6, source: 'ACKNOWLEDGED_WRITE' });
      expect(await changesOf(journal, keyOf('1', null, 'red'))).toEqual([
        [5, 6],
        [8, 5],
      ]);
    });

    it('finds keys that PostgreSQL stores in another way', async () => {
      const { journal } = await opened(open);
      const sent = await send(journal, [stockOf('a\0 한', 1)]);
      await settleAll(journal, sent.request);
      const { nodes } = await pageOf(journal, keyOf('a\0 한'));
      expect(nodes).toMatchObject([{ after: 1 }]);
      await sweep(journal, 5_000);
      expect((await pageOf(journal, keyOf('a\0 한'))).nodes).toEqual([]);
    });

    it('has the value that was sent for a newer observation', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 9, { observedAt: 700, options: [optionStock('red', 9)] }));
      const older = stockOf('1', 4, { observedAt: 600, options: [optionStock('blue', 4)] });
      await apply(journal, older);
      const [level] = await journal.stockLevels([keyOf('1')]);
      expect(levelOf(older, 3_000, 'ACKNOWLEDGED_WRITE').quantity).toBe(4);
      expect((await changesOf(journal, keyOf('1')))[0]).toEqual([9, level?.quantity]);
    });

    it('has the return of a level that the vendor had removed', async () => {
      const { journal } = await opened(open);
      await see(journal, keyOf('1'), 5, 100);
      await applyAt(journal, 3_000, '1', 7);
      await remove(journal, keyOf('1'));
      await see(journal, keyOf('1'), 7, 4_000);
      await see(journal, keyOf('1'), 8, 5_000);
      const changes = [
        [7, 8],
        [7, 7],
      ];
      // The quantity before the first write belonged to the level that was removed.
      expect(await changesOf(journal, keyOf('1'))).toEqual([...changes, [null, 7]]);
      await see(journal, keyOf('2'), 5, 100);
      await remove(journal, keyOf('2'));
      await see(journal, keyOf('2'), 6, 4_000);
      expect(await changesOf(journal, keyOf('2'))).toEqual([]);
      await applyAt(journal, 5_000, '2', 9);
      expect(await changesOf(journal, keyOf('2'))).toEqual([[6, 9]]);
    });
  });
};

const describeHistoryPages = (open: OpenJournal): void => {
  describe('a page of the history of stock', () => {
    const filled = async () => {
      const { journal } = await opened(open);
      for (let quantity = 0; quantity <= 7; quantity += 1) await see(journal, keyOf('1'), quantity, quantity);
      await see(journal, keyOf('0'), 1, 100);
      await see(journal, keyOf('0'), 2, 200);
      return journal;
    };
    const quantitiesOf = async (journal: Journal, more: Partial<PageOf<number>>) => {
      const { nodes, hasMore } = await pageOf(journal, keyOf('1'), more);
      return [nodes.map(({ after }) => after), hasMore];
    };

    it('is read from the newest entry to the oldest one', async () => {
      const journal = await filled();
      const seen: (number | null)[][] = [];
      for (let after: number | null = null; ; ) {
        const { nodes, hasMore } = await pageOf(journal, keyOf('1'), { after, limit: 3 });
        seen.push(...nodes.map((entry) => [entry.before, entry.after]));
        after = nodes.at(-1)?.id ?? null;
        if (!hasMore) break;
      }
      expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((after) => [after - 1, after]));
    });

    it('is read from the oldest entry to the newest one', async () => {
      const journal = await filled();
      const seen: number[] = [];
      for (let before: number | null = null; ; ) {
        const { nodes, hasMore } = await pageOf(journal, keyOf('1'), { before, limit: 3, last: true });
        expect(nodes.map(({ after }) => after)).toEqual(
          nodes.map(({ after }) => after).toSorted((a, b) => b - a),
        );
        seen.unshift(...nodes.map(({ after }) => after));
        before = nodes[0]?.id ?? null;
        if (!hasMore) break;
      }
      expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    });

    it('lies between two entries, and may be empty', async () => {
      const journal = await filled();
      const { nodes } = await pageOf(journal, keyOf('1'));
      const [newest, oldest] = [nodes[0]?.id ?? 0, nodes.at(-1)?.id ?? 0];
      expect(await quantitiesOf(journal, { after: newest, before: oldest, limit: 2 })).toEqual([
        [6, 5],
        true,
      ]);
      expect(await quantitiesOf(journal, { after: newest, before: oldest, limit: 9 })).toEqual([
        [6, 5, 4, 3, 2],
        false,
      ]);
      expect(await quantitiesOf(journal, { after: oldest })).toEqual([[], false]);
      expect(await quantitiesOf(journal, { before: newest, last: true })).toEqual([[], false]);
      expect(await quantitiesOf(journal, { limit: 0 })).toEqual([[], true]);
      expect(await quantitiesOf(journal, { after: Number.MAX_SAFE_INTEGER, limit: 1 })).toEqual([[7], true]);
      expect(await journal.stockHistory([], whole)).toEqual([]);
    });

    it('continues behind an entry that is gone', async () => {
      const journal = await filled();
      const { nodes } = await pageOf(journal, keyOf('1'));
      await sweep(journal, 4);
      expect(await quantitiesOf(journal, { after: nodes[1]?.id ?? 0 })).toEqual([[5, 4], false]);
      expect(await quantitiesOf(journal, { before: nodes.at(-1)?.id ?? 0, last: true, limit: 2 })).toEqual([
        [5, 4],
        true,
      ]);
    });
  });
};

const describeHistoryRetention = (open: OpenJournal): void => {
  describe('the retention of the history of stock', () => {
    it('deletes old entries, and keeps the quantity before the oldest one', async () => {
      const { journal } = await opened(open);
      await see(journal, keyOf('1'), 5, 100);
      for (const [at, quantity] of [
        [200, 6],
        [300, 7],
        [400, 8],
      ] as const)
        await see(journal, keyOf('1'), quantity, at);
      await sweep(journal, 300);
      expect(await changesOf(journal, keyOf('1'))).toEqual([
        [7, 8],
        [6, 7],
      ]);
      await sweep(journal, 1_000);
      expect(await changesOf(journal, keyOf('1'))).toEqual([]);
      await applyAt(journal, 3_000, '1', 9);
      expect(await changesOf(journal, keyOf('1'))).toEqual([[8, 9]]);
    });

    it('deletes no entry behind one that is kept', async () => {
      const { journal } = await opened(open);
      await applyAt(journal, 9_000, '1', 1);
      await applyAt(journal, 3_000, '1', 2);
      await sweep(journal, 5_000);
      expect(await changesOf(journal, keyOf('1'))).toEqual([
        [1, 2],
        [null, 1],
      ]);
    });

    it('reaches each level in bounded steps', async () => {
      const { journal } = await opened(open);
      const keys = Array.from({ length: 1_500 }, (_, at) => keyOf(`p${at % 50}`, null, `o${at}`));
      for (const at of [100, 200, 300, 5_000])
        await journal.recordCatalogue(
          recordOf({ readAt: at, levels: keys.map((key) => seenLevel(key, at, { observedAt: at })) }),
        );
      await sweep(journal, 1_000);
      const pages = await journal.stockHistory(keys, whole);
      const kept = new Set(
        pages.map(({ nodes }) => JSON.stringify(nodes.map((one) => [one.before, one.after]))),
      );
      expect([...kept]).toEqual([JSON.stringify([[300, 5_000]])]);
      const { next } = await journal.prune(1_000, { of: 'history', after: null });
      // The entries of the next step follow those of this one.
      expect(next).toMatchObject({ of: 'history', after: { channel: shop } });
    });

    it('deletes the entries of levels that are gone', async () => {
      const { journal } = await opened(open);
      await applyAt(journal, 3_000, '1', 4);
      await remove(journal, keyOf('1'));
      expect(await changesOf(journal, keyOf('1'))).toEqual([[null, 4]]);
      await sweep(journal, 5_000);
      expect(await changesOf(journal, keyOf('1'))).toEqual([]);
    });
  });
};

export const describeHistory = (open: OpenJournal): void => {
  describeEntries(open);
  describeHistoryPages(open);
  describeHistoryRetention(open);
};
