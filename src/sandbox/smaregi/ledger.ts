import type { Json } from '../core/endpoint.ts';
import { pairOf, plainId, type StockRow } from './form.ts';

/** One row of GET /stock: all strings. */
export type StockLevel = {
  readonly storeId: string;
  readonly productId: string;
  readonly stockAmount: string;
  readonly layawayStockAmount: string;
  readonly updDateTime: string;
};

/** One row of a webhook's result[]; `id` is that of the stock history. */
export type ResultRow = { readonly id: string; readonly productId: string; readonly storeId: string };

/** The stock of Smaregi. A product has no row until its stock first changes. */
export type Ledger = {
  set(rows: readonly StockRow[]): readonly ResultRow[];
  levels(): readonly StockLevel[];
  reset(): void;
};

const tokyoOffsetMs = 9 * 60 * 60 * 1000;
const tokyoTime = (at: number): string =>
  `${new Date(at + tokyoOffsetMs).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}+09:00`;

const firstHistoryId = 1234;

export const createLedger = (applied: (target: string, value: Json) => void): Ledger => {
  const levels = new Map<string, StockLevel>();
  let nextHistoryId = firstHistoryId;
  const setRow = (row: StockRow): ResultRow => {
    const id = String(nextHistoryId);
    nextHistoryId += 1;
    const [productId, storeId] = [plainId(row.productId), plainId(row.storeId)];
    const stockAmount = String(Number(row.stockAmount));
    const updDateTime = tokyoTime(Date.now());
    levels.set(pairOf(row), { storeId, productId, stockAmount, layawayStockAmount: '0', updDateTime });
    applied(pairOf(row), { stockAmount, memo: row.stockHistory?.memo ?? null, id });
    return { id, productId, storeId };
  };
  return {
    set: (rows) => rows.map(setRow),
    levels: () =>
      [...levels.values()].sort(
        (a, b) => Number(a.productId) - Number(b.productId) || Number(a.storeId) - Number(b.storeId),
      ),
    // Ids keep rising: the vendor uses none twice.
    reset: () => levels.clear(),
  };
};
