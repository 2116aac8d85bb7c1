import { recordRead as decideRead } from '../../../../core/decide/read-model.ts';
import { type StockLevel, stockKeyText } from '../../../../domain/stock.ts';
import { type Changes, noChanges } from '../../../../ports/journal/journal.ts';
import { stockKeyOf, storedLevelOf } from '../../../journal-rows.ts';
import type { Transaction } from '../../connection/transaction.ts';
import { addOrLockLevels, levelValues, writeLevels } from './apply.ts';

/**
 * Stores levels that were read from vendors, as far as they replace the stored ones. A level without a row cannot be
 * locked, so a new level is stored before the decision: nothing else is stored for it.
 */
export const recordRead = async (tx: Transaction, levels: readonly StockLevel[]): Promise<Changes> => {
  // One of each target: a statement cannot write a row twice.
  const newest = decideRead(
    levels,
    levels.map(() => null),
  );
  if (newest.length === 0) return noChanges;
  const rows = await tx.run(addOrLockLevels, levelValues(newest));
  const stored = new Map(rows.map((row) => [stockKeyText(stockKeyOf(row)), storedLevelOf(row)]));
  const writes = decideRead(
    newest.map(({ level }) => level),
    newest.map(({ level }) => stored.get(stockKeyText(level)) ?? null),
  );
  writeLevels(
    tx,
    writes.filter(({ level }) => stored.has(stockKeyText(level))),
  );
  return { ...noChanges, stock: writes.map(({ level }) => level) };
};
