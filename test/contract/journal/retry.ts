import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../src/domain/changes/change.ts';
import { outcomeUnknown, vendorUnavailable } from '../../../src/domain/failure.ts';
import type { Retry } from '../../../src/domain/item.ts';
import { type Changes, noChanges } from '../../../src/ports/journal/changes.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { appliedAt, shop, stockOf } from '../../support/changes.ts';
import { itemsPage } from '../../support/pages.ts';
import {
  accept,
  claim,
  claimAgain,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  send,
  settleAll,
  some,
  statesOf,
  type Taken,
} from './given.ts';

const silence = { httpStatus: 503, vendorRequestId: null };
const retryAt = (at: number, more: Partial<Retry> = {}): Retry => ({
  tries: 1,
  at,
  until: 50_000,
  outcome: { state: 'FAILED', failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'Away.') },
  ...more,
});
const fail = (journal: Journal, { id, rows }: Taken, retry: Retry): Promise<Changes> =>
  journal.settle({
    requestId: id,
    at: 3_000,
    outcome: 'UNAVAILABLE',
    exchange: silence,
    rows: [],
    retry: rows.map(({ operationId, index }) => ({ operationId, index, retry })),
  });
const end = (journal: Journal, { id, rows }: Taken, { outcome }: Retry): Promise<Changes> =>
  journal.settle({
    requestId: id,
    at: 60_000,
    outcome: null,
    exchange: null,
    rows: rows.map(({ operationId, index }) => ({ operationId, index, outcome })),
  });

