import { describe, expect, it } from 'vitest';
import { noRecovery } from '../../../src/ports/journal/requests.ts';
import { productOf, refusedRow, shop, stockOf } from '../../support/changes.ts';
import { productsPage } from './catalogue/given.ts';
import {
  accept,
  apply,
  claim,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const answered = { httpStatus: 202, vendorRequestId: 'v-1' };
const silence = { httpStatus: null, vendorRequestId: null };

export const describeRecover = (open: OpenJournal): void => {
  describe('recover', () => {
    it('finds nothing if every item has ended', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1));
      expect(await journal.recover()).toEqual(noRecovery);
    });

    it('requeues what was being sent, and lists queued items in the order of acceptance', async () => {
      const { journal, reopen } = await opened(open);
      const sent = await send(journal, [stockOf('2', 1)]);
      const waiting = await accept(journal, stockOf('1', 1), stockOf('2', 2));

      const next = await reopen();
      const { queued, awaited, underWay } = await next.recover();
      expect(underWay).toEqual(new Map([[shop, 3]]));
      expect(queued).toEqual([...sent.queued, ...waiting.queued]);
      expect(awaited).toEqual([]);
      expect(await statesOf(next, sent.operation.id)).toEqual(['QUEUED']);
      const [log] = await next.requestsOf([sent.operation.id]);
      expect(log).toMatchObject([{ outcome: 'INTERRUPTED' }]);
    });

    it('never lets the interrupted request end its rows', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      await journal.recover();
      await settleAll(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['QUEUED']);
      const again = some((await claim(journal, queued)).request);
      await settleAll(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
      await settleAll(journal, again);
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
    });

    it('marks a later failure, because the interrupted request may have been applied', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await send(journal, [stockOf('1', 1)]);
      await journal.recover();
      await settleAll(journal, some((await claim(journal, queued)).request), refusedRow());
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.progress).toMatchObject({ state: 'FAILED', failure: { mayHaveApplied: true } });
    });

    it('also marks an item whose earlier try was lost, and no other', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      await journal.noteExchange(request.id, 'UNAVAILABLE', silence, 2_500, true);
      const again = some(await journal.resend(request.id, request.rows, requestDraft()));
      await settleAll(journal, again, refusedRow());
      const [first] = await itemsOf(journal, operation.id);
      expect(first?.progress).toMatchObject({ failure: { mayHaveApplied: true } });

      const other = await send(journal, [stockOf('3', 1)]);
      await journal.noteExchange(other.request.id, 'UNAVAILABLE', silence, 2_500);
      await settleAll(journal, other.request, refusedRow());
      const [item] = await itemsOf(journal, other.operation.id);
      expect(item?.progress).toMatchObject({ failure: { mayHaveApplied: false } });
    });

    it('lists the requests that wait for a callback, with an early callback', async () => {
      const { journal, reopen } = await opened(open);
      const first = await send(journal, [stockOf('1', 1)], { callbackHash: 'a' });
      await journal.awaitCallback(first.request.id, answered, 2_100, 6_000);
      const second = await send(journal, [stockOf('2', 1)], { callbackHash: 'b' });
      await journal.keepEarlyCallback(second.request.id, { early: true });
      await journal.awaitCallback(second.request.id, answered, 2_200, 6_100);

      const next = await reopen();
      expect(await next.recover()).toEqual({
        ...noRecovery,
        underWay: new Map([[shop, 2]]),
        awaited: [
          { id: first.request.id, deadline: 6_000, earlyCallback: null },
          { id: second.request.id, deadline: 6_100, earlyCallback: { early: true } },
        ],
      });
      expect(await statesOf(next, first.operation.id)).toEqual(['AWAITING_CALLBACK']);
      const newer = await accept(next, stockOf('1', 2));
      expect((await claim(next, newer.queued)).request).toBeNull();
    });

    it('no longer lists a request once its callback was settled', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'a' });
      await journal.awaitCallback(request.id, answered, 2_100, 6_000);
      await settleAll(journal, request);
      expect((await journal.recover()).awaited).toEqual([]);
    });
  });

  describe('failover', () => {
    it('finds nothing and changes nothing if no gateway is gone', async () => {
      const { journal } = await opened(open);
      const { operation } = await send(journal, [stockOf('1', 1)]);
      expect(journal.holdsLease(performance.now())).toBe(true);
      expect(await journal.failover()).toEqual(noRecovery);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
      expect(journal.holdsLease(performance.now())).toBe(true);
    });
  });

  describe('a journal that is opened again', () => {
    it('contains everything that was written', async () => {
      const { journal, reopen } = await opened(open);
      const stock = await apply(journal, stockOf('1', 3, { observedAt: 500 }));
      await apply(journal, productOf('2'));
      const look = async (one: typeof journal) => ({
        operation: await operationOf(one, stock.operation.id),
        items: await itemsOf(one, stock.operation.id),
        log: await one.requestsOf([stock.operation.id]),
        products: await one.productsPage(productsPage({})),
        levels: await one.stockOfProducts([stockOf('1', 0), stockOf('2', 0)]),
      });
      const before = await look(journal);
      expect(before.levels.map((levels) => levels.length)).toEqual([1, 1]);

      const next = await reopen();
      expect(await look(next)).toEqual(before);
      const older = await accept(next, stockOf('1', 9, { observedAt: 499 }));
      expect(older.operation.id).toBeGreaterThan(stock.operation.id);
      expect((await claim(next, older.queued)).request).toBeNull();
    });

    it('contains a write that no caller waited for', async () => {
      const { journal, reopen } = await opened(open);
      const accepting = accept(journal, stockOf('1', 1));
      const next = await reopen();
      const { operation } = await accepting;
      expect(await statesOf(next, operation.id)).toEqual(['QUEUED']);
    });
  });
};
