import { type HistoryWrite, historyStepOf, maxEntries } from '../../../../core/decide/history.ts';
import { type StockKey, stockKeyText } from '../../../../domain/stock.ts';
import type { HistoryPlace } from '../../../../ports/journal/prune.ts';
import {
  historyCandidateOf,
  integer,
  noOperation,
  sourceNumber,
  stockKeyColumns,
  stockKeyValues,
} from '../../../journal-rows.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { levelKeyValues, sameLevel } from '../sql.ts';

/** It runs behind the lock of each level, so the ids of a level rise in the order in which it is written. */
const addEntries: Statement = {
  name: 'add-stock-history',
  text: `
    INSERT INTO stock_history (${stockKeyColumns}, quantity, at, source, operation_id, vendor_reference)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::integer[],
      $8::bigint[], $9::text[])`,
};

/** Stores entries of levels that the transaction has written. It is not awaited. */
export const addHistory = ({ run }: Transaction, entries: readonly HistoryWrite[]): void => {
  if (entries.length === 0) return;
  void run(addEntries, [
    ...levelKeyValues(entries.map(({ level }) => level)),
    entries.map(({ level }) => level.quantity),
    entries.map(({ at }) => at),
    entries.map(({ level }) => sourceNumber(level.source)),
    entries.map(({ by }) => by ?? noOperation),
    entries.map(({ vendorReference }) => vendorReference),
  ]);
};

const keysWithEntries: Statement = {
  name: 'levels-with-history',
  text: `
    SELECT k.position FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      WITH ORDINALITY k(channel, product_id, location_id, option_id, position)
    WHERE EXISTS (SELECT 1 FROM stock_history h WHERE ${sameLevel('h', 'k')} OFFSET 0)`,
};

/** The texts of those keys that have entries. Call it behind the locks of the levels. */
export const readWithEntries = async (
  { run }: Transaction,
  keys: readonly StockKey[],
): Promise<ReadonlySet<string>> => {
  const places = new Set(
    (await run(keysWithEntries, levelKeyValues(keys))).map((row) => integer(row, 'position')),
  );
  return new Set(keys.filter((_, index) => places.has(index + 1)).map(stockKeyText));
};

const forgetFirst: Statement = {
  name: 'forget-first-quantities',
  text: `
    UPDATE stock_levels s SET first_quantity = NULL
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) k(channel, product_id, location_id, option_id)
    WHERE ${sameLevel('s', 'k')}`,
};

/** The quantity before the oldest entry of these levels is not known. The transaction has their locks. */
export const forgetFirstQuantities = ({ run }: Transaction, keys: readonly StockKey[]): void => {
  if (keys.length > 0) void run(forgetFirst, levelKeyValues(keys));
};

const nextEntries: Statement = {
  name: 'next-stock-history',
  text: `
    SELECT ${stockKeyColumns}, id, at, quantity FROM stock_history
    WHERE (${stockKeyColumns}, id) > ($1::text, $2::text, $3::text, $4::text, $5::bigint)
    ORDER BY ${stockKeyColumns}, id LIMIT ${maxEntries}`,
};
const levels: Statement = {
  name: 'lock-levels',
  text: `
    SELECT s.channel FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      k(channel, product_id, location_id, option_id)
    JOIN stock_levels s ON ${sameLevel('s', 'k')}
    ORDER BY s.channel, s.product_id, s.location_id, s.option_id FOR UPDATE OF s`,
};
/** Locks those of the levels that are stored, in the order of their keys. It is not awaited. */
export const lockLevels = ({ run }: Transaction, keys: readonly StockKey[]): void => {
  void run(levels, levelKeyValues(keys));
};

/** Another gateway may have deleted the entry, and later ones. */
const putFirst: Statement = {
  name: 'put-first-quantities',
  text: `
    UPDATE stock_levels s SET first_quantity = k.quantity
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
      k(channel, product_id, location_id, option_id, id, quantity)
    WHERE ${sameLevel('s', 'k')} AND EXISTS (SELECT 1 FROM stock_history h WHERE ${sameLevel('h', 'k')} AND h.id = k.id OFFSET 0)`,
};
const dropEntries: Statement = {
  name: 'drop-stock-history',
  text: `
    DELETE FROM stock_history h
    USING unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
      k(channel, product_id, location_id, option_id, last)
    WHERE ${sameLevel('h', 'k')} AND h.id <= k.last`,
};

/** Deletes old entries among the next ones. Returns where the next step begins; null at the end. */
export const pruneHistory = async (
  tx: Transaction,
  before: number,
  after: HistoryPlace | null,
): Promise<HistoryPlace | null> => {
  const { run } = tx;
  const start = after ? [...stockKeyValues(after), after.id] : ['', '', '', '', 0];
  const found = await run(nextEntries, start);
  const { drops, next } = historyStepOf(found.map(historyCandidateOf), before);
  if (drops.length > 0) {
    const keys = levelKeyValues(drops);
    const ids = drops.map(({ id }) => id);
    lockLevels(tx, drops);
    void run(putFirst, [...keys, ids, drops.map(({ quantity }) => quantity)]);
    void run(dropEntries, [...keys, ids]);
  }
  return next;
};
