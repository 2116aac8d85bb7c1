import type { ClientBase } from 'pg';
import type { Product } from '../../../../domain/product.ts';
import { parsed } from '../../../journal-rows.ts';
import type { Migrations } from '../../connection/migrate.ts';
import { storableValues } from '../../connection/pool.ts';
import { listedValues } from './texts.ts';

/** The rows of one statement. */
const batch = 500;

const missing = `
  SELECT channel, product_id, product FROM products
  WHERE (channel, product_id) > ($1, $2) AND search_grams IS NULL ORDER BY channel, product_id LIMIT ${batch}`;
const put = `
  UPDATE products p SET name = k.name, code = k.code, search_text = k.search_text, observed_at = k.observed_at,
    search_grams = k.search_grams::integer[]
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
    k(channel, product_id, name, code, search_text, observed_at, search_grams)
  WHERE p.channel = k.channel AND p.product_id = k.product_id`;

/** Computes the columns of lists and searches for products that do not have them. */
export const fillProducts = async (client: ClientBase): Promise<void> => {
  for (let after = ['', '']; ; ) {
    const { rows } = await client.query<{ channel: string; product_id: string; product: string }>(
      missing,
      after,
    );
    const values = rows.map((row) => ({ ...row, ...listedValues(parsed<Product>(row.product)) }));
    const last = rows.at(-1);
    if (!last) return;
    await client.query(
      put,
      storableValues([
        values.map(({ channel }) => channel),
        values.map(({ product_id }) => product_id),
        values.map(({ name }) => name),
        values.map(({ code }) => code),
        values.map(({ text }) => text),
        values.map(({ observedAt }) => observedAt),
        values.map(({ grams }) => grams),
      ]),
    );
    after = [last.channel, last.product_id];
  }
};

/**
 * The migrations to the catalogue. products_by_name and products_by_time serve the pages that are sorted by name and by
 * time. Levels have no such indexes, because they would make each write of a level slower.
 */
export const catalogueSteps: Migrations['steps'] = [
  {
    sql: `
  ALTER TABLE stock_levels ADD COLUMN full_pass BIGINT;
  ALTER TABLE products
    ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN code TEXT COLLATE "C",
    ADD COLUMN search_text TEXT COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN search_grams INTEGER[],
    ADD COLUMN observed_at BIGINT NOT NULL DEFAULT 0,
    -- The number of the full pass that last read the row.
    ADD COLUMN full_pass BIGINT;
  `,
    fill: fillProducts,
  },
  `
  CREATE INDEX products_by_name ON products (channel, name, product_id);
  CREATE INDEX products_by_time ON products (channel, observed_at, product_id);
  -- Without fastupdate, because a search reads the whole list of updates that wait.
  CREATE INDEX products_by_text ON products USING gin (search_grams) WITH (fastupdate = off);

  CREATE TABLE locations (
    channel TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C",
    kind TEXT COLLATE "C",
    observed_at BIGINT NOT NULL,
    full_pass BIGINT,
    PRIMARY KEY (channel, location_id)
  );

  -- How far the poll of a channel is, and the lease of the gateway that may poll it, until when by the database's clock.
  CREATE TABLE polls (
    channel TEXT COLLATE "C" PRIMARY KEY,
    position TEXT COLLATE "C",
    owner INTEGER,
    expires_at TIMESTAMPTZ
  );

  -- Events of vendors that are not processed yet.
  CREATE TABLE vendor_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    event TEXT COLLATE "C" NOT NULL
  );
  CREATE INDEX vendor_events_by_channel ON vendor_events (channel, id);
  `,
];
