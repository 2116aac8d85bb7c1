import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StockChange } from '../../../src/domain/changes/change.ts';
import { asProductId } from '../../../src/domain/ids.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { appliedAt, optionStock, productOf, refusedRow, shop, stockOf } from '../../support/changes.ts';
import {
  type End,
  expectedOf,
  type Held,
  heldAfter,
  programs,
  type Step,
} from '../../support/stock-programs.ts';
import {
  accept,
  apply,
  claim,
  itemsOf,
  type OpenJournal,
  opened,
  requestDraft,
  send,
  settleAll,
  some,
  type Taken,
} from './given.ts';

const keyOf = (optionId: string | null = null) => ({
  channel: shop,
  productId: asProductId('1'),
  locationId: null,
  optionId: optionId === null ? null : optionStock(optionId, 0).optionId,
});
const seen = (observedAt: number, ...options: StockChange['options']) => ({ observedAt, options });
const levels = async (journal: Journal, ...optionIds: (string | null)[]) =>
  (await journal.stockLevels(optionIds.map(keyOf))).map(
    (level) => level && [level.quantity, level.observedAt],
  );
/** Accepts and claims a change. Returns the values that are sent, or null. */
const sentOf = async (journal: Journal, change: StockChange) => {
  const { operation, queued } = await accept(journal, change);
  const { request } = await claim(journal, queued);
  return { operation, request, change: request?.rows[0]?.change ?? null };
};

