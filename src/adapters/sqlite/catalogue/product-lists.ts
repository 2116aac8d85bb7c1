import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../../../domain/ids.ts';
import type {
  CatalogueReads,
  ProductFilter,
  ProductPlace,
  ProductSort,
} from '../../../ports/journal/catalogue.ts';
import type { ProductPosition } from '../../../ports/journal/page.ts';
import { integer, integerOrNull, productOfRow, productPlaceOf, type Row, text } from '../../journal-rows.ts';
import { countWalked, edgeAt, maxSorted, type ReadSlice, sortedPage, walk } from '../../lists/pages.ts';
import { searchedText } from '../../lists/searched-text.ts';
import { prepareSlices } from './slices.ts';

/** Products are counted to this number. */
const maxCount = 10_000;
/** Codes of one look-up in the index of texts. */
const codesAtOnce = 50;
/** Numbers of products of one part of a count. */
const countedAtOnce = 1_000;

/** Null stands for no condition. */
const filter = `
  (:search IS NULL OR instr(r.search_text, :search) > 0)
  AND (:codes IS NULL OR r.code IN (SELECT value FROM json_each(:codes)))
  AND (:ids IS NULL OR r.product_id IN (SELECT value FROM json_each(:ids)))
  AND (:observedAfter IS NULL OR r.observed_at > :observedAfter)
  AND (:min IS NULL OR EXISTS (SELECT 1 FROM stock_levels s
    WHERE s.channel = r.channel AND s.product_id = r.product_id AND s.quantity BETWEEN :min AND :max))`;

const listOf = (values: readonly string[] | null): string | null =>
  values && JSON.stringify([...new Set(values)]);

const filterValues = ({ search, codes, productIds, quantity, observedAfter }: ProductFilter) => ({
  search: searchedText(search)?.text ?? null,
  codes: listOf(codes),
  ids: listOf(productIds),
  observedAfter,
  min: quantity && (quantity.min ?? Number.MIN_SAFE_INTEGER),
  max: quantity && (quantity.max ?? Number.MAX_SAFE_INTEGER),
});

/** A phrase of the index of texts: it matches the texts that contain these characters side by side. */
const phraseOf = (characters: readonly string[]): string => `"${characters.join('').replaceAll('"', '""')}"`;

const columnOf = { PRODUCT_ID: null, NAME: 'name', OBSERVED_AT: 'observed_at' } as const;

/** The places of an index look-up, or that there are too many to sort them. */
type Found =
  | { readonly type: 'places'; readonly places: readonly ProductPlace[] }
  | { readonly type: 'many' };

