import { describe, expect, it } from 'vitest';
import { asChannelId, asChannelKey, asClientId, type OperationId } from '../../../src/domain/ids.ts';
import { type Operation, operationStatus } from '../../../src/domain/operation.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { OperationsFilter } from '../../../src/ports/journal/journal-reads.ts';
import { confirmationOf, productOf, refusedRow, stockOf } from '../../support/changes.ts';
import { operationsPage } from '../../support/pages.ts';
import {
  accept,
  acceptDraft,
  apply,
  draftOf,
  failedDraft,
  type OpenJournal,
  opened,
  queuedDraft,
  refusedDraft,
  send,
  settleAll,
} from './given.ts';

type More = Parameters<typeof operationsPage>[0];

const pageOf = async (journal: Journal, more: More = {}) => {
  const { nodes, hasMore } = await journal.operationsPage(operationsPage(more));
  return [nodes.map(({ id }) => id), hasMore];
};
const idsOf = async (journal: Journal, more: More = {}) => (await pageOf(journal, more))[0];

const second = asChannelId('second');
const keys = (...names: readonly string[]) => names.map(asChannelKey);

/** Operations of each kind, status and channel, with and without failures. The creation times do not rise with the ids. */
const filled = async (journal: Journal) => {
  const acceptAt = async (createdAt: number, ...items: Parameters<typeof draftOf>[0]) =>
    (await acceptDraft(journal, draftOf(items, { createdAt }))).operation.id;
  const at = (id: string, more = {}) => queuedDraft(stockOf(id, 1, more));
  await acceptDraft(journal, draftOf([failedDraft], { client: asClientId('other') }));
  const failing = await send(journal, [stockOf('failing', 1), stockOf('applied', 1)]);
  await settleAll(journal, { ...failing.request, rows: failing.request.rows.slice(0, 1) }, refusedRow());
  return {
    done: (await apply(journal, stockOf('done', 1))).operation.id,
    failing: failing.operation.id,
    late: await acceptAt(5_000, at('late'), at('too', { channel: second })),
    early: await acceptAt(10, at('early', { channel: asChannelId('second~2') })),
    refused: await acceptAt(3_000, refusedDraft('nowhere'), refusedDraft('second')),
    odd: await acceptAt(3_000, refusedDraft('two words'), at('odd', { channel: second })),
    many: await acceptAt(
      4_000,
      ...Array.from({ length: 60 }, (_, index) => refusedDraft(`a-rather-long-name-${index}`)),
      ...Array.from({ length: 60 }, (_, index) => at(`many ${index}`)),
    ),
    product: (await accept(journal, productOf('p'))).operation.id,
    confirmation: (await apply(journal, confirmationOf('c'))).operation.id,
  };
};

const filters: readonly Partial<OperationsFilter>[] = [
  {},
  { kinds: ['STOCK_SET'] },
  { kinds: ['PRODUCT_REPLACEMENT', 'INVENTORY_CONFIRMATION'] },
  { statuses: ['RUNNING'] },
  { statuses: ['COMPLETED'] },
  { statuses: ['RUNNING', 'COMPLETED'] },
  { channels: keys('second') },
  { channels: keys('shop', 'nowhere') },
  { hasFailures: true },
  { hasFailures: false, kinds: ['STOCK_SET'] },
  { createdAfter: 1_000 },
  { createdBefore: 4_000, statuses: ['RUNNING'] },
];

/** All ids that the filter finds, read in pages of this size from the start or from the end. */
const readAll = async (journal: Journal, filter: Partial<OperationsFilter>, limit: number, last: boolean) => {
  const pages: (readonly Operation[])[] = [];
  for (let edge: OperationId | null = null; ; ) {
    const from: More = last ? { before: edge } : { after: edge };
    const { nodes, hasMore } = await journal.operationsPage(
      operationsPage({ ...filter, ...from, limit, last }),
    );
    if (last) pages.unshift(nodes);
    else pages.push(nodes);
    edge = nodes.at(last ? 0 : -1)?.id ?? null;
    if (!hasMore) return pages.flat();
    expect(nodes).toHaveLength(limit);
  }
};

