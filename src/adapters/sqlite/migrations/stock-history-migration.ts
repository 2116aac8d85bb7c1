/**
 * A migration: the history of stock levels. The key puts the entries of a level next to each other, so a page costs the
 * same for any number of entries. There is no second index: it would double the cost of an entry. The ids are reserved in
 * blocks, because the table has no counter of its own.
 * `first_quantity` is the quantity of a level before its oldest entry. Null if it is not known.
 */
export const stockHistoryMigration = `
  CREATE TABLE stock_history (
    channel TEXT NOT NULL,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    option_id TEXT NOT NULL,
    id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- A number, see journal-rows.ts.
    source INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    vendor_reference TEXT,
    PRIMARY KEY (channel, product_id, location_id, option_id, id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE stock_levels ADD COLUMN first_quantity INTEGER;
  -- The highest reserved id.
  CREATE TABLE stock_history_ids (reserved INTEGER NOT NULL) STRICT;
  INSERT INTO stock_history_ids (reserved) VALUES (0);
  `;
