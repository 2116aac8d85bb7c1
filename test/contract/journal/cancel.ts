import { describe, expect, it } from 'vitest';
import {
  asChannelId,
  asChannelKey,
  asClientId,
  asOperationId,
  type OperationId,
} from '../../../src/domain/ids.ts';
import type { Failed } from '../../../src/domain/item.ts';
import { pendingCount } from '../../../src/domain/operation.ts';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { productOf, refusedRow, shop, stockOf } from '../../support/changes.ts';
import { itemsPage } from '../../support/pages.ts';
import {
  accept,
  acceptDraft,
  claim,
  claimAgain,
  draftOf,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  queuedDraft,
  refsOf,
  refusedDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const by = asClientId('partner');
const cancel = (journal: Journal, operationId: OperationId, channels: readonly string[] | null = null) =>
  journal.cancel({
    operationId,
    by,
    channels: channels && new Set(channels.map(asChannelKey)),
    at: 2_500,
  });
const nothing = { canceled: [], changes: noChanges };

export const describeCancel = (open: OpenJournal): void => {
  describe('cancel', () => {
    it('ends queued items, completes the operation, and is stored', async () => {
      const { journal, reopen } = await opened(open);
      const { operation, queued } = await accept(journal, stockOf('1', 1), stockOf('2', 2));
      const { canceled, changes } = await cancel(journal, operation.id);
      expect(canceled).toEqual(queued);
      expect(changes).toMatchObject({
        operations: [operation.id],
        ended: [{ channel: shop, kind: 'STOCK_SET', state: 'CANCELED', count: 2 }],
        unblocked: [],
        retrying: [],
      });
      expect(changes.stock).toHaveLength(2);
      const check = async (now: Journal) => {
        expect((await itemsOf(now, operation.id)).map((item) => item.progress)).toEqual([
          { state: 'CANCELED', by },
          { state: 'CANCELED', by },
        ]);
        expect(await operationOf(now, operation.id)).toEqual({
          ...operation,
          canceledCount: 2,
          sequence: 2,
          completedAt: 2_500,
        });
        expect((await now.operationSince(operation.id, 1))?.items).toHaveLength(2);
        const target = { channel: shop, target: '1' as never };
        expect(await now.pendingTargets([target])).toEqual([false]);
      };
      await check(journal);
      const again = await reopen();
      expect((await again.recover()).queued).toEqual([]);
      await check(again);
      expect((await claim(again, queued)).request).toBeNull();
    });

    it('changes nothing the second time, for a completed operation, and for an unknown one', async () => {
      const { journal } = await opened(open);
      const { operation } = await accept(journal, stockOf('1', 1));
      await cancel(journal, operation.id);
      const before = await operationOf(journal, operation.id);
      expect(await cancel(journal, operation.id)).toEqual(nothing);
      expect(await operationOf(journal, operation.id)).toEqual(before);
      const sent = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, sent.request);
      expect(await cancel(journal, sent.operation.id)).toEqual(nothing);
      expect(await cancel(journal, asOperationId(999_999))).toEqual(nothing);
    });

    it('leaves items that are being sent, wait for a callback or for a retry, or were refused', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(
        journal,
        draftOf([...['1', '2', '3', '4'].map((id) => queuedDraft(stockOf(id, 1))), refusedDraft('nowhere')]),
      );
      const [first, second, third, fourth] = queued;
      if (!first || !second || !third || !fourth) throw new Error('Four items were queued');
      await claim(journal, [first]);
      const awaiting = some((await claim(journal, [second], { callbackHash: 'cancel' })).request);
      const exchange = { httpStatus: 202, vendorRequestId: 'v' };
      await journal.awaitCallback(awaiting.id, exchange, 2_100, 4_000);
      const failing = some((await claim(journal, [third])).request);
      const retry = { tries: 1, at: 2_300, until: 9_000, outcome: refusedRow() as Failed };
      await journal.settle({
        requestId: failing.id,
        at: 2_200,
        outcome: 'UNAVAILABLE',
        exchange: null,
        rows: [],
        retry: [{ ...third, retry }],
      });
      expect((await cancel(journal, operation.id)).canceled).toEqual([fourth]);
      expect(await statesOf(journal, operation.id)).toEqual([
        ...['SENDING', 'AWAITING_CALLBACK', 'RETRYING', 'CANCELED', 'FAILED'],
      ]);
      const now = await operationOf(journal, operation.id);
      expect([now.canceledCount, now.failedCount, pendingCount(now), now.completedAt]).toEqual([
        1,
        1,
        3,
        null,
      ]);
      expect((await claimAgain(journal, [third])).request).not.toBeNull();
    });

    it('leaves an item that an interrupted request may have carried', async () => {
      const { journal, reopen } = await opened(open);
      const { operation } = await send(journal, [stockOf('1', 1)]);
      const again = await reopen();
      await again.recover();
      expect(await statesOf(again, operation.id)).toEqual(['QUEUED']);
      expect(await cancel(again, operation.id)).toEqual(nothing);
    });

    it('cancels an item that went back to its queue without being sent', async () => {
      const { journal } = await opened(open);
      const { operation, request, queued } = await send(journal, [stockOf('1', 1)]);
      await journal.settle({
        requestId: request.id,
        at: 2_200,
        outcome: 'HELD_BACK',
        exchange: null,
        rows: [],
        release: queued,
      });
      expect((await cancel(journal, operation.id)).canceled).toEqual(queued);
      // A late answer of that request changes nothing.
      await settleAll(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['CANCELED']);
    });

    it('leaves items of channels that the caller may not use', async () => {
      const { journal } = await opened(open);
      const other = asChannelId('other');
      const { operation, queued } = await accept(
        journal,
        stockOf('1', 1),
        stockOf('1', 1, { channel: other }),
      );
      expect((await cancel(journal, operation.id, ['other'])).canceled).toEqual(queued.slice(1));
      expect(await statesOf(journal, operation.id)).toEqual(['QUEUED', 'CANCELED']);
      expect((await cancel(journal, operation.id, ['shop', 'other'])).canceled).toEqual(queued.slice(0, 1));
      expect((await operationOf(journal, operation.id)).completedAt).toBe(2_500);
    });

    it('offers the next item of a target that becomes free', async () => {
      const { journal } = await opened(open);
      const product = await accept(journal, productOf('1'));
      const stock = await accept(journal, stockOf('1', 2));
      // The product is next, so that the gateway no longer holds the stock change in its queue.
      expect((await claim(journal, stock.queued)).request).toBeNull();
      const { changes } = await cancel(journal, product.operation.id);
      expect(changes.unblocked).toEqual(stock.queued);
      expect(refsOf(some((await claim(journal, stock.queued)).request).rows)).toEqual(refsOf(stock.queued));
    });

    it('leaves the items behind it to the end of the item in flight', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)]);
      const product = await accept(journal, productOf('1'));
      const stock = await accept(journal, stockOf('1', 2));
      expect((await cancel(journal, product.operation.id)).changes.unblocked).toEqual([]);
      expect((await settleAll(journal, request)).unblocked).toEqual(stock.queued);
    });

    it('keeps an older item SUPERSEDED by a canceled one', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)]);
      const older = await accept(journal, stockOf('1', 2));
      const newer = await accept(journal, stockOf('1', 3));
      await settleAll(journal, request);
      expect(await statesOf(journal, older.operation.id)).toEqual(['SUPERSEDED']);
      expect((await cancel(journal, newer.operation.id)).canceled).toEqual(newer.queued);
      expect(await statesOf(journal, older.operation.id)).toEqual(['SUPERSEDED']);
    });

    it('either cancels or sends an item, for a claim at the same time', async () => {
      const { journal } = await opened(open);
      for (let round = 0; round < 10; round += 1) {
        const changes = Array.from({ length: 20 }, (_, at) => stockOf(`${round}-${at}`, at));
        const { operation, queued } = await accept(journal, ...changes);
        const [cancellation, ...claims] = await Promise.all([
          cancel(journal, operation.id),
          ...[0, 5, 10, 15].map((from) => claim(journal, queued.slice(from, from + 5))),
        ]);
        const sent = claims.flatMap(({ request }) => request?.rows ?? []).map(({ index }) => index);
        const canceled = cancellation.canceled.map(({ index }) => index);
        const offered = claims.flatMap((one) => one.changes.unblocked).map(({ index }) => index);
        expect(new Set([...sent, ...canceled, ...offered]).size).toBe(20);
        expect(sent.filter((index) => canceled.includes(index))).toEqual([]);
        const states = await statesOf(journal, operation.id);
        for (const index of canceled) expect(states[index]).toBe('CANCELED');
        for (const index of sent) expect(states[index]).toBe('SENDING');
        expect((await operationOf(journal, operation.id)).canceledCount).toBe(canceled.length);
      }
    });

    it('cancels a large operation, page by page as stored', async () => {
      const { journal } = await opened(open);
      const changes = Array.from({ length: 1_000 }, (_, at) => stockOf(String(at), at));
      const { operation, queued } = await accept(journal, ...changes);
      const { request } = await claim(journal, queued.slice(450, 500));
      expect((await cancel(journal, operation.id)).canceled).toHaveLength(950);
      await settleAll(journal, some(request));
      const { nodes } = await journal.items({
        ...itemsPage(operation.id),
        states: ['CANCELED'],
        limit: 1_000,
      });
      expect(nodes).toHaveLength(950);
      expect(await operationOf(journal, operation.id)).toMatchObject({
        canceledCount: 950,
        appliedCount: 50,
        completedAt: 3_000,
      });
    });
  });
};
