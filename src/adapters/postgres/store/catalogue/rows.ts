import {
  levelKind,
  locationKind,
  productKind,
  type RowWrite,
  type SeenLocation,
  type StoredRow,
} from '../../../../core/decide/catalogue.ts';
import { firstQuantityOf } from '../../../../core/decide/history.ts';
import type { Product } from '../../../../domain/product.ts';
import type { StockLevel } from '../../../../domain/stock.ts';
import {
  integer,
  integerOrNull,
  locationOf,
  noOperation,
  productOfRow,
  type Row,
  stockLevelOf,
  trackingColumns,
  trackingOf,
  trackingValues,
  writerOf,
} from '../../../journal-rows.ts';
import { storable } from '../../connection/pool.ts';
import type { Statement } from '../../connection/transaction.ts';
import { levelKeyValues, sameLevel, stockColumns } from '../sql.ts';
import { listedValues } from './texts.ts';

/*
 * The statements that store rows of the catalogue. All transactions lock rows in the order of their keys: levels, then
 * products, then locations. A row that does not exist cannot be locked, so a new row is stored before the decision.
 */

/** How a store reads and writes one kind of rows. */
export type Rows<One> = {
  /** The kind, for the decision. */
  readonly kind: { keyOf(row: One): string; isSame(one: One, other: One): boolean };
  /** Reads the stored rows with the keys of $1, $2, … */
  readonly stored: Statement;
  keyValues(rows: readonly One[]): readonly unknown[];
  /** Stores new rows. Locks the stored ones, and returns them. */
  readonly addOrLock: Statement;
  readonly put: Statement;
  /** The values of `addOrLock`, and those of `put`. */
  addValues(writes: readonly RowWrite<One>[]): readonly unknown[];
  putValues(writes: readonly RowWrite<One>[]): readonly unknown[];
  /** The values that both have. */
  values(writes: readonly RowWrite<One>[]): readonly unknown[];
  of(row: Row): StoredRow<One>;
};

const levelColumns =
  'channel, product_id, location_id, option_id, quantity, sold_out, observed_at, source, operation_id, full_pass';
const tracking = trackingColumns.join(', ');
const trackingOfRow = trackingColumns.map((column) => `s.${column}`).join(', ');
const insertLevels = `
    INSERT INTO stock_levels AS s (${levelColumns}, first_quantity)
    SELECT ${levelColumns}, first_quantity FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[],
      $6::integer[], $7::bigint[], $8::text[], $9::bigint[], $10::bigint[], $11::bigint[])
      k(${levelColumns}, first_quantity)
    ORDER BY channel COLLATE "C", product_id COLLATE "C", location_id COLLATE "C", option_id COLLATE "C"
    ON CONFLICT (channel, product_id, location_id, option_id)`;

/** `is_news` says whether other gateways report the level. They find it by the time of its change. */
const addOrLockLevels: Statement = {
  name: 'catalogue-add-or-lock-levels',
  text: `
    WITH level AS (${insertLevels} DO UPDATE SET observed_at = s.observed_at
      RETURNING ${stockColumns('s')}, s.full_pass, ${trackingOfRow}, s.xmax = 0 AS is_new)
    SELECT * FROM level WHERE NOT is_new`,
};
const putLevels: Statement = {
  name: 'catalogue-put-levels',
  text: `
    UPDATE stock_levels s SET quantity = k.quantity, sold_out = k.sold_out, observed_at = k.observed_at,
      source = k.source, full_pass = k.full_pass, ${trackingColumns.map((column) => `${column} = k.${column}`).join(', ')},
      changed_at = CASE WHEN k.is_news THEN clock_timestamp() ELSE s.changed_at END
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::bigint[], $8::text[],
      $9::bigint[], $10::bigint[], $11::boolean[],
      $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[]) k(${levelColumns}, is_news, ${tracking})
    WHERE ${sameLevel('s', 'k')}`,
};
const storedLevels: Statement = {
  name: 'catalogue-levels',
  text: `
    SELECT ${stockColumns('s')}, s.full_pass, ${trackingOfRow}
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) k(channel, product_id, location_id, option_id)
    JOIN stock_levels s ON ${sameLevel('s', 'k')}`,
};

/** Before the locks, no level counts as one that has returned. */
const noneReturned: ReadonlySet<string> = new Set();

const passOf = (row: Row): number | null => integerOrNull(row, 'full_pass');

export const levelRows: Rows<StockLevel> = {
  kind: levelKind,
  stored: storedLevels,
  keyValues: levelKeyValues,
  addOrLock: addOrLockLevels,
  put: putLevels,
  values: (writes) => [
    ...levelKeyValues(writes.map(({ row }) => row)),
    writes.map(({ row }) => row.quantity),
    writes.map(({ row }) => (row.soldOut === null ? null : Number(row.soldOut))),
    writes.map(({ row }) => row.observedAt),
    writes.map(({ row }) => row.source),
    writes.map(({ by }) => by ?? noOperation),
    writes.map(({ pass }) => pass),
  ],
  addValues: (writes) => [
    ...levelRows.values(writes),
    writes.map((write) => firstQuantityOf(write, noneReturned)),
  ],
  putValues: (writes) => {
    const states = writes.map((write) => trackingValues(write.tracking));
    return [
      ...levelRows.values(writes),
      writes.map(({ isNews }) => isNews),
      ...trackingColumns.map((_, at) => states.map((values) => values[at])),
    ];
  },
  of: (row) => ({ row: stockLevelOf(row), by: writerOf(row), pass: passOf(row), tracking: trackingOf(row) }),
};

