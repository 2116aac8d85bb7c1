import { z } from 'zod';
import { type Answer, check, type Endpoint, problem, type Result } from '../core/endpoint.ts';
import { badRequest, errorAnswer } from './answers.ts';
import { isSmaregiProduct, isSmaregiStore } from './catalogue.ts';
import type { Assortment } from './data/assortment.ts';
import { stores } from './data/stores.ts';
import { plainId } from './form.ts';
import type { Ledger } from './ledger.ts';

const defaultLimit = 100;
const highestLimit = 1000;
const longestWindowMs = 31 * 24 * 60 * 60 * 1000;

const id = z.string().regex(/^\d{1,15}$/u, 'digits, at most 15');
const count = z
  .string()
  .regex(/^\d{1,9}$/u, 'digits')
  .transform(Number);
const time = z.iso.datetime({ offset: true }).transform(Date.parse);

const paging = {
  limit: count.pipe(z.int().min(1).max(highestLimit)).default(defaultLimit),
  page: count.pipe(z.int().min(1)).default(1),
};
const changed = { 'upd_date_time-from': time.optional(), 'upd_date_time-to': time.optional() };

/** One or more fields with an optional `:desc`, separated by commas. */
const sortBy = (...fields: readonly string[]) => {
  const field = `(${fields.join('|')})(:desc)?`;
  return z
    .string()
    .regex(new RegExp(`^${field}(,${field})*$`, 'u'), `fields of: ${fields.join(', ')}`)
    .optional();
};

type Row = { readonly updDateTime: string; readonly [field: string]: string | null };
type Query = {
  readonly limit: number;
  readonly page: number;
  readonly sort?: string | undefined;
  readonly 'upd_date_time-from'?: number | undefined;
  readonly 'upd_date_time-to'?: number | undefined;
};

/** Ids are numbers as text, and times of one offset sort as text. */
const compare = (a: string | null | undefined, b: string | null | undefined): number => {
  const [left, right] = [Number(a), Number(b)];
  return Number.isNaN(left - right) ? String(a).localeCompare(String(b)) : left - right;
};

/** Without `sort`, the rows are in the order of the list's main id already. */
const sorted = <R extends Row>(rows: readonly R[], sort: string | undefined): readonly R[] => {
  if (sort === undefined) return rows;
  const keys = sort
    .split(',')
    .map((key) => ({ field: key.split(':')[0] ?? '', sign: key.endsWith(':desc') ? -1 : 1 }));
  return rows.toSorted((a, b) => {
    for (const { field, sign } of keys) {
      const order = compare(a[field], b[field]) * sign;
      if (order !== 0) return order;
    }
    return 0;
  });
};

/** The rows of one page, or the text of the vendor's 400. */
const pageOf = <R extends Row>(rows: readonly R[], query: Query): Result<readonly R[]> => {
  const { limit, page, sort, 'upd_date_time-from': from, 'upd_date_time-to': to } = query;
  if ((from === undefined) !== (to === undefined)) {
    return problem('upd_date_time-from and upd_date_time-to are given together');
  }
  if (from !== undefined && to !== undefined && (to < from || to - from > longestWindowMs)) {
    return problem('upd_date_time-to is at most 31 days after upd_date_time-from');
  }
  const found =
    from === undefined || to === undefined
      ? rows
      : rows.filter((row) => Date.parse(row.updDateTime) >= from && Date.parse(row.updDateTime) <= to);
  return { ok: true, value: sorted(found, sort).slice((page - 1) * limit, page * limit) };
};

/** A list endpoint. It refuses parameters that the sandbox does not know, so that no test relies on them. */
const list = <Q extends Query, R extends Row>(
  name: string,
  base: string,
  schema: z.ZodType<Q>,
  rowsOf: (query: Q) => readonly R[],
): Endpoint => ({
  name,
  method: 'GET',
  path: new RegExp(`^${base}/${name}$`, 'u'),
  answer: (call): Answer => {
    const query = check(schema, Object.fromEntries(call.query));
    if (!query.ok) return badRequest(query.problem);
    const rows = pageOf(rowsOf(query.value), query.value);
    return rows.ok ? { status: 200, body: rows.value } : badRequest(rows.problem);
  },
});

const stockQuery = z.strictObject({
  product_id: id.optional(),
  store_id: id.optional(),
  sort: sortBy('productId', 'storeId'),
  ...changed,
  ...paging,
});

/** Smaregi's stock list, GET /stock: a bare array with a row for each product whose stock has changed. */
export const stockList = (base: string, ledger: Ledger): Endpoint =>
  list('stock', base, stockQuery, ({ product_id, store_id }) =>
    ledger
      .levels()
      .filter((row) => product_id === undefined || row.productId === plainId(product_id))
      .filter((row) => store_id === undefined || row.storeId === plainId(store_id)),
  );

const productQuery = z.strictObject({
  product_id: id.optional(),
  product_code: z.string().optional(),
  group_code: z.string().optional(),
  category_id: id.optional(),
  sort: sortBy('productId', 'productCode', 'updDateTime'),
  ...changed,
  ...paging,
});

/** GET /products. */
export const productList = (base: string, products: Assortment): Endpoint =>
  list('products', base, productQuery, (query) => {
    const wanted = [
      ['productId', query.product_id],
      ['productCode', query.product_code],
      ['groupCode', query.group_code],
      ['categoryId', query.category_id],
    ] as const;
    return products
      .all()
      .filter((row) => wanted.every(([field, value]) => value === undefined || row[field] === value));
  });

/** GET /products/{id}. */
export const product = (base: string, products: Assortment): Endpoint => ({
  name: 'products/{id}',
  method: 'GET',
  path: new RegExp(`^${base}/products/([^/]+)$`, 'u'),
  answer: ({ params: [productId = ''] }): Answer => {
    const found = products.get(productId);
    return found ? { status: 200, body: found } : errorAnswer(404, '商品が存在しません。');
  },
});

const changesQuery = z.strictObject({
  sort: sortBy('id', 'targetDateTime', 'updDateTime'),
  ...changed,
  ...paging,
});

/** GET /stock/changes/{product}/{store}. Only unofficial sources describe it. */
export const stockChanges = (base: string, ledger: Ledger): Endpoint => ({
  name: 'stock/changes',
  method: 'GET',
  path: new RegExp(`^${base}/stock/changes/([^/]+)/([^/]+)$`, 'u'),
  answer: ({ params: [productId = '', storeId = ''], query: given }): Answer => {
    if (!isSmaregiProduct(productId)) return errorAnswer(404, '商品が存在しません。');
    if (!isSmaregiStore(storeId)) return errorAnswer(404, '店舗が存在しません。');
    const query = check(changesQuery, Object.fromEntries(given));
    if (!query.ok) return badRequest(query.problem);
    const rows = pageOf(ledger.history(productId, storeId), query.value);
    return rows.ok ? { status: 200, body: rows.value } : badRequest(rows.problem);
  },
});

/** GET /stores. */
export const storeList = (base: string): Endpoint =>
  list('stores', base, z.strictObject({ sort: sortBy('storeId'), ...paging }), () => stores);
