import { z } from 'zod';
import { readableRows, rowsFor } from '../http/rows.ts';
import { time } from './catalogue/wire.ts';

/** Page '在庫一括更新', section 'Request Body': "1リクエストにつき100件(店舗)まで". */
export const maxStockRows = 100;

/** Page '在庫一括更新', section 'Request Body': numbers are strings. All rows of a call have the same keys. */
export type StockRow = {
  readonly productId: string;
  readonly storeId: string;
  readonly stockAmount: string;
  readonly stockHistory?: { readonly memo: string };
};

/**
 * The rows and the callback URL of PATCH /stock/bulk and of POST /stock/add/bulk. The page of the latter was seen only as
 * an excerpt: it has the same fields, and `stockAmount` is the quantity to add.
 */
export type BulkRequest = { readonly stock: readonly StockRow[]; readonly callbackUrl: string };

/** "Integer" by the page; a string of digits is read as the same number. */
const requestId = z.union([z.int(), z.string().regex(/^\d{1,20}$/u)]).transform((id) => String(BigInt(id)));

/** Page '在庫一括更新', section 'Responses': accepted, not applied. */
export const bulkResponse = z.object({ requestId });

const idText = z.union([z.string(), z.int()]).transform(String);

/** Page '在庫一括更新', section 'Webhook通知について': `id` is that of the stock history. */
const resultRow = z.object({ id: idText.nullable().catch(null), productId: idText, storeId: idText });
export type ResultRow = z.output<typeof resultRow>;

export const doneCallback = z.object({ requestId, result: readableRows(resultRow, maxStockRows) });
/** An empty message says nothing. */
export const failedCallback = z.object({ requestId, message: z.string().regex(/\S/u) });

/** The answer of the token endpoint, RFC 6749 section 5.1. The token goes into a header. */
export const tokenResponse = z.object({
  access_token: z.string().regex(/^[!-~]+$/u),
  /** Seconds. Recommended, not required: a short life is assumed without it. */
  expires_in: z.coerce.number().positive().catch(300),
});

/** A whole number as text. Null if it is not a number, or exceeds an Int of GraphQL: the vendor uses nine digits. */
const amount = z
  .union([z.string().regex(/^-?\d+$/u), z.int()])
  .transform((value) => Number(value) + 0) // so that "-0" is 0
  .pipe(z.int32())
  .nullable()
  .catch(null);

/** A row of the stock history. Unofficial: all of its fields. `amount` is the quantity that was added. */
export const changeRow = z.object({
  id: z.union([z.string().regex(/^\d{1,20}$/u), z.int().min(0).transform(String)]),
  amount: z
    .union([z.string().regex(/^-?\d{1,15}$/u), z.int()])
    .transform((value) => Number(value) + 0)
    .pipe(z.int32()),
  stockDivision: idText.nullable().catch(null),
  memo: z.string().nullable().catch(null),
  updDateTime: time,
});
export type ChangeRow = z.output<typeof changeRow>;

/** Rows of a page of GET /stock; the vendor gives no more. */
export const stockPageSize = 1000;

const stockRows = rowsFor(stockPageSize);
/** GET /stock: a bare array, its numbers as strings. One unofficial definition wraps it as `{ items }`: both are read. */
export const stockPage = z.union([stockRows, z.object({ items: stockRows }).transform(({ items }) => items)]);
export const stockLevels = readableRows(
  z.object({ productId: idText, storeId: idText, stockAmount: amount }),
  stockPageSize,
);
