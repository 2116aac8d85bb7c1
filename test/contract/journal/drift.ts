import { describe, expect, it } from 'vitest';
import { inDoubt } from '../../../src/core/decide/drift.ts';
import { asSkuCode, keyOf as channelKeyOf } from '../../../src/domain/ids.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { SkuFilter, SkusPage } from '../../../src/ports/journal/skus.ts';
import type { VendorEvent } from '../../../src/ports/vendor-reads.ts';
import { adjustedAt, adjustmentOf, appliedAt, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { keyOf, levelsPage, other, recordOf, seenLevel } from './catalogue/given.ts';
import { apply, type OpenJournal, opened, send, settleAll } from './given.ts';

const read = (journal: Journal, quantity: number, observedAt: number, productId = '1') =>
  journal.recordRead([seenLevel(keyOf(productId), quantity, { observedAt })]);
const event = (journal: Journal, quantity: number, observedAt: number, productId = '1') =>
  journal.recordCatalogue(
    recordOf({ levels: [seenLevel(keyOf(productId), quantity, { observedAt, source: 'VENDOR_EVENT' })] }),
  );
const resolution = (journal: Journal, quantity: number, observedAt: number, productId = '1') =>
  journal.recordCatalogue(
    recordOf({
      levels: [seenLevel(keyOf(productId), quantity, { observedAt })],
      resolution: { is: 'UNEXPLAINED', until: observedAt },
    }),
  );
/** A level that was set to 10 and that the vendor changed to 8 without an event. */
const drifted = async (journal: Journal, productId = '1') => {
  await apply(journal, stockOf(productId, 10));
  await read(journal, 8, 4_000, productId);
  return resolution(journal, 8, 5_000, productId);
};
const driftOf = async (journal: Journal, productId = '1') => (await journal.drifts([keyOf(productId)]))[0];
const openIn = async (journal: Journal, until = 99_000) =>
  (await journal.openDifferences(shop, until, 100)).map(({ level, from, since }) => [
    level.productId,
    from,
    since,
  ]);
const found = { expected: 10, actual: 8, since: 4_000 };

export const describeDrift = (open: OpenJournal): void => {
  describe('drift', () => {
    it('begins with an open difference, and is reported once it is unexplained', async () => {
      const { journal, reopen } = await opened(open);
      const { operation } = await apply(journal, stockOf('1', 10));
      await read(journal, 8, 4_000);
      expect(await driftOf(journal)).toBe(null);
      expect(await journal.openDifferences(shop, 4_000, 9)).toEqual([
        { level: seenLevel(keyOf('1'), 8, { observedAt: 4_000 }), by: operation.id, from: 10, since: 4_000 },
      ]);
      expect(await openIn(journal, 3_999)).toEqual([]);
      // Subscribers hear of it, although the quantity is the same.
      expect((await resolution(journal, 8, 5_000)).stock).toMatchObject([keyOf('1')]);
      expect(await driftOf(journal)).toEqual(found);
      expect(await openIn(journal)).toEqual([]);
      const again = await reopen();
      expect(await again.drifts([keyOf('2'), keyOf('1')])).toEqual([null, found]);
      expect(await again.stockLevels([keyOf('1')])).toMatchObject([{ quantity: 8 }]);
    });

    it('ends with an applied change, also one in the past', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      await drifted(journal, '2');
      await apply(journal, stockOf('1', 10), stockOf('2', 10, { observedAt: 1 }));
      expect(await journal.drifts([keyOf('1'), keyOf('2')])).toEqual([null, null]);
      expect(await journal.countDrifts(shop, 9)).toBe(0);
    });

    it('ends with an event that finds nothing new, and moves along with one that does', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      await event(journal, 7, 6_000);
      expect(await driftOf(journal)).toEqual({ expected: 9, actual: 7, since: 4_000 });
      expect((await event(journal, 7, 7_000)).stock).toMatchObject([keyOf('1')]);
      expect(await driftOf(journal)).toBe(null);
    });

    it('is not found where an event explains the difference', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 10));
      await read(journal, 8, 4_000);
      // Nothing that clients see has changed.
      expect((await event(journal, 8, 4_500)).stock).toEqual([]);
      await resolution(journal, 8, 5_000);
      expect(await driftOf(journal)).toBe(null);
    });

    it('is not known after a change that may have been applied', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      await drifted(journal, '2');
      const { request } = await send(journal, [stockOf('1', 10), stockOf('2', 5), stockOf('3', 1)]);
      await journal.settle({
        requestId: request.id,
        at: 6_000,
        outcome: 'ANSWERED',
        exchange: { httpStatus: 200, vendorRequestId: null },
        rows: request.rows.map((row, at) => ({ ...row, outcome: at === 1 ? appliedAt(6_000) : unknownRow })),
      });
      expect(await journal.drifts([keyOf('1'), keyOf('2'), keyOf('3')])).toEqual([null, null, null]);
      expect(await openIn(journal)).toEqual([['1', null, 6_000]]);
      await read(journal, 4, 7_000);
      await resolution(journal, 4, 8_000);
      expect(await driftOf(journal)).toBe(null);
      expect(await openIn(journal)).toEqual([]);
      // The evidence is late: events of the vendor may have been read since then.
      await settleAll(journal, request, appliedAt(9_000), 9_000);
      expect(await openIn(journal)).toEqual([
        ['1', null, 9_000],
        ['3', null, 9_000],
      ]);
    });

    it('begins again with the quantity that was read after an adjustment, and is not known without it', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      await drifted(journal, '2');
      const { request } = await send(journal, [adjustmentOf('1', 4), adjustmentOf('2', 4)]);
      await journal.settle({
        requestId: request.id,
        at: 6_000,
        outcome: 'ANSWERED',
        exchange: { httpStatus: 200, vendorRequestId: null },
        rows: request.rows.map((row, at) => ({ ...row, outcome: adjustedAt(6_000, at === 0 ? 12 : null) })),
      });
      expect(await journal.drifts([keyOf('1'), keyOf('2')])).toEqual([null, null]);
      expect(await openIn(journal)).toEqual([['2', null, 6_000]]);
      await read(journal, 11, 7_000);
      expect(await openIn(journal)).toEqual([
        ['2', null, 6_000],
        ['1', 12, 7_000],
      ]);
    });

    it('is not known where the gateway tracks a level so', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      await apply(journal, stockOf('2', 5));
      const tracking = inDoubt(6_000);
      await journal.track(['1', '2', 'nothing'].map((id) => ({ key: keyOf(id), tracking })));
      expect(await driftOf(journal)).toBe(null);
      expect(await openIn(journal)).toEqual([
        ['1', null, 6_000],
        ['2', null, 6_000],
      ]);
      expect(await journal.stockLevels([keyOf('nothing')])).toEqual([null]);
    });

    it('is never found of a level that the gateway did not set', async () => {
      const { journal } = await opened(open);
      await read(journal, 10, 1_000);
      await read(journal, 8, 4_000);
      expect(await openIn(journal)).toEqual([]);
    });

    it('keeps its difference through a full pass, and goes with its level', async () => {
      const { journal } = await opened(open);
      await drifted(journal);
      const level = seenLevel(keyOf('1'), 8, { observedAt: 6_000 });
      await journal.recordCatalogue(recordOf({ levels: [level], pass: 3 }));
      expect(await driftOf(journal)).toEqual(found);
      const gone = { channel: shop, products: [], levels: [keyOf('1')], locations: [] };
      await journal.removeFromCatalogue(gone, 7_000);
      expect(await driftOf(journal)).toBe(null);
      expect(await journal.countDrifts(shop, 9)).toBe(0);
    });

    it('is counted by channel, up to a limit', async () => {
      const { journal } = await opened(open);
      for (const id of ['1', '2', '3']) await drifted(journal, id);
      expect(await journal.countDrifts(shop, 9)).toBe(3);
      expect(await journal.countDrifts(shop, 2)).toBe(2);
      expect(await journal.countDrifts(other, 9)).toBe(0);
    });

    it('lists the oldest differences first, up to a limit', async () => {
      const { journal } = await opened(open);
      for (const [at, id] of ['3', '1', '2'].entries()) {
        await apply(journal, stockOf(id, 10));
        await read(journal, 8, 4_000 + at, id);
      }
      expect(await openIn(journal, 4_001)).toEqual([
        ['3', 10, 4_000],
        ['1', 10, 4_001],
      ]);
      expect(await journal.openDifferences(shop, 9_000, 1)).toMatchObject([{ level: { productId: '3' } }]);
      expect(await journal.openDifferences(other, 9_000, 9)).toEqual([]);
    });
  });

  describe('the filter drifted', () => {
    it('selects levels with drift, and the others', async () => {
      const { journal } = await opened(open);
      await apply(journal, ...['1', '2', '3', '4', '5'].map((id) => stockOf(id, 10)));
      for (const id of ['2', '4', '5']) await drifted(journal, id);
      // Its quantity is the expected one, and the vendor may still say why.
      await read(journal, 10, 6_000, '5');
      const { queued } = await send(journal, [stockOf('4', 1)]);
      expect(queued).toHaveLength(1);
      const idsOf = async (filter: Parameters<typeof levelsPage>[0], more = {}) =>
        (await journal.stockLevelsPage(levelsPage(filter, more))).nodes.map(({ productId }) => productId);
      expect(await idsOf({ drifted: true })).toEqual(['2', '4']);
      expect(await idsOf({ drifted: false })).toEqual(['1', '3', '5']);
      expect(await idsOf({ drifted: true, pending: true })).toEqual(['4']);
      expect(await idsOf({ drifted: true, pending: false })).toEqual(['2']);
      expect(await idsOf({ drifted: true, quantity: { min: 9, max: null } })).toEqual([]);
      expect(
        await idsOf({ drifted: true, productIds: [keyOf('1').productId, keyOf('4').productId] }),
      ).toEqual(['4']);
      const sort = { field: 'OBSERVED_AT', direction: 'DESC' } as const;
      expect(await idsOf({ drifted: true }, { sort })).toEqual(['4', '2']);
      expect(await idsOf({ drifted: true }, { last: true, limit: 1 })).toEqual(['4']);
      expect(await idsOf({ drifted: true, channels: [other] })).toEqual([]);
    });
  });

  describe('the filter drifted of SKUs', () => {
    it('selects SKUs with drift at a listing, of the channels that count', async () => {
      const { journal } = await opened(open);
      await apply(journal, ...['1', '2', '3'].map((id) => stockOf(id, 10)));
      await drifted(journal, '2');
      await drifted(journal, '3');
      // Its quantity is the expected one, and the vendor may still say why.
      await read(journal, 10, 6_000, '3');
      const listing = (id: string, channel = shop) => ({ ...keyOf(id, null, null, channel), buffer: 0 });
      const saved = [
        { code: 'B', listings: [listing('1'), listing('2')] },
        { code: 'C', listings: [listing('3'), listing('2', other)] },
        { code: 'A', listings: [] },
      ];
      await journal.saveSkus(
        saved.map((one, index) => ({ ...one, code: asSkuCode(one.code), index })),
        { channels: null },
      );
      const codesOf = async (filter: Partial<SkuFilter>, more: Partial<SkusPage> = {}) => {
        const all = {
          codes: null,
          channels: null,
          search: null,
          unlisted: null,
          visible: null,
          drifted: null,
        };
        const page = {
          filter: { ...all, ...filter },
          after: null,
          before: null,
          limit: 9,
          last: false,
          ...more,
        };
        const { nodes, hasMore } = await journal.skusPage(page);
        return [...nodes.map(({ code }) => String(code)), ...(hasMore ? ['…'] : [])];
      };
      expect(await codesOf({ drifted: true })).toEqual(['B']);
      expect(await codesOf({ drifted: false })).toEqual(['A', 'C']);
      expect(await codesOf({ drifted: false, codes: ['C', 'B'].map(asSkuCode) })).toEqual(['C']);
      expect(await codesOf({ drifted: true, channels: [other] })).toEqual([]);
      expect(await codesOf({ drifted: true, visible: [channelKeyOf(other)] })).toEqual([]);
      expect(
        await codesOf({ drifted: false, visible: [channelKeyOf(shop)] }, { last: true, limit: 1 }),
      ).toEqual(['C', '…']);
    });

    it('finds every SKU of a page, however many have no drift before it', async () => {
      const { journal } = await opened(open);
      const ids = Array.from({ length: 250 }, (_, at) => String(1_000 + at));
      await apply(journal, ...ids.map((id) => stockOf(id, 10)));
      await journal.recordRead(ids.map((id) => seenLevel(keyOf(id), 8, { observedAt: 4_000 })));
      const levels = ids.map((id) => seenLevel(keyOf(id), 8, { observedAt: 5_000 }));
      await journal.recordCatalogue(recordOf({ levels, resolution: { is: 'UNEXPLAINED', until: 5_000 } }));
      // All but the last ones have the expected quantity now.
      const back = ids.slice(0, 247).map((id) => seenLevel(keyOf(id), 10, { observedAt: 6_000 }));
      await journal.recordRead(back);
      await journal.saveSkus(
        ids.map((id, index) => ({ code: asSkuCode(id), listings: [{ ...keyOf(id), buffer: 0 }], index })),
        { channels: null },
      );
      const all = { codes: null, channels: null, search: null, unlisted: null, visible: null };
      const page = { after: null, before: null, limit: 2, last: false };
      const first = await journal.skusPage({ ...page, filter: { ...all, drifted: true } });
      expect(first).toMatchObject({ nodes: [{ code: '1247' }, { code: '1248' }], hasMore: true });
      const rest = await journal.skusPage({
        ...page,
        filter: { ...all, drifted: true },
        after: asSkuCode('1248'),
      });
      expect(rest).toMatchObject({ nodes: [{ code: '1249' }], hasMore: false });
    });
  });

  describe('the last event of a channel', () => {
    it('is the newest one that was stored, also after it was processed', async () => {
      const { journal, reopen } = await opened(open);
      const one: VendorEvent = { type: 'stock', changes: [] };
      expect(await journal.lastEventAt(shop)).toBe(null);
      await journal.storeEvent(shop, one, 5_000, true);
      const { id } = await journal.storeEvent(shop, one, 7_000, true);
      await journal.storeEvent(shop, one, 6_000, true);
      await journal.removeEvent(id);
      const again = await reopen();
      expect(await again.lastEventAt(shop)).toBe(7_000);
      expect(await again.lastEventAt(other)).toBe(null);
    });

    it('is none that the gateway stored on its own', async () => {
      const { journal } = await opened(open);
      const one: VendorEvent = { type: 'stock', changes: [] };
      await journal.storeEvent(shop, one, 5_000, false);
      expect(await journal.lastEventAt(shop)).toBe(null);
      await journal.storeEvent(shop, one, 6_000, true);
      await journal.storeEvent(shop, one, 7_000, false);
      expect(await journal.lastEventAt(shop)).toBe(6_000);
      expect(await journal.storedEvents([shop], 9)).toHaveLength(3);
    });
  });
};
