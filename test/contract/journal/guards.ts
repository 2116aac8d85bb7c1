import { describe, expect, it } from 'vitest';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';
import {
  accept,
  apply,
  claim,
  claimAgain,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  refsOf,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const compared = { guard: 'LAST_ACKNOWLEDGED' } as const;
const read = { guard: 'READ_BEFORE_WRITE' } as const;
const lostRow = {
  state: 'FAILED',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'No answer.', { mayHaveApplied: true }),
} as const;
const exchange = { httpStatus: null, vendorRequestId: null };

export const describeGuards = (open: OpenJournal): void => {
  describe('a guarded change', () => {
    it('is claimed at the last acknowledged level, and keeps its condition', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 5));
      const { operation, queued } = await accept(journal, stockOf('1', 7, { ifQuantity: 5 }));
      const { request } = await claim(journal, queued, compared);
      expect(some(request).rows).toMatchObject([
        { change: { quantity: 7, ifQuantity: 5 }, isInDoubt: false },
      ]);
      await settleAll(journal, some(request));
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.change).toMatchObject({ ifQuantity: 5 });
    });

    it('does not give its condition to the items after it, also when they are read from the disk', async () => {
      const { journal, reopen } = await opened(open);
      const changes = [
        stockOf('1', 7, { ifQuantity: 5 }),
        stockOf('2', 8),
        stockOf('3', 9, { ifQuantity: 6 }),
      ];
      const { operation } = await accept(journal, ...changes);
      const next = await reopen();
      expect((await itemsOf(next, operation.id)).map(({ change }) => change)).toEqual(changes);
    });

    it('ends as stale at another level, with that level', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 6), stockOf('2', 5));
      const { operation, queued } = await accept(
        journal,
        stockOf('1', 7, { ifQuantity: 5 }),
        stockOf('2', 8, { ifQuantity: 5 }),
        stockOf('3', 9, { ifQuantity: 5 }),
      );
      const { request, changes } = await claim(journal, queued, compared);
      expect(refsOf(some(request).rows)).toEqual([[operation.id, 1]]);
      expect(changes.operations).toEqual([operation.id]);
      expect(changes.ended).toEqual([{ channel: shop, kind: 'STOCK_SET', state: 'FAILED', count: 2 }]);
      const items = await itemsOf(journal, operation.id);
      expect(items.map(({ progress }) => progress)).toMatchObject([
        { state: 'FAILED', failure: { code: 'STALE_QUANTITY', actual: { quantity: 6 } } },
        { state: 'SENDING' },
        { state: 'FAILED', failure: { code: 'STALE_QUANTITY', actual: null, guard: 'LAST_ACKNOWLEDGED' } },
      ]);
      expect(await operationOf(journal, operation.id)).toMatchObject({ failedCount: 2, sequence: 2 });
    });

    it('is applied once if two clients expect the same level', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 5));
      const one = await accept(journal, stockOf('1', 7, { ifQuantity: 5 }));
      const two = await accept(journal, stockOf('1', 8, { ifQuantity: 5 }));
      const first = await claim(journal, [...two.queued, ...one.queued], compared);
      expect(refsOf(some(first.request).rows)).toEqual([[one.operation.id, 0]]);
      const { unblocked } = await settleAll(journal, some(first.request));
      expect(refsOf(unblocked)).toEqual([[two.operation.id, 0]]);
      expect((await claim(journal, unblocked, compared)).request).toBeNull();
      expect(await statesOf(journal, one.operation.id)).toEqual(['APPLIED']);
      expect(await statesOf(journal, two.operation.id)).toEqual(['FAILED']);
    });

    it('gives its target to the next change when it ends as stale', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 6));
      const one = await accept(journal, stockOf('1', 7, { ifQuantity: 5 }));
      const two = await accept(journal, stockOf('1', 8, { ifQuantity: 6 }));
      const three = await accept(journal, stockOf('1', 9, { ifQuantity: 8 }));
      const { request } = await claim(journal, [...one.queued, ...two.queued], compared);
      expect(refsOf(some(request).rows)).toEqual([[two.operation.id, 0]]);
      const { unblocked } = await settleAll(journal, some(request));
      expect(refsOf(unblocked)).toEqual([[three.operation.id, 0]]);
      expect((await claim(journal, unblocked, compared)).request).not.toBeNull();
    });

    it('does not supersede an older change, and is superseded by a newer one without a condition', async () => {
      const { journal } = await opened(open);
      const one = await accept(journal, stockOf('1', 7));
      const two = await accept(journal, stockOf('1', 8, { ifQuantity: 7 }));
      const { request } = await claim(journal, [...one.queued, ...two.queued], compared);
      expect(refsOf(some(request).rows)).toEqual([[one.operation.id, 0]]);
      const three = await accept(journal, stockOf('1', 9));
      await settleAll(journal, some(request));
      await claim(journal, three.queued, compared);
      expect(await statesOf(journal, two.operation.id)).toEqual(['SUPERSEDED']);
    });

    it('is stale while a newer change of its target may have been applied, until the next one is', async () => {
      const { journal, reopen } = await opened(open);
      await apply(journal, stockOf('1', 5), stockOf('2', 5));
      const lost = await send(journal, [stockOf('1', 6), stockOf('2', 6)], compared);
      await settleAll(journal, lost.request, unknownRow);
      const refused = await send(journal, [stockOf('2', 8)], compared);
      await settleAll(journal, refused.request, refusedRow());
      const next = await reopen();
      const { operation, queued } = await accept(
        next,
        stockOf('1', 7, { ifQuantity: 5 }),
        stockOf('2', 7, { ifQuantity: 5 }),
      );
      expect((await claim(next, queued, compared)).request).toBeNull();
      const items = await itemsOf(next, operation.id);
      for (const { progress } of items)
        expect(progress).toMatchObject({
          state: 'FAILED',
          failure: {
            code: 'STALE_QUANTITY',
            actual: null,
            message: expect.stringContaining('may have been applied'),
          },
        });
      await apply(next, stockOf('1', 5));
      const certain = await accept(next, stockOf('1', 7, { ifQuantity: 5 }));
      expect((await claim(next, certain.queued, compared)).request).not.toBeNull();
    });

    it('is stale after a change in doubt was superseded, and the newer one was refused', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 5));
      const first = await send(journal, [stockOf('1', 6)], compared);
      const retry = { tries: 1, at: 3_100, until: 9_000, outcome: lostRow } as const;
      await journal.settle({
        requestId: first.request.id,
        at: 3_000,
        outcome: 'TIMED_OUT',
        exchange,
        rows: [],
        retry: first.request.rows.map((row) => ({ ...row, retry })),
      });
      const second = await send(journal, [stockOf('1', 8)], compared);
      expect(await statesOf(journal, first.operation.id)).toEqual(['SUPERSEDED']);
      await settleAll(journal, second.request, refusedRow());
      const { queued } = await accept(journal, stockOf('1', 7, { ifQuantity: 5 }));
      expect((await claim(journal, queued, compared)).request).toBeNull();
    });

    it('is not compared by the claim if the vendor can be read', async () => {
      const { journal } = await opened(open);
      const { queued } = await accept(journal, stockOf('1', 7, { ifQuantity: 5 }));
      expect((await claim(journal, queued, read)).request).not.toBeNull();
    });

    it('is in doubt after a restart, and after an answer that left it out', async () => {
      const { journal, reopen } = await opened(open);
      const sent = await send(journal, [stockOf('1', 7, { ifQuantity: 5 })], read);
      const next = await reopen();
      await next.recover();
      const again = some((await claim(next, sent.queued, read)).request);
      expect(again.rows).toMatchObject([{ isInDoubt: true }]);

      const other = await send(next, [stockOf('2', 7, { ifQuantity: 5 }), stockOf('3', 7)], read);
      await next.settle({
        requestId: other.request.id,
        at: 3_000,
        outcome: 'ANSWERED',
        exchange,
        rows: [
          {
            ...(other.request.rows[1] as never as { operationId: never; index: number }),
            outcome: unknownRow,
          },
        ],
      });
      const resent = some(await next.resend(other.request.id, other.request.rows, requestDraft(read)));
      expect(resent.rows).toMatchObject([{ isInDoubt: true }]);
      // The doubt lasts until the item ends.
      const retry = { tries: 1, at: 3_100, until: 9_000, outcome: refusedRow() } as never;
      await next.settle({
        requestId: resent.id,
        at: 3_050,
        outcome: 'UNAVAILABLE',
        exchange,
        rows: [],
        retry: resent.rows.map((row) => ({ ...row, retry })),
      });
      const third = some((await claimAgain(next, other.queued)).request);
      expect(third.rows).toMatchObject([{ isInDoubt: true }]);
    });

    it('is not in doubt when it is sent again because another row was refused', async () => {
      const { journal } = await opened(open);
      const { request } = await send(
        journal,
        [stockOf('1', 7, { ifQuantity: 5 }), stockOf('2', 7, { ifQuantity: 5 })],
        read,
      );
      await journal.noteExchange(request.id, 'REFUSED', { httpStatus: 400, vendorRequestId: null }, 2_500);
      const resent = some(await journal.resend(request.id, request.rows, requestDraft(read)));
      expect(resent.rows).toMatchObject([{ isInDoubt: false }, { isInDoubt: false }]);
    });

    it('keeps its end when a late answer of an earlier request arrives', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 7, { ifQuantity: 5 })], read);
      await journal.settle({
        requestId: request.id,
        at: 2_500,
        outcome: 'HELD_BACK',
        exchange: null,
        rows: [],
        release: request.rows,
      });
      await settleAll(journal, request, refusedRow());
      expect(await statesOf(journal, operation.id)).toEqual(['QUEUED']);
      await claim(journal, queued, compared);
      await settleAll(journal, request);
      expect(await statesOf(journal, operation.id)).toEqual(['FAILED']);
    });
  });
};
