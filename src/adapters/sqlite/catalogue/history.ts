import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type HistoryWrite, historyStepOf, maxEntries } from '../../../core/decide/history.ts';
import { type StockKey, stockKeyText } from '../../../domain/stock.ts';
import type { HistoryPlace } from '../../../ports/journal/prune.ts';
import {
  historyCandidateOf,
  integer,
  stockKeyColumns as key,
  noOperation,
  sourceNumber,
  stockKeyValues,
} from '../../journal-rows.ts';
import { prepareManyRows } from '../rows/many-rows.ts';

/** Ids that are reserved at a time, so that few transactions write the counter. A restart leaves a gap. */
const reservedAtOnce = 10_000;

const prepareIds = (db: DatabaseSync) => {
  const reserve = db.prepare(
    `UPDATE stock_history_ids SET reserved = reserved + ${reservedAtOnce} RETURNING reserved`,
  );
  let last = 0;
  let reserved = 0;
  return {
    next: (): number => {
      if (last === reserved) {
        const row = reserve.get();
        if (!row) throw new Error('The journal has no counter of the stock history');
        reserved = integer(row, 'reserved');
        last = reserved - reservedAtOnce;
      }
      last += 1;
      return last;
    },
    /** The transaction may have reserved the ids. */
    rolledBack: (): void => {
      last = 0;
      reserved = 0;
    },
  };
};

const ofLevel = 'channel = ? AND product_id = ? AND location_id = ? AND option_id = ?';

/** The history of stock levels. Each method runs inside a transaction of the caller. */
export const prepareHistory = (db: DatabaseSync) => {
  const insert = prepareManyRows(
    db,
    10,
    `INSERT INTO stock_history (${key}, id, quantity, at, source, operation_id, vendor_reference) VALUES`,
  );
  const any = db.prepare('SELECT 1 FROM stock_history LIMIT 1');
  const anyOf = db.prepare(`SELECT 1 FROM stock_history WHERE ${ofLevel} LIMIT 1`);
  const step = db.prepare(`
    SELECT ${key}, id, at, quantity FROM stock_history WHERE (${key}, id) > (?, ?, ?, ?, ?)
    ORDER BY ${key}, id LIMIT ${maxEntries}`);
  const drop = db.prepare(`DELETE FROM stock_history WHERE ${ofLevel} AND id <= ?`);
  const putFirst = db.prepare(`UPDATE stock_levels SET first_quantity = ? WHERE ${ofLevel}`);
  const ids = prepareIds(db);

  return {
    add: (entries: readonly HistoryWrite[]): void => {
      const values: SQLInputValue[] = [];
      for (const { level, at, by, vendorReference } of entries) {
        const { channel, productId, locationId, optionId, quantity, source } = level;
        values.push(channel, productId, locationId ?? '', optionId ?? '', ids.next(), quantity, at);
        values.push(sourceNumber(source), by ?? noOperation, vendorReference);
      }
      insert(values);
    },
    /** The texts of those keys that have entries. */
    withEntries: (keys: readonly StockKey[]): ReadonlySet<string> =>
      keys.length === 0 || !any.get()
        ? new Set()
        : new Set(keys.filter((one) => anyOf.get(...stockKeyValues(one))).map(stockKeyText)),
    /** Deletes old entries among the next ones. Returns where the next step begins; null at the end. */
    prune: (before: number, after: HistoryPlace | null): HistoryPlace | null => {
      const found = step.all(...(after ? [...stockKeyValues(after), after.id] : ['', '', '', '', 0]));
      const { drops, next } = historyStepOf(found.map(historyCandidateOf), before);
      for (const one of drops) {
        putFirst.run(one.quantity, ...stockKeyValues(one));
        drop.run(...stockKeyValues(one), one.id);
      }
      return next;
    },
    rolledBack: ids.rolledBack,
  };
};

export type History = ReturnType<typeof prepareHistory>;
