import type { DatabaseSync } from 'node:sqlite';
import type { CatalogueReads } from '../../../ports/journal/catalogue.ts';
import { integer, locationOf, pageOf } from '../../journal-rows.ts';

/** SQLite sorts a blob behind every text. */
const behindEveryText = new Uint8Array(0);

export const prepareLocations = (db: DatabaseSync) => {
  const byKeys = db.prepare(`
    SELECT l.channel, l.location_id, l.name, l.kind, k.key AS position FROM json_each(?) k JOIN locations l
      ON l.channel = k.value ->> 0 AND l.location_id = k.value ->> 1`);
  const page = (direction: 'ASC' | 'DESC') =>
    db.prepare(`
      SELECT channel, location_id, name, kind FROM locations
      WHERE channel = ? AND location_id > ? AND location_id < ? ORDER BY location_id ${direction} LIMIT ?`);
  const forward = page('ASC');
  const backward = page('DESC');

  return {
    locations: (keys: Parameters<CatalogueReads['locations']>[0]) => {
      const wanted = keys.map(({ channel, locationId }) => [channel, locationId]);
      const found = new Map(
        byKeys.all(JSON.stringify(wanted)).map((row) => [integer(row, 'position'), locationOf(row)]),
      );
      return keys.map((_, position) => found.get(position) ?? null);
    },
    locationsPage: ({
      channel,
      after,
      before,
      limit,
      last,
    }: Parameters<CatalogueReads['locationsPage']>[0]) => {
      const rows = (last ? backward : forward).all(
        channel,
        after ?? '',
        before ?? behindEveryText,
        limit + 1,
      );
      const found = pageOf(rows.map(locationOf), limit);
      return last ? { ...found, nodes: found.nodes.toReversed() } : found;
    },
  };
};
