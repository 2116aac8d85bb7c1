/**
 * A migration: how the quantities of levels relate to the expected ones. The columns of a level with the expected quantity
 * are null, so the indexes have the other levels only, and a write of a level costs no more than before.
 */
export const driftMigration = `
  -- The sum of the unexplained changes, and when the first of them was read.
  ALTER TABLE stock_levels ADD COLUMN unexplained INTEGER;
  ALTER TABLE stock_levels ADD COLUMN drift_since INTEGER;
  -- The quantity before a difference that the vendor may still explain (null if it is not known), and when that was read.
  ALTER TABLE stock_levels ADD COLUMN open_from INTEGER;
  ALTER TABLE stock_levels ADD COLUMN open_since INTEGER;
  CREATE INDEX stock_levels_drifted ON stock_levels (channel, product_id, location_id, option_id)
    WHERE drift_since IS NOT NULL;
  CREATE INDEX stock_levels_open ON stock_levels (channel, open_since, product_id, location_id, option_id)
    WHERE open_since IS NOT NULL;

  -- When an event of the channel arrived last.
  CREATE TABLE last_vendor_events (
    channel TEXT PRIMARY KEY,
    received_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `;
