import type { RowOutcome } from '../../../domain/item.ts';
import { type StockKey, type StockLevel, stockKeysOf, stockKeyText } from '../../../domain/stock.ts';
import type { Channel } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RequestRow } from '../../../ports/journal/requests.ts';
import { isReadable, readVendorStock } from '../../query/read-stock.ts';
import type { ReadVendorDeps } from '../../query/read-vendor.ts';

export type AdjustedLevelsDeps = ReadVendorDeps & {
  readonly clock: Clock;
  /** Reads stock as soon as possible, also after a restart. */
  readonly readLater: (channel: Channel, keys: readonly StockKey[]) => Promise<void>;
};

type Row = RequestRow & { readonly outcome: RowOutcome };

export type AdjustedLevels = {
  /** The rows, where each applied adjustment has the level after it, if the vendor gives it in time. */
  withLevels(channel: Channel | undefined, rows: readonly Row[]): Promise<readonly Row[]>;
  /** Reads the levels later that `withLevels` did not get. */
  readMissing(channel: Channel | undefined, rows: readonly Row[]): Promise<void>;
};

/** A vendor waits about this long for the answer to its callback, so the read takes no longer. Milliseconds. */
const longestReadMs = 2_000;

const needsLevel = ({ outcome }: Row): boolean =>
  outcome.state === 'APPLIED' &&
  outcome.receipt.kind === 'STOCK_ADJUSTMENT' &&
  outcome.receipt.level === null;

const keysOf = (rows: readonly Row[]): readonly StockKey[] =>
  rows.flatMap(({ change }) => stockKeysOf(change).slice(0, 1));

const withLevel = (row: Row, level: StockLevel): Row => {
  const { outcome } = row;
  if (outcome.state !== 'APPLIED' || outcome.receipt.kind !== 'STOCK_ADJUSTMENT') return row;
  const { quantity, observedAt } = level;
  return {
    ...row,
    outcome: { ...outcome, receipt: { ...outcome.receipt, level: { quantity, observedAt } } },
  };
};

/**
 * Reads the stock after adjustments that a vendor reports as applied. The report has no quantities, and the sum of the last
 * known quantity and the delta may be wrong, because the vendor sells meanwhile.
 */
export const createAdjustedLevels = (deps: AdjustedLevelsDeps): AdjustedLevels => {
  const { clock, readLater } = deps;

  const readInTime = async (channel: Channel, keys: readonly StockKey[]): Promise<readonly StockLevel[]> => {
    if (!isReadable(channel) || deps.readLimitOf(channel).refusal(longestReadMs)) return [];
    const { promise: tooLate, resolve } = Promise.withResolvers<null>();
    const cancel = clock.after(longestReadMs, () => resolve(null));
    const read = await Promise.race([readVendorStock(channel, keys, deps), tooLate]);
    cancel();
    return read?.type === 'read' ? read.levels.filter((level) => level !== null) : [];
  };

  return {
    withLevels: async (channel, rows) => {
      const missing = rows.filter(needsLevel);
      if (!channel || missing.length === 0) return rows;
      const found = await readInTime(channel, keysOf(missing));
      const levels = new Map(found.map((level) => [stockKeyText(level), level]));
      return rows.map((row) => {
        const [key] = needsLevel(row) ? keysOf([row]) : [];
        const level = key && levels.get(stockKeyText(key));
        return level ? withLevel(row, level) : row;
      });
    },
    readMissing: async (channel, rows) => {
      const missing = rows.filter(needsLevel);
      if (channel && missing.length > 0) await readLater(channel, keysOf(missing));
    },
  };
};
