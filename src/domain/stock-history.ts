import type { OperationId } from './ids.ts';
import type { Source } from './stock.ts';

/** One change of a stock level: a write that was applied, or another quantity that the gateway observed. */
export type StockHistoryEntry = {
  /** Rises with each entry of the level. */
  readonly id: number;
  /** When the change was acknowledged or observed, milliseconds since the epoch. */
  readonly at: number;
  /** The quantity of the entry before. Null for the oldest entry that is kept. */
  readonly before: number | null;
  readonly after: number;
  readonly source: Source;
  /** The operation that wrote the quantity. Null for a change that was observed. */
  readonly operationId: OperationId | null;
  /** The vendor's own id of the change, if it gave one. */
  readonly vendorReference: string | null;
};
