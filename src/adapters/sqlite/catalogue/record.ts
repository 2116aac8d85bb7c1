import type { DatabaseSync } from 'node:sqlite';
import {
  isRemovable,
  levelKind,
  locationKind,
  productKind,
  type Reading,
  record,
} from '../../../core/decide/catalogue.ts';
import { firstQuantityOf, observedHistory } from '../../../core/decide/history.ts';
import { deliveriesOfReading } from '../../../core/decide/webhooks/events.ts';
import type { TrackingWrite } from '../../../domain/drift.ts';
import type { StockKey, StockLevel } from '../../../domain/stock.ts';
import type { CatalogueRecord, Removed } from '../../../ports/journal/catalogue.ts';
import { type Changes, noChanges } from '../../../ports/journal/changes.ts';
import type { WebhookListeners } from '../webhooks/listeners.ts';
import type { History } from './history.ts';
import type { CatalogueRows } from './rows.ts';

/**
 * The rows of one transaction, which takes up to 40 ms in a large catalogue. Smaller ones would write more pages for a
 * row.
 */
export const maxLevels = 1_000;
const maxProducts = 250;

const slice = <One>(rows: readonly One[], part: number, size: number): readonly One[] =>
  rows.slice(part * size, (part + 1) * size);

/** Divides a record into parts of one transaction each. The last part has the position. */
export const partsOf = (whole: CatalogueRecord): readonly CatalogueRecord[] => {
  const { products, levels, locations, position } = whole;
  const count = Math.max(
    Math.ceil(products.length / maxProducts),
    Math.ceil(levels.length / maxLevels),
    Math.ceil(locations.length / maxLevels),
    position === null ? 0 : 1,
  );
  return Array.from({ length: count }, (_, part) => ({
    ...whole,
    products: slice(products, part, maxProducts),
    levels: slice(levels, part, maxLevels),
    locations: slice(locations, part, maxLevels),
    position: part === count - 1 ? position : null,
  }));
};

export const mergedChanges = (all: readonly Changes[]): Changes =>
  all.length === 1 && all[0] ? all[0] : { ...noChanges, stock: all.flatMap(({ stock }) => stock) };

/** The commands of the catalogue, each inside a transaction of the caller. */
export const prepareRecord = (
  db: DatabaseSync,
  rows: CatalogueRows,
  history: History,
  webhooks: WebhookListeners,
) => {
  const putPosition = db.prepare(`
    INSERT INTO polls (channel, position) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET position = excluded.position WHERE position <> excluded.position`);

  const recordLevels = (levels: readonly StockLevel[], reading: Reading): Changes => {
    const writes = record(levelKind, levels, levels.map(rows.storedLevel), reading);
    const added = writes.filter(({ stored }) => stored === null);
    const returned = history.withEntries(added.map(({ row }) => row));
    rows.recordLevels(writes, (write) => firstQuantityOf(write, returned));
    const entries = observedHistory(writes, returned);
    history.add(entries);
    webhooks.add(deliveriesOfReading(entries, writes, webhooks.get()));
    const news = writes.filter(({ isNews }) => isNews);
    return news.length === 0 ? noChanges : { ...noChanges, stock: news.map(({ row }) => row) };
  };

  const withStored = (locations: CatalogueRecord['locations'], readAt: number) => {
    const seen = locations.map((location) => ({ ...location, observedAt: readAt }));
    return [seen, seen.map(({ channel, locationId }) => rows.storedLocation(channel, locationId))] as const;
  };

  return {
    recordLevels,

    track: (writes: readonly TrackingWrite[]): void => {
      for (const write of writes) rows.putTracking(write);
    },

    /** Whether `record` would write a row. The poll of a vendor that changed nothing needs no transaction. */
    hasNews: ({ products, levels, locations, readAt, position, ...reading }: CatalogueRecord): boolean =>
      position !== null ||
      record(levelKind, levels, levels.map(rows.storedLevel), reading).length > 0 ||
      record(productKind, products, products.map(rows.storedProduct), reading).length > 0 ||
      record(locationKind, ...withStored(locations, readAt), reading).length > 0,

    record: ({
      channel,
      products,
      levels,
      locations,
      readAt,
      position,
      ...reading
    }: CatalogueRecord): Changes => {
      const changes = recordLevels(levels, reading);
      for (const write of record(productKind, products, products.map(rows.storedProduct), reading))
        rows.recordProduct(write);
      for (const write of record(locationKind, ...withStored(locations, readAt), reading))
        rows.recordLocation(write);
      if (position !== null) putPosition.run(channel, position);
      return changes;
    },

    remove: ({ channel, products, levels, locations }: Removed, before: number): Changes => {
      const stock: StockKey[] = [];
      const removeLevel = (level: StockLevel): void => {
        rows.deleteLevel(level);
        stock.push(level);
      };
      for (const key of levels) {
        const stored = rows.storedLevel(key);
        if (stored && isRemovable(stored.row.observedAt, before)) removeLevel(stored.row);
      }
      for (const productId of products) {
        const position = { channel, productId };
        const stored = rows.storedProduct(position);
        if (!stored || !isRemovable(stored.row.observedAt, before)) continue;
        rows.deleteProduct(position);
        for (const level of rows.levelsOfProduct(position)) removeLevel(level);
      }
      for (const locationId of locations) {
        const stored = rows.storedLocation(channel, locationId);
        if (stored && isRemovable(stored.row.observedAt, before)) rows.deleteLocation(channel, locationId);
      }
      return { ...noChanges, stock };
    },
  };
};
