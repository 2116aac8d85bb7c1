import type { DatabaseSync } from 'node:sqlite';
import { deleteSkus, type LoadedSkus, saveSkus } from '../../core/decide/skus.ts';
import type { SkuCode } from '../../domain/ids.ts';
import { type Listing, type Sku, searchedCode } from '../../domain/sku.ts';
import type { Page, ProductPosition } from '../../ports/journal/page.ts';
import type {
  DeleteRefusal,
  SkuCaller,
  SkuDraft,
  SkuFilter,
  SkuRefusal,
  SkusPage,
} from '../../ports/journal/skus.ts';
import { codeOf, integer, type Row, skusOf, stockKeyValues } from '../journal-rows.ts';
import { otherWork } from '../lists/pages.ts';
import { type CodeRange, type CodeSlice, ownersOf, pageOfSkus, skuConditions } from '../lists/skus.ts';
import { prepareDrifts } from './catalogue/drifts.ts';

/** Codes of one read, with at most 100 listings each, so that a read does not hold the event loop. */
const codesAtOnce = 100;
/** Codes of one slice of a list. */
const sliceSize = 1_000;
/** SQLite sorts a blob behind every text. */
const behindEveryText = new Uint8Array(0);

const isOpen = `substr(l.channel, 1, instr(l.channel || '~', '~') - 1) IN (SELECT value FROM json_each(:visible))`;
/** Null stands for no condition. */
const filter = `
  (:search IS NULL OR instr(r.search_text, :search) > 0)
  AND (:listed IS NULL OR :listed = EXISTS (SELECT 1 FROM sku_listings l WHERE l.code = r.code
    AND (:channels IS NULL OR l.channel IN (SELECT value FROM json_each(:channels)))))
  AND (:visible IS NULL OR NOT EXISTS (SELECT 1 FROM sku_listings l WHERE l.code = r.code)
    OR EXISTS (SELECT 1 FROM sku_listings l WHERE l.code = r.code AND ${isOpen}))
  AND (NOT :mayDrift OR EXISTS (SELECT 1 FROM sku_listings l CROSS JOIN stock_levels v ON v.channel = l.channel
    AND v.product_id = l.product_id AND v.location_id = l.location_id AND v.option_id = l.option_id
    WHERE l.code = r.code AND v.drift_since IS NOT NULL))`;

const json = (values: readonly string[] | null): string | null => values && JSON.stringify(values);

/** The number of commands that wrote SKUs. */
type Writes = { count: number };

const prepareReads = (db: DatabaseSync, writes: Writes) => {
  const byCodes = db.prepare(`
    SELECT s.code, l.channel, l.product_id, l.location_id, l.option_id, l.buffer
    FROM json_each(?) k CROSS JOIN skus s ON s.code = k.value LEFT JOIN sku_listings l ON l.code = s.code
    ORDER BY k.key, l.position`);
  const byListings = db.prepare(`
    SELECT k.key AS position, l.code FROM json_each(?) k CROSS JOIN sku_listings l ON l.channel = k.value ->> 0
      AND l.product_id = k.value ->> 1 AND l.location_id = k.value ->> 2 AND l.option_id = k.value ->> 3`);
  const byProducts = db.prepare(`
    SELECT * FROM (
      SELECT k.key AS position, (
        SELECT l.code FROM sku_listings l WHERE l.channel = k.value ->> 0 AND l.product_id = k.value ->> 1
          AND l.option_id = '' ORDER BY l.location_id LIMIT 1) AS code
      FROM json_each(?) k)
    WHERE code IS NOT NULL`);

  const read = (codes: readonly SkuCode[]): ReadonlyMap<SkuCode, Sku> =>
    skusOf(byCodes.all(JSON.stringify([...new Set(codes)])));

  /** Null if a SKU was written in the meantime, since a listing that was moved could be found twice. */
  const readInSlices = async (codes: readonly SkuCode[]): Promise<ReadonlyMap<SkuCode, Sku> | null> => {
    const before = writes.count;
    const found = new Map<SkuCode, Sku>();
    for (let first = 0; first < codes.length; first += codesAtOnce) {
      if (first > 0) await otherWork();
      for (const [code, sku] of read(codes.slice(first, first + codesAtOnce))) found.set(code, sku);
    }
    return writes.count === before ? found : null;
  };

  const codesAt = (rows: readonly Row[], count: number): readonly (SkuCode | null)[] => {
    const found = new Map(rows.map((row) => [integer(row, 'position'), codeOf(row)]));
    return Array.from({ length: count }, (_, position) => found.get(position) ?? null);
  };

  return {
    read,
    ownersOf: (listings: readonly Listing[]): ReadonlyMap<string, SkuCode> =>
      ownersOf(
        listings,
        codesAt(byListings.all(JSON.stringify(listings.map(stockKeyValues))), listings.length),
      ),
    skus: async (codes: readonly SkuCode[]): Promise<readonly (Sku | null)[]> => {
      const found = (await readInSlices(codes)) ?? read(codes);
      return codes.map((code) => found.get(code) ?? null);
    },
    skusOfProducts: (products: readonly ProductPosition[]) =>
      codesAt(
        byProducts.all(JSON.stringify(products.map(({ channel, productId }) => [channel, productId]))),
        products.length,
      ),
  };
};

