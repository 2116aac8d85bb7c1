import { z } from 'zod';
import { isJsonObject } from '../../lib/json/json.ts';
import { characters, check, ok, problem, type Result } from '../core/endpoint.ts';

const rowLimit = 100;
const amountLimit = 999_999_999;
/** The limit of POST /stock/add/bulk. */
const additionLimit = 1_999_999_998;

const id = z.string().regex(/^\d{1,15}$/u, 'digits, at most 15');

const integer = (limit: number) =>
  z
    .string()
    .regex(/^-?\d+$/u, 'an integer')
    .refine((amount) => Math.abs(Number(amount)) <= limit, `within ±${limit}`);

const stockRow = z.strictObject({
  productId: id,
  storeId: id,
  stockAmount: integer(amountLimit),
  stockHistory: z
    .strictObject({
      memo: z
        .string()
        .refine((memo) => characters(memo) <= 100, 'at most 100 characters')
        .optional(),
    })
    .optional(),
});

/** A row of POST /stock/add/bulk: `stockAmount` is added. */
const additionRow = stockRow.extend({
  stockAmount: integer(additionLimit).refine((amount) => Number(amount) !== 0, 'not 0'),
});

const callbackUrl = z
  .string()
  .max(511)
  .regex(/^https?:\/\/\S+$/u, 'an http or https address');

/** The request body of Smaregi page '在庫一括更新', section 'Request Body'. */
const bulkRequest = z.strictObject({ stock: z.array(stockRow), callbackUrl });
/** The request body of POST /stock/add/bulk has the same fields. */
const additionRequest = z.strictObject({ stock: z.array(additionRow), callbackUrl });

export type StockRow = Readonly<z.output<typeof stockRow>>;
export type BulkRequest = Readonly<z.output<typeof bulkRequest>>;

const keysOf = (value: unknown): string =>
  isJsonObject(value) ? JSON.stringify(Object.keys(value).sort()) : '';

const allAlike = (values: readonly unknown[]): boolean => new Set(values.map(keysOf)).size <= 1;

/** An id or a pair without leading zeros, so that "01" and "1" are equal. */
export const plainId = (digits: string): string => String(Number(digits));
export const pairOf = (row: Pick<StockRow, 'productId' | 'storeId'>): string =>
  `${plainId(row.productId)}:${plainId(row.storeId)}`;

const duplicate = (rows: readonly StockRow[]): StockRow | undefined => {
  const seen = new Set<string>();
  return rows.find((row) => seen.size === seen.add(pairOf(row)).size);
};

/** The errors about the rows as a whole, which come before those about a single field. */
const complaint = (stock: readonly unknown[]): string | null => {
  if (stock.length === 0) return '在庫情報は1つ以上指定してください。';
  if (stock.length > rowLimit) return `リクエストの上限数が超えています。上限数-${rowLimit}`;
  if (!allAlike(stock)) return '全ての在庫情報のjsonキーを揃えてください。';
  const histories = stock.map((row) => (isJsonObject(row) ? row['stockHistory'] : undefined));
  if (!allAlike(histories)) return '全ての在庫変動履歴のjsonキーを揃えてください。';
  return null;
};

/**
 * Checks a request as the vendor does at once, with the 400 details of page '在庫一括更新', section 'Responses'.
 * Any other error of the form (a missing field, a number for a string) gets a detail of the sandbox.
 */
const checkRequest = (schema: typeof bulkRequest, body: unknown): Result<BulkRequest> => {
  const stock = isJsonObject(body) ? body['stock'] : undefined;
  const wrong = Array.isArray(stock) ? complaint(stock) : null;
  if (wrong !== null) return problem(wrong);
  const request = check(schema, body);
  if (!request.ok) return request;
  const twice = duplicate(request.value.stock);
  if (twice === undefined) return ok(request.value);
  const pair = `${twice.productId}:${twice.storeId}`;
  return problem(`指定された商品IDと店舗IDの組み合わせが重複しています。(商品ID:店舗ID-${pair})`);
};

export const checkBulkRequest = (body: unknown): Result<BulkRequest> => checkRequest(bulkRequest, body);
export const checkAdditionRequest = (body: unknown): Result<BulkRequest> =>
  checkRequest(additionRequest, body);

/** Whether the vendor can store this amount. */
export const isStorable = (amount: number): boolean => Math.abs(amount) <= amountLimit;
