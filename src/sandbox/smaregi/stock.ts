import { z } from 'zod';
import { type Answer, check, type Endpoint, rawJsonBody } from '../core/endpoint.ts';
import { badRequest } from './answers.ts';
import { checkBulkRequest, plainId } from './form.ts';
import type { Ledger } from './ledger.ts';
import type { Processing } from './processing.ts';

/**
 * Smaregi page '在庫一括更新', PATCH /stock/bulk. It accepts the call and answers. The outcome is posted to the
 * callbackUrl later.
 */
export const stockBulk = (base: string, processing: Processing): Endpoint => ({
  name: 'stock/bulk',
  method: 'PATCH',
  path: new RegExp(`^${base}/stock/bulk$`, 'u'),
  answer: async (call): Promise<Answer> => {
    const body = rawJsonBody(call);
    if (!body.ok) return badRequest(body.problem);
    const request = checkBulkRequest(body.value);
    if (!request.ok) return badRequest(request.problem);
    const { requestId, answerable } = processing.accept(request.value);
    await answerable;
    return { status: 200, body: { requestId, callbackUrl: request.value.callbackUrl } };
  },
});

const defaultLimit = 100;
const highestLimit = 1000;

const id = z.string().regex(/^\d{1,15}$/u, 'digits, at most 15');
const count = z
  .string()
  .regex(/^\d{1,9}$/u, 'digits')
  .transform(Number);

/** The parameters that the sandbox knows. It refuses others that the vendor may have, so that no test relies on them. */
const stockQuery = z.strictObject({
  product_id: id.optional(),
  store_id: id.optional(),
  limit: count.pipe(z.int().min(1).max(highestLimit)).default(defaultLimit),
  page: count.pipe(z.int().min(1)).default(1),
});

/** Smaregi's stock list, GET /stock: a bare array with a row for each product whose stock has changed. */
export const stock = (base: string, ledger: Ledger): Endpoint => ({
  name: 'stock',
  method: 'GET',
  path: new RegExp(`^${base}/stock$`, 'u'),
  answer: (call): Answer => {
    const query = check(stockQuery, Object.fromEntries(call.query));
    if (!query.ok) return badRequest(query.problem);
    const { product_id, store_id, limit, page } = query.value;
    const rows = ledger
      .levels()
      .filter((row) => product_id === undefined || row.productId === plainId(product_id))
      .filter((row) => store_id === undefined || row.storeId === plainId(store_id))
      .slice((page - 1) * limit, page * limit);
    return { status: 200, body: rows };
  },
});