const prepareSlices = (db: DatabaseSync) => {
  const statements = (direction: 'ASC' | 'DESC', among: string) => {
    const inSlice = `FROM skus WHERE ${among} code > :lower AND code < :upper ORDER BY code ${direction}`;
    return {
      matching: db.prepare(`
        SELECT r.code FROM (SELECT code, search_text ${inSlice} LIMIT ${sliceSize}) r
        WHERE ${filter} ORDER BY r.code ${direction} LIMIT :limit`),
      last: db.prepare(`SELECT code ${inSlice} LIMIT 1 OFFSET ${sliceSize - 1}`),
    };
  };
  const amongCodes = 'code IN (SELECT value FROM json_each(:codes)) AND';
  const all = { ascending: statements('ASC', ''), descending: statements('DESC', '') };
  const named = { ascending: statements('ASC', amongCodes), descending: statements('DESC', amongCodes) };

  return (wanted: SkuFilter) => {
    const { codes, search, listed, channels, visible, mayDrift } = skuConditions(wanted);
    const values = {
      ...{ search, listed, channels: json(channels), visible: json(visible) },
      mayDrift: Number(mayDrift),
    };
    return ({ lower, upper, isDescending }: CodeRange, limit: number): CodeSlice => {
      const { matching, last } = (codes ? named : all)[isDescending ? 'descending' : 'ascending'];
      const bounds = {
        lower: lower ?? '',
        upper: upper ?? behindEveryText,
        ...(codes && { codes: JSON.stringify(codes) }),
      };
      const found = matching.all({ ...bounds, ...values, limit }).map(codeOf);
      const end = last.get(bounds);
      return { found, next: end ? codeOf(end) : null };
    };
  };
};

/** SKUs and their listings. The commands run inside a transaction of the caller. */
export const prepareSkus = (db: DatabaseSync) => {
  const writes: Writes = { count: 0 };
  const { read, ownersOf: ownersOfListings, ...reads } = prepareReads(db, writes);
  const slicesOf = prepareSlices(db);
  const { drifts } = prepareDrifts(db);
  const dropListings = db.prepare('DELETE FROM sku_listings WHERE code = ?');
  const drop = db.prepare('DELETE FROM skus WHERE code = ?');
  const put = db.prepare('INSERT INTO skus (code, search_text) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const putListing = db.prepare(`
    INSERT INTO sku_listings (channel, product_id, location_id, option_id, code, position, buffer)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);

  const load = (codes: readonly SkuCode[], listings: readonly Listing[]): LoadedSkus => ({
    skus: read(codes),
    owners: ownersOfListings(listings),
  });

  return {
    ...reads,
    skusPage: (page: SkusPage): Promise<Page<Sku>> =>
      pageOfSkus(page, slicesOf(page.filter), { skus: reads.skus, drifts: async (keys) => drifts(keys) }),
    save: (drafts: readonly SkuDraft[], caller: SkuCaller): readonly SkuRefusal[] => {
      writes.count += 1;
      const loaded = load(
        drafts.map(({ code }) => code),
        drafts.flatMap(({ listings }) => listings),
      );
      const { put: saved, refused } = saveSkus(drafts, caller, loaded);
      for (const { code } of saved) dropListings.run(code);
      for (const { code, listings } of saved) {
        put.run(code, searchedCode(code));
        for (const [position, listing] of listings.entries())
          putListing.run(...stockKeyValues(listing), code, position, listing.buffer);
      }
      return refused;
    },
    delete: (codes: readonly SkuCode[], caller: SkuCaller): readonly DeleteRefusal[] => {
      writes.count += 1;
      const { deleted, refused } = deleteSkus(codes, caller, { skus: read(codes) });
      for (const code of deleted) {
        dropListings.run(code);
        drop.run(code);
      }
      return refused;
    },
  };
};
