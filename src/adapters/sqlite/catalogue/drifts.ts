import type { DatabaseSync } from 'node:sqlite';
import { driftOf } from '../../../core/decide/drift.ts';
import type { Drift } from '../../../domain/drift.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import type { StockKey } from '../../../domain/stock.ts';
import type { OpenDifference } from '../../../ports/journal/catalogue.ts';
import {
  integer,
  integerOrNull,
  stockKeyColumns as key,
  openDifferenceOf,
  stockKeyOf,
  stockKeyValues,
  trackingColumns,
  trackingOf,
} from '../../journal-rows.ts';
import { stockPlacesAt } from '../../lists/levels.ts';

/**
 * The differences between the stored quantities and the expected ones. Each method runs one statement, and `driftedAt` one
 * for each channel.
 */
export const prepareDrifts = (db: DatabaseSync) => {
  const columns = trackingColumns.map((column) => `s.${column}`).join(', ');
  const byKeys = db.prepare(`
    SELECT s.quantity, ${columns}, k.key AS position FROM json_each(?) k JOIN stock_levels s
      ON s.channel = k.value ->> 0 AND s.product_id = k.value ->> 1
      AND s.location_id = k.value ->> 2 AND s.option_id = k.value ->> 3
    WHERE s.drift_since IS NOT NULL`);
  // Without the name of the index, SQLite reads every level of the channel by the primary key.
  const drifted = db.prepare(`
    SELECT ${key} FROM stock_levels INDEXED BY stock_levels_drifted
    WHERE channel = ? AND drift_since IS NOT NULL ORDER BY ${key} LIMIT ?`);
  const count = db.prepare(`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM stock_levels INDEXED BY stock_levels_drifted
      WHERE channel = ? AND drift_since IS NOT NULL LIMIT ?)`);
  const open = db.prepare(`
    SELECT ${key}, quantity, sold_out, observed_at, source, operation_id, open_from, open_since FROM stock_levels
    WHERE channel = ? AND open_since <= ?
    ORDER BY open_since, product_id, location_id, option_id LIMIT ?`);
  const lastEvent = db.prepare('SELECT received_at FROM last_vendor_events WHERE channel = ?');

  return {
    drifts: (keys: readonly StockKey[]): readonly (Drift | null)[] => {
      const found = new Map(
        byKeys
          .all(JSON.stringify(keys.map(stockKeyValues)))
          .map((row) => [integer(row, 'position'), driftOf(integer(row, 'quantity'), trackingOf(row))]),
      );
      return keys.map((_, position) => found.get(position) ?? null);
    },
    driftedAt: (channels: readonly ChannelId[], limit: number) =>
      stockPlacesAt(
        channels.flatMap((channel) => drifted.all(channel, limit).map(stockKeyOf)).slice(0, limit),
      ),
    countDrifts: (channel: ChannelId, limit: number): number => {
      const row = count.get(channel, limit);
      return row ? integer(row, 'count') : 0;
    },
    openDifferences: (channel: ChannelId, until: number, limit: number): readonly OpenDifference[] =>
      open.all(channel, until, limit).map(openDifferenceOf),
    lastEventAt: (channel: ChannelId): number | null => {
      const row = lastEvent.get(channel);
      return row ? integerOrNull(row, 'received_at') : null;
    },
  };
};