export const describeWatermarks = (open: OpenJournal): void => {
  describe('watermarks', () => {
    it('A5: hold back only the values that are older', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 10, seen(3_600, optionStock('red', 6), optionStock('blue', 4))));
      await apply(journal, stockOf('1', 9, seen(3_601, optionStock('red', 5))));
      const late = stockOf('1', 8, { ...seen(3_600, optionStock('blue', 0)) });
      const { operation, request, change } = await sentOf(journal, late);
      expect(change).toEqual({ ...late, quantity: 9, soldOut: false });
      const [pending] = await itemsOf(journal, operation.id);
      expect(pending?.change).toEqual(late);

      await settleAll(journal, some(request), appliedAt(9_000), 9_000);
      expect(await levels(journal, null, 'red', 'blue')).toEqual([
        [9, 3_601],
        [5, 3_601],
        [0, 3_600],
      ]);
      const [item] = await itemsOf(journal, operation.id);
      expect(item).toMatchObject({ change: late, progress: { state: 'APPLIED' } });
      // The next change is compared with both.
      expect((await sentOf(journal, stockOf('1', 1, seen(3_599, optionStock('blue', 7))))).change).toBeNull();
    });

    it('supersede a change whose values are all older, by the newest operation', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(500)));
      const newest = await apply(journal, stockOf('1', 2, seen(600, optionStock('red', 3))));
      const older = await sentOf(journal, stockOf('1', 4, seen(400, optionStock('red', 4))));
      expect(older.request).toBeNull();
      const [item] = await itemsOf(journal, older.operation.id);
      expect(item?.progress).toEqual({ state: 'SUPERSEDED', by: newest.operation.id });
    });

    it('are removed by a plain order, for the values that it names', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(700, optionStock('red', 1))));
      await apply(journal, stockOf('1', 2));
      const change = stockOf('1', 9, seen(600, optionStock('red', 9)));
      expect((await sentOf(journal, change)).change).toEqual({ ...change, options: [optionStock('red', 1)] });
    });

    it('are removed by a whole product, for all its values', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(700, optionStock('red', 1))));
      await apply(journal, productOf('1'));
      const change = stockOf('1', 9, seen(600, optionStock('red', 9)));
      expect((await sentOf(journal, change)).change).toEqual(change);
    });

    it('do not change with a change that was not applied', async () => {
      const { journal } = await opened(open);
      const { request } = await send(journal, [stockOf('1', 1, seen(700))]);
      await settleAll(journal, request, refusedRow());
      expect((await sentOf(journal, stockOf('1', 9, seen(600)))).request).not.toBeNull();
    });

    it('are kept over a restart', async () => {
      const { journal, reopen } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(700)));
      const again = await reopen();
      await again.recover();
      const change = stockOf('1', 9, seen(600, optionStock('red', 2)));
      expect((await sentOf(again, change)).change).toEqual({ ...change, quantity: 1 });
    });

    it('of a change that waits for its callback are those that it was sent with', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(700)));
      const change = stockOf('1', 9, seen(600, optionStock('red', 2)));
      const { queued } = await accept(journal, change);
      const sent = some((await claim(journal, queued, { callbackHash: 'hash' })).request);
      const again = some(await journal.resend(sent.id, sent.rows, requestDraft({ callbackHash: 'other' })));
      expect(again.rows).toEqual(sent.rows);
      await journal.awaitCallback(again.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 4_000);
      expect((await journal.requestById(again.id))?.rows).toMatchObject([
        { change: { ...change, quantity: 1 } },
      ]);
      await settleAll(journal, again, appliedAt(9_000), 9_000);
      expect(await levels(journal, null, 'red')).toEqual([
        [1, 700],
        [2, 600],
      ]);
    });

    it('of a requeued change are those of the later claim', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1, seen(700)));
      const change = stockOf('1', 9, seen(600, optionStock('red', 2)));
      const { queued } = await accept(journal, change);
      const request = some((await claim(journal, queued)).request);
      const settlement = { requestId: request.id, at: 3_000, exchange: null, rows: [] };
      await journal.settle({ ...settlement, outcome: 'HELD_BACK', release: request.rows });
      expect(some((await claim(journal, queued)).request).rows).toMatchObject([
        { change: { ...change, quantity: 1 } },
      ]);
    });
  });

  describe('random programs of stock changes', () => {
    const run = async (journal: Journal, productId: string, program: readonly Step[]) => {
      const accepted: { operationId: End['operationId']; change: End['change']; fails: boolean }[] = [];
      let queued: Awaited<ReturnType<typeof accept>>['queued'][number][] = [];
      let request: Taken | null = null;
      let held: Held = new Map();
      const sendNext = async (): Promise<void> => {
        if (request || queued.length === 0) return;
        // A batch queue holds items of one kind.
        for (const kind of ['PRODUCT_REPLACEMENT', 'STOCK_SET'] as const) {
          const batch = queued.filter((one) => one.kind === kind);
          if (!request) ({ request } = await claim(journal, batch, { kind }));
        }
      };
      const answer = async (): Promise<void> => {
        const [row] = request?.rows ?? [];
        if (!request || !row) return;
        const fails = accepted.some((one) => one.operationId === row.operationId && one.fails);
        if (!fails) held = heldAfter(held, row.change);
        const receipt =
          row.change.kind === 'PRODUCT_REPLACEMENT'
            ? ({ kind: 'PRODUCT_REPLACEMENT', shopType: null, vendorUpdatedAt: null } as const)
            : ({ kind: 'STOCK_SET', vendorReference: null } as const);
        await settleAll(
          journal,
          request,
          fails ? refusedRow() : { state: 'APPLIED', evidence: 'ACKNOWLEDGED_WRITE', at: 3_000, receipt },
        );
        request = null;
      };
      const trim = async (): Promise<void> => {
        const operations = await journal.operations(queued.map(({ operationId }) => operationId));
        queued = queued.filter((_, at) => operations[at]?.completedAt === null);
      };
      for (const step of program) {
        if (step.type === 'accept') {
          const change = { ...step.change, productId: asProductId(productId) };
          const one = await accept(journal, change);
          accepted.push({ operationId: one.operation.id, change, fails: step.fails });
          queued.push(...one.queued);
        } else if (step.type === 'send') await sendNext();
        else await answer();
      }
      for (await trim(); queued.length > 0; await trim()) {
        await sendNext();
        await answer();
      }
      const ends: End[] = [];
      for (const { operationId, change } of accepted) {
        const [item] = await itemsOf(journal, operationId);
        const progress = item?.progress;
        if (!progress) throw new Error('No such item');
        const by = progress.state === 'SUPERSEDED' ? progress.by : null;
        ends.push({ operationId, change, state: progress.state, by });
      }
      return { ends, held };
    };

    it('A5: leave the vendor and the catalogue with the newest observation of every value', async () => {
      const { journal } = await opened(open);
      let products = 0;
      await fc.assert(
        fc.asyncProperty(programs('any', 14), async (program) => {
          products += 1;
          const productId = String(products);
          const { ends, held } = await run(journal, productId, program);
          expect(held).toEqual(expectedOf(ends));
          const keys = [...held.keys()].map((optionId) => ({
            ...keyOf(),
            productId: asProductId(productId),
            optionId,
          }));
          const known = await journal.stockLevels(keys);
          const quantities = known.map((level) => String(level?.quantity));
          expect(quantities).toEqual([...held.values()].map((value) => value.split('/')[0]));
        }),
        { numRuns: 25 },
      );
    });
  });
};
