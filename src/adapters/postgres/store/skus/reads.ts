import type { SkuCode } from '../../../../domain/ids.ts';
import type { SkuFilter, SkuReads } from '../../../../ports/journal/skus.ts';
import { codeOf, integer, type Row, skusOf } from '../../../journal-rows.ts';
import { type CodeRange, type CodeSlice, pageOfSkus, skuConditions } from '../../../lists/skus.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { driftReads } from '../catalogue/drifts.ts';
import { sameLevel } from '../sql.ts';

/** The codes that one statement looks at. */
const sliceSize = 20_000;
/** Longer than any code, of the last code point: it sorts behind every code. */
const behindEveryCode = '\u{10FFFF}'.repeat(201);

export const byCodes: Statement = {
  name: 'skus',
  text: `
    SELECT s.code, l.channel, l.product_id, l.location_id, l.option_id, l.buffer
    FROM unnest($1::text[]) WITH ORDINALITY k(code, place)
    JOIN skus s ON s.code = k.code LEFT JOIN sku_listings l ON l.code = s.code
    ORDER BY k.place, l.position`,
};
// Positions count from 1.
export const byListings: Statement = {
  name: 'skus-of-listings',
  text: `
    SELECT k.position, l.code
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
      k(channel, product_id, location_id, option_id, position)
    JOIN sku_listings l ON ${sameLevel('l', 'k')}`,
};
const byProducts: Statement = {
  name: 'skus-of-products',
  text: `
    SELECT k.position, l.code FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, product_id, position)
    CROSS JOIN LATERAL (SELECT code FROM sku_listings WHERE channel = k.channel AND product_id = k.product_id
      AND option_id = '' ORDER BY location_id LIMIT 1) l`,
};

/** The code at each position; null where there is none. */
export const codesAt = (rows: readonly Row[], count: number): readonly (SkuCode | null)[] => {
  const found = new Map(rows.map((row) => [integer(row, 'position'), codeOf(row)]));
  return Array.from({ length: count }, (_, index) => found.get(index + 1) ?? null);
};

const listings = 'SELECT 1 FROM sku_listings l WHERE l.code = s.code';
/** Null stands for no condition. */
const filter = `
  ($4::text IS NULL OR position($4 IN s.search_text) > 0)
  AND ($5::integer IS NULL OR ($5 = 1) = EXISTS (${listings} AND ($6::text[] IS NULL OR l.channel = ANY ($6))))
  AND ($7::text[] IS NULL OR NOT EXISTS (${listings})
    OR EXISTS (${listings} AND split_part(l.channel, '~', 1) = ANY ($7)))
  AND (NOT $8::boolean OR EXISTS (SELECT 1 FROM sku_listings l JOIN stock_levels v ON ${sameLevel('v', 'l')}
    WHERE l.code = s.code AND v.drift_since IS NOT NULL))`;

const slicesIn = (direction: 'ASC' | 'DESC', isNamed: boolean) => {
  const among = (parameter: string) => (isNamed ? `code = ANY (${parameter}::text[]) AND` : '');
  const inSlice = (codes: string) =>
    `FROM skus WHERE ${among(codes)} code > $1 AND code < $2 ORDER BY code ${direction}`;
  const name = `skus-${direction}${isNamed ? '-named' : ''}`;
  return {
    matching: {
      name,
      text: `
        SELECT s.code FROM (SELECT code, search_text ${inSlice('$9')} LIMIT ${sliceSize}) s
        WHERE ${filter} ORDER BY s.code ${direction} LIMIT $3`,
    },
    last: { name: `${name}-last`, text: `SELECT code ${inSlice('$3')} LIMIT 1 OFFSET ${sliceSize - 1}` },
  };
};
const all = { ascending: slicesIn('ASC', false), descending: slicesIn('DESC', false) };
const named = { ascending: slicesIn('ASC', true), descending: slicesIn('DESC', true) };

const slicesOf = (read: Read, wanted: SkuFilter) => {
  const { codes, search, listed, channels, visible, mayDrift } = skuConditions(wanted);
  return async ({ lower, upper, isDescending }: CodeRange, limit: number): Promise<CodeSlice> => {
    const { matching, last } = (codes ? named : all)[isDescending ? 'descending' : 'ascending'];
    const bounds = [lower ?? '', upper ?? behindEveryCode];
    const ofCodes = codes ? [codes] : [];
    const [rows, [end]] = await Promise.all([
      read(matching, [...bounds, limit, search, listed, channels, visible, mayDrift, ...ofCodes]),
      read(last, [...bounds, ...ofCodes]),
    ]);
    return { found: rows.map(codeOf), next: end ? codeOf(end) : null };
  };
};

export const skuReads = (read: Read): SkuReads => {
  const { drifts } = driftReads(read);
  const skus: SkuReads['skus'] = async (codes) => {
    if (codes.length === 0) return [];
    const found = skusOf(await read(byCodes, [[...new Set(codes)]]));
    return codes.map((code) => found.get(code) ?? null);
  };
  return {
    skus,
    skusPage: (page) => pageOfSkus(page, slicesOf(read, page.filter), { skus, drifts }),
    skusOfProducts: async (products) =>
      codesAt(
        await read(byProducts, [
          products.map(({ channel }) => channel),
          products.map(({ productId }) => productId),
        ]),
        products.length,
      ),
  };
};
