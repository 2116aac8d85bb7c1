import { describe, expect, it } from 'vitest';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import { productOf, refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';
import {
  accept,
  apply,
  claim,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  refsOf,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

export const describeClaim = (open: OpenJournal): void => {
  describe('claim', () => {
    it('opens one request with the items, in the given order', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await accept(journal, stockOf('1', 1), stockOf('2', 2), stockOf('3', 3));
      const { request, changes } = await claim(journal, queued.toReversed());

      expect(changes).toEqual(noChanges);
      expect(some(request).rows.map((row) => [row.operationId, row.index, row.change])).toEqual([
        [operation.id, 2, stockOf('3', 3)],
        [operation.id, 1, stockOf('2', 2)],
        [operation.id, 0, stockOf('1', 1)],
      ]);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING', 'SENDING', 'SENDING']);
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.progress).toEqual({ state: 'SENDING', deadline: 8_000 });
      expect((await operationOf(journal, operation.id)).completedAt).toBeNull();
    });

    it('sends the newest item of a target and supersedes the others', async () => {
      const { journal } = await opened(open);
      const first = await accept(journal, stockOf('1', 1));
      const second = await accept(journal, stockOf('1', 2));
      const third = await accept(journal, stockOf('1', 3));
      const { request, changes } = await claim(journal, third.queued);

      expect(some(request).rows.map((row) => row.change)).toEqual([stockOf('1', 3)]);
      expect(changes.operations).toEqual([first.operation.id, second.operation.id]);
      expect(changes.ended).toEqual([{ channel: shop, kind: 'STOCK_SET', state: 'SUPERSEDED', count: 2 }]);
      for (const { operation } of [first, second]) {
        const [item] = await itemsOf(journal, operation.id);
        expect(item?.progress).toEqual({ state: 'SUPERSEDED', by: third.operation.id });
        expect(await operationOf(journal, operation.id)).toMatchObject({
          supersededCount: 1,
          completedAt: 2_000,
          sequence: 2,
        });
      }
    });

    it('sends the newest item of a target if an older one precedes it in the list', async () => {
      const { journal } = await opened(open);
      const first = await accept(journal, stockOf('1', 1));
      const second = await accept(journal, stockOf('1', 2), stockOf('2', 2));
      const { request, changes } = await claim(journal, [...first.queued, ...second.queued]);
      expect(refsOf(some(request).rows)).toEqual(refsOf(second.queued));
      expect(changes).toMatchObject({ operations: [first.operation.id], unblocked: [] });
    });

    it('leaves items of a target in flight queued, and returns the newest when it is free', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)]);
      const second = await accept(journal, stockOf('1', 2));
      const third = await accept(journal, stockOf('1', 3));

      const blocked = await claim(journal, [...second.queued, ...third.queued]);
      expect(blocked).toEqual({ request: null, changes: noChanges });
      expect(await statesOf(journal, second.operation.id)).toEqual(['QUEUED']);

      const changes = await settleAll(journal, request);
      expect(changes.unblocked).toEqual(third.queued);
      expect(changes.operations).toContain(second.operation.id);
      expect(await statesOf(journal, second.operation.id)).toEqual(['SUPERSEDED']);
      expect(some((await claim(journal, third.queued)).request).rows).toHaveLength(1);
    });

    it('keeps a target taken while its request waits for the callback', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1)], { callbackHash: 'hash' });
      await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 4_000);
      const second = await accept(journal, stockOf('1', 2));
      expect((await claim(journal, second.queued)).request).toBeNull();
    });

    it('never sends a change with an older observation than the applied one', async () => {
      const { journal } = await opened(open);
      const newer = await apply(journal, stockOf('1', 1, { observedAt: 500 }));
      const older = await accept(journal, stockOf('1', 2, { observedAt: 499 }));
      const { request, changes } = await claim(journal, older.queued);

      expect(request).toBeNull();
      expect(changes.operations).toEqual([older.operation.id]);
      const [item] = await itemsOf(journal, older.operation.id);
      expect(item?.progress).toEqual({ state: 'SUPERSEDED', by: newer.operation.id });
      const same = await accept(journal, stockOf('1', 3, { observedAt: 500 }));
      expect((await claim(journal, same.queued)).request).not.toBeNull();
    });

    it('returns the next change as unblocked if it was not given', async () => {
      const { journal } = await opened(open);
      const product = await accept(journal, productOf('1'));
      const stock = await accept(journal, stockOf('1', 2));

      const early = await claim(journal, stock.queued);
      expect(early).toEqual({
        request: null,
        changes: { ...noChanges, unblocked: product.queued },
      });
      const { request } = await claim(journal, product.queued, { kind: 'PRODUCT_REPLACEMENT' });
      expect((await settleAll(journal, some(request))).unblocked).toEqual(stock.queued);
    });

    it('takes an item once if it is given twice', async () => {
      const { journal } = await opened(open);
      const { queued } = await accept(journal, stockOf('1', 1));
      const { request } = await claim(journal, [...queued, ...queued]);
      expect(some(request).rows).toHaveLength(1);
    });

    it('opens no request for items that are taken, ended or unknown', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      const nothing = { request: null, changes: noChanges };
      expect(await claim(journal, queued)).toEqual(nothing);
      await settleAll(journal, request);
      expect(await claim(journal, queued)).toEqual(nothing);
      expect(await claim(journal, [{ operationId: operation.id, index: 99 }])).toEqual(nothing);
      expect(await claim(journal, [])).toEqual(nothing);
    });

    it('puts each target into one request only, for concurrent claims', async () => {
      const { journal } = await opened(open);
      const { queued } = await accept(journal, stockOf('1', 1), stockOf('2', 2));
      const again = await accept(journal, stockOf('1', 3));
      const claims = await Promise.all(
        [queued, again.queued, queued, again.queued].map((refs) => claim(journal, refs)),
      );
      const targets = claims.flatMap(({ request }) =>
        (request?.rows ?? []).map(({ change }) => ('productId' in change ? change.productId : '')),
      );
      expect(targets.toSorted()).toEqual(['1', '2']);
    });

    it('frees the target of a row that failed or whose outcome is unknown', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1), stockOf('2', 1)]);
      const next = await accept(journal, stockOf('1', 2), stockOf('2', 2));
      const [first, second] = request.rows;
      if (!first || !second) throw new Error('Two rows were sent');
      const changes = await journal.settle({
        requestId: request.id,
        at: 3_000,
        outcome: 'ANSWERED',
        exchange: null,
        rows: [
          { ...first, outcome: refusedRow() },
          { ...second, outcome: unknownRow },
        ],
      });
      expect(changes.unblocked).toEqual(next.queued);
    });

    it('treats the same product of another channel as another target', async () => {
      const { journal } = await opened(open);
      await send(journal, [stockOf('1', 1)]);
      const other = { ...stockOf('1', 1), channel: `${shop}-2` as typeof shop };
      const { queued } = await accept(journal, other);
      expect((await claim(journal, queued, { channel: other.channel })).request).not.toBeNull();
    });
  });
};