export const prepareProductLists = (db: DatabaseSync) => {
  const byKeys = db.prepare(`
    SELECT p.product, k.key AS position FROM json_each(?) k JOIN products p
      ON p.channel = k.value ->> 0 AND p.product_id = k.value ->> 1`);
  const slicesBy = (field: ProductSort['field']) => {
    const column = columnOf[field];
    return prepareSlices<ProductPlace>(db, {
      table: 'products',
      ids: ['product_id'],
      value: column && { column, isText: field === 'NAME' },
      filtered: ['search_text', 'code', 'observed_at'],
      filter,
      size: 500,
      placeOf: productPlaceOf,
      edgeAt,
    });
  };
  const slices = {
    PRODUCT_ID: slicesBy('PRODUCT_ID'),
    NAME: slicesBy('NAME'),
    OBSERVED_AT: slicesBy('OBSERVED_AT'),
  };

  const numbersOf = db.prepare(`
    SELECT json_group_array(id) AS numbers, count(*) AS count, max(id) AS last FROM (
      SELECT rowid AS id FROM product_search WHERE product_search MATCH :texts AND rowid > :after
      ORDER BY rowid LIMIT :limit)`);
  const columns = 'r.channel, r.product_id, r.name, r.observed_at';
  const byNumbers = db.prepare(`
    SELECT ${columns} FROM json_each(:numbers) k CROSS JOIN products r ON r.id = k.value
    WHERE r.channel IN (SELECT value FROM json_each(:channels)) AND ${filter}`);
  const countByNumbers = db.prepare(`
    SELECT count(*) AS count FROM json_each(:numbers) k CROSS JOIN products r ON r.id = k.value
    WHERE r.channel IN (SELECT value FROM json_each(:channels)) AND ${filter}`);
  const byIds = db.prepare(`
    SELECT ${columns} FROM json_each(:channels) c CROSS JOIN json_each(:ids) k
      CROSS JOIN products r ON r.channel = c.value AND r.product_id = k.value
    WHERE ${filter}`);

  const placesOf = (rows: readonly Record<string, unknown>[], field: ProductSort['field']) => {
    const column = columnOf[field];
    return rows.map((row) => productPlaceOf({ ...row, value: column && row[column] }));
  };

  /** The look-ups in the index of texts that find all products of the filter. Null if there is none. */
  const textsOf = ({ search, codes }: ProductFilter): readonly string[] | null => {
    const lookedUp = searchedText(search)?.lookedUp;
    if (lookedUp) return [phraseOf(lookedUp)];
    const phrases = codes?.flatMap((code) => {
      const searched = searchedText(code)?.lookedUp;
      return searched ? [phraseOf(searched)] : [];
    });
    if (!codes || !phrases || phrases.length < codes.length) return null;
    return Array.from({ length: Math.ceil(phrases.length / codesAtOnce) }, (_, part) =>
      phrases.slice(part * codesAtOnce, (part + 1) * codesAtOnce).join(' OR '),
    );
  };

  /** Null if no index serves the filter. */
  const lookUp = (wanted: ProductFilter, field: ProductSort['field']): Found | null => {
    const values = filterValues(wanted);
    const channels = JSON.stringify(wanted.channels);
    if (wanted.productIds)
      return { type: 'places', places: placesOf(byIds.all({ ...values, channels }), field) };
    const lookUps = textsOf(wanted);
    if (!lookUps) return null;
    const places: ProductPlace[] = [];
    for (const texts of lookUps) {
      const found = numbersOf.get({ texts, after: -1, limit: maxSorted + 1 });
      if (!found || integer(found, 'count') > maxSorted) return { type: 'many' };
      const rows = byNumbers.all({ ...values, channels, numbers: text(found, 'numbers') });
      places.push(...placesOf(rows, field));
      if (places.length > maxSorted) return { type: 'many' };
    }
    // Two look-ups may find the same product.
    const unique = new Map(places.map((place) => [JSON.stringify([place.channel, place.productId]), place]));
    return { type: 'places', places: [...unique.values()] };
  };

  const isFiltered = ({ search, codes, productIds, quantity, observedAfter }: ProductFilter): boolean =>
    searchedText(search) !== null || [codes, productIds, quantity, observedAfter].some((one) => one !== null);

  const readSlice = (wanted: ProductFilter, field: ProductSort['field']): ReadSlice<ProductPlace> => {
    const values = isFiltered(wanted) ? filterValues(wanted) : null;
    return (range, limit) => slices[field](range, limit, values);
  };

  /** Counts the products that contain a text, in parts. */
  const countMatches = async (wanted: ProductFilter, texts: string): Promise<number> => {
    const values = filterValues(wanted);
    const channels = JSON.stringify(wanted.channels);
    let count = 0;
    for (let after: number | null = -1; after !== null && count <= maxCount; ) {
      const found: Row | undefined = numbersOf.get({ texts, after, limit: countedAtOnce });
      if (!found) break;
      const numbers = text(found, 'numbers');
      count += integer(countByNumbers.get({ ...values, channels, numbers }) ?? {}, 'count');
      after = integer(found, 'count') < countedAtOnce ? null : integerOrNull(found, 'last');
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  };

  const countOf = async (wanted: ProductFilter): Promise<number> => {
    const found = lookUp(wanted, 'PRODUCT_ID');
    if (found?.type === 'places') return found.places.length;
    const [texts, ...others] = textsOf(wanted) ?? [];
    return texts !== undefined && others.length === 0
      ? countMatches(wanted, texts)
      : countWalked(wanted.channels, readSlice(wanted, 'PRODUCT_ID'), maxCount);
  };

  const products = (keys: readonly ProductPosition[]) => {
    const wanted = keys.map(({ channel, productId }: { channel: ChannelId; productId: string }) => [
      channel,
      productId,
    ]);
    const found = new Map(
      byKeys.all(JSON.stringify(wanted)).map((row) => [integer(row, 'position'), productOfRow(row)]),
    );
    return keys.map((_, position) => found.get(position) ?? null);
  };

  const productsPage: CatalogueReads['productsPage'] = async (page) => {
    const { field } = page.sort;
    const found = lookUp(page.filter, field);
    const { places, hasMore } =
      found?.type === 'places'
        ? sortedPage(page, found.places)
        : await walk(page, readSlice(page.filter, field));
    return { nodes: products(places).filter((product) => product !== null), hasMore };
  };

  const countProducts: CatalogueReads['countProducts'] = async (wanted) => {
    const count = await countOf(wanted);
    return { value: Math.min(count, maxCount), isExact: count <= maxCount };
  };

  return { products, productsPage, countProducts };
};
