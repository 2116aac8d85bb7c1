import type { DatabaseSync } from 'node:sqlite';
import type { StockKey } from '../../../domain/stock.ts';
import type { StockHistoryEntry } from '../../../domain/stock-history.ts';
import { createTimeSlices } from '../../../lib/time-slices.ts';
import type { Page, PageOf } from '../../../ports/journal/page.ts';
import { historyEntryOf, pageFrom, stockKeyValues } from '../../journal-rows.ts';

const sameLevel = (alias: string): string =>
  ['channel', 'product_id', 'location_id', 'option_id']
    .map((column) => `${alias}.${column} = h.${column}`)
    .join(' AND ');

/** Pages of the history. Many pages are read in short slices, because SQLite blocks the event loop. */
export const prepareReadHistory = (db: DatabaseSync) => {
  const page = (order: 'ASC' | 'DESC') =>
    db.prepare(`
      SELECT h.id, h.quantity, h.at, h.source, h.operation_id, h.vendor_reference, coalesce(
        (SELECT p.quantity FROM stock_history p WHERE ${sameLevel('p')} AND p.id < h.id ORDER BY p.id DESC LIMIT 1),
        (SELECT s.first_quantity FROM stock_levels s WHERE ${sameLevel('s')})) AS before
      FROM stock_history h
      WHERE h.channel = ? AND h.product_id = ? AND h.location_id = ? AND h.option_id = ? AND h.id > ? AND h.id < ?
      ORDER BY h.id ${order} LIMIT ?`);
  const forward = page('DESC');
  const backward = page('ASC');
  const slices = createTimeSlices();

  return async (
    keys: readonly StockKey[],
    { after, before, limit, last }: PageOf<number>,
  ): Promise<readonly Page<StockHistoryEntry>[]> => {
    const pages: Page<StockHistoryEntry>[] = [];
    for (const key of keys) {
      const rows = (last ? backward : forward).all(
        ...stockKeyValues(key),
        before ?? 0,
        after ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      );
      pages.push(pageFrom(rows.map(historyEntryOf), { limit, last }));
      const pause = slices.next();
      if (pause) await pause;
    }
    return pages;
  };
};
