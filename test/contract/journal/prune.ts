import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { PruneCursor, Pruned } from '../../../src/ports/journal/prune.ts';
import { appliedAt, shop, stockOf, unknownRow } from '../../support/changes.ts';
import {
  accept,
  acceptDraft,
  apply,
  claim,
  draftOf,
  failedDraft,
  itemsOf,
  type OpenJournal,
  opened,
  send,
  settleAll,
  some,
} from './given.ts';

/** Deletes everything that is old enough, also of the history. */
export const sweep = async (journal: Journal, before: number) => {
  let operations = 0;
  let steps = 0;
  let from: PruneCursor | null = null;
  do {
    const pruned: Pruned = await journal.prune(before, from);
    operations += pruned.operations;
    from = pruned.next;
    steps += 1;
  } while (from !== null);
  return { operations, steps };
};

export const describePrune = (open: OpenJournal): void => {
  describe('prune', () => {
    it('deletes operations that were completed before, with their items and their log', async () => {
      const { journal } = await opened(open);
      const applied = await apply(journal, stockOf('1', 1));
      const unknown = await send(journal, [stockOf('2', 1)]);
      await settleAll(journal, unknown.request, unknownRow);
      const ids = [applied, unknown].map(({ operation }) => operation.id);

      const next = { of: 'deliveries', after: 0 };
      expect(await journal.prune(3_000)).toEqual({ operations: 0, next });
      expect(await journal.prune(3_001)).toEqual({ operations: 2, next });
      expect(await journal.operations(ids)).toEqual([null, null]);
      expect(await journal.requestsOf(ids)).toEqual([[], []]);
      expect(await itemsOf(journal, applied.operation.id)).toEqual([]);
      expect(await journal.requestById(unknown.request.id)).toBeNull();
    });

    it('keeps unfinished operations and the catalogue', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 5, { observedAt: 700 }));
      const queued = await accept(journal, stockOf('2', 1));
      const sending = await send(journal, [stockOf('3', 1)]);
      const awaiting = await send(journal, [stockOf('4', 1)], { callbackHash: 'h' });
      await journal.awaitCallback(
        awaiting.request.id,
        { httpStatus: 202, vendorRequestId: 'v' },
        2_100,
        9_000,
      );

      expect((await journal.prune(1_000_000)).operations).toBe(1);
      const ids = [queued, sending, awaiting].map(({ operation }) => operation.id);
      expect((await journal.operations(ids)).map((operation) => operation?.id)).toEqual(ids);
      expect((await journal.requestByCallback('h'))?.rows).toHaveLength(1);
      const key = { ...stockOf('1', 0), locationId: null, optionId: null };
      expect(await journal.stockLevels([key])).toMatchObject([{ quantity: 5 }]);
      const older = await accept(journal, stockOf('1', 6, { observedAt: 699 }));
      expect((await claim(journal, older.queued, { channel: shop })).request).toBeNull();
      await settleAll(journal, sending.request);
    });

    it('allows a key to be used again once its operation is deleted', async () => {
      const { journal } = await opened(open);
      const keyed = { idempotency: { key: 'k', fingerprint: 'one', scope: '' } };
      const { operation } = await acceptDraft(journal, draftOf([failedDraft], keyed));
      await journal.prune(1_001);
      const again = await acceptDraft(
        journal,
        draftOf([failedDraft], {
          idempotency: { key: 'k', fingerprint: 'two', scope: '' },
        }),
      );
      expect(again.operation.id).toBeGreaterThan(operation.id);
    });

    it('continues in steps until nothing is left', async () => {
      const { journal } = await opened(open);
      await Promise.all(Array.from({ length: 450 }, () => acceptDraft(journal, draftOf([failedDraft]))));
      const { operations, steps } = await sweep(journal, 5_000);
      expect(operations).toBe(450);
      expect(steps).toBeGreaterThan(1);
    });

    it('skips operations that ended late, even those with the lowest ids', async () => {
      const { journal } = await opened(open);
      const changes = Array.from({ length: 450 }, (_, index) => stockOf(`late-${index}`, 1));
      const late = await Promise.all(changes.map((change) => accept(journal, change)));
      const { request } = await claim(
        journal,
        late.flatMap(({ queued }) => queued),
      );
      await apply(journal, stockOf('1', 1));
      await apply(journal, stockOf('2', 1));
      await settleAll(journal, some(request), appliedAt(6_000), 6_000);

      expect((await sweep(journal, 4_000)).operations).toBe(2);
      expect((await sweep(journal, 6_001)).operations).toBe(450);
    });

    it('skips a thousand running operations in small steps', async () => {
      const { journal } = await opened(open);
      const changes = Array.from({ length: 1_000 }, (_, index) => stockOf(`runs-${index}`, 1));
      const running = await Promise.all(changes.map((change) => accept(journal, change)));
      await Promise.all(Array.from({ length: 300 }, () => acceptDraft(journal, draftOf([failedDraft]))));
      const { operations, steps } = await sweep(journal, 4_000);
      expect(operations).toBe(300);
      // Two steps more are those of the webhooks and the history.
      expect(steps).toBeLessThanOrEqual(1_300 / 200 + 3);
      const last = running.at(-1);
      expect(last && (await journal.operations([last.operation.id]))[0]).toMatchObject({ completedAt: null });
    });

    it('keeps the delivery log of an operation as long as the operation', async () => {
      const { journal } = await opened(open);
      const late = await send(journal, [stockOf('late', 1)]);
      const early = await apply(journal, stockOf('early', 1));
      await settleAll(journal, late.request, appliedAt(6_000), 6_000);
      expect((await sweep(journal, 4_000)).operations).toBe(1);
      expect(await journal.requestById(early.request.id)).toBeNull();
      expect(await journal.requestById(late.request.id)).not.toBeNull();
      expect((await journal.requestsOf([late.operation.id]))[0]).toHaveLength(1);
      expect((await sweep(journal, 6_001)).operations).toBe(1);
      expect(await journal.requestById(late.request.id)).toBeNull();
    });

    it('deletes requests behind many that are kept', async () => {
      const { journal } = await opened(open);
      const changes = Array.from({ length: 250 }, (_, index) => stockOf(`kept-${index}`, 1));
      const kept = await accept(journal, ...changes);
      for (const item of kept.queued.slice(1))
        await settleAll(journal, some((await claim(journal, [item])).request));
      const old = await apply(journal, stockOf('old', 1));
      expect((await sweep(journal, 4_000)).operations).toBe(1);
      expect(await journal.requestById(old.request.id)).toBeNull();
      expect((await journal.requestsOf([kept.operation.id]))[0]).toHaveLength(249);
    });

    it('stops where the operations are too young', async () => {
      const { journal } = await opened(open);
      await acceptDraft(journal, draftOf([failedDraft]));
      const young = draftOf([failedDraft], { createdAt: 6_000 });
      await Promise.all(Array.from({ length: 450 }, () => acceptDraft(journal, young)));
      expect(await sweep(journal, 5_000)).toEqual({ operations: 1, steps: 3 });
    });
  });
};
