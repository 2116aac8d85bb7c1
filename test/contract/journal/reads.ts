import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../src/domain/changes/change.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { appliedAt, optionStock, refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { itemsPage } from '../../support/pages.ts';
import { accept, apply, claim, type OpenJournal, opened, send, settleAll, some } from './given.ts';

export const describeReads = (open: OpenJournal): void => {
  describe('operations', () => {
    it('come in the requested order, with null for unknown ids', async () => {
      const { journal } = await opened(open);
      const { operation } = await accept(journal, stockOf('1', 1));
      const found = await journal.operations([asOperationId(99), operation.id, operation.id]);
      expect(found).toEqual([null, operation, operation]);
    });
  });

  describe('an operation of many items', () => {
    const count = 250;
    const changes = Array.from({ length: count }, (_, index) => stockOf(String(index), index));

    it('ends in pieces at any place, and reads the same after a restart', async () => {
      const { journal, reopen } = await opened(open);
      const { operation, queued } = await accept(journal, ...changes);
      const across = some((await claim(journal, queued.slice(95, 205))).request);
      const outcomes = across.rows.map((row) => ({
        ...row,
        outcome: row.index % 2 === 0 ? appliedAt(3_000) : refusedRow(),
      }));
      const settled = { at: 3_000, outcome: 'ANSWERED', exchange: null } as const;
      await journal.settle({ ...settled, requestId: across.id, rows: outcomes });
      const last = some((await claim(journal, queued.slice(-1))).request);
      await settleAll(journal, last, unknownRow);

      const page = (by: Journal, more: Partial<Parameters<Journal['items']>[0]>) =>
        by.items(itemsPage(operation.id, { limit: 3, ...more }));
      const look = async (by: Journal) => ({
        applied: await page(by, { states: ['APPLIED'], after: 196 }),
        failed: await page(by, { states: ['FAILED'] }),
        lastFailed: await page(by, { states: ['FAILED'], before: 103, last: true }),
        pending: await page(by, { states: ['PENDING'], after: 89, limit: 10 }),
        unknown: await page(by, { states: ['OUTCOME_UNKNOWN'] }),
        since: await by.operationSince(operation.id, 2),
        changes: (await page(by, { limit: 300 })).nodes.map(({ change }) => change),
      });
      const seen = await look(journal);
      const indexes = (page: { readonly nodes: readonly { readonly index: number }[] }) =>
        page.nodes.map(({ index }) => index);
      expect(indexes(seen.applied)).toEqual([198, 200, 202]);
      expect(seen.applied.hasMore).toBe(true);
      expect(indexes(seen.failed)).toEqual([95, 97, 99]);
      expect(indexes(seen.lastFailed)).toEqual([97, 99, 101]);
      expect(seen.lastFailed.hasMore).toBe(true);
      expect(indexes(seen.pending)).toEqual([90, 91, 92, 93, 94, 205, 206, 207, 208, 209]);
      expect(seen.unknown).toMatchObject({ nodes: [{ index: 249 }], hasMore: false });
      expect(seen.since?.items.map(({ index }) => index)).toEqual([249]);
      expect(seen.since?.operation).toMatchObject({ appliedCount: 55, failedCount: 55, unknownCount: 1 });
      expect(seen.changes).toEqual(changes);
      expect(await look(await reopen())).toEqual(seen);
    });
  });

  describe('operationSince', () => {
    it('returns the items that changed after a sequence, as of one moment', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)]);
      expect((await journal.operationSince(operation.id, 0))?.items).toHaveLength(2);
      expect((await journal.operationSince(operation.id, 1))?.items).toEqual([]);
      await settleAll(journal, { ...request, rows: request.rows.slice(1) });
      const since = await journal.operationSince(operation.id, 1);
      expect(since?.operation).toMatchObject({ sequence: 2, appliedCount: 1 });
      expect(since?.items.map((item) => [item.index, item.progress.state])).toEqual([[1, 'APPLIED']]);
      expect(await journal.operationSince(asOperationId(99), 0)).toBeNull();
    });
  });

  describe('pendingTargets', () => {
    it('are those with an unfinished change', async () => {
      const { journal } = await opened(open);
      await accept(journal, stockOf('queued', 1));
      await send(journal, [stockOf('sending', 1)]);
      const awaiting = await send(journal, [stockOf('awaiting', 1)], { callbackHash: 'h' });
      await journal.awaitCallback(awaiting.request.id, { httpStatus: 202, vendorRequestId: 'v' }, 1, 2);
      await apply(journal, stockOf('done', 1));
      const wanted = ['queued', 'done', 'sending', 'never', 'awaiting'].map((id) => ({
        channel: shop,
        target: targetOf(stockOf(id, 0)),
      }));
      expect(await journal.pendingTargets(wanted)).toEqual([true, false, true, false, true]);
    });

    it('have the request that waits for its callback', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'h' });
      await send(journal, [stockOf('2', 1)]);
      const wanted = ['1', '2', '3'].map((id) => ({ channel: shop, target: targetOf(stockOf(id, 0)) }));
      expect(await journal.awaitingRequests(wanted)).toEqual([null, null, null]);
      await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 1, 2);
      expect(await journal.awaitingRequests(wanted)).toEqual([request.id, null, null]);
    });

    it('have their newest unfinished change', async () => {
      const { journal } = await opened(open);
      const options = [optionStock('red', 7)];
      await send(journal, [stockOf('1', 1)]);
      await accept(journal, stockOf('1', 2));
      await accept(journal, stockOf('1', 3, { options }));
      await send(journal, [stockOf('2', 4)]);
      await apply(journal, stockOf('3', 5));
      const wanted = ['1', '2', '3', '4'].map((id) => ({ channel: shop, target: targetOf(stockOf(id, 0)) }));
      expect(await journal.pendingChanges(wanted)).toEqual([
        stockOf('1', 3, { options }),
        stockOf('2', 4),
        null,
        null,
      ]);
    });
  });
};
