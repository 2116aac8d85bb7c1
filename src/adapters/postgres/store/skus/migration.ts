/**
 * A migration: SKUs and their listings. A missing store or option is '', because it is part of the key. The key makes sure
 * that a listing belongs to one SKU.
 */
export const skusMigration = `
  CREATE TABLE skus (
    code TEXT COLLATE "C" PRIMARY KEY,
    -- The code in the form in which it is searched.
    search_text TEXT COLLATE "C" NOT NULL
  );
  CREATE TABLE sku_listings (
    channel TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL,
    option_id TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    -- The place among the listings of the SKU.
    position INTEGER NOT NULL,
    buffer INTEGER NOT NULL,
    PRIMARY KEY (channel, product_id, location_id, option_id)
  );
  CREATE INDEX sku_listings_by_code ON sku_listings (code, position);
  `;
