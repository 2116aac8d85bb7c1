import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { historyEntryOf, integer, pageFrom } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { levelKeyValues, sameLevel } from '../sql.ts';

/** The pages of $1 to $4 between the ids $5 and $6. Each costs the same for any number of entries. Positions count from 1. */
const page = (order: 'ASC' | 'DESC'): Statement => ({
  name: `stock-history-${order}`,
  text: `
    SELECT k.position, h.id, h.quantity, h.at, h.source, h.operation_id, h.vendor_reference, coalesce(
      (SELECT p.quantity FROM stock_history p WHERE ${sameLevel('p', 'k')} AND p.id < h.id ORDER BY p.id DESC LIMIT 1),
      (SELECT s.first_quantity FROM stock_levels s WHERE ${sameLevel('s', 'k')})) AS before
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      WITH ORDINALITY k(channel, product_id, location_id, option_id, position)
    CROSS JOIN LATERAL (
      SELECT e.id, e.quantity, e.at, e.source, e.operation_id, e.vendor_reference FROM stock_history e
      WHERE ${sameLevel('e', 'k')} AND e.id > $5::bigint AND e.id < $6::bigint ORDER BY e.id ${order} LIMIT $7) h
    ORDER BY k.position, h.id ${order}`,
});
const forward = page('DESC');
const backward = page('ASC');

/** One statement for any number of levels. */
export const historyReads = (read: Read): Pick<JournalReads, 'stockHistory'> => ({
  stockHistory: async (keys, { after, before, limit, last }) => {
    const rows = await read(last ? backward : forward, [
      ...levelKeyValues(keys),
      before ?? 0,
      after ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    ]);
    const found = Map.groupBy(rows, (row) => integer(row, 'position'));
    return keys.map((_, index) =>
      pageFrom((found.get(index + 1) ?? []).map(historyEntryOf), { limit, last }),
    );
  },
});
