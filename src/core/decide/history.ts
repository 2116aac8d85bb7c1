import type { OperationId } from '../../domain/ids.ts';
import type { Receipt } from '../../domain/item.ts';
import { type StockKey, type StockLevel, stockKeyText } from '../../domain/stock.ts';
import type { HistoryPlace } from '../../ports/journal/prune.ts';
import type { RowWrite } from './catalogue.ts';

/**
 * A new entry in the history of a level. `level` is the level after the change. An entry does not contain the quantity
 * from before. Entries of a level are in the order in which the level was written, so that quantity is the one of the
 * entry before. The oldest entry takes it from the first quantity of the level. So a settlement reads no level.
 */
export type HistoryWrite = {
  readonly level: StockLevel;
  /** When the change was acknowledged or observed, milliseconds since the epoch. */
  readonly at: number;
  readonly by: OperationId | null;
  readonly vendorReference: string | null;
};

export const referenceOf = (receipt: Receipt): string | null =>
  receipt.kind === 'STOCK_SET' || receipt.kind === 'STOCK_ADJUSTMENT' ? receipt.vendorReference : null;

/** A fill of the catalogue asks this for millions of levels, and none of them has returned. */
const isAmong = (texts: ReadonlySet<string>, key: StockKey): boolean =>
  texts.size > 0 && texts.has(stockKeyText(key));

/**
 * The entries of levels that were read. Only another quantity is a change. The first quantity that the gateway sees of a
 * level is none, so the first poll of a large catalogue writes no entries. `returned` has the texts of the keys that
 * have entries although they have no level: the vendor had removed these levels, so their return is a change.
 */
export const observedHistory = (
  writes: readonly RowWrite<StockLevel>[],
  returned: ReadonlySet<string>,
): readonly HistoryWrite[] =>
  writes.flatMap(({ row, stored }) => {
    const isChange = stored ? stored.quantity !== row.quantity : isAmong(returned, row);
    return isChange ? [{ level: row, at: row.observedAt, by: null, vendorReference: null }] : [];
  });

/** The first quantity of a level that was read, which is the one before its oldest entry. Null if there are entries. */
export const firstQuantityOf = (
  { row, stored }: RowWrite<StockLevel>,
  returned: ReadonlySet<string>,
): number | null => (stored || isAmong(returned, row) ? null : row.quantity);

/** The entries that one step of the retention reads. A step blocks the journal for a few milliseconds. */
export const maxEntries = 1_000;

/** An entry that the retention checks. */
export type HistoryCandidate = HistoryPlace & { readonly at: number; readonly quantity: number };

/** The entries of a level up to this one are deleted. Its quantity becomes the first quantity of the level. */
export type HistoryDrop = HistoryCandidate;

export type HistoryStep = {
  readonly drops: readonly HistoryDrop[];
  /** Where the next step begins. Null at the end. */
  readonly next: HistoryPlace | null;
};

/** Behind all entries of a level. */
const lastId = Number.MAX_SAFE_INTEGER;

/**
 * The next entries to delete. `found` is in the order of levels and ids, at most `maxEntries`. Entries of a level are
 * deleted up to the first one that is young enough, so that the others stay a chain. The rest of that level is skipped.
 */
export const historyStepOf = (found: readonly HistoryCandidate[], before: number): HistoryStep => {
  const drops = new Map<string, HistoryDrop>();
  const kept = new Set<string>();
  for (const entry of found) {
    const key = stockKeyText(entry);
    if (kept.has(key)) continue;
    if (entry.at < before) drops.set(key, entry);
    else kept.add(key);
  }
  const last = found.at(-1);
  if (!last || found.length < maxEntries) return { drops: [...drops.values()], next: null };
  const { channel, productId, locationId, optionId } = last;
  const id = kept.has(stockKeyText(last)) ? lastId : last.id;
  return { drops: [...drops.values()], next: { channel, productId, locationId, optionId, id } };
};