export const describeOperationsPage = (open: OpenJournal): void => {
  describe('a page of operations', () => {
    it('is newest first, of the client, with its kinds and statuses', async () => {
      const { journal } = await opened(open);
      const running = await accept(journal, stockOf('1', 1));
      const product = await accept(journal, productOf('2'));
      const done = await apply(journal, stockOf('3', 3));
      const confirmation = await apply(journal, confirmationOf('4'));
      await acceptDraft(journal, draftOf([failedDraft], { client: asClientId('other') }));
      const [a, b, c, d] = [running, product, done, confirmation].map((one) => one.operation.id);

      expect(await idsOf(journal)).toEqual([d, c, b, a]);
      expect(await idsOf(journal, { kinds: ['STOCK_SET'] })).toEqual([c, a]);
      expect(await idsOf(journal, { kinds: ['STOCK_SET', 'PRODUCT_REPLACEMENT', 'STOCK_SET'] })).toEqual([
        c,
        b,
        a,
      ]);
      expect(await idsOf(journal, { kinds: [] })).toEqual([]);
      expect(await idsOf(journal, { statuses: ['RUNNING'] })).toEqual([b, a]);
      expect(await idsOf(journal, { statuses: ['RUNNING'], kinds: ['STOCK_SET'] })).toEqual([a]);
      expect(await idsOf(journal, { statuses: ['COMPLETED'] })).toEqual([d, c]);
      expect(await idsOf(journal, { statuses: ['COMPLETED', 'RUNNING'] })).toEqual([d, c, b, a]);
      expect(await idsOf(journal, { statuses: [] })).toEqual([]);
      expect(await idsOf(journal, { statuses: ['COMPLETED'], kinds: ['STOCK_SET'] })).toEqual([c]);
      expect(await journal.operationsPage(operationsPage({ client: asClientId('other') }))).toMatchObject({
        nodes: [{ failedCount: 1 }],
        hasMore: false,
      });
    });

    it('begins after a position, and ends before one', async () => {
      const { journal } = await opened(open);
      const ids: OperationId[] = [];
      for (const id of ['1', '2', '3', '4']) ids.push((await accept(journal, stockOf(id, 1))).operation.id);
      const [a = null, b = null, c = null, d = null] = ids;
      expect(await pageOf(journal, { limit: 3 })).toEqual([[d, c, b], true]);
      expect(await pageOf(journal, { limit: 3, after: b })).toEqual([[a], false]);
      expect(await pageOf(journal, { limit: 4 })).toEqual([[d, c, b, a], false]);
      expect(await pageOf(journal, { limit: 3, last: true })).toEqual([[c, b, a], true]);
      expect(await pageOf(journal, { limit: 3, last: true, before: b })).toEqual([[d, c], false]);
      expect(await pageOf(journal, { after: d, before: a })).toEqual([[c, b], false]);
      expect(await pageOf(journal, { after: d, before: a, limit: 1 })).toEqual([[c], true]);
      expect(await pageOf(journal, { after: d, before: a, limit: 1, last: true })).toEqual([[b], true]);
      expect(await pageOf(journal, { after: a })).toEqual([[], false]);
      expect(await pageOf(journal, { before: d, last: true })).toEqual([[], false]);
      expect(await pageOf(journal, { limit: 0 })).toEqual([[], true]);
    });

    it('has operations with an item of a channel, by the key of the channel', async () => {
      const { journal } = await opened(open);
      const { done, failing, late, early, refused, odd, many } = await filled(journal);
      const kinds = ['STOCK_SET'] as const;
      expect(await idsOf(journal, { channels: keys('second') })).toEqual([odd, refused, early, late]);
      expect(await idsOf(journal, { channels: keys('second~2') })).toEqual([]);
      expect(await idsOf(journal, { channels: keys('shop'), kinds })).toEqual([many, late, done, failing]);
      expect(await idsOf(journal, { channels: keys('nowhere', 'two words') })).toEqual([odd, refused]);
      expect(await idsOf(journal, { channels: keys('a-rather-long-name-59') })).toEqual([many]);
      expect(await idsOf(journal, { channels: keys('sec', 'o', '') })).toEqual([]);
      expect(await idsOf(journal, { channels: [] })).toEqual([]);
    });

    it('has operations with failures, or without', async () => {
      const { journal } = await opened(open);
      const { done, failing, late, early, refused, odd, many } = await filled(journal);
      expect(await idsOf(journal, { hasFailures: true })).toEqual([many, odd, refused, failing]);
      expect(await idsOf(journal, { hasFailures: false, kinds: ['STOCK_SET'] })).toEqual([early, late, done]);
    });

    it('has operations between two times, in the order of their ids', async () => {
      const { journal } = await opened(open);
      const { late, early, refused, odd, many } = await filled(journal);
      expect(await idsOf(journal, { createdAfter: 1_000 })).toEqual([many, odd, refused, late]);
      expect(await idsOf(journal, { createdAfter: 3_000, createdBefore: 5_000 })).toEqual([many]);
      expect(await idsOf(journal, { createdBefore: 1_000 })).toEqual([early]);
      expect(await idsOf(journal, { createdAfter: 5_000 })).toEqual([]);
    });

    it('follows the page before it without repeats or gaps, in both directions and after a restart', async () => {
      const { journal, reopen } = await opened(open);
      await filled(journal);
      const look = async (by: Journal) => {
        const seen: (readonly Operation[])[] = [];
        for (const filter of filters) {
          const whole = await by.operationsPage(operationsPage({ ...filter, limit: 100 }));
          seen.push(whole.nodes);
          for (const limit of [1, 2, 3])
            for (const last of [false, true])
              expect(await readAll(by, filter, limit, last)).toEqual(whole.nodes);
        }
        return seen;
      };
      const seen = await look(journal);
      for (const [index, { statuses }] of filters.entries()) {
        expect(seen[index]?.length).toBeGreaterThan(0);
        for (const one of seen[index] ?? [])
          expect(statuses ?? [operationStatus(one)]).toContain(operationStatus(one));
      }
      expect(await look(await reopen())).toEqual(seen);
    });
  });
};
