import { describe, expect, it } from 'vitest';
import { asProductId } from '../../../../src/domain/ids.ts';
import type { VendorEvent } from '../../../../src/ports/vendor-reads.ts';
import { shop } from '../../../support/changes.ts';
import { type OpenJournal, opened } from '../given.ts';
import { keyOf, other, recordOf } from './given.ts';

const productsEvent = (...ids: readonly string[]): VendorEvent => ({
  type: 'products',
  productIds: ids.map(asProductId),
});
const stockEvent: VendorEvent = { type: 'stock', changes: [{ key: keyOf('1', 's'), reference: 'r\0"' }] };

export const describePolls = (open: OpenJournal): void => {
  describe('the position of a poll', () => {
    it('is kept for each channel', async () => {
      const { journal, reopen } = await opened(open);
      expect(await journal.pollPosition(shop)).toBeNull();
      await journal.recordCatalogue(recordOf({ position: 'a' }));
      await journal.recordCatalogue(recordOf({ position: null }));
      await journal.recordCatalogue(recordOf({ channel: other, position: 'b' }));
      await journal.recordCatalogue(recordOf({ position: 'c' }));
      const again = await reopen();
      expect([await again.pollPosition(shop), await again.pollPosition(other)]).toEqual(['c', 'b']);
    });

    it('is kept when a gateway takes the poll, and the gateway may renew it', async () => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(recordOf({ position: 'a' }));
      expect(await journal.takePoll(shop, 60_000)).toBe(true);
      expect(await journal.takePoll(shop, 60_000)).toBe(true);
      expect(await journal.takePoll(other, 60_000)).toBe(true);
      expect([await journal.pollPosition(shop), await journal.pollPosition(other)]).toEqual(['a', null]);
    });
  });

  describe('an event', () => {
    it('is stored until it is removed, in the order of its arrival', async () => {
      const { journal, reopen } = await opened(open);
      const first = await journal.storeEvent(shop, productsEvent('1'), 5, true);
      const second = await journal.storeEvent(other, stockEvent, 6, true);
      const third = await journal.storeEvent(shop, productsEvent('2', '3'), 4, true);
      expect(first).toEqual({ id: first.id, channel: shop, receivedAt: 5, event: productsEvent('1') });
      const again = await reopen();
      expect(await again.storedEvents([other, shop], 9)).toEqual([first, second, third]);
      expect(await again.storedEvents([other, shop], 2)).toEqual([first, second]);
      expect(await again.storedEvents([shop], 9)).toEqual([first, third]);
      expect(await again.storedEvents([], 9)).toEqual([]);
      await again.removeEvent(first.id);
      await again.removeEvent(first.id);
      expect(await again.storedEvents([shop, other], 9)).toEqual([second, third]);
    });
  });
};
