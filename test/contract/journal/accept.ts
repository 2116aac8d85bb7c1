import { describe, expect, it } from 'vitest';
import { asClientId } from '../../../src/domain/ids.ts';
import { shop, stockOf } from '../../support/changes.ts';
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
  refusedDraft,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const keyed = (key: string, fingerprint = 'print') => ({
  idempotency: { key, fingerprint, scope: '' },
});
const items = [queuedDraft(stockOf('1', 5))];

export const describeAccept = (open: OpenJournal): void => {
  describe('accept', () => {
    it('stores an operation with its waiting items and its invalid items', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(
        journal,
        draftOf([queuedDraft(stockOf('1', 5)), failedDraft, queuedDraft(stockOf('2', 6), 'other')]),
      );

      expect(operation).toMatchObject({
        kind: 'STOCK_SET',
        createdAt: 1_000,
        completedAt: null,
        sequence: 1,
        itemCount: 3,
        appliedCount: 0,
        failedCount: 1,
        supersededCount: 0,
        unknownCount: 0,
      });
      expect(queued).toEqual([
        {
          operationId: operation.id,
          index: 0,
          client: 'anonymous',
          channel: shop,
          kind: 'STOCK_SET',
          shape: 'plain',
        },
        {
          operationId: operation.id,
          index: 2,
          client: 'anonymous',
          channel: shop,
          kind: 'STOCK_SET',
          shape: 'other',
        },
      ]);
      expect(await statesOf(journal, operation.id)).toEqual(['QUEUED', 'FAILED', 'QUEUED']);
      const [first, second] = await itemsOf(journal, operation.id);
      expect(first).toMatchObject({
        target: { channel: 'shop', productId: '1', locationId: null, orderItemId: null },
        change: { productId: '1', quantity: 5 },
        progress: { state: 'QUEUED', deadline: 9_000 },
      });
      expect(second).toMatchObject({
        target: { channel: 'nowhere', productId: null, locationId: null, orderItemId: null },
        change: null,
        progress: { state: 'FAILED', failure: { code: 'INVALID_QUANTITY', path: ['quantity'] } },
      });
      expect(await operationOf(journal, operation.id)).toEqual(operation);
    });

    it('completes an operation at once if every item is invalid', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(journal, draftOf([failedDraft, failedDraft]));
      expect(operation).toMatchObject({ completedAt: 1_000, failedCount: 2, itemCount: 2 });
      expect(queued).toEqual([]);
    });

    it('gives a later operation a greater id', async () => {
      const { journal } = await opened(open);
      const first = await accept(journal, stockOf('1', 5));
      const second = await accept(journal, stockOf('1', 6));
      expect(second.operation.id).toBeGreaterThan(first.operation.id);
    });

    it('answers a repeated key with the same input from the first use', async () => {
      const { journal } = await opened(open);
      const { operation } = await acceptDraft(journal, draftOf(items, keyed('k')));
      const again = await journal.accept(draftOf(items, { ...keyed('k'), createdAt: 5_000 }));
      expect(again).toEqual({ type: 'replayed', operation });
    });

    it('returns the operation in its current state', async () => {
      const { journal } = await opened(open);
      const { operation, queued } = await acceptDraft(journal, draftOf(items, keyed('k')));
      await accept(journal, stockOf('1', 9));
      const { request } = await journal.claim(
        queued,
        {
          channel: shop,
          kind: 'STOCK_SET',
          sentAt: 2_000,
          callbackHash: null,
          deadline: 3_000,
        },
        'QUEUED',
      );
      expect(request).toBeNull();
      const again = await journal.accept(draftOf(items, keyed('k')));
      expect(again).toMatchObject({
        type: 'replayed',
        operation: { id: operation.id, supersededCount: 1, completedAt: 2_000 },
      });
    });

    it('refuses a repeated key with other input', async () => {
      const { journal } = await opened(open);
      await journal.accept(draftOf(items, keyed('k', 'one')));
      expect(await journal.accept(draftOf(items, keyed('k', 'two')))).toEqual({ type: 'mismatch' });
    });

    it('keeps the keys of clients apart', async () => {
      const { journal } = await opened(open);
      const first = await acceptDraft(journal, draftOf(items, keyed('k', 'one')));
      const other = await acceptDraft(
        journal,
        draftOf(items, { ...keyed('k', 'two'), client: asClientId('someone-else') }),
      );
      expect(other.operation.id).not.toBe(first.operation.id);
      expect(other.operation.client).toBe('someone-else');
    });

    it('creates one operation for concurrent uses of a key', async () => {
      const { journal } = await opened(open);
      const all = await Promise.all(
        Array.from({ length: 5 }, () => journal.accept(draftOf(items, keyed('k')))),
      );
      const ids = all.map((one) => (!('operation' in one) ? null : one.operation.id));
      expect(new Set(ids).size).toBe(1);
      expect(all.map((one) => one.type).sort()).toEqual(['accepted', ...Array(4).fill('replayed')]);
    });

    it('accepts any text of a caller, and ends its item', async () => {
      const { journal } = await opened(open);
      const odd = stockOf('a\0b \uD800 \u{1F600}', 5, { memo: 'with a \0' });
      const draft = draftOf([queuedDraft(odd), refusedDraft('no\0where')], keyed('k\0'));
      const { operation, queued } = await acceptDraft(journal, draft);
      expect(await journal.accept(draft)).toMatchObject({
        type: 'replayed',
        operation: { id: operation.id },
      });
      const { request } = await claim(journal, queued);
      expect(request?.rows.map(({ change }) => change)).toEqual([odd]);
      await settleAll(journal, some(request));
      expect(await statesOf(journal, operation.id)).toEqual(['APPLIED', 'FAILED']);
    });

    it('creates an operation for each mutation without a key', async () => {
      const { journal } = await opened(open);
      const ids = await Promise.all(
        [1, 2, 3].map(async () => (await acceptDraft(journal, draftOf(items))).operation.id),
      );
      expect(new Set(ids).size).toBe(3);
    });
  });
};
