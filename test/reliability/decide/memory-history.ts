import { levelKind, record, type StoredRow } from '../../../src/core/decide/catalogue.ts';
import type { LevelWrite } from '../../../src/core/decide/data/writes.ts';
import {
  firstQuantityOf,
  type HistoryWrite,
  historyStepOf,
  observedHistory,
} from '../../../src/core/decide/history.ts';
import { type StockLevel, stockKeyText } from '../../../src/domain/stock.ts';

type Entry = HistoryWrite & { readonly id: number; readonly before: number | null };

/** The levels and their history. Unlike the stores, it keeps the quantity from before with each entry. */
export const createMemoryHistory = () => {
  const levels = new Map<string, StoredRow<StockLevel>>();
  const entries = new Map<string, Entry[]>();
  const firsts = new Map<string, number | null>();
  let lastId = 0;

  const add = (writes: readonly HistoryWrite[]): void => {
    for (const write of writes) {
      const key = stockKeyText(write.level);
      const own = entries.get(key) ?? [];
      // A level that returns continues its history.
      const before = levels.get(key)?.row.quantity ?? own.at(-1)?.level.quantity ?? null;
      lastId += 1;
      entries.set(key, [...own, { ...write, id: lastId, before }]);
    }
  };
  /** The quantity before the oldest entry is not known any longer. */
  const forgetFirst = (key: string): void => {
    const [oldest, ...others] = entries.get(key) ?? [];
    if (oldest) entries.set(key, [{ ...oldest, before: null }, ...others]);
  };
  const put = (key: string, stored: StoredRow<StockLevel>): void => void levels.set(key, stored);

  return {
    /** Stores the levels of a settlement. */
    write: (written: readonly LevelWrite[]): void => {
      add(written);
      for (const { level, by } of written)
        put(stockKeyText(level), { row: level, by, pass: null, tracking: null });
    },
    /** Stores levels that were read. */
    observe: (seen: readonly StockLevel[]): void => {
      const keys = seen.map(stockKeyText);
      const stored = keys.map((key) => levels.get(key) ?? null);
      const writes = record(levelKind, seen, stored, { pass: null, refresh: true });
      const returned = new Set(keys.filter((key) => entries.has(key)));
      add(observedHistory(writes, returned));
      for (const write of writes) {
        const key = stockKeyText(write.row);
        if (!levels.has(key)) firsts.set(key, firstQuantityOf(write, returned));
        put(key, write);
      }
    },
    /** The vendor removes a level. */
    remove: (level: StockLevel): void => {
      const key = stockKeyText(level);
      levels.delete(key);
      firsts.delete(key);
      forgetFirst(key);
    },
    /** Deletes entries that are older than `before`. */
    prune: (before: number): void => {
      const found = [...entries.values()].flat().map(({ level, id, at }) => ({ ...level, id, at }));
      for (const drop of historyStepOf(found, before).drops) {
        const key = stockKeyText(drop);
        const kept = (entries.get(key) ?? []).filter(({ id }) => id > drop.id);
        if (kept.length > 0) entries.set(key, kept);
        else entries.delete(key);
        if (levels.has(key)) firsts.set(key, drop.quantity);
        else forgetFirst(key);
      }
    },
    /**
     * The errors of the chains: `before` of an entry is `after` of the entry before it, the oldest entry follows the first
     * quantity, and the newest one has the quantity of the level.
     */
    breaches: (): readonly string[] => {
      const breaches: string[] = [];
      for (const [key, { row }] of levels) {
        let quantity = firsts.get(key) ?? null;
        for (const { before, level } of entries.get(key) ?? []) {
          if (before !== quantity) breaches.push(`${key}: an entry follows ${quantity}, not ${before}`);
          quantity = level.quantity;
        }
        if (quantity !== row.quantity)
          breaches.push(`${key} is ${row.quantity}, and its history ends with ${quantity}`);
      }
      return breaches;
    },
  };
};

export type MemoryHistory = ReturnType<typeof createMemoryHistory>;
