import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { integer, locationOf, pageOf } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { readStock } from '../reads/read-stock.ts';
import { levelReads } from './level-lists.ts';
import { productReads } from './product-lists.ts';

/** The last code point. No text begins with it, so it sorts behind every text. */
const behindEveryText = '\u{10FFFF}';

const byKeys: Statement = {
  name: 'locations',
  text: `
    SELECT l.channel, l.location_id, l.name, l.kind, k.position
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, location_id, position)
    JOIN locations l ON l.channel = k.channel AND l.location_id = k.location_id`,
};
const page = (direction: 'ASC' | 'DESC'): Statement => ({
  name: `locations-page-${direction}`,
  text: `
    SELECT channel, location_id, name, kind FROM locations
    WHERE channel = $1 AND location_id > $2 AND location_id < $3 ORDER BY location_id ${direction} LIMIT $4`,
});
const forward = page('ASC');
const backward = page('DESC');

const locationReads = (read: Read): Pick<JournalReads, 'locations' | 'locationsPage'> => ({
  locations: async (keys) => {
    const rows = await read(byKeys, [
      keys.map(({ channel }) => channel),
      keys.map(({ locationId }) => locationId),
    ]);
    const found = new Map(rows.map((row) => [integer(row, 'position'), locationOf(row)]));
    return keys.map((_, index) => found.get(index + 1) ?? null);
  },
  locationsPage: async ({ channel, after, before, limit, last }) => {
    const rows = await read(last ? backward : forward, [
      ...[channel, after ?? '', before ?? behindEveryText, limit + 1],
    ]);
    const found = pageOf(rows.map(locationOf), limit);
    return last ? { ...found, nodes: found.nodes.toReversed() } : found;
  },
});

/** The reads of the catalogue, and those of stock. */
export const catalogueReads = (read: Read) => {
  const stock = readStock(read);
  return { ...stock, ...productReads(read), ...levelReads(read, stock), ...locationReads(read) };
};
