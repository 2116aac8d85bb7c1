import type { StockKey } from './stock.ts';

/** The vendor's quantity of a level differs from the expected one, and no change at the vendor explains it. */
export type Drift = {
  /** The last applied quantity, moved along by the changes that the vendor reported since then. */
  readonly expected: number;
  /** The vendor's quantity in the last comparison. */
  readonly actual: number;
  /** When the difference was first read, milliseconds since the epoch. */
  readonly since: number;
};

/**
 * How the quantity of a stored level relates to the expected one. A level without such a value has the expected quantity,
 * or the gateway never set it.
 */
export type Tracking = {
  /** The changes that are known to be unexplained, as one sum. Null if there are none. */
  readonly drift: { readonly unexplained: number; readonly since: number } | null;
  /**
   * A difference that the vendor may still explain. `from` is the quantity before it. Null means that this is not known,
   * for example after a change whose outcome is unknown. `since` is the time of the first read that found it.
   */
  readonly open: { readonly from: number | null; readonly since: number } | null;
};

/** A new state of a stored level. A level that is not stored, or that the gateway never set, has none. */
export type TrackingWrite = {
  readonly key: StockKey;
  readonly tracking: Tracking;
};

/** What becomes of the differences that were first read at `until` or earlier, milliseconds since the epoch. */
export type Resolution = { readonly is: 'EXPLAINED' | 'UNEXPLAINED'; readonly until: number };
