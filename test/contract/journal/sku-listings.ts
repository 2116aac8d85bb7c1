import { describe, expect, it } from 'vitest';
import { asOptionId, asSkuCode } from '../../../src/domain/ids.ts';
import { appliedAt, optionStock, shop, stockOf, unknownRow } from '../../support/changes.ts';
import {
  accept,
  acceptDraft,
  apply,
  claim,
  draftOf,
  itemsOf,
  type OpenJournal,
  opened,
  queuedDraft,
  refsOf,
  refusedDraft,
  settleAll,
  some,
  statesOf,
} from './given.ts';

const [red, blue] = ['red', 'blue'];
const listingOf = (sku: string, optionId: string | null = null) => ({
  sku: asSkuCode(sku),
  optionId: optionId === null ? null : asOptionId(optionId),
});
/** Sets one option of a product with two. The other values are those that were known at acceptance. */
const optionOf = (productId: string, optionId: string, quantity: number, observedAt: number | null = null) =>
  stockOf(productId, 30, {
    options: [red, blue].map((id) => optionStock(id, id === optionId ? quantity : 99)),
    listing: listingOf(`${productId} ${optionId}`, optionId),
    observedAt,
  });
const whole = (productId: string, first: number, second: number) =>
  stockOf(productId, 30, { options: [optionStock(red, first), optionStock(blue, second)] });

export const describeSkuListings = (open: OpenJournal): void => {
  describe('an item that sets a listing of a SKU', () => {
    it('keeps the SKU and its listing, accepted or refused, beside items without one', async () => {
      const { journal, reopen } = await opened(open);
      const refused = { sku: 'x\u0000 / 셔츠', optionId: null };
      const drafts = [
        queuedDraft(stockOf('1', 1, { listing: listingOf('TEE / red') })),
        queuedDraft(stockOf('2', 2)),
        queuedDraft(stockOf('3', 3, { listing: listingOf('MUG') })),
        refusedDraft('', { listing: refused }),
        refusedDraft('shop', { productId: '4', listing: { sku: 'TEE', optionId: 'red' } }),
        queuedDraft(optionOf('5', red, 5)),
      ];
      const { operation } = await acceptDraft(journal, draftOf(drafts));
      const written = await itemsOf(journal, operation.id);
      const read = await itemsOf(await reopen(), operation.id);
      for (const items of [written, read]) {
        expect(items.map(({ target }) => target.listing)).toEqual([
          ...[listingOf('TEE / red'), undefined, listingOf('MUG'), refused],
          ...[{ sku: 'TEE', optionId: 'red' }, listingOf('5 red', red)],
        ]);
        expect(items.map(({ target }) => target.channel)).toEqual([...[shop, shop, shop, '', 'shop', shop]]);
        expect(items.map(({ change }) => change)).toEqual(
          drafts.map((draft) => ('change' in draft ? draft.change : null)),
        );
      }
    });

    it('writes the level of its option alone', async () => {
      const { journal } = await opened(open);
      await apply(journal, whole('1', 1, 2));
      await apply(journal, optionOf('1', red, 7));
      const [levels = []] = await journal.stockOfProducts([
        { channel: shop, productId: stockOf('1', 0).productId },
      ]);
      expect(levels.map(({ optionId, quantity }) => [optionId, quantity])).toEqual([
        [null, 30],
        [blue, 2],
        [red, 7],
      ]);
    });

    it('supersedes an older change of the same option, and no other one', async () => {
      const { journal } = await opened(open);
      const first = await accept(journal, optionOf('1', red, 1), optionOf('1', blue, 2));
      const second = await accept(journal, optionOf('1', red, 3));
      const { request } = await claim(journal, [...first.queued, ...second.queued]);
      expect(refsOf(some(request).rows)).toEqual([[first.operation.id, 1]]);
      expect(await statesOf(journal, first.operation.id)).toEqual(['SUPERSEDED', 'SENDING']);
      expect(await statesOf(journal, second.operation.id)).toEqual(['QUEUED']);
      const { unblocked } = await settleAll(journal, some(request));
      expect(refsOf(unblocked)).toEqual([[second.operation.id, 0]]);
    });

    it('is superseded by a change that names its option, and supersedes no whole one', async () => {
      const { journal } = await opened(open);
      const before = await accept(journal, whole('1', 1, 2));
      const option = await accept(journal, optionOf('1', red, 3));
      await claim(journal, [...before.queued, ...option.queued]);
      expect(await statesOf(journal, before.operation.id)).toEqual(['SENDING']);
      const other = await accept(journal, optionOf('2', red, 3));
      const after = await accept(journal, stockOf('2', 9), whole('2', 4, 5));
      const { request } = await claim(journal, [...other.queued, ...after.queued]);
      expect(await statesOf(journal, other.operation.id)).toEqual(['SUPERSEDED']);
      expect(some(request).rows).toHaveLength(1);
    });

    it('is compared with the observations of its option, and leaves those of the others', async () => {
      const { journal } = await opened(open);
      await apply(journal, { ...whole('1', 1, 2), observedAt: 2_000 });
      await apply(journal, optionOf('1', red, 7, 3_000));
      // Older than that of red, newer than that of blue and of the product.
      const { queued, operation } = await accept(journal, optionOf('1', red, 5, 2_500));
      await claim(journal, queued);
      expect(await statesOf(journal, operation.id)).toEqual(['SUPERSEDED']);
      const next = await apply(journal, optionOf('1', blue, 8, 2_500));
      expect(await statesOf(journal, next.operation.id)).toEqual(['APPLIED']);
      const last = await accept(journal, { ...whole('1', 0, 0), observedAt: 2_400 });
      const { request } = await claim(journal, last.queued);
      // Its own quantity is the newest of the product, and the options have newer ones.
      expect(some(request).rows).toMatchObject([
        { change: { quantity: 30, options: [optionStock(red, 7), optionStock(blue, 8)] } },
      ]);
    });

    it('keeps its levels when an older change is found to be applied later', async () => {
      const { journal } = await opened(open);
      await apply(journal, whole('1', 1, 2));
      const lost = await accept(journal, { ...whole('1', 8, 9), quantity: 40 });
      const request = some((await claim(journal, lost.queued)).request);
      await settleAll(journal, request, unknownRow);
      await apply(journal, optionOf('1', red, 7));
      await journal.settle({
        ...{ requestId: request.id, at: 5_000, outcome: null, exchange: null },
        rows: request.rows.map((row) => ({ ...row, outcome: appliedAt(3_000) })),
      });
      expect(await statesOf(journal, lost.operation.id)).toEqual(['APPLIED']);
      // The row of the option was sent later, with the values that were known then.
      const [levels = []] = await journal.stockOfProducts([
        { channel: shop, productId: stockOf('1', 0).productId },
      ]);
      expect(levels.map(({ quantity }) => quantity)).toEqual([30, 2, 7]);
    });
  });
};
