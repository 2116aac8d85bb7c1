import { describe, expect, it } from 'vitest';
import { asLocationId, asProductId } from '../../../../src/domain/ids.ts';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import { productOf, shop, stockOf } from '../../../support/changes.ts';
import { apply, type OpenJournal, opened } from '../given.ts';
import { keyOf, recordOf, seenLevel, seenProduct } from './given.ts';

const levelOf = async (journal: Journal, productId: string) =>
  (await journal.stockLevels([keyOf(productId)]))[0];
const productAt = async (journal: Journal, productId: string) =>
  (await journal.products([{ channel: shop, productId: asProductId(productId) }]))[0];
const locationAt = async (journal: Journal, id: string) =>
  (await journal.locations([{ channel: shop, locationId: asLocationId(id) }]))[0];
const store = (id: string, name: string | null = `Store ${id}`) =>
  ({ channel: shop, locationId: asLocationId(id), name, kind: 'SHOP' }) as const;
const nothingRemoved = { channel: shop, products: [], levels: [], locations: [] };

export const describeRecording = (open: OpenJournal): void => {
  describe('recordCatalogue', () => {
    it('stores products, levels and locations, and reports the levels', async () => {
      const { journal, reopen } = await opened(open);
      const level = seenLevel(keyOf('1', 's'), 4);
      const { stock } = await journal.recordCatalogue(
        recordOf({ products: [seenProduct('1')], levels: [level], locations: [store('s')] }),
      );
      expect(stock).toMatchObject([keyOf('1', 's')]);
      const again = await reopen();
      expect(await again.stockLevels([keyOf('1', 's')])).toEqual([level]);
      expect(await productAt(again, '1')).toEqual(seenProduct('1'));
      expect(await locationAt(again, 's')).toEqual(store('s'));
    });

    it.each([
      [1, 2, 3],
      [3, 2, 1],
      [2, 3, 1],
      [3, 1, 2],
    ])('keeps what was observed last, in the order %i %i %i', async (...order) => {
      const { journal } = await opened(open);
      for (const at of order) {
        await journal.recordCatalogue(
          recordOf({
            readAt: at,
            products: [seenProduct('1', { name: `at ${at}`, observedAt: at })],
            levels: [seenLevel(keyOf('1'), at, { observedAt: at })],
            locations: [store('s', `at ${at}`)],
          }),
        );
      }
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 3, observedAt: 3 });
      expect(await productAt(journal, '1')).toMatchObject({ name: 'at 3', observedAt: 3 });
      expect(await locationAt(journal, 's')).toMatchObject({ name: 'at 3' });
    });

    it('takes the last of several rows with one key', async () => {
      const { journal } = await opened(open);
      const at = (observedAt: number) => seenLevel(keyOf('1'), observedAt, { observedAt });
      const product = (observedAt: number) => seenProduct('1', { name: `at ${observedAt}`, observedAt });
      await journal.recordCatalogue(
        recordOf({ levels: [at(2), at(9), at(5)], products: [product(2), product(9), product(5)] }),
      );
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 9 });
      expect(await productAt(journal, '1')).toMatchObject({ name: 'at 9' });
    });

    it('does not replace a later write, and is replaced by the next one', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 5), productOf('2', { name: 'written' }));
      const read = { observedAt: 2_999 };
      const { stock } = await journal.recordCatalogue(
        recordOf({ levels: [seenLevel(keyOf('1'), 1, read)], products: [seenProduct('2', read)] }),
      );
      expect(stock).toEqual([]);
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 5 });
      expect(await productAt(journal, '2')).toMatchObject({ name: 'written' });
      await journal.recordCatalogue(recordOf({ levels: [seenLevel(keyOf('1'), 1, { observedAt: 3_001 })] }));
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 1, source: 'VENDOR_READ' });
      await apply(journal, stockOf('1', 7));
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 7, source: 'ACKNOWLEDGED_WRITE' });
    });

    it('does not write a row that says nothing new, unless the read refreshes', async () => {
      const { journal } = await opened(open);
      const rows = (observedAt: number) => ({
        products: [seenProduct('1', { observedAt, source: observedAt > 1 ? 'VENDOR_EVENT' : 'VENDOR_READ' })],
        levels: [seenLevel(keyOf('1'), 4, { observedAt })],
      });
      await journal.recordCatalogue(recordOf(rows(1)));
      expect((await journal.recordCatalogue(recordOf(rows(2)))).stock).toEqual([]);
      expect(await levelOf(journal, '1')).toMatchObject({ observedAt: 1 });
      expect(await productAt(journal, '1')).toMatchObject({ observedAt: 1, source: 'VENDOR_READ' });
      expect((await journal.recordCatalogue(recordOf({ ...rows(3), refresh: true }))).stock).toEqual([]);
      expect(await levelOf(journal, '1')).toMatchObject({ observedAt: 3 });
      expect(await productAt(journal, '1')).toMatchObject({ observedAt: 3, source: 'VENDOR_EVENT' });
    });

    it('reports a changed flag, and not a changed pass', async () => {
      const { journal } = await opened(open);
      const record = async (soldOut: boolean | null, pass: number | null) =>
        (await journal.recordCatalogue(recordOf({ levels: [seenLevel(keyOf('1'), 4, { soldOut })], pass })))
          .stock.length;
      expect(await record(null, null)).toBe(1);
      expect(await record(true, null)).toBe(1);
      expect(await record(true, 7)).toBe(0);
      expect(await record(true, 7)).toBe(0);
    });

    it('stores more rows than one transaction holds, and the position after them', async () => {
      const { journal } = await opened(open);
      const ids = Array.from({ length: 1_000 }, (_, number) => String(number));
      const { stock } = await journal.recordCatalogue(
        recordOf({
          products: ids.map((id) => seenProduct(id)),
          levels: ids.map((id) => seenLevel(keyOf(id), 1)),
          locations: ids.map((id) => store(id)),
          position: 'behind all',
        }),
      );
      expect(stock).toHaveLength(1_000);
      expect(await journal.pollPosition(shop)).toBe('behind all');
      expect(
        (await journal.stockLevels(ids.map((id) => keyOf(id)))).every((level) => level?.quantity === 1),
      ).toBe(true);
    });
  });

  describe('a full pass', () => {
    const filled = async (journal: Journal) => {
      const rows = (ids: readonly string[]) => ({
        products: ids.map((id) => seenProduct(id, { observedAt: Number(id) })),
        levels: ids.map((id) => seenLevel(keyOf(id), 1, { observedAt: Number(id) })),
        locations: ids.map((id) => store(id)),
      });
      await journal.recordCatalogue(recordOf({ ...rows(['1', '2', '3', '4']), readAt: 1 }));
      await journal.recordCatalogue(recordOf({ ...rows(['2', '4']), pass: 8, readAt: 8 }));
    };

    it('tells what it did not read', async () => {
      const { journal } = await opened(open);
      await filled(journal);
      const unseen = (kind: 'products' | 'levels' | 'locations', before: number, limit = 10) =>
        journal.unseen(shop, kind, 8, before, limit);
      expect(await unseen('products', 10)).toEqual({ ...nothingRemoved, products: ['1', '3'] });
      expect(await unseen('products', 10, 1)).toEqual({ ...nothingRemoved, products: ['1'] });
      expect(await unseen('products', 3)).toEqual({ ...nothingRemoved, products: ['1'] });
      expect(await unseen('levels', 10)).toEqual({ ...nothingRemoved, levels: [keyOf('1'), keyOf('3')] });
      expect(await unseen('locations', 10)).toEqual({ ...nothingRemoved, locations: ['1', '3'] });
      expect(await journal.unseen(shop, 'products', 9, 10, 10)).toMatchObject({
        products: ['1', '2', '3', '4'],
      });
    });

    it('notes that it read a row that was observed later', async () => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(recordOf({ levels: [seenLevel(keyOf('1'), 5, { observedAt: 9 })] }));
      await journal.recordCatalogue(
        recordOf({ levels: [seenLevel(keyOf('1'), 4, { observedAt: 8 })], pass: 3 }),
      );
      expect(await levelOf(journal, '1')).toMatchObject({ quantity: 5, observedAt: 9 });
      expect(await journal.unseen(shop, 'levels', 3, 99, 10)).toEqual(nothingRemoved);
    });

    it('keeps its number when a write is acknowledged', async () => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(
        recordOf({ levels: [seenLevel(keyOf('1'), 5)], products: [seenProduct('2')], pass: 3 }),
      );
      await apply(journal, stockOf('1', 7), productOf('2'));
      for (const kind of ['levels', 'products'] as const) {
        const found = await journal.unseen(shop, kind, 3, 9_999, 10);
        // The level of the written product is new.
        expect(found).toEqual(
          kind === 'levels' ? { ...nothingRemoved, levels: [keyOf('2')] } : nothingRemoved,
        );
      }
    });

    it('removes rows, with the levels of a removed product, except those observed later', async () => {
      const { journal } = await opened(open);
      await filled(journal);
      await journal.recordCatalogue(
        recordOf({ levels: [seenLevel(keyOf('1', 'store'), 2, { observedAt: 50 })] }),
      );
      const all = ['1', '2', '3', '4'];
      const { stock } = await journal.removeFromCatalogue(
        {
          channel: shop,
          products: ['1', '3'].map(asProductId),
          levels: [keyOf('2'), keyOf('4')],
          locations: ['1', '4'].map(asLocationId),
        },
        3,
      );
      expect(stock.map(({ productId, locationId }) => [productId, locationId]).sort()).toEqual([
        ['1', null],
        ['1', 'store'],
        ['2', null],
      ]);
      const products = await journal.products(
        all.map((id) => ({ channel: shop, productId: asProductId(id) })),
      );
      expect(products.map((one) => one?.productId ?? null)).toEqual([null, '2', '3', '4']);
      const levels = await journal.stockLevels(all.map((id) => keyOf(id)));
      expect(levels.map((one) => one?.productId ?? null)).toEqual([null, null, '3', '4']);
      expect([await locationAt(journal, '1'), await locationAt(journal, '4')]).toEqual([null, store('4')]);
      expect(await journal.removeFromCatalogue(nothingRemoved, 9)).toMatchObject({ stock: [] });
    });
  });

  describe('locations', () => {
    it('are read by key and page by page', async () => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(recordOf({ locations: ['3', '1', '2'].map((id) => store(id)) }));
      const [found, none] = await journal.locations([
        { channel: shop, locationId: asLocationId('2') },
        { channel: shop, locationId: asLocationId('9') },
      ]);
      expect([found, none]).toEqual([store('2'), null]);
      const page = async (more: Partial<Parameters<Journal['locationsPage']>[0]>) => {
        const whole = { channel: shop, after: null, before: null, limit: 2, last: false };
        const { nodes, hasMore } = await journal.locationsPage({ ...whole, ...more });
        return [nodes.map(({ locationId }) => locationId).join(' '), hasMore];
      };
      expect(await page({})).toEqual(['1 2', true]);
      expect(await page({ after: asLocationId('2') })).toEqual(['3', false]);
      expect(await page({ last: true })).toEqual(['2 3', true]);
      expect(await page({ last: true, before: asLocationId('2') })).toEqual(['1', false]);
    });
  });
};
