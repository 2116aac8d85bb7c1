import type { DatabaseSync } from 'node:sqlite';
import { searchTextOf, sortedName } from '../../../domain/search-text.ts';
import { parsed } from '../../journal-rows.ts';

/** Functions of the migration: the search text and the sorted name of a stored product. */
export const defineProductFunctions = (db: DatabaseSync): void => {
  const options = { deterministic: true, directOnly: true };
  db.function('search_text_of', options, (product) => searchTextOf(parsed(String(product))));
  db.function('sorted_name_of', options, (product) =>
    sortedName(parsed<{ name: string }>(String(product)).name),
  );
};

/**
 * A migration: lists and search of the catalogue. The index of texts refers to products by a number, so `products` becomes
 * a table with one.
 *
 * - products_by_name and products_by_time serve the pages that are sorted by name and by time. Levels have no such
 *   indexes: an index by quantity makes a write of a level slower by a half, which is a third of the cost of a settled
 *   item. An index by time costs a quarter.
 * - There is no b-tree by code. It would take a third of the time of a fill, because the codes come in no order. A later
 *   migration adds an index of another kind.
 * - product_search contains the trigrams of the search texts. A later migration replaces it.
 */
export const catalogueMigration = `
  ALTER TABLE stock_levels ADD COLUMN full_pass INTEGER;

  CREATE TABLE listed_products (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    product_id TEXT NOT NULL,
    product TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    -- The name by which lists are sorted.
    name TEXT NOT NULL,
    code TEXT,
    search_text TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    -- The number of the full pass that last read the row.
    full_pass INTEGER
  ) STRICT;
  INSERT INTO listed_products (channel, product_id, product, operation_id, name, code, search_text, observed_at)
    SELECT channel, product_id, product, operation_id, sorted_name_of(product), product ->> '$.code',
      search_text_of(product), product ->> '$.observedAt'
    FROM products ORDER BY channel, product_id;
  DROP TABLE products;
  ALTER TABLE listed_products RENAME TO products;
  CREATE UNIQUE INDEX products_by_key ON products (channel, product_id);
  CREATE INDEX products_by_name ON products (channel, name, product_id);
  CREATE INDEX products_by_time ON products (channel, observed_at, product_id);

  CREATE VIRTUAL TABLE product_search USING fts5 (
    search_text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');
  INSERT INTO product_search (product_search, rank) VALUES ('automerge', 8);
  INSERT INTO product_search (rowid, search_text) SELECT id, search_text FROM products;

  CREATE TABLE locations (
    channel TEXT NOT NULL,
    location_id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    observed_at INTEGER NOT NULL,
    full_pass INTEGER,
    PRIMARY KEY (channel, location_id)
  ) STRICT, WITHOUT ROWID;

  -- How far the poll of a channel is.
  CREATE TABLE polls (
    channel TEXT PRIMARY KEY,
    position TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Events of vendors that are not processed yet.
  CREATE TABLE vendor_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  -- The events of channels that a gateway does not have may wait for long.
  CREATE INDEX vendor_events_by_channel ON vendor_events (channel, id);
  `;
