import type { ProductFilter, ProductPlace, ProductSort } from '../../../../ports/journal/catalogue.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { integer, productOfRow, productPlaceOf, type Row } from '../../../journal-rows.ts';
import { countWalked, edgeAt, maxSorted, type ReadSlice, sortedPage, walk } from '../../../lists/pages.ts';
import { searchedText } from '../../../lists/searched-text.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { byKey } from '../sql.ts';
import { slicesOf } from './slices.ts';
import { codeGramOf, gramsOf } from './texts.ts';

/** Products are counted to this number. */
const maxCount = 10_000;

/** Null stands for no condition. Because of the OFFSET, the planner does not read all levels for a hash of them. */
const filter = (first: number): string => `
  ($${first}::text IS NULL OR position($${first} IN r.search_text) > 0)
  AND ($${first + 1}::text[] IS NULL OR r.code = ANY ($${first + 1}))
  AND ($${first + 2}::text[] IS NULL OR r.product_id = ANY ($${first + 2}))
  AND ($${first + 3}::bigint IS NULL OR r.observed_at > $${first + 3})
  AND ($${first + 4}::bigint IS NULL OR EXISTS (SELECT 1 FROM stock_levels s
    WHERE s.channel = r.channel AND s.product_id = r.product_id
      AND s.quantity BETWEEN $${first + 4} AND $${first + 5}::bigint OFFSET 0))`;

const filterValues = ({ search, codes, productIds, quantity, observedAfter }: ProductFilter) => [
  searchedText(search)?.text ?? null,
  codes,
  productIds,
  observedAfter,
  quantity && (quantity.min ?? Number.MIN_SAFE_INTEGER),
  quantity && (quantity.max ?? Number.MAX_SAFE_INTEGER),
];

const columnOf = { PRODUCT_ID: null, NAME: 'name', OBSERVED_AT: 'observed_at' } as const;
const sliceBy = (field: ProductSort['field']) => {
  const column = columnOf[field];
  return slicesOf<ProductPlace>({
    name: `products-by-${field}`,
    table: 'products',
    ids: ['product_id'],
    value: column && { column, isText: field === 'NAME' },
    filtered: ['search_text', 'code', 'observed_at'],
    filter,
    placeOf: productPlaceOf,
    edgeAt,
  });
};
const slices = {
  PRODUCT_ID: sliceBy('PRODUCT_ID'),
  NAME: sliceBy('NAME'),
  OBSERVED_AT: sliceBy('OBSERVED_AT'),
};

// Positions count from 1.
const byKeys: Statement = {
  name: 'products',
  text: `
    SELECT p.product, k.position FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, product_id, position)
    JOIN products p ON p.channel = k.channel AND p.product_id = k.product_id`,
};
const columns = 'r.channel, r.product_id, r.name, r.observed_at';
const byIds: Statement = {
  name: 'products-by-ids',
  text: `
    SELECT ${columns} FROM unnest($1::text[]) c(channel) CROSS JOIN unnest($2::text[]) i(product_id)
    ${byKey('products', 'channel = c.channel AND product_id = i.product_id')} r
    WHERE ${filter(3)}`,
};
/** The planner does not look behind an OFFSET, so it uses the index of texts and not the one of channels. */
const byTexts = (
  name: string,
  operator: '@>' | '&&',
): { readonly places: Statement; readonly count: Statement } => {
  const matches = `
    FROM (SELECT channel, product_id, name, observed_at, code, search_text FROM products
      WHERE search_grams ${operator} $2::integer[] OFFSET 0) r
    WHERE r.channel = ANY ($1::text[]) AND ${filter(4)} LIMIT $3`;
  return {
    places: { name: `products-by-${name}`, text: `SELECT ${columns} ${matches}` },
    count: {
      name: `count-products-by-${name}`,
      text: `SELECT count(*) AS count FROM (SELECT 1 ${matches}) found`,
    },
  };
};
const bySearch = byTexts('search', '@>');
const byCodes = byTexts('codes', '&&');

/** The hashes that find all products of the filter. Null if there are none. */
const lookUpOf = ({ search, codes }: ProductFilter) => {
  const lookedUp = searchedText(search)?.lookedUp;
  if (lookedUp) return { ...bySearch, grams: gramsOf(lookedUp) };
  return codes && { ...byCodes, grams: codes.map(codeGramOf) };
};

const placesOf = (rows: readonly Row[], field: ProductSort['field']): readonly ProductPlace[] => {
  const column = columnOf[field];
  return rows.map((row) => productPlaceOf({ ...row, value: column && row[column] }));
};

const isFiltered = ({ search, codes, productIds, quantity, observedAfter }: ProductFilter): boolean =>
  searchedText(search) !== null || [codes, productIds, quantity, observedAfter].some((one) => one !== null);

type ProductReads = Pick<JournalReads, 'products' | 'productsPage' | 'countProducts'>;

export const productReads = (read: Read): ProductReads => {
  const readSlice = (wanted: ProductFilter, field: ProductSort['field']): ReadSlice<ProductPlace> => {
    const values = isFiltered(wanted) ? filterValues(wanted) : null;
    return (range, limit) => slices[field](read, range, limit, values);
  };

  /** Null if no index serves the filter, or if it finds too many products. */
  const lookUp = async (
    wanted: ProductFilter,
    field: ProductSort['field'],
  ): Promise<readonly ProductPlace[] | null> => {
    const values = filterValues(wanted);
    if (wanted.productIds)
      return placesOf(
        await read(byIds, [wanted.channels, [...new Set(wanted.productIds)], ...values]),
        field,
      );
    const found = lookUpOf(wanted);
    if (!found) return null;
    const rows = await read(found.places, [wanted.channels, found.grams, maxSorted + 1, ...values]);
    return rows.length > maxSorted ? null : placesOf(rows, field);
  };

  const products: ProductReads['products'] = async (keys) => {
    const rows = await read(byKeys, [
      keys.map(({ channel }) => channel),
      keys.map(({ productId }) => productId),
    ]);
    const found = new Map(rows.map((row) => [integer(row, 'position'), productOfRow(row)]));
    return keys.map((_, index) => found.get(index + 1) ?? null);
  };

  const countOf = async (wanted: ProductFilter): Promise<number> => {
    if (wanted.productIds) return (await lookUp(wanted, 'PRODUCT_ID'))?.length ?? 0;
    const found = lookUpOf(wanted);
    if (!found) return countWalked(wanted.channels, readSlice(wanted, 'PRODUCT_ID'), maxCount);
    const [row] = await read(found.count, [
      ...[wanted.channels, found.grams, maxCount + 1],
      ...filterValues(wanted),
    ]);
    return row ? integer(row, 'count') : 0;
  };

  return {
    products,
    productsPage: async (page) => {
      const { field } = page.sort;
      const found = await lookUp(page.filter, field);
      const { places, hasMore } = found
        ? sortedPage(page, found)
        : await walk(page, readSlice(page.filter, field));
      return { nodes: (await products(places)).filter((product) => product !== null), hasMore };
    },
    countProducts: async (wanted) => {
      const count = await countOf(wanted);
      return { value: Math.min(count, maxCount), isExact: count <= maxCount };
    },
  };
};
