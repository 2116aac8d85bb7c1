import { describe, expect, it } from 'vitest';
import { asChannelId, asProductId } from '../../../src/domain/ids.ts';
import type { JournalReads, ProductPosition } from '../../../src/ports/journal/journal-reads.ts';
import { productOf, shop } from '../../support/changes.ts';
import { apply, type OpenJournal, opened } from './given.ts';

export const describeProductsPage = (open: OpenJournal): void => {
  describe('productsPage', () => {
    const other = asChannelId('zoo');
    const at = (productId: string, channel = shop): ProductPosition => ({
      channel,
      productId: asProductId(productId),
    });
    const filled = async () => {
      const { journal } = await opened(open);
      await apply(journal, ...['3', '1', '4', '2'].map((id) => productOf(id)));
      await apply(journal, ...['1', '5'].map((id) => productOf(id, { channel: other })));
      return async (filter: Partial<Parameters<JournalReads['productsPage']>[0]>) => {
        const all = { channel: null, after: null, before: null, limit: 10, last: false };
        const { nodes, hasMore } = await journal.productsPage({ ...all, ...filter });
        return [nodes.map(({ channel, productId }) => `${channel}/${productId}`).join(' '), hasMore];
      };
    };

    it('runs forward by channel and product id', async () => {
      const page = await filled();
      expect(await page({})).toEqual(['shop/1 shop/2 shop/3 shop/4 zoo/1 zoo/5', false]);
      expect(await page({ limit: 2 })).toEqual(['shop/1 shop/2', true]);
      expect(await page({ limit: 2, after: at('3') })).toEqual(['shop/4 zoo/1', true]);
      expect(await page({ after: at('3'), before: at('5', other) })).toEqual(['shop/4 zoo/1', false]);
      expect(await page({ before: at('2') })).toEqual(['shop/1', false]);
    });

    it('runs backward from the end', async () => {
      const page = await filled();
      expect(await page({ last: true, limit: 2 })).toEqual(['zoo/1 zoo/5', true]);
      expect(await page({ last: true, limit: 2, before: at('1', other) })).toEqual(['shop/3 shop/4', true]);
      expect(await page({ last: true, limit: 2, after: at('2'), before: at('4') })).toEqual([
        'shop/3',
        false,
      ]);
    });

    it('contains one channel only', async () => {
      const page = await filled();
      expect(await page({ channel: shop, limit: 3 })).toEqual(['shop/1 shop/2 shop/3', true]);
      expect(await page({ channel: shop, after: at('2') })).toEqual(['shop/3 shop/4', false]);
      expect(await page({ channel: other, last: true, limit: 1 })).toEqual(['zoo/5', true]);
      expect(await page({ channel: other, last: true, before: at('5', other) })).toEqual(['zoo/1', false]);
      expect(await page({ channel: other, after: at('9') })).toEqual(['zoo/1 zoo/5', false]);
      expect(await page({ channel: other, before: at('9') })).toEqual(['', false]);
      expect(await page({ channel: asChannelId('none') })).toEqual(['', false]);
    });
  });
};
