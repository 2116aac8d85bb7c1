import { describe, expect, it } from 'vitest';
import type { RowOutcome } from '../../../src/domain/item.ts';
import { pendingCount } from '../../../src/domain/operation.ts';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import { appliedAt, refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';
import {
  accept,
  acceptDraft,
  claim,
  draftOf,
  failedDraft,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  queuedDraft,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

export const describeSettle = (open: OpenJournal): void => {
  describe('settle', () => {
    it('ends rows, and the counters add up', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(
        journal,
        draftOf([failedDraft, ...['1', '2', '3', '4'].map((id) => queuedDraft(stockOf(id, 1)))]),
      );
      const request = some((await claim(journal, queued)).request);
      const outcomes = [appliedAt(3_000), refusedRow(), unknownRow];
      const changes = await journal.settle({
        requestId: request.id,
        at: 3_000,
        outcome: 'ANSWERED',
        exchange: { httpStatus: 200, vendorRequestId: 'v' },
        rows: outcomes.map((outcome, position) => ({
          operationId: operation.id,
          index: position + 1,
          outcome,
        })),
      });

      expect(changes.operations).toEqual([operation.id]);
      const about = { channel: shop, kind: 'STOCK_SET', count: 1 };
      expect(changes.ended).toEqual([
        { ...about, state: 'APPLIED' },
        { ...about, state: 'FAILED' },
        { ...about, state: 'OUTCOME_UNKNOWN' },
      ]);
      const now = await operationOf(journal, operation.id);
      expect(now).toMatchObject({ appliedCount: 1, failedCount: 2, unknownCount: 1, supersededCount: 0 });
      expect(now).toMatchObject({ sequence: 2, completedAt: null });
      expect(pendingCount(now)).toBe(1);
      expect((await itemsOf(journal, operation.id)).slice(1, 4).map((item) => item.progress)).toEqual(
        outcomes,
      );
    });

    it('raises the sequence by one per settlement, and completes with the last item', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2), stockOf('3', 3)]);
      const end = (positions: readonly number[], at: number) =>
        journal.settle({
          requestId: request.id,
          at,
          outcome: 'ANSWERED',
          exchange: null,
          rows: positions.map((index) => ({ operationId: operation.id, index, outcome: appliedAt(at) })),
        });
      await end([0, 1], 3_000);
      expect(await operationOf(journal, operation.id)).toMatchObject({ sequence: 2, completedAt: null });
      await end([2], 3_100);
      expect(await operationOf(journal, operation.id)).toMatchObject({ sequence: 3, completedAt: 3_100 });
      const since = await journal.operationSince(operation.id, 2);
      expect(since?.items.map((item) => item.index)).toEqual([2]);
    });

    it('settles a request that carries items of several operations', async () => {
      const { journal } = await opened(open);
      const one = await accept(journal, stockOf('1', 1));
      const two = await accept(journal, stockOf('2', 2));
      const request = some((await claim(journal, [...one.queued, ...two.queued])).request);
      const changes = await settleAll(journal, request);
      expect(changes.operations).toEqual([one.operation.id, two.operation.id]);
      for (const { operation } of [one, two]) {
        expect(await operationOf(journal, operation.id)).toMatchObject({
          appliedCount: 1,
          completedAt: 3_000,
        });
      }
    });

    it.each<{ name: string; end: RowOutcome; later: RowOutcome }>([
      { name: 'applied', end: appliedAt(3_000), later: refusedRow() },
      { name: 'failed', end: refusedRow(), later: appliedAt(4_000) },
      { name: 'failed for a reason', end: refusedRow(), later: unknownRow },
    ])('does not change a row that is $name', async ({ end, later }) => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, request, end);
      const before = await operationOf(journal, operation.id);
      const changes = await settleAll(journal, request, later, 4_000);
      expect(changes).toEqual(noChanges);
      expect(await operationOf(journal, operation.id)).toEqual(before);
      expect((await itemsOf(journal, operation.id))[0]?.progress).toEqual(end);
    });

    it('lets later evidence correct an unknown outcome once', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, request, unknownRow);
      const next = await accept(journal, stockOf('1', 2));
      const changes = await settleAll(journal, request, appliedAt(4_000), 4_000);

      expect(changes.operations).toEqual([operation.id]);
      // Its target was already free, so nothing is unblocked again.
      expect(changes.unblocked).toEqual([]);
      expect(changes.ended).toEqual([]);
      expect(await statesOf(journal, next.operation.id)).toEqual(['QUEUED']);
      const corrected = await operationOf(journal, operation.id);
      expect(corrected).toMatchObject({ appliedCount: 1, unknownCount: 0, sequence: 3, completedAt: 3_000 });
      await settleAll(journal, request, refusedRow(), 5_000);
      expect(await operationOf(journal, operation.id)).toEqual(corrected);
    });

    it('does not change a row that moved to a later request', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      const again = some(await journal.resend(request.id, request.rows, requestDraft()));
      expect(await settleAll(journal, request)).toEqual(noChanges);
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
      await settleAll(journal, again);
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
    });

    it('requeues released rows and returns them as unblocked', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1), stockOf('2', 2)]);
      const [first, second] = request.rows;
      if (!first || !second) throw new Error('Two rows were sent');
      const changes = await journal.settle({
        requestId: request.id,
        at: 3_000,
        outcome: 'CALLED_BACK',
        exchange: null,
        rows: [{ ...first, outcome: refusedRow() }],
        release: [second],
      });
      expect(changes.unblocked).toEqual(queued.slice(1));
      expect(changes.ended).toEqual([{ channel: shop, kind: 'STOCK_SET', state: 'FAILED', count: 1 }]);
      expect(await statesOf(journal, operation.id)).toEqual(['FAILED', 'QUEUED']);
      expect(some((await claim(journal, queued)).request).rows).toEqual([second]);
    });

    it('releases each row once, and no row of another request', async () => {
      const { journal } = await opened(open);
      const { operation, queued, request } = await send(journal, [stockOf('1', 1)]);
      const release = { requestId: request.id, at: 3_000, outcome: 'CALLED_BACK', exchange: null } as const;
      await journal.settle({ ...release, rows: [], release: request.rows });
      const again = await journal.settle({ ...release, rows: [], release: request.rows });
      expect(again.unblocked).toEqual([]);
      await claim(journal, queued);
      await journal.settle({ ...release, rows: [], release: request.rows });
      expect(await statesOf(journal, operation.id)).toEqual(['SENDING']);
    });

    it('supersedes a released row that a newer change covers', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      const newer = await accept(journal, stockOf('1', 2));
      const changes = await journal.settle({
        requestId: request.id,
        at: 3_000,
        outcome: 'CALLED_BACK',
        exchange: null,
        rows: [],
        release: request.rows,
      });
      expect(changes).toMatchObject({ operations: [operation.id], unblocked: newer.queued });
      expect(await statesOf(journal, operation.id)).toEqual(['SUPERSEDED']);
    });

    it('records the exchange of the request', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, request);
      const [log] = await journal.requestsOf([operation.id]);
      expect(log).toMatchObject([{ outcome: 'ANSWERED', httpStatus: 200, answeredAt: 3_000 }]);
    });
  });
};
