import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/changes/change.ts';
import {
  asClientId,
  asOperationId,
  asOptionId,
  asSkuCode,
  type OperationId,
} from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import { acceptedFirst, type Operation } from '../../../src/domain/operation.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import {
  adjustedAt,
  adjustmentOf,
  atStore,
  confirmationOf,
  optionStock,
  productOf,
  refusedRow,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import {
  accept,
  apply,
  claim,
  draftOf,
  failedDraft,
  itemsOf,
  type OpenJournal,
  opened,
  operationOf,
  queuedDraft,
  send,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const retryDraft = (operation: Pick<Operation, 'id' | 'kind' | 'retryOf'>, ...changes: readonly Change[]) =>
  draftOf(
    changes.map((change) => queuedDraft(change)),
    {
      kind: operation.kind,
      createdAt: 5_000,
      retryOf: { operationId: operation.id, first: acceptedFirst(operation) },
    },
  );

const retry = async (
  journal: Journal,
  operation: Pick<Operation, 'id' | 'kind' | 'retryOf'>,
  ...changes: readonly Change[]
) => {
  const acceptance = await journal.accept(retryDraft(operation, ...changes));
  if (acceptance.type !== 'accepted') throw new Error(`Not accepted: ${acceptance.type}`);
  return acceptance;
};

/** Sends changes, and ends them with this outcome. */
const end = async (journal: Journal, outcome: RowOutcome, ...changes: readonly Change[]) => {
  const sent = await send(journal, changes);
  await settleAll(journal, sent.request, outcome);
  return sent;
};

const cancel = (journal: Journal, operationId: OperationId) =>
  journal.cancel({ operationId, by: asClientId('partner'), channels: null, at: 2_500 });

/** What can become of a newer change, and whether an older value that is retried then stays behind it. */
const newerChanges: readonly {
  readonly name: string;
  readonly make: (journal: Journal, change: Change) => Promise<{ readonly operation: Operation }>;
  readonly counts: boolean;
}[] = [
  { name: 'queued', make: (journal, change) => accept(journal, change), counts: true },
  { name: 'in flight', make: (journal, change) => send(journal, [change]), counts: true },
  { name: 'applied', make: (journal, change) => apply(journal, change), counts: true },
  { name: 'failed', make: (journal, change) => end(journal, refusedRow(), change), counts: true },
  {
    name: 'of an unknown outcome',
    make: (journal, change) => end(journal, unknownRow, change),
    counts: true,
  },
  {
    name: 'canceled',
    make: async (journal, change) => {
      const accepted = await accept(journal, change);
      await cancel(journal, accepted.operation.id);
      return accepted;
    },
    counts: false,
  },
];

/** Sets the red option of a product as a listing of a SKU. Only the level of the option is written. */
const optionListing = stockOf('1', 1, {
  options: [optionStock('red', 2), optionStock('blue', 1)],
  listing: { sku: asSkuCode('TEE / red'), optionId: asOptionId('red') },
});

const targets: readonly { readonly name: string; readonly older: Change; readonly newer: Change }[] = [
  { name: 'stock', older: stockOf('1', 1), newer: stockOf('1', 2) },
  { name: 'stock of a store', older: stockOf('1', 1, atStore('8')), newer: stockOf('1', 2, atStore('8')) },
  { name: 'a product', older: productOf('a:b'), newer: stockOf('a:b', 2) },
  { name: 'stock of a product', older: stockOf('1', 1), newer: productOf('1') },
  { name: 'stock of a product with options', older: stockOf('1', 1), newer: optionListing },
  {
    name: 'a confirmation',
    older: confirmationOf('1'),
    newer: confirmationOf('1', { available: false, unavailableReason: 'DAMAGED' }),
  },
];

export const describeAcceptRetry = (open: OpenJournal): void => {
  describe('accept of a retry', () => {
    it('stores the operation that is retried, and lists the retries', async () => {
      const { journal, reopen } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      const first = await retry(journal, operation, stockOf('1', 1));
      expect(first).toMatchObject({ queued: [{ index: 0 }], ended: [] });
      expect(first.operation).toMatchObject({
        retryOf: { operationId: operation.id, first: operation.id },
        completedAt: null,
      });
      await settleAll(journal, some((await claim(journal, first.queued)).request), refusedRow());
      const second = await retry(journal, await operationOf(journal, first.operation.id), stockOf('1', 1));
      const other = await retry(journal, operation, stockOf('1', 1));
      const check = async (now: Journal) => {
        expect((await operationOf(now, second.operation.id)).retryOf).toEqual({
          operationId: first.operation.id,
          first: operation.id,
        });
        expect((await operationOf(now, operation.id)).retryOf).toBeNull();
        const ids = [operation.id, first.operation.id, other.operation.id, asOperationId(999_999)];
        const lists = await now.retriesOf(ids, 10);
        expect(lists.map((list) => list.map(({ id }) => id))).toEqual([
          [other.operation.id, first.operation.id],
          [second.operation.id],
          [],
          [],
        ]);
        expect(await now.retriesOf([operation.id], 1)).toEqual([
          [await operationOf(now, other.operation.id)],
        ]);
      };
      await check(journal);
      await check(await reopen());
    });

    for (const { name, older, newer } of targets) {
      it.each(newerChanges)(
        `compares ${name} with a newer change that is $name`,
        async ({ make, counts }) => {
          const { journal, reopen } = await opened(open);
          const { operation } = await end(journal, refusedRow(), older);
          const { operation: by } = await make(journal, newer);
          const before = await retry(journal, operation, older);
          expect(before.operation.supersededCount).toBe(counts ? 1 : 0);
          expect(before.queued).toHaveLength(counts ? 0 : 1);
          const again = await reopen();
          const { queued } = await again.recover();
          expect(queued.some(({ operationId }) => operationId === before.operation.id)).toBe(!counts);
          if (!counts) return;
          const after = await retry(again, operation, older);
          for (const { id } of [before.operation, after.operation])
            expect((await itemsOf(again, id)).map(({ progress }) => progress)).toEqual([
              { state: 'SUPERSEDED', by: by.id },
            ]);
        },
      );
    }

    it('ends only the items with a newer value, each alone', async () => {
      const { journal } = await opened(open);
      const changes = [stockOf('1', 1), stockOf('2', 2), stockOf('3', 3)];
      const { operation } = await end(journal, refusedRow(), ...changes);
      const newer = await accept(journal, stockOf('2', 9));
      const draft = retryDraft(operation, ...changes);
      const acceptance = await journal.accept({ ...draft, items: [...draft.items, failedDraft] });
      if (acceptance.type !== 'accepted') throw new Error('Accepted');
      expect(acceptance.queued.map(({ index }) => index)).toEqual([0, 2]);
      expect(acceptance.ended).toEqual([{ channel: shop, kind: 'STOCK_SET', state: 'SUPERSEDED', count: 1 }]);
      const { id } = acceptance.operation;
      expect(await statesOf(journal, id)).toEqual(['QUEUED', 'SUPERSEDED', 'QUEUED', 'FAILED']);
      expect(await operationOf(journal, id)).toMatchObject({
        supersededCount: 1,
        failedCount: 1,
        completedAt: null,
      });
      expect((await claim(journal, newer.queued)).request?.rows).toHaveLength(1);
      const { request } = await claim(journal, acceptance.queued);
      await settleAll(journal, some(request));
      expect(await operationOf(journal, id)).toMatchObject({ appliedCount: 2, completedAt: 3_000 });
    });

    it('completes at once if every item has a newer value, and frees no target', async () => {
      const { journal, reopen } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      const newer = await accept(journal, stockOf('1', 2));
      const { operation: own } = await retry(journal, operation, stockOf('1', 1));
      expect(own).toMatchObject({ completedAt: 5_000, supersededCount: 1, sequence: 1 });
      const again = await reopen();
      expect((await again.recover()).queued).toEqual(newer.queued);
      expect((await claim(again, newer.queued)).request?.rows).toHaveLength(1);
    });

    it('does not compare the values of one operation with each other', async () => {
      const { journal } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      const first = await retry(journal, operation, stockOf('1', 1));
      await settleAll(journal, some((await claim(journal, first.queued)).request));
      expect((await retry(journal, operation, stockOf('1', 1))).queued).toHaveLength(1);
    });

    it('compares a value with the retry of a newer value, and not with the retry of an older one', async () => {
      const { journal } = await opened(open);
      const older = await end(journal, refusedRow(), stockOf('1', 1));
      const first = await retry(journal, older.operation, stockOf('1', 1));
      await settleAll(journal, some((await claim(journal, first.queued)).request), refusedRow());
      const newer = await end(journal, refusedRow(), stockOf('1', 2));
      const retriedNewer = await retry(journal, newer.operation, stockOf('1', 2));
      expect(retriedNewer.queued).toHaveLength(1);
      const retriedOlder = await retry(
        journal,
        await operationOf(journal, first.operation.id),
        stockOf('1', 1),
      );
      expect(retriedOlder).toMatchObject({ queued: [], operation: { supersededCount: 1 } });
      const [item] = await itemsOf(journal, retriedOlder.operation.id);
      expect(item?.progress).toEqual({ state: 'SUPERSEDED', by: retriedNewer.operation.id });
    });

    it('knows the newer value after a read from the vendor has replaced it', async () => {
      const { journal } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      await apply(journal, stockOf('1', 2));
      const [level] = await journal.stockLevels([{ ...stockOf('1', 2), optionId: null }]);
      if (!level) throw new Error('A level');
      await journal.recordRead([{ ...level, quantity: 1, observedAt: 9_000, source: 'VENDOR_READ' }]);
      expect((await retry(journal, operation, stockOf('1', 1))).operation.supersededCount).toBe(1);
    });

    it('supersedes a retry whose target gets a newer change after its acceptance', async () => {
      const { journal } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      const retried = await retry(journal, operation, stockOf('1', 1));
      const newer = await accept(journal, stockOf('1', 2));
      const { request } = await claim(journal, [...retried.queued, ...newer.queued]);
      expect(some(request).rows.map(({ operationId }) => operationId)).toEqual([newer.operation.id]);
      expect(await statesOf(journal, retried.operation.id)).toEqual(['SUPERSEDED']);
    });

    it('puts a newer change that is accepted at the same time last', async () => {
      const { journal } = await opened(open);
      for (let round = 0; round < 12; round += 1) {
        const older = stockOf(`at-${round}`, 1);
        const { operation } = await end(journal, refusedRow(), older);
        const newer = () => accept(journal, stockOf(`at-${round}`, 2));
        const [accepted, retried] =
          round % 2 === 0
            ? await Promise.all([newer(), retry(journal, operation, older)])
            : (await Promise.all([retry(journal, operation, older), newer()])).toReversed();
        const [plain, again] = [accepted?.operation, retried?.operation];
        if (!plain || !again) throw new Error('Both were accepted');
        expect(again.supersededCount).toBe(plain.id < again.id ? 1 : 0);
      }
    });

    it('retries adjustments once, behind any newer change', async () => {
      const { journal, reopen } = await opened(open);
      const add = adjustmentOf('1', -2);
      const { operation } = await end(journal, refusedRow(), add);
      const newer = await accept(journal, stockOf('1', 9));
      const first = await retry(journal, operation, add);
      expect(first).toMatchObject({ operation: { supersededCount: 0 }, queued: [{ index: 0 }] });
      expect(first.operation.retryOf).toEqual({ operationId: operation.id, first: first.operation.id });
      const draft = retryDraft(operation, add);
      const [one, two] = await Promise.all([journal.accept(draft), journal.accept(draft)]);
      expect([one, two]).toEqual([{ type: 'retried' }, { type: 'retried' }]);
      await settleAll(journal, some((await claim(journal, newer.queued)).request));
      const adjusting = await claim(journal, first.queued, { kind: 'STOCK_ADJUSTMENT' });
      await settleAll(journal, some(adjusting.request), refusedRow());
      const again = await reopen();
      const retried = await operationOf(again, first.operation.id);
      expect(await again.accept(draft)).toEqual({ type: 'retried' });
      expect((await retry(again, retried, add)).queued).toHaveLength(1);
    });

    it('compares a quantity with a newer adjustment', async () => {
      const { journal } = await opened(open);
      const older = await end(journal, refusedRow(), stockOf('1', 1));
      const add = await end(journal, refusedRow(), adjustmentOf('2', 1));
      const { operation } = await end(journal, refusedRow(), stockOf('2', 1));
      await end(journal, adjustedAt(3_000, 5), adjustmentOf('1', 3));
      expect((await retry(journal, older.operation, stockOf('1', 1))).operation.supersededCount).toBe(1);
      // A relative change has no older value: its retry is newer than everything before it.
      await retry(journal, add.operation, adjustmentOf('2', 1));
      expect((await retry(journal, operation, stockOf('2', 1))).operation.supersededCount).toBe(1);
    });

    it('answers a repeated key from the first retry', async () => {
      const { journal } = await opened(open);
      const { operation } = await end(journal, refusedRow(), stockOf('1', 1));
      const idempotency = { key: 'again', fingerprint: 'print', scope: '' };
      const draft = { ...retryDraft(operation, stockOf('1', 1)), idempotency };
      const [one, two] = await Promise.all([journal.accept(draft), journal.accept(draft)]);
      expect([one.type, two.type].toSorted()).toEqual(['accepted', 'replayed']);
    });

    it('forgets a newer change with its operation', async () => {
      const { journal } = await opened(open);
      await end(journal, refusedRow(), stockOf('1', 2));
      const late = await end(journal, refusedRow(), confirmationOf('7'));
      for (let from = (await journal.prune(4_000)).next; from; )
        from = (await journal.prune(4_000, from)).next;
      expect(await journal.operations([late.operation.id])).toEqual([null]);
      const older = { id: asOperationId(0), kind: 'STOCK_SET', retryOf: null } as const;
      expect((await retry(journal, older, stockOf('1', 1))).queued).toHaveLength(1);
    });
  });
};
