import { isDeepStrictEqual } from 'node:util';
import type { Resolution, Tracking } from '../../domain/drift.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Location } from '../../domain/location.ts';
import type { Product } from '../../domain/product.ts';
import { type StockLevel, stockKeyText } from '../../domain/stock.ts';
import { driftOf, isSameDrift, trackRead } from './drift.ts';

/** A location with the time at which it was read. Milliseconds since the epoch. */
export type SeenLocation = Location & { readonly observedAt: number };

/** A row as a store holds it. */
export type StoredRow<Row> = {
  readonly row: Row;
  /** The operation that last wrote the row; null if none did. */
  readonly by: OperationId | null;
  /** The number of the full pass that last read the row; null if none did. */
  readonly pass: number | null;
  /** Of a level: how its quantity relates to the expected one. Null for all other rows. */
  readonly tracking: Tracking | null;
};

/** A row that replaces the stored one. It is news if its content differs from the stored one. */
export type RowWrite<Row> = StoredRow<Row> & {
  readonly isNews: boolean;
  /** The row that it replaces; null if there is none. */
  readonly stored: Row | null;
  /** The tracking of the row that it replaces. */
  readonly storedTracking: Tracking | null;
};

/** A write of a row that was not stored. */
export const newRow = {
  by: null,
  pass: null,
  tracking: null,
  isNews: true,
  stored: null,
  storedTracking: null,
} as const;

/** How rows were read. */
export type Reading = {
  /** The number of the full pass that read them. Null for any other read. */
  readonly pass: number | null;
  /** Whether a row that says nothing new gets the time of this read. */
  readonly refresh: boolean;
  /** Of levels: what becomes of the differences to their expected quantities. Absent if the vendor may explain them. */
  readonly resolution?: Resolution;
};

type Kind<Row> = {
  keyOf(row: Row): string;
  /** Whether both have the same content. Their times and sources may differ. */
  isSame(one: Row, other: Row): boolean;
  /** The tracking of a stored row after a read. Absent if rows of this kind have none. */
  track?(before: StoredRow<Row>, row: Row, resolution: Resolution | null): Tracking | null;
  /** Whether clients see a difference between two states of the tracking. */
  isSameTracked?(row: Row, one: Tracking | null, other: Tracking | null): boolean;
};

export const levelKind: Kind<StockLevel> = {
  keyOf: stockKeyText,
  isSame: (one, other) => one.quantity === other.quantity && one.soldOut === other.soldOut,
  track: trackRead,
  isSameTracked: ({ quantity }, one, other) => isSameDrift(driftOf(quantity, one), driftOf(quantity, other)),
};

const contentOf = ({ observedAt: _, source: __, ...content }: Product) => content;
export const productKind: Kind<Product> = {
  keyOf: ({ channel, productId }) => JSON.stringify([channel, productId]),
  isSame: (one, other) => isDeepStrictEqual(contentOf(one), contentOf(other)),
};

export const locationKind: Kind<SeenLocation> = {
  keyOf: ({ channel, locationId }) => JSON.stringify([channel, locationId]),
  isSame: (one, other) => one.name === other.name && one.kind === other.kind,
};

/**
 * The rows to write, out of rows that were read from a vendor. `stored[i]` is the stored row with the key of `rows[i]`;
 * null if there is none. A row replaces the stored one unless that was observed later. A row that says nothing new is
 * written only to note its full pass, the time of a read that refreshes, or another state of its tracking. The operation
 * that last wrote a row is kept.
 */
export const record = <Row extends { readonly observedAt: number }>(
  { keyOf, isSame, track, isSameTracked }: Kind<Row>,
  rows: readonly Row[],
  stored: readonly (StoredRow<Row> | null)[],
  { pass, refresh, resolution }: Reading,
): readonly RowWrite<Row>[] => {
  const writes = new Map<string, RowWrite<Row>>();
  for (const [place, row] of rows.entries()) {
    const key = keyOf(row);
    const written = writes.get(key);
    const before = written ?? stored[place] ?? null;
    const replaced = written ? written.stored : (before?.row ?? null);
    const storedTracking = written ? written.storedTracking : (before?.tracking ?? null);
    if (!before) {
      writes.set(key, { ...newRow, row, pass });
      continue;
    }
    const tracking = track?.(before, row, resolution ?? null) ?? null;
    const isTracked = tracking !== before.tracking;
    const isNews =
      (written?.isNews ?? false) ||
      (isTracked && isSameTracked?.(before.row, before.tracking, tracking) === false);
    const isNewPass = pass !== null && pass !== before.pass;
    const after = { by: before.by, pass: pass ?? before.pass, tracking, stored: replaced, storedTracking };
    if (row.observedAt < before.row.observedAt) {
      if (isNewPass || isTracked) writes.set(key, { ...after, row: before.row, isNews });
    } else if (!isSame(row, before.row)) writes.set(key, { ...after, row, isNews: true });
    else if (isNewPass || isTracked || (refresh && row.observedAt > before.row.observedAt))
      writes.set(key, { ...after, row, isNews });
  }
  return [...writes.values()];
};

/** Whether a row may be removed that a vendor did not have at `before`. A row that was observed later stays. */
export const isRemovable = (observedAt: number, before: number): boolean => observedAt < before;
