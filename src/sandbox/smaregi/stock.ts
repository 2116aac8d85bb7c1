import { z } from 'zod';
import { check } from '../core/check.ts';
import type { Answer, Endpoint } from '../core/endpoint.ts';
import type { Distortion } from '../core/fault-rules.ts';
import { badRequest } from './answers.ts';
import { plainId } from './form.ts';
import type { Ledger, StockLevel } from './ledger.ts';

const defaultLimit = 100;
const highestLimit = 1000;

const id = z.string().regex(/^\d{1,15}$/u, 'digits, at most 15');
const count = z
  .string()
  .regex(/^\d{1,9}$/u, 'digits')
  .transform(Number);

/** The parameters the sandbox knows; others the vendor may have are refused rather than passed over. */
const stockQuery = z.strictObject({
  product_id: id.optional(),
  store_id: id.optional(),
  limit: count.pipe(z.int().min(1).max(highestLimit)).default(defaultLimit),
  page: count.pipe(z.int().min(1)).default(1),
});

const foreign: StockLevel = {
  storeId: '98',
  productId: '9998',
  stockAmount: '1',
  layawayStockAmount: '0',
  updDateTime: '2000-01-01T00:00:00+09:00',
};

const distort = (rows: readonly StockLevel[], distortion: Distortion | null): readonly StockLevel[] => {
  switch (distortion) {
    case null:
    case 'wrong-counts':
      return rows;
    case 'missing-row':
      return rows.slice(0, -1);
    case 'foreign-row':
      return [...rows, foreign];
  }
};

/** Smaregi's stock list, GET /stock: a bare array with a row for each product whose stock has changed. */
export const stock = (base: string, ledger: Ledger): Endpoint => ({
  name: 'stock',
  method: 'GET',
  path: new RegExp(`^${base}/stock$`, 'u'),
  distortions: ['missing-row', 'foreign-row'],
  answer: (call): Answer => {
    const query = check(stockQuery, Object.fromEntries(call.query));
    if (!query.ok) return badRequest(query.problem);
    const { product_id, store_id, limit, page } = query.value;
    const rows = ledger
      .levels()
      .filter((row) => product_id === undefined || row.productId === plainId(product_id))
      .filter((row) => store_id === undefined || row.storeId === plainId(store_id))
      .slice((page - 1) * limit, page * limit);
    return { status: 200, body: distort(rows, call.distortion) };
  },
});
