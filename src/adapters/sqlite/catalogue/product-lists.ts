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
import { type LookUp, prepareLookUps } from './product-index.ts';
import { prepareSlices } from './slices.ts';

/** Products are counted to this number. */
const maxCount = 10_000;
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

  const numbersIn = (index: LookUp['index']) =>
    db.prepare(`
      SELECT json_group_array(id) AS numbers, count(*) AS count, max(id) AS last FROM (
        SELECT rowid AS id FROM ${index} WHERE ${index} MATCH :query AND rowid > :after
        ORDER BY rowid LIMIT :limit)`);
  const numbers = { product_search: numbersIn('product_search'), product_codes: numbersIn('product_codes') };
  /** The numbers of products that a look-up finds, in rising order. */
  const numbersOf = ({ index, query }: LookUp, after: number, limit: number): Row =>
    numbers[index].get({ query, after, limit }) ?? {};
  const lookUpsOf = prepareLookUps(db);
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

  /** Null if no index serves the filter. */
  const lookUp = (wanted: ProductFilter, field: ProductSort['field']): Found | null => {
    const values = filterValues(wanted);
    const channels = JSON.stringify(wanted.channels);
    if (wanted.productIds)
      return { type: 'places', places: placesOf(byIds.all({ ...values, channels }), field) };
    const lookUps = lookUpsOf(wanted);
    if (!lookUps) return null;
    const places: ProductPlace[] = [];
    for (const one of lookUps) {
      const found = numbersOf(one, -1, maxSorted + 1);
      if (integer(found, 'count') > maxSorted) return { type: 'many' };
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

  /** Counts the products of one look-up, in parts. */
  const countMatches = async (wanted: ProductFilter, one: LookUp): Promise<number> => {
    const values = filterValues(wanted);
    const channels = JSON.stringify(wanted.channels);
    let count = 0;
    for (let after: number | null = -1; after !== null && count <= maxCount; ) {
      const found = numbersOf(one, after, countedAtOnce);
      const counted = countByNumbers.get({ ...values, channels, numbers: text(found, 'numbers') });
      count += integer(counted ?? {}, 'count');
      after = integer(found, 'count') < countedAtOnce ? null : integerOrNull(found, 'last');
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  };

  const countOf = async (wanted: ProductFilter): Promise<number> => {
    const found = lookUp(wanted, 'PRODUCT_ID');
    if (found?.type === 'places') return found.places.length;
    const [one, ...others] = lookUpsOf(wanted) ?? [];
    return one && others.length === 0
      ? countMatches(wanted, one)
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
