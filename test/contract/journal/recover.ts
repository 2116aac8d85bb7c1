import { describe, expect, it } from 'vitest';
import { productOf, shop, stockOf } from '../../support/changes.ts';
import {
  accept,
  apply,
  claim,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const answered = { httpStatus: 202, vendorRequestId: 'v-1' };

export const describeRecover = (open: OpenJournal): void => {
  describe('recover', () => {
    it('finds nothing in a journal where all is at its end', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1));
      expect(await journal.recover()).toEqual({ queued: [], awaited: [], underWay: new Map() });
    });

    it('queues again what was being sent, and lists what was queued, in the order accepted', async () => {
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

    it('lists what waits for a callback, which stays in flight, with the one that came early', async () => {
      const { journal, reopen } = await opened(open);
      const first = await send(journal, [stockOf('1', 1)], { callbackHash: 'a' });
      await journal.awaitCallback(first.request.id, answered, 2_100, 6_000);
      const second = await send(journal, [stockOf('2', 1)], { callbackHash: 'b' });
      await journal.keepEarlyCallback(second.request.id, { early: true });
      await journal.awaitCallback(second.request.id, answered, 2_200, 6_100);

      const next = await reopen();
      expect(await next.recover()).toEqual({
        queued: [],
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

  describe('opened again', () => {
    it('holds everything that was written', async () => {
      const { journal, reopen } = await opened(open);
      const stock = await apply(journal, stockOf('1', 3, { observedAt: 500 }));
      await apply(journal, productOf('2'));
      const look = async (one: typeof journal) => ({
        operation: await operationOf(one, stock.operation.id),
        items: await itemsOf(one, stock.operation.id),
        log: await one.requestsOf([stock.operation.id]),
        products: await one.productsPage({ channel: null, after: null, before: null, limit: 9, last: false }),
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

    it('holds a write that was not waited for when it was closed', async () => {
      const { journal, reopen } = await opened(open);
      const accepting = accept(journal, stockOf('1', 1));
      const next = await reopen();
      const { operation } = await accepting;
      expect(await statesOf(next, operation.id)).toEqual(['QUEUED']);
    });
  });
};
