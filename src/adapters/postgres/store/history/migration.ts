import type { Migrations } from '../../connection/migrate.ts';

/**
 * The migration to the history of stock levels. The key puts the entries of a level next to each other in the index, so a
 * page costs the same for any number of entries. `source` is a number, see journal-rows.ts. `first_quantity` is the
 * quantity of a level before its oldest entry. Null if it is not known. A change by a gateway of the version before has
 * no entry.
 */
export const historySteps: Migrations['steps'] = [
  `
  CREATE TABLE stock_history (
    channel TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL,
    option_id TEXT COLLATE "C" NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    quantity BIGINT NOT NULL,
    at BIGINT NOT NULL,
    source INTEGER NOT NULL,
    operation_id BIGINT NOT NULL,
    vendor_reference TEXT COLLATE "C",
    PRIMARY KEY (channel, product_id, location_id, option_id, id)
  );
  ALTER TABLE stock_levels ADD COLUMN first_quantity BIGINT;
  `,
];
