/** How the quantities of levels relate to the expected ones. The columns of a level with the expected quantity are null. */
export const driftStep = `
  -- The sum of the unexplained changes, and when the first of them was read.
  ALTER TABLE stock_levels ADD COLUMN unexplained BIGINT, ADD COLUMN drift_since BIGINT,
  -- The quantity before a difference that the vendor may still explain (null if it is not known), and when that was read.
    ADD COLUMN open_from BIGINT, ADD COLUMN open_since BIGINT;
  CREATE INDEX stock_levels_drifted ON stock_levels (channel, product_id, location_id, option_id)
    WHERE drift_since IS NOT NULL;
  CREATE INDEX stock_levels_open ON stock_levels (channel, open_since, product_id, location_id, option_id)
    WHERE open_since IS NOT NULL;

  -- When an event of the channel arrived last.
  CREATE TABLE last_vendor_events (
    channel TEXT COLLATE "C" PRIMARY KEY,
    received_at BIGINT NOT NULL
  );
  `;