export const describeRetry = (open: OpenJournal): void => {
  describe('items after a failed try', () => {
    it('A8: wait for the next try, with the end of the retries as their deadline', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      const retry = retryAt(3_200);
      const changes = await fail(journal, request, retry);
      expect(changes).toMatchObject({ operations: [operation.id], ended: [], unblocked: [] });
      expect(changes.retrying).toEqual([{ item: queued[0], requestId: request.id, retry }]);
      expect((await itemsOf(journal, operation.id))[0]?.progress).toEqual({
        state: 'RETRYING',
        deadline: 50_000,
      });
      expect((await operationOf(journal, operation.id)).sequence).toBe(2);
      expect((await journal.requestsOf([operation.id]))[0]).toMatchObject([
        { outcome: 'UNAVAILABLE', httpStatus: 503, attempt: 1 },
      ]);
      expect(await journal.underWay()).toEqual(new Map([[shop, 1]]));
      const page = itemsPage(operation.id, { states: ['PENDING'] });
      expect((await journal.items(page)).nodes).toHaveLength(1);

      const again = some((await claimAgain(journal, queued)).request);
      expect(again).toMatchObject({ attempt: 2, rows: [{ retry }] });
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
      await settleAll(journal, again);
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
    });

    it('B1: are not claimed for a first try, so their pause and the retry budget hold', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      expect((await claimAgain(journal, queued)).request).toBeNull();
      await fail(journal, request, retryAt(3_200));
      expect(await claim(journal, queued)).toEqual({ request: null, changes: noChanges });
      expect(await statesOf(journal, operation.id)).toEqual(['RETRYING']);
      expect((await claimAgain(journal, queued)).request).not.toBeNull();
    });

    it('leave their target free: a newer value supersedes them', async () => {
      const { journal } = await opened(open);
      const older = await send(journal, [stockOf('1', 1)]);
      await fail(journal, older.request, retryAt(3_200));
      const newer = await accept(journal, stockOf('1', 2));
      const { request, changes } = await claim(journal, newer.queued);
      expect(some(request).rows).toHaveLength(1);
      expect(changes.ended).toEqual([{ channel: shop, kind: 'STOCK_SET', state: 'SUPERSEDED', count: 1 }]);
      expect(await statesOf(journal, older.operation.id)).toEqual(['SUPERSEDED']);
      expect((await claimAgain(journal, older.queued)).request).toBeNull();
    });

    it('are superseded at once by a value that waited for their request', async () => {
      const { journal } = await opened(open);
      const older = await send(journal, [stockOf('1', 1)]);
      const newer = await accept(journal, stockOf('1', 2));
      const changes = await fail(journal, older.request, retryAt(3_200));
      expect(changes).toMatchObject({ unblocked: newer.queued, retrying: [] });
      expect(await statesOf(journal, older.operation.id)).toEqual(['SUPERSEDED']);
    });

    it('stay before a newer change that does not supersede them', async () => {
      const { journal } = await opened(open);
      const older = await send(journal, [stockOf('1', 1, { observedAt: 900 })]);
      await fail(journal, older.request, retryAt(3_200));
      const newer = await accept(journal, stockOf('1', 2, { observedAt: 800 }));
      expect(await claim(journal, newer.queued)).toMatchObject({
        request: null,
        changes: { unblocked: [], retrying: [] },
      });
      const again = some((await claimAgain(journal, older.queued)).request);
      expect(again.rows.map(({ change }) => change)).toEqual([stockOf('1', 1, { observedAt: 900 })]);
    });

    it('end when their time is over, and the next item follows', async () => {
      const { journal } = await opened(open);
      const older = await send(journal, [stockOf('1', 1, { observedAt: 900 })]);
      const retry = retryAt(3_200);
      await fail(journal, older.request, retry);
      const newer = await accept(journal, stockOf('1', 2, { observedAt: 800 }));
      expect(await end(journal, older.request, retry)).toMatchObject({
        ended: [{ state: 'FAILED', count: 1 }],
        unblocked: newer.queued,
        retrying: [],
      });
      expect(await operationOf(journal, older.operation.id)).toMatchObject({
        failedCount: 1,
        completedAt: 60_000,
      });
      expect((await journal.requestsOf([older.operation.id]))[0]).toMatchObject([{ outcome: 'UNAVAILABLE' }]);
    });

    it('do not end with that request while they are in another one', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      const retry = retryAt(3_200);
      await fail(journal, request, retry);
      await claimAgain(journal, queued);
      expect(await end(journal, request, retry)).toMatchObject({ ended: [], operations: [] });
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
    });

    it('end by a late callback of the failed request', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      const waiting = await accept(journal, stockOf('1', 2, { observedAt: 800 }), stockOf('2', 2));
      await fail(journal, request, retryAt(3_200));
      await settleAll(journal, request, appliedAt(4_000));
      expect((await statesOf(journal, operation.id))[0]).toMatch(/APPLIED|SUPERSEDED/u);
      expect(some((await claim(journal, waiting.queued)).request).rows).toHaveLength(2);
    });

    it('wait for a retry again if a further request was not sent', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      const retry = retryAt(3_200);
      await fail(journal, request, retry);
      const again = some((await claimAgain(journal, queued)).request);
      const changes = await journal.settle({
        requestId: again.id,
        at: 5_000,
        outcome: 'HELD_BACK',
        exchange: null,
        rows: [],
        release: again.rows,
      });
      expect(changes).toMatchObject({ unblocked: [] });
      expect(changes.retrying).toEqual([{ item: queued[0], requestId: again.id, retry }]);
      expect(await statesOf(journal, operation.id)).toEqual(['RETRYING']);
    });

    it('A8: are recovered after a restart, with their tries and their deadline', async () => {
      const { journal, reopen } = await opened(open);
      const first = await send(journal, [stockOf('1', 1), stockOf('2', 1)]);
      const retry = retryAt(3_200, {
        tries: 3,
        outcome: { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown('No answer came.') },
      });
      await fail(journal, first.request, retry);
      const sending = some((await claimAgain(journal, first.queued.slice(1))).request);
      const fresh = await accept(journal, stockOf('3', 1));

      const next = await reopen();
      const { queued, retrying, underWay } = await next.recover();
      expect(queued).toEqual(fresh.queued);
      expect(retrying).toEqual([
        { item: first.queued[0], requestId: first.request.id, retry },
        { item: first.queued[1], requestId: sending.id, retry },
      ]);
      expect(underWay).toEqual(new Map([[shop, 3]]));
      expect((await itemsOf(next, first.operation.id)).map((item) => item.progress)).toEqual([
        { state: 'RETRYING', deadline: 50_000 },
        { state: 'RETRYING', deadline: 50_000 },
      ]);
      const again = some((await claimAgain(next, first.queued)).request);
      expect(again).toMatchObject({ attempt: 4, rows: [{ retry }, { retry }] });
      await end(next, first.request, retry);
      expect(await statesOf(next, first.operation.id)).toEqual(['SENDING', 'SENDING']);
    });

    it('count as pending on their target', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)]);
      await fail(journal, request, retryAt(3_200));
      const [item] = request.rows;
      if (!item) throw new TypeError('One row');

      expect(await journal.pendingTargets([{ channel: shop, target: targetOf(item.change) }])).toEqual([
        true,
      ]);
    });
  });
};