const productColumns =
  'channel, product_id, product, operation_id, name, code, search_text, search_grams, observed_at, full_pass';
const givenProducts = `unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::bigint[], $10::bigint[]) k(${productColumns})`;
export const insertProducts = `
    INSERT INTO products AS p (${productColumns})
    SELECT channel, product_id, product, operation_id, name, code, search_text, search_grams::integer[], observed_at,
      full_pass
    FROM ${givenProducts}
    ORDER BY channel COLLATE "C", product_id COLLATE "C"
    ON CONFLICT (channel, product_id)`;

const storedProduct = 'p.channel, p.product_id, p.product, p.operation_id, p.full_pass';

export const productRows: Rows<Product> = {
  kind: productKind,
  stored: {
    name: 'catalogue-products',
    text: `
      SELECT ${storedProduct} FROM unnest($1::text[], $2::text[]) k(channel, product_id)
      JOIN products p ON p.channel = k.channel AND p.product_id = k.product_id`,
  },
  keyValues: (rows) => [rows.map(({ channel }) => channel), rows.map(({ productId }) => productId)],
  addOrLock: {
    name: 'catalogue-add-or-lock-products',
    text: `
      WITH product AS (${insertProducts} DO UPDATE SET operation_id = p.operation_id
        RETURNING ${storedProduct}, p.xmax = 0 AS is_new)
      SELECT * FROM product WHERE NOT is_new`,
  },
  put: {
    name: 'catalogue-put-products',
    text: `
      UPDATE products p SET product = k.product, operation_id = k.operation_id, name = k.name, code = k.code,
        search_text = k.search_text, search_grams = k.search_grams::integer[], observed_at = k.observed_at,
        full_pass = k.full_pass
      FROM ${givenProducts}
      WHERE p.channel = k.channel AND p.product_id = k.product_id`,
  },
  values: (writes) => {
    const listed = writes.map(({ row }) => listedValues(row));
    return [
      ...productRows.keyValues(writes.map(({ row }) => row)),
      writes.map(({ row }) => JSON.stringify(row)),
      writes.map(({ by }) => by ?? noOperation),
      listed.map(({ name }) => name),
      listed.map(({ code }) => code),
      listed.map(({ text }) => text),
      listed.map(({ grams }) => grams),
      listed.map(({ observedAt }) => observedAt),
      writes.map(({ pass }) => pass),
    ];
  },
  addValues: (writes) => productRows.values(writes),
  putValues: (writes) => productRows.values(writes),
  of: (row) => ({ row: productOfRow(row), by: writerOf(row), pass: passOf(row), tracking: null }),
};

const locationColumns = 'channel, location_id, name, kind, observed_at, full_pass';
const givenLocations = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
        k(${locationColumns})`;
const columnsOfLocation = 'l.channel, l.location_id, l.name, l.kind, l.observed_at, l.full_pass';

export const locationRows: Rows<SeenLocation> = {
  kind: locationKind,
  stored: {
    name: 'catalogue-locations',
    text: `
      SELECT ${columnsOfLocation} FROM unnest($1::text[], $2::text[]) k(channel, location_id)
      JOIN locations l ON l.channel = k.channel AND l.location_id = k.location_id`,
  },
  keyValues: (rows) => [rows.map(({ channel }) => channel), rows.map(({ locationId }) => locationId)],
  addOrLock: {
    name: 'catalogue-add-or-lock-locations',
    text: `
      WITH location AS (
        INSERT INTO locations AS l (${locationColumns})
        SELECT ${locationColumns} FROM ${givenLocations}
        ORDER BY channel COLLATE "C", location_id COLLATE "C"
        ON CONFLICT (channel, location_id) DO UPDATE SET observed_at = l.observed_at
        RETURNING ${columnsOfLocation}, l.xmax = 0 AS is_new)
      SELECT * FROM location WHERE NOT is_new`,
  },
  put: {
    name: 'catalogue-put-locations',
    text: `
      UPDATE locations l SET name = k.name, kind = k.kind, observed_at = k.observed_at, full_pass = k.full_pass
      FROM ${givenLocations}
      WHERE l.channel = k.channel AND l.location_id = k.location_id`,
  },
  values: (writes) => [
    ...locationRows.keyValues(writes.map(({ row }) => row)),
    writes.map(({ row }) => row.name && storable(row.name)),
    writes.map(({ row }) => row.kind),
    writes.map(({ row }) => row.observedAt),
    writes.map(({ pass }) => pass),
  ],
  addValues: (writes) => locationRows.values(writes),
  putValues: (writes) => locationRows.values(writes),
  of: (row) => ({
    row: { ...locationOf(row), observedAt: integer(row, 'observed_at') },
    by: null,
    pass: passOf(row),
    tracking: null,
  }),
};
