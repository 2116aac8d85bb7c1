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

/** One row of GET /stock/changes/{product}/{store}: all strings. 02 is a sale, 08 stocktaking, 15 a call of the API. */
export type StockChangeRow = {
  readonly id: string;
  readonly targetDateTime: string;
  readonly updDateTime: string;
  readonly amount: string;
  /** The stock after the change. */
  readonly stockAmount: string;
  readonly stockDivision: '02' | '08' | '15';
  readonly memo: string | null;
};

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
  /** The last changes of a pair, the oldest first. */
  history(productId: string, storeId: string): readonly StockChangeRow[];
  /** Removes the rows of a product, because the vendor deleted it. */
  remove(productId: string): void;
  /** Sorted by product and store. */
  levels(): readonly StockLevel[];
  reset(): void;
};

const firstHistoryId = 1234;
/** Changes of the vendor's side have ids of their own, so that examples of API calls always show the same ids. */
const firstOwnHistoryId = 1_000_001;
/** The newest entries of the history of a pair that are kept. */
const keptEntries = 2_000;
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
  const histories = new Map<string, StockChangeRow[]>();
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
  /** Puts a new amount, with its entry in the history. */
  const record = (
    row: Pick<StockRow, 'productId' | 'storeId'>,
    amount: number,
    entry: Pick<StockChangeRow, 'id' | 'stockDivision' | 'memo'>,
  ): void => {
    const pair = pairOf(row);
    const before = Number(levels.get(pair)?.stockAmount ?? 0);
    const at = tokyoTime(now());
    const [productId, storeId] = [plainId(row.productId), plainId(row.storeId)];
    const stockAmount = String(amount);
    put({ storeId, productId, stockAmount, layawayStockAmount: '0', updDateTime: at });
    const times = { targetDateTime: at, updDateTime: at };
    const history = histories.get(pair) ?? [];
    histories.set(pair, history);
    history.push({ ...entry, ...times, amount: String(amount - before), stockAmount });
    if (history.length > keptEntries) history.shift();
  };
  const reset = (): void => {
    levels.clear();
    histories.clear();
    setByCalls.clear();
    order = null;
    for (const row of initial) put(row);
  };
  /** Sets the stock of a row. For an addition, `added` is the amount that was added. */
  const putRow = (row: StockRow, amount: number, added: { readonly added?: string } = {}): ResultRow => {
    const id = String(nextHistoryId);
    nextHistoryId += 1;
    const memo = row.stockHistory?.memo ?? null;
    record(row, amount, { id, stockDivision: '15', memo });
    setByCalls.add(pairOf(row));
    applied(pairOf(row), { stockAmount: String(amount), ...added, memo, id });
    return { id, productId: plainId(row.productId), storeId: plainId(row.storeId) };
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
  const changeAmount = (
    productId: string,
    storeId: string,
    amountOf: (amount: number) => number,
    stockDivision: StockChangeRow['stockDivision'],
  ): ResultRow => {
    const id = String(nextOwnHistoryId);
    nextOwnHistoryId += 1;
    const amount = amountOf(Number(level(productId, storeId)?.stockAmount ?? 0));
    record({ productId, storeId }, amount, { id, stockDivision, memo: null });
    return { id, productId, storeId };
  };
  reset();
  return {
    set: (rows) => write(rows, setRow),
    add: (rows) => write(rows, addRow),
    changeSilently: (...about) => void changeAmount(...about, '08'),
    setPairs: () => [...setByCalls].flatMap((pair) => levels.get(pair) ?? []),
    change: (productId, storeId, amountOf) => {
      const row = changeAmount(productId, storeId, amountOf, '02');
      changed([row]);
      return row;
    },
    level,
    history: (productId, storeId) => histories.get(pairOf({ productId, storeId })) ?? [],
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
