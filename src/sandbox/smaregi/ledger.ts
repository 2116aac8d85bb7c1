import type { Json } from '../core/endpoint.ts';
import type { Product } from './data/products.ts';
import type { Store } from './data/stores.ts';
import { tokyoTime } from './data/time.ts';
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
  /** Sets stock by a call of the API. */
  set(rows: readonly StockRow[]): readonly ResultRow[];
  /** Adds to stock by a call of the API. */
  add(rows: readonly StockRow[]): readonly ResultRow[];
  /** Changes stock at the vendor's side, e.g. by a sale. `amountOf` gives the new amount for the old one. */
  change(productId: string, storeId: string, amountOf: (amount: number) => number): ResultRow;
  /** Changes stock at the vendor's side without an event. */
  changeSilently(productId: string, storeId: string, amountOf: (amount: number) => number): void;
  /** The pairs that a call of the API has set. */
  setPairs(): readonly Pick<StockLevel, 'productId' | 'storeId'>[];
  level(productId: string, storeId: string): StockLevel | undefined;
  /** Removes the rows of a product, because the vendor deleted it. */
  remove(productId: string): void;
  /** Sorted by product and store. */
  levels(): readonly StockLevel[];
  reset(): void;
};

const firstHistoryId = 1234;
/** Changes of the vendor's side have ids of their own, so that examples of API calls always show the same ids. */
const firstOwnHistoryId = 1_000_001;
const dayMs = 24 * 60 * 60 * 1000;

/** The pair of the examples. It has no row until a client sets it, and is never sold. */
const examplePair = '567:8';

/** Most pairs have a row at the start. */
export const initialLevels = (
  products: readonly Product[],
  stores: readonly Store[],
  startedAt: number,
): readonly StockLevel[] =>
  products.flatMap(({ productId, stockControlDivision }) =>
    stores.flatMap(({ storeId, storeDivision }): StockLevel[] => {
      const seed = Number(productId) * 31 + Number(storeId) * 17;
      const isStocked = seed % 10 < 8 && `${productId}:${storeId}` !== examplePair;
      if (stockControlDivision !== '0' || !isStocked) return [];
      const stockAmount = String((seed % 60) * (storeDivision === '1' ? 10 : 1));
      const updDateTime = tokyoTime(startedAt - (1 + (seed % 45)) * dayMs - (seed % 7200) * 1000);
      return [{ storeId, productId, stockAmount, layawayStockAmount: '0', updDateTime }];
    }),
  );

type Options = {
  readonly now: () => number;
  readonly initial: readonly StockLevel[];
  readonly applied: (target: string, value: Json) => void;
  /** Called after each change with the rows of one event. */
  readonly changed: (rows: readonly ResultRow[]) => void;
};

export const createLedger = ({ now, initial, applied, changed }: Options): Ledger => {
  const levels = new Map<string, StockLevel>();
  const setByCalls = new Set<string>();
  let nextHistoryId = firstHistoryId;
  let nextOwnHistoryId = firstOwnHistoryId;
  /** The pairs in order; null if a pair is new since then. */
  let order: readonly string[] | null = null;
  const put = (row: StockLevel): void => {
    const pair = pairOf(row);
    if (!levels.has(pair)) order = null;
    levels.set(pair, row);
  };
  const reset = (): void => {
    levels.clear();
    setByCalls.clear();
    order = null;
    for (const row of initial) put(row);
  };
  /** Sets the stock of a row. For an addition, `added` is the amount that was added. */
  const putRow = (row: StockRow, amount: number, added: { readonly added?: string } = {}): ResultRow => {
    const id = String(nextHistoryId);
    nextHistoryId += 1;
    const [productId, storeId] = [plainId(row.productId), plainId(row.storeId)];
    const stockAmount = String(amount);
    put({ storeId, productId, stockAmount, layawayStockAmount: '0', updDateTime: tokyoTime(now()) });
    setByCalls.add(pairOf(row));
    applied(pairOf(row), { stockAmount, ...added, memo: row.stockHistory?.memo ?? null, id });
    return { id, productId, storeId };
  };
  const setRow = (row: StockRow): ResultRow => putRow(row, Number(row.stockAmount));
  /** A pair without a row has no stock. */
  const addRow = (row: StockRow): ResultRow => {
    const before = Number(levels.get(pairOf(row))?.stockAmount ?? 0);
    return putRow(row, before + Number(row.stockAmount), { added: String(Number(row.stockAmount)) });
  };
  const inOrder = (a: StockLevel, b: StockLevel): number =>
    Number(a.productId) - Number(b.productId) || Number(a.storeId) - Number(b.storeId);
  const level = (productId: string, storeId: string) => levels.get(pairOf({ productId, storeId }));
  const write = (rows: readonly StockRow[], one: (row: StockRow) => ResultRow): readonly ResultRow[] => {
    const result = rows.map(one);
    changed(result);
    return result;
  };
  const changeAmount: Ledger['changeSilently'] = (productId, storeId, amountOf) => {
    const stockAmount = String(amountOf(Number(level(productId, storeId)?.stockAmount ?? 0)));
    put({ storeId, productId, stockAmount, layawayStockAmount: '0', updDateTime: tokyoTime(now()) });
  };
  reset();
  return {
    set: (rows) => write(rows, setRow),
    add: (rows) => write(rows, addRow),
    changeSilently: changeAmount,
    setPairs: () => [...setByCalls].flatMap((pair) => levels.get(pair) ?? []),
    change: (productId, storeId, amountOf) => {
      changeAmount(productId, storeId, amountOf);
      const row = { id: String(nextOwnHistoryId), productId, storeId };
      nextOwnHistoryId += 1;
      changed([row]);
      return row;
    },
    level,
    remove: (productId) => {
      for (const [pair, row] of levels) if (row.productId === productId) levels.delete(pair);
    },
    levels: () => {
      order ??= [...levels.values()].sort(inOrder).map(pairOf);
      return order.flatMap((pair) => levels.get(pair) ?? []);
    },
    // Ids keep rising: the vendor uses none twice.
    reset,
  };
};
