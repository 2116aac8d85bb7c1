import { describe, expect, it } from 'vitest';
import { asChannelId, asProductId } from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { noRecovery } from '../../../src/ports/journal/requests.ts';
import {
  adjustedAt,
  adjustmentOf,
  appliedAt,
  refusedRow,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import { operationsPage } from '../../support/pages.ts';
import {
  accept,
  apply,
  claim,
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
  type Taken,
} from './given.ts';

const key = { channel: shop, productId: asProductId('1'), locationId: null, optionId: null };
const target = { channel: shop, target: asProductId('1') as never };
const kind = 'STOCK_ADJUSTMENT' as const;
const silence = { httpStatus: null, vendorRequestId: null };
const draft = (more = {}) => requestDraft({ kind, ...more });

const levelOf = async (journal: Journal) => {
  const [level] = await journal.stockLevels([key]);
  return level && { quantity: level.quantity, source: level.source, observedAt: level.observedAt };
};
const settle = (journal: Journal, { id, rows }: Taken, outcome: RowOutcome, at = 4_000) =>
  journal.settle({
    requestId: id,
    at,
    outcome: 'CALLED_BACK',
    exchange: null,
    rows: rows.map((row) => ({ ...row, outcome })),
  });

export const describeAdjustments = (open: OpenJournal): void => {
  describe('an adjustment', () => {
    it('is stored with its delta, and applied with the level that was read', async () => {
      const { journal, reopen } = await opened(open);
      await apply(journal, stockOf('1', 10));
      const { operation, request } = await send(journal, [adjustmentOf('1', -3, { memo: 'sold' })]);
      expect(request.rows[0]?.change).toEqual(adjustmentOf('1', -3, { memo: 'sold' }));
      const changes = await settleAll(journal, request, adjustedAt(3_500, 7));
      expect(changes.stock).toMatchObject([key]);
      expect(changes.ended).toEqual([{ channel: shop, kind, state: 'APPLIED', count: 1 }]);
      expect(await levelOf(journal)).toEqual({ quantity: 7, source: 'VENDOR_READ', observedAt: 3_500 });
      const next = await reopen();
      const [item] = await itemsOf(next, operation.id);
      expect(item).toMatchObject({ kind, change: { delta: -3 }, progress: adjustedAt(3_500, 7) });
      const page = await next.operationsPage(operationsPage({ kinds: [kind] }));
      expect(page.nodes.map(({ id }) => id)).toEqual([operation.id]);
    });

    it('is in doubt while its request has timed out, the newest first', async () => {
      const { journal } = await opened(open);
      const sentAt = (productId: string, at: number, more = {}) =>
        send(journal, [adjustmentOf(productId, 1)], { sentAt: at, callbackHash: `h-${productId}`, ...more });
      const requests = [
        await sentAt('1', 1_000),
        await sentAt('2', 2_000),
        await sentAt('3', 3_000),
        await sentAt('4', 4_000),
      ].map(({ request }) => request);
      const stock = await send(journal, [stockOf('5', 1)], { sentAt: 5_000, callbackHash: 'h-5' });
      for (const { id, rows } of [...requests.slice(0, 3), stock.request])
        await journal.settle({
          requestId: id,
          at: 9_000,
          outcome: 'TIMED_OUT',
          exchange: null,
          rows: rows.map((row) => ({ ...row, outcome: unknownRow })),
        });
      const [, second, third] = requests.map(({ id }) => id);
      expect(await journal.adjustmentsInDoubt([shop], 1_000, 9)).toEqual([third, second]);
      expect(await journal.adjustmentsInDoubt([shop], 0, 1)).toEqual([third]);
      expect(await journal.adjustmentsInDoubt([asChannelId('other')], 0, 9)).toEqual([]);
      expect(await journal.adjustmentsInDoubt([], 0, 9)).toEqual([]);
      expect(third && (await journal.requestById(third))).toMatchObject({ callbackHash: 'h-3' });
    });

    it('leaves the stored level when none was read, and reports that it is not pending', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 10));
      const { request } = await send(journal, [adjustmentOf('1', 5)]);
      expect(await journal.pendingChanges([target])).toMatchObject([{ kind, delta: 5 }]);
      const changes = await settleAll(journal, request, adjustedAt(3_500));
      expect(changes.stock).toEqual([key]);
      expect(await levelOf(journal)).toMatchObject({ quantity: 10 });
      expect(await journal.pendingChanges([target])).toEqual([null]);
    });

    it('is a barrier: no change before it is superseded by one after it', async () => {
      const { journal } = await opened(open);
      const first = await accept(journal, stockOf('1', 1));
      const second = await accept(journal, stockOf('1', 2));
      const adjusted = await accept(journal, adjustmentOf('1', 5));
      const third = await accept(journal, stockOf('1', 3));
      const fourth = await accept(journal, stockOf('1', 4));
      const all = [first, second, adjusted, third, fourth].flatMap(({ queued }) => queued);
      const { request } = await claim(journal, all);
      expect(refsOf(some(request).rows)).toEqual([[second.operation.id, 0]]);
      const { unblocked } = await settleAll(journal, some(request));
      expect(refsOf(unblocked)).toEqual([[adjusted.operation.id, 0]]);
      const sent = some((await claim(journal, adjusted.queued, draft())).request);
      // The target is taken.
      expect((await claim(journal, [...third.queued, ...fourth.queued])).request).toBeNull();
      const after = await settle(journal, sent, adjustedAt(4_000, 7));
      expect(refsOf(after.unblocked)).toEqual([[fourth.operation.id, 0]]);
      const states = [first, second, adjusted, third, fourth].map(({ operation }) =>
        statesOf(journal, operation.id),
      );
      expect((await Promise.all(states)).flat()).toEqual([
        ...['SUPERSEDED', 'APPLIED', 'APPLIED', 'SUPERSEDED', 'QUEUED'],
      ]);
    });

    it('drops the watermark of the quantity', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 10, { observedAt: 500 }));
      const { request } = await send(journal, [adjustmentOf('1', 1)]);
      await settleAll(journal, request, adjustedAt(3_000, 11));
      const older = await accept(journal, stockOf('1', 9, { observedAt: 400 }));
      expect((await claim(journal, older.queued)).request).not.toBeNull();
    });

    it('waits for evidence after its answer was lost, and late evidence replaces an unknown outcome', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [adjustmentOf('1', 5)], { callbackHash: 'hash' });
      await journal.noteExchange(request.id, 'UNAVAILABLE', silence, 2_500, true);
      await journal.awaitCallback(request.id, silence, 2_600, 6_000);
      expect(await statesOf(journal, operation.id)).toEqual(['AWAITING_CALLBACK']);
      expect(await journal.requestById(request.id)).toMatchObject({
        outcome: 'AWAITING_CALLBACK',
        vendorRequestId: null,
        deadline: 6_000,
      });
      const unknown: RowOutcome = {
        state: 'OUTCOME_UNKNOWN',
        failure: { type: 'OutcomeUnknown', message: 'Lost.', vendorCode: null, vendorMessage: null },
      };
      await settle(journal, request, unknown);
      expect(await operationOf(journal, operation.id)).toMatchObject({ unknownCount: 1 });
      await settle(journal, request, adjustedAt(9_000, 5), 9_000);
      expect(await operationOf(journal, operation.id)).toMatchObject({ unknownCount: 0, appliedCount: 1 });
      expect(await levelOf(journal)).toMatchObject({ quantity: 5 });
    });

    it('keeps its request open when a gateway that lost its lease notes a late answer', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [adjustmentOf('1', 5)], { callbackHash: 'hash' });
      await journal.awaitCallback(request.id, silence, 2_600, 6_000);
      await journal.noteExchange(request.id, 'UNAVAILABLE', silence, 2_700, true);
      expect(await journal.requestById(request.id)).toMatchObject({ outcome: 'AWAITING_CALLBACK' });
    });

    it('fails without doubt when its only request was refused, even after a lost answer', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(journal, [adjustmentOf('1', 5)], { callbackHash: 'hash' });
      await journal.noteExchange(request.id, 'UNAVAILABLE', silence, 2_500, true);
      await settleAll(journal, request, refusedRow());
      const [item] = await itemsOf(journal, operation.id);
      expect(item?.progress).toMatchObject({ state: 'FAILED', failure: { mayHaveApplied: false } });
    });

    it('does not replace a newer level by late evidence', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [adjustmentOf('1', 5)], { callbackHash: 'hash' });
      const unknown: RowOutcome = {
        state: 'OUTCOME_UNKNOWN',
        failure: { type: 'OutcomeUnknown', message: 'Lost.', vendorCode: null, vendorMessage: null },
      };
      await settle(journal, request, unknown);
      const newer = await send(journal, [stockOf('1', 50)]);
      await settleAll(journal, newer.request, appliedAt(5_000), 5_000);
      await settle(journal, request, adjustedAt(4_500, 5), 9_000);
      expect(await levelOf(journal)).toMatchObject({ quantity: 50 });
    });
  });

  describe('an adjustment is sent again', () => {
    it('only if the vendor refused its request, or reported that it failed', async () => {
      const { journal } = await opened(open);
      const changes = ['1', '2'].map((id) => adjustmentOf(id, 1));
      const first = await send(journal, changes, { callbackHash: 'a' });
      expect(await journal.resend(first.request.id, first.request.rows, draft())).toBeNull();
      await journal.noteExchange(first.request.id, 'UNAVAILABLE', silence, 2_500, true);
      expect(await journal.resend(first.request.id, first.request.rows, draft())).toBeNull();
      await journal.awaitCallback(first.request.id, silence, 2_500, 6_000);
      expect(await journal.resend(first.request.id, first.request.rows, draft(), 'TIMED_OUT')).toBeNull();
      expect(
        await journal.resend(first.request.id, first.request.rows, draft(), 'CALLED_BACK'),
      ).toMatchObject({ attempt: 2, rows: [{ index: 0 }, { index: 1 }] });
      const second = await send(
        journal,
        ['3', '4'].map((id) => adjustmentOf(id, 1)),
        { callbackHash: 'b' },
      );
      const refused = { httpStatus: 400, vendorRequestId: null };
      await journal.noteExchange(second.request.id, 'REFUSED', refused, 2_500);
      const half = await journal.resend(second.request.id, second.request.rows.slice(0, 1), draft());
      expect(half).toMatchObject({ rows: [{ index: 0 }] });
    });

    it('and is not retried when its try may have been applied', async () => {
      const { journal } = await opened(open);
      const { operation, request } = await send(
        journal,
        ['1', '2'].map((id) => adjustmentOf(id, 1)),
        { callbackHash: 'a' },
      );
      const retryWith = (mayHaveApplied: boolean) => ({
        tries: 1,
        at: 3_000,
        until: 9_000,
        outcome: {
          state: 'FAILED' as const,
          failure: {
            type: 'VendorUnavailable' as const,
            code: 'VENDOR_UNAVAILABLE' as const,
            message: 'Away.',
            retryable: true,
            mayHaveApplied,
            vendorCode: null,
            vendorMessage: null,
            retryAfter: null,
          },
        },
      });
      const changes = await journal.settle({
        requestId: request.id,
        at: 2_500,
        outcome: 'UNAVAILABLE',
        exchange: silence,
        rows: [],
        retry: request.rows.map((row, at) => ({ ...row, retry: retryWith(at === 0) })),
      });
      expect(await statesOf(journal, operation.id)).toEqual(['OUTCOME_UNKNOWN', 'RETRYING']);
      expect(changes.retrying.map(({ item }) => item.index)).toEqual([1]);
      expect(changes.ended).toEqual([{ channel: shop, kind, state: 'OUTCOME_UNKNOWN', count: 1 }]);
    });
  });

  describe('recover', () => {
    it('does not requeue an adjustment that was being sent, and waits for its callback', async () => {
      const { journal, reopen } = await opened(open);
      const sent = await send(journal, [adjustmentOf('1', 1)], { callbackHash: 'a' });
      await journal.keepEarlyCallback(sent.request.id, { early: true });
      const lost = await send(journal, [adjustmentOf('2', 1)], { callbackHash: 'b' });
      await journal.noteExchange(lost.request.id, 'UNAVAILABLE', silence, 2_500, true);
      const refused = await send(journal, [adjustmentOf('3', 1)], { callbackHash: 'c' });
      await journal.noteExchange(refused.request.id, 'REFUSED', { ...silence, httpStatus: 400 }, 2_500);
      const set = await send(journal, [stockOf('4', 1)]);

      const next = await reopen();
      expect(await next.recover()).toEqual({
        ...noRecovery,
        queued: [...refused.queued, ...set.queued],
        underWay: new Map([[shop, 4]]),
        awaited: [
          { id: sent.request.id, deadline: 8_000, earlyCallback: { early: true } },
          { id: lost.request.id, deadline: 8_000, earlyCallback: null },
        ],
      });
      const states = await Promise.all(
        [sent, lost, refused, set].map(({ operation }) => statesOf(next, operation.id)),
      );
      expect(states.flat()).toEqual(['AWAITING_CALLBACK', 'AWAITING_CALLBACK', 'QUEUED', 'QUEUED']);
      const [log] = await next.requestsOf([sent.operation.id]);
      expect(log?.map(({ outcome }) => outcome)).toEqual(['AWAITING_CALLBACK']);
      // Nothing is sent to its target meanwhile.
      const newer = await accept(next, stockOf('1', 9));
      expect((await claim(next, newer.queued)).request).toBeNull();
      await settle(next, sent.request, adjustedAt(4_000, 1));
      expect((await claim(next, newer.queued)).request).not.toBeNull();
    });

    it('returns a callback that was stored before the rest of its handling', async () => {
      const { journal, reopen } = await opened(open);
      const { request } = await send(journal, [adjustmentOf('1', 1)], { callbackHash: 'a' });
      await journal.keepCallback(request.id, { said: ['too early'] });
      await journal.awaitCallback(request.id, { httpStatus: 200, vendorRequestId: 'v-1' }, 2_500, 7_000);
      await journal.keepCallback(request.id, { said: ['done'] });
      const { awaited } = await (await reopen()).recover();
      expect(awaited).toEqual([{ id: request.id, deadline: 7_000, earlyCallback: { said: ['done'] } }]);
    });
  });
};
