import type { StockKey } from '../../domain/stock.ts';

/** An entry of the history of a level. */
export type HistoryPlace = StockKey & { readonly id: number };

/**
 * The position at which a sweep continues. It visits the operations, the vendor requests and the webhook deliveries, in
 * order of id, and then the history of stock, in order of the levels.
 */
export type PruneCursor =
  | { readonly of: 'operations' | 'requests' | 'deliveries'; readonly after: number }
  | { readonly of: 'history'; readonly after: HistoryPlace | null };

/** The result of one step of a sweep. */
export type Pruned = {
  readonly operations: number;
  /** Null at the end of the sweep. */
  readonly next: PruneCursor | null;
};
