import { describe, expect, it } from 'vitest';
import { asChannelId, asChannelKey } from '../../../src/domain/ids.ts';
import type { ItemTarget } from '../../../src/domain/item.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import {
  appliedAt,
  atStore,
  confirmationOf,
  productOf,
  refusedRow,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import { itemsPage } from '../../support/pages.ts';
import {
  acceptDraft,
  claim,
  draftOf,
  itemsOf,
  type OpenJournal,
  opened,
  queuedDraft,
  refusedDraft,
  some,
} from './given.ts';

type More = Parameters<typeof itemsPage>[1];
const keys = (...names: readonly string[]) => names.map(asChannelKey);

/** Items of each state: 0 applied, 1 failed, 2 unknown, 3 and 4 pending, 5 and 6 refused. */
const inEachState = async (journal: Journal) => {
  const drafts = ['1', '2', '3', '4'].map((id) => queuedDraft(stockOf(id, 1)));
  const other = queuedDraft(stockOf('5', 1, { channel: asChannelId('second~2') }));
  const { operation, queued } = await acceptDraft(
    journal,
    draftOf([...drafts, other, refusedDraft('nowhere'), refusedDraft('second')]),
  );
  const { request } = await claim(journal, queued.slice(0, 3));
  const outcomes = [appliedAt(3_000), refusedRow(), unknownRow];
  await journal.settle({
    requestId: some(request).id,
    at: 3_000,
    outcome: 'ANSWERED',
    exchange: null,
    rows: outcomes.map((outcome, index) => ({ operationId: operation.id, index, outcome })),
  });
  return async (by: Journal, more: More = {}) => {
    const { nodes, hasMore } = await by.items(itemsPage(operation.id, more));
    return [nodes.map((item) => item.index), hasMore];
  };
};

/** The journal, and then the same journal opened again. */
async function* withRestart(journal: Journal, reopen: () => Promise<Journal>) {
  yield journal;
  yield await reopen();
}

const nothing = { productId: null, locationId: null, orderItemId: null };

export const describeItemsPage = (open: OpenJournal): void => {
  describe('a page of items', () => {
    it('is in the order of the index, in both directions', async () => {
      const { journal } = await opened(open);
      const page = await inEachState(journal);
      expect(await page(journal)).toEqual([[0, 1, 2, 3, 4, 5, 6], false]);
      expect(await page(journal, { after: 0, limit: 2 })).toEqual([[1, 2], true]);
      expect(await page(journal, { after: 4, limit: 2 })).toEqual([[5, 6], false]);
      expect(await page(journal, { last: true, limit: 2 })).toEqual([[5, 6], true]);
      expect(await page(journal, { last: true, before: 5, limit: 2 })).toEqual([[3, 4], true]);
      expect(await page(journal, { last: true, before: 2, limit: 2 })).toEqual([[0, 1], false]);
      expect(await page(journal, { after: 1, before: 4 })).toEqual([[2, 3], false]);
      expect(await page(journal, { after: 1, before: 4, limit: 1, last: true })).toEqual([[3], true]);
      expect(await page(journal, { after: 6 })).toEqual([[], false]);
      expect(await page(journal, { after: 2 ** 31 - 2 })).toEqual([[], false]);
      expect(await page(journal, { before: 0, last: true })).toEqual([[], false]);
      expect(await page(journal, { after: 4, before: 2 })).toEqual([[], false]);
      expect(await page(journal, { after: 4, before: 2, last: true })).toEqual([[], false]);
      expect(await page(journal, { limit: 0 })).toEqual([[], true]);
    });

    it('has items in some states', async () => {
      const { journal, reopen } = await opened(open);
      const page = await inEachState(journal);
      for await (const by of withRestart(journal, reopen)) {
        expect(await page(by, { states: ['APPLIED'] })).toEqual([[0], false]);
        expect(await page(by, { states: ['FAILED'] })).toEqual([[1, 5, 6], false]);
        expect(await page(by, { states: ['FAILED'], after: 1, limit: 1 })).toEqual([[5], true]);
        expect(await page(by, { states: ['FAILED'], last: true, limit: 2 })).toEqual([[5, 6], true]);
        expect(await page(by, { states: ['OUTCOME_UNKNOWN', 'PENDING'] })).toEqual([[2, 3, 4], false]);
        expect(await page(by, { states: ['PENDING'], last: true, limit: 1 })).toEqual([[4], true]);
        expect(await page(by, { states: ['SUPERSEDED'] })).toEqual([[], false]);
        expect(await page(by, { states: [] })).toEqual([[], false]);
      }
    });

    it('has items of some channels, by the key of the channel', async () => {
      const { journal, reopen } = await opened(open);
      const page = await inEachState(journal);
      for await (const by of withRestart(journal, reopen)) {
        expect(await page(by, { channels: keys('second') })).toEqual([[4, 6], false]);
        expect(await page(by, { channels: keys('second'), last: true, limit: 1 })).toEqual([[6], true]);
        expect(await page(by, { channels: keys('shop', 'nowhere'), states: ['FAILED'] })).toEqual([
          [1, 5],
          false,
        ]);
        expect(await page(by, { channels: keys('second~2') })).toEqual([[], false]);
        expect(await page(by, { channels: [] })).toEqual([[], false]);
      }
    });
  });

  describe('the target of an item', () => {
    it('has what an accepted item names', async () => {
      const { journal, reopen } = await opened(open);
      const changes = [
        stockOf('1', 1, { ...atStore('8'), channel: asChannelId('second~2') }),
        productOf('2'),
        confirmationOf('3'),
      ];
      const { operation } = await acceptDraft(journal, draftOf(changes.map((change) => queuedDraft(change))));
      for await (const by of withRestart(journal, reopen))
        expect((await itemsOf(by, operation.id)).map(({ target }) => target)).toEqual([
          { channel: 'second', productId: '1', locationId: '8', orderItemId: null },
          { ...nothing, channel: 'shop', productId: '2' },
          { ...nothing, channel: 'shop', orderItemId: '3' },
        ]);
    });

    it('has what the caller of a refused item wrote, in any characters', async () => {
      const { journal, reopen } = await opened(open);
      const targets: readonly ItemTarget[] = [
        { ...nothing, channel: 'nowhere' },
        { channel: 'shop', productId: '1', locationId: '', orderItemId: null },
        { ...nothing, channel: 'shop', orderItemId: 'a\0b' },
        { ...nothing, channel: 'no\0where', productId: 'half \uD800' },
        { ...nothing, channel: '日本 😀', productId: '"\\\n{}' },
      ];
      const { operation } = await acceptDraft(
        journal,
        draftOf(targets.map(({ channel, ...named }) => refusedDraft(channel, named))),
      );
      for await (const by of withRestart(journal, reopen)) {
        const items = await itemsOf(by, operation.id);
        expect(items.map(({ target }) => target)).toEqual(targets);
        expect(items.every(({ change }) => change === null)).toBe(true);
        const since = await by.operationSince(operation.id, 0);
        expect(since?.items.map(({ target }) => target)).toEqual(targets);
      }
    });
  });
};
