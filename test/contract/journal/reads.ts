import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../src/domain/changes/change.ts';
import { anonymousClient, asClientId, asOperationId } from '../../../src/domain/ids.ts';
import type { OperationKind, OperationStatus } from '../../../src/domain/operation.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import {
  appliedAt,
  confirmationOf,
  productOf,
  refusedRow,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import {
  accept,
  acceptDraft,
  apply,
  claim,
  draftOf,
  failedDraft,
  type OpenJournal,
  opened,
  queuedDraft,
  send,
  settleAll,
  some,
} from './given.ts';

const operations = (
  journal: Journal,
  filter: {
    kind?: OperationKind;
    status?: OperationStatus;
    before?: number;
    limit?: number;
    client?: string;
  } = {},
) =>
  journal.operationsPage({
    client: asClientId(filter.client ?? anonymousClient),
    kind: filter.kind ?? null,
    status: filter.status ?? null,
    before: filter.before === undefined ? null : asOperationId(filter.before),
    limit: filter.limit ?? 10,
  });
const idsOf = (page: { readonly nodes: readonly { readonly id: number }[] }) =>
  page.nodes.map(({ id }) => id);

export const describeReads = (open: OpenJournal): void => {
  describe('operations', () => {
    it('come in the requested order, with null for unknown ids', async () => {
      const { journal } = await opened(open);
      const { operation } = await accept(journal, stockOf('1', 1));
      const found = await journal.operations([asOperationId(99), operation.id, operation.id]);
      expect(found).toEqual([null, operation, operation]);
    });

    it('come newest first, by kind, by status, and in pages', async () => {
      const { journal } = await opened(open);
      const running = await accept(journal, stockOf('1', 1));
      const product = await accept(journal, productOf('2'));
      const done = await apply(journal, stockOf('3', 3));
      const confirmation = await apply(journal, confirmationOf('4'));
      await acceptDraft(journal, draftOf([failedDraft], { client: asClientId('other') }));
      const [a, b, c, d] = [running, product, done, confirmation].map((one) => one.operation.id);

      expect(idsOf(await operations(journal))).toEqual([d, c, b, a]);
      expect(idsOf(await operations(journal, { kind: 'STOCK_SET' }))).toEqual([c, a]);
      expect(idsOf(await operations(journal, { status: 'RUNNING' }))).toEqual([b, a]);
      expect(idsOf(await operations(journal, { status: 'COMPLETED' }))).toEqual([d, c]);
      expect(idsOf(await operations(journal, { status: 'COMPLETED', kind: 'STOCK_SET' }))).toEqual([c]);
      expect(await operations(journal, { client: 'other' })).toMatchObject({ nodes: [{ failedCount: 1 }] });

      const first = await operations(journal, { limit: 3 });
      expect([idsOf(first), first.hasMore]).toEqual([[d, c, b], true]);
      const second = await operations(journal, { limit: 3, before: Number(b) });
      expect([idsOf(second), second.hasMore]).toEqual([[a], false]);
      expect((await operations(journal, { limit: 4 })).hasMore).toBe(false);
    });
  });

  describe('items', () => {
    it('come by index, in pages, and by state', async () => {
      const { journal } = await opened(open);
      const drafts = ['1', '2', '3', '4'].map((id) => queuedDraft(stockOf(id, 1)));
      const { operation, queued } = await acceptDraft(journal, draftOf([...drafts, failedDraft]));
      const { request } = await journal.claim(
        queued.slice(0, 3),
        {
          channel: shop,
          kind: 'STOCK_SET',
          sentAt: 2_000,
          callbackHash: null,
          deadline: 8_000,
        },
        'QUEUED',
      );
      const outcomes = [appliedAt(3_000), refusedRow(), unknownRow];
      await journal.settle({
        requestId: some(request).id,
        at: 3_000,
        outcome: 'ANSWERED',
        exchange: null,
        rows: outcomes.map((outcome, index) => ({ operationId: operation.id, index, outcome })),
      });
      const page = async (state: Parameters<Journal['items']>[0]['state'], from = 0, limit = 10) => {
        const { nodes, hasMore } = await journal.items({ operationId: operation.id, state, from, limit });
        return [nodes.map((item) => item.index), hasMore];
      };
      expect(await page(null)).toEqual([[0, 1, 2, 3, 4], false]);
      expect(await page(null, 1, 2)).toEqual([[1, 2], true]);
      expect(await page(null, 3, 2)).toEqual([[3, 4], false]);
      expect(await page('APPLIED')).toEqual([[0], false]);
      expect(await page('FAILED')).toEqual([[1, 4], false]);
      expect(await page('FAILED', 2)).toEqual([[4], false]);
      expect(await page('OUTCOME_UNKNOWN')).toEqual([[2], false]);
      expect(await page('PENDING')).toEqual([[3], false]);
      expect(await page('SUPERSEDED')).toEqual([[], false]);
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

      const filter = { operationId: operation.id, limit: 3 };
      const look = async (by: Journal) => ({
        applied: await by.items({ ...filter, state: 'APPLIED', from: 197 }),
        failed: await by.items({ ...filter, state: 'FAILED', from: 0 }),
        pending: await by.items({ ...filter, state: 'PENDING', from: 90, limit: 10 }),
        unknown: await by.items({ ...filter, state: 'OUTCOME_UNKNOWN', from: 0 }),
        since: await by.operationSince(operation.id, 2),
        changes: (await by.items({ ...filter, state: null, from: 0, limit: 300 })).nodes.map(
          ({ change }) => change,
        ),
      });
      const seen = await look(journal);
      const indexes = (page: { readonly nodes: readonly { readonly index: number }[] }) =>
        page.nodes.map(({ index }) => index);
      expect(indexes(seen.applied)).toEqual([198, 200, 202]);
      expect(seen.applied.hasMore).toBe(true);
      expect(indexes(seen.failed)).toEqual([95, 97, 99]);
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
  });
};
