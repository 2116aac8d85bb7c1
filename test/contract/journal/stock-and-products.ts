import { describe, expect, it } from 'vitest';
import { asChannelId, asLocationId, asOptionId, asProductId } from '../../../src/domain/ids.ts';
import { productOf as acknowledged } from '../../../src/domain/product.ts';
import type { StockLevel } from '../../../src/domain/stock.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import {
  appliedAt,
  atStore,
  confirmationOf,
  optionGroupOf,
  optionStock,
  productOf,
  refusedRow,
  shop,
  stockOf,
  unknownRow,
} from '../../support/changes.ts';
import { apply, type OpenJournal, opened, send, settleAll } from './given.ts';

const keyOf = (productId: string, optionId: string | null = null, locationId: string | null = null) => ({
  channel: shop,
  productId: asProductId(productId),
  locationId: locationId === null ? null : asLocationId(locationId),
  optionId: optionId === null ? null : asOptionId(optionId),
});
const quantities = async (journal: Journal, ...keys: readonly ReturnType<typeof keyOf>[]) =>
  (await journal.stockLevels(keys)).map((level) => level?.quantity ?? null);
const readLevel = (productId: string, quantity: number, observedAt: number): StockLevel => ({
  ...keyOf(productId),
  quantity,
  soldOut: null,
  observedAt,
  source: 'VENDOR_READ',
});

export const describeStockAndProducts = (open: OpenJournal): void => {
  describe('stock and products', () => {
    it('are those of the applied changes', async () => {
      const { journal } = await opened(open);
      const change = stockOf('1', 4, { options: [optionStock('red', 1)] });
      const { request } = await send(journal, [change]);
      const { stock } = await settleAll(journal, request);

      expect(stock).toMatchObject([keyOf('1'), keyOf('1', 'red')]);
      expect(await journal.stockLevels([keyOf('1', 'red'), keyOf('2'), keyOf('1')])).toEqual([
        { ...keyOf('1', 'red'), quantity: 1, soldOut: null, observedAt: 3_000, source: 'ACKNOWLEDGED_WRITE' },
        null,
        { ...keyOf('1'), quantity: 4, soldOut: false, observedAt: 3_000, source: 'ACKNOWLEDGED_WRITE' },
      ]);
    });

    it('do not change with items that failed, are unknown, or are not about stock', async () => {
      const { journal } = await opened(open);
      for (const outcome of [refusedRow(), unknownRow]) {
        const { request } = await send(journal, [stockOf('1', 4)]);
        // The level has no value, and no pending change any longer.
        expect((await settleAll(journal, request, outcome)).stock).toEqual([keyOf('1')]);
      }
      await apply(journal, confirmationOf('1'));
      expect(await quantities(journal, keyOf('1'))).toEqual([null]);
    });

    it('contain whole products, with their stock', async () => {
      const { journal } = await opened(open);
      const change = productOf('1', { optionGroups: [optionGroupOf({ optionId: 'red', stockQuantity: 2 })] });
      await apply(journal, change);
      const position = { channel: shop, productId: asProductId('1') };
      expect(await journal.products([{ ...position, productId: asProductId('2') }, position])).toEqual([
        null,
        acknowledged(change, 3_000),
      ]);
      expect(await quantities(journal, keyOf('1'), keyOf('1', 'red'))).toEqual([5, 2]);
    });

    it('drop the options that a product no longer has', async () => {
      const { journal } = await opened(open);
      const option = (optionId: string) => optionGroupOf({ optionId, stockQuantity: 2 });
      await apply(journal, productOf('1', { optionGroups: [option('red'), option('blue')] }));
      await apply(journal, productOf('2', { optionGroups: [option('red')] }));
      await apply(journal, productOf('1', { optionGroups: [option('blue')] }));
      expect(await quantities(journal, keyOf('1'), keyOf('1', 'red'), keyOf('1', 'blue'))).toEqual([
        5,
        null,
        2,
      ]);
      expect(await quantities(journal, keyOf('2', 'red'))).toEqual([2]);
    });

    it('keep the stores of a product apart', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 4, atStore('7')), stockOf('1', 5, atStore('8')));
      const wanted = ['1', '2'].map((id) => ({ channel: shop, productId: asProductId(id) }));
      const [first, second] = await journal.stockOfProducts(wanted);
      expect(first?.map((level) => [level.locationId, level.quantity])).toEqual([
        ['7', 4],
        ['8', 5],
      ]);
      expect(second).toEqual([]);
    });

    it('keep the values of a later change if an earlier outcome comes late', async () => {
      const { journal } = await opened(open);
      const late = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, late.request, unknownRow);
      await apply(journal, stockOf('1', 2));
      expect((await settleAll(journal, late.request, appliedAt(9_000), 9_000)).stock).toEqual([]);
      expect(await quantities(journal, keyOf('1'))).toEqual([2]);
    });
  });

  describe('recordRead', () => {
    it('stores levels that are newer than the stored ones, and returns them', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1));
      const changes = await journal.recordRead([readLevel('1', 7, 3_001), readLevel('2', 8, 5)]);
      expect(changes).toMatchObject({ operations: [], unblocked: [], stock: [keyOf('1'), keyOf('2')] });
      expect((await journal.stockLevels([keyOf('1')]))[0]).toEqual(readLevel('1', 7, 3_001));
      expect((await journal.recordRead([readLevel('1', 9, 2_999)])).stock).toEqual([]);
      expect(await quantities(journal, keyOf('1'))).toEqual([7]);
    });

    it('stores a read of the same moment', async () => {
      const { journal } = await opened(open);
      await journal.recordRead([readLevel('1', 1, 100)]);
      await journal.recordRead([readLevel('1', 2, 100)]);
      expect(await quantities(journal, keyOf('1'))).toEqual([2]);
    });

    it('is followed by the next applied change', async () => {
      const { journal } = await opened(open);
      await journal.recordRead([readLevel('1', 7, 100)]);
      await apply(journal, stockOf('1', 2));
      expect(await quantities(journal, keyOf('1'))).toEqual([2]);
    });

    it('keeps its value if an older outcome comes late', async () => {
      const { journal } = await opened(open);
      const late = await send(journal, [stockOf('1', 1)]);
      await settleAll(journal, late.request, unknownRow);
      await apply(journal, stockOf('1', 2));
      await journal.recordRead([readLevel('1', 3, 4_000)]);
      await settleAll(journal, late.request, appliedAt(9_000), 9_000);
      expect(await quantities(journal, keyOf('1'))).toEqual([3]);
    });

    it('keeps channels apart', async () => {
      const { journal } = await opened(open);
      await journal.recordRead([{ ...readLevel('1', 3, 1), channel: asChannelId('other') }]);
      expect(await quantities(journal, keyOf('1'))).toEqual([null]);
    });
  });
};
