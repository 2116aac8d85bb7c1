import { driftOf } from '../../../../core/decide/drift.ts';
import type { Catalogue } from '../../../../ports/journal/catalogue.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { integer, openDifferenceOf, stockKeyOf, trackingColumns, trackingOf } from '../../../journal-rows.ts';
import { type LevelSource, stockPlacesAt } from '../../../lists/levels.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { levelKeyValues, sameLevel } from '../sql.ts';

const key = ['channel', 'product_id', 'location_id', 'option_id'];
const of = (columns: readonly string[]): string => columns.map((column) => `s.${column}`).join(', ');

// Positions count from 1.
const byKeys: Statement = {
  name: 'drifts',
  text: `
    SELECT s.quantity, ${of(trackingColumns)}, k.position
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      WITH ORDINALITY k(channel, product_id, location_id, option_id, position)
    JOIN stock_levels s ON ${sameLevel('s', 'k')}
    WHERE s.drift_since IS NOT NULL`,
};
const drifted: Statement = {
  name: 'drifted-levels',
  text: `
    SELECT ${of(key)} FROM stock_levels s WHERE s.channel = ANY ($1::text[]) AND s.drift_since IS NOT NULL
    ORDER BY ${of(key)} LIMIT $2`,
};
const count: Statement = {
  name: 'count-drifts',
  text: `
    SELECT count(*)::integer AS count FROM (
      SELECT 1 FROM stock_levels s WHERE s.channel = $1 AND s.drift_since IS NOT NULL LIMIT $2) d`,
};
const open: Statement = {
  name: 'open-differences',
  text: `
    SELECT ${of(key)}, s.quantity, s.sold_out, s.observed_at, s.source, s.operation_id, s.open_from, s.open_since
    FROM stock_levels s WHERE s.channel = $1 AND s.open_since <= $2
    ORDER BY s.open_since, s.product_id, s.location_id, s.option_id LIMIT $3`,
};
const lastEvent: Statement = {
  name: 'last-vendor-event',
  text: 'SELECT received_at FROM last_vendor_events WHERE channel = $1',
};

type DriftReads = Pick<JournalReads, 'drifts'> &
  Pick<Catalogue, 'countDrifts' | 'openDifferences' | 'lastEventAt'> &
  Pick<LevelSource, 'driftedAt'>;

/** The differences between the stored quantities and the expected ones. Each method runs one statement. */
export const driftReads = (read: Read): DriftReads => ({
  drifts: async (keys) => {
    const rows = await read(byKeys, levelKeyValues(keys));
    const found = new Map(
      rows.map((row) => [integer(row, 'position'), driftOf(integer(row, 'quantity'), trackingOf(row))]),
    );
    return keys.map((_, index) => found.get(index + 1) ?? null);
  },
  driftedAt: async (channels, limit) =>
    stockPlacesAt((await read(drifted, [channels, limit])).map(stockKeyOf)),
  countDrifts: async (channel, limit) => {
    const [row] = await read(count, [channel, limit]);
    return row ? integer(row, 'count') : 0;
  },
  openDifferences: async (channel, until, limit) =>
    (await read(open, [channel, until, limit])).map(openDifferenceOf),
  lastEventAt: async (channel) => {
    const [row] = await read(lastEvent, [channel]);
    return row ? integer(row, 'received_at') : null;
  },
});
