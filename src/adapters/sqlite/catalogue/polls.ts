import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../../../domain/ids.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { Catalogue, CatalogueKind, Removed, StockPlace } from '../../../ports/journal/catalogue.ts';
import type { VendorEvent } from '../../../ports/vendor-reads.ts';
import { locationOf, productPlaceOf, stockPlaceOf, storedEventOf, textOrNull } from '../../journal-rows.ts';
import { edgeAt, walk } from '../../lists/pages.ts';
import { prepareSlices } from './slices.ts';

/** The state of polls, the rows that a full pass did not read, and the stored events. */
export const preparePolls = (db: DatabaseSync) => {
  const position = db.prepare('SELECT position FROM polls WHERE channel = ?');
  const addEvent = db.prepare(`
    INSERT INTO vendor_events (channel, received_at, event) VALUES (?, ?, ?)
    RETURNING id, channel, received_at, event`);
  const noteEvent = db.prepare(`
    INSERT INTO last_vendor_events (channel, received_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET received_at = max(received_at, excluded.received_at)`);
  const eventsOf = db.prepare(`
    SELECT id, channel, received_at, event FROM vendor_events WHERE channel = ? ORDER BY id LIMIT ?`);
  const removeEvent = db.prepare('DELETE FROM vendor_events WHERE id = ?');

  const unread = {
    filtered: ['full_pass', 'observed_at'],
    filter: 'r.full_pass IS NOT :pass AND r.observed_at < :before',
    value: null,
    size: 1_000,
  };
  const products = prepareSlices(db, {
    ...unread,
    table: 'products',
    ids: ['product_id'],
    placeOf: productPlaceOf,
    edgeAt,
  });
  const levels = prepareSlices<StockPlace>(db, {
    ...unread,
    table: 'stock_levels',
    ids: ['product_id', 'location_id', 'option_id'],
    placeOf: stockPlaceOf,
    edgeAt,
  });
  const locations = db.prepare(`
    SELECT channel, location_id, name, kind FROM locations
    WHERE channel = ? AND full_pass IS NOT ? AND observed_at < ? ORDER BY location_id LIMIT ?`);

  return {
    pollPosition: (channel: ChannelId): string | null => {
      const row = position.get(channel);
      return row ? textOrNull(row, 'position') : null;
    },
    storeEvent: (channel: ChannelId, event: VendorEvent, at: number, isFromVendor: boolean) => {
      const row = addEvent.get(channel, at, JSON.stringify(event));
      if (!row) throw new Error('The event was not stored');
      if (isFromVendor) noteEvent.run(channel, at);
      return storedEventOf(row);
    },
    storedEvents: (channels: readonly ChannelId[], limit: number) =>
      channels
        .flatMap((channel) => eventsOf.all(channel, limit).map(storedEventOf))
        .sort((a, b) => a.id - b.id)
        .slice(0, limit),
    removeEvent: (id: number): void => {
      removeEvent.run(id);
    },
    unseen: async (
      channel: ChannelId,
      kind: CatalogueKind,
      pass: number,
      before: number,
      limit: number,
    ): ReturnType<Catalogue['unseen']> => {
      const none: Removed = { channel, products: [], levels: [], locations: [] };
      const page = {
        filter: { channels: [channel] },
        sort: { field: 'PRODUCT_ID', direction: 'ASC' },
        after: null,
        before: null,
        limit,
        last: false,
      } as const;
      const values = { pass, before };
      switch (kind) {
        case 'products': {
          const { places } = await walk(page, (range, most) => products(range, most, values));
          return { ...none, products: places.map(({ productId }) => productId) };
        }
        case 'levels': {
          const { places } = await walk(page, (range, most) => levels(range, most, values));
          return { ...none, levels: places.map(({ value: _, ...key }) => key) };
        }
        case 'locations': {
          const rows = locations.all(channel, pass, before, limit);
          return { ...none, locations: rows.map((row) => locationOf(row).locationId) };
        }
        default:
          return assertNever(kind);
      }
    },
  };
};
