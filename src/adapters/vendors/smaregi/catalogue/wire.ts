import { z } from 'zod';
import { rowsFor } from '../../http/rows.ts';
import { cleanText } from '../../http/sanitize.ts';

/** "数字15桁以内"; a few digits more are read too. Leading zeros stay. */
const digits = z.string().regex(/^\d{1,20}$/u);
const id = z.union([digits, z.int().min(0).transform(String)]);

/** Null for a value that is missing, empty or not text. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => (value === '' ? null : cleanText(value)))
  .nullable()
  .catch(null);

/** A price as text. Null if it is not a decimal number. */
const price = z
  .union([
    z
      .string()
      .regex(/^-?\d{1,15}(\.\d{1,6})?$/u)
      .transform(Number),
    z.number(),
  ])
  .nullable()
  .catch(null);

/** ISO 8601 with an offset, as milliseconds since the epoch. Without an offset, the time is not known. */
export const time = z.iso
  .datetime({ offset: true })
  .transform(Date.parse)
  .pipe(z.int())
  .nullable()
  .catch(null);

/** The codes '0' and '1'. Null for another value. */
const isZero = z
  .union([z.string(), z.number().transform(String)])
  .transform((code) => (code === '0' ? true : code === '1' ? false : null))
  .nullable()
  .catch(null);

const optionalId = id.nullable().catch(null);

/** A row of GET /products, and the answer of GET /products/{id}. */
export const productRow = z.object({
  productId: id,
  productName: text,
  productCode: text,
  productKana: text,
  categoryId: optionalId,
  price,
  customerPrice: price,
  taxDivision: text,
  stockControlDivision: isZero,
  size: text,
  color: text,
  tag: text,
  groupCode: text,
  updDateTime: time,
});
export type ProductRow = z.output<typeof productRow>;

/** A row of GET /stores. */
export const storeRow = z.object({ storeId: id, storeName: text, storeDivision: isZero, updDateTime: time });
export type StoreRow = z.output<typeof storeRow>;

const amount = z
  .union([z.string().regex(/^-?\d{1,15}$/u), z.int()])
  .transform((value) => Number(value) + 0)
  .pipe(z.int32());

/** A row of GET /stock. */
export const levelRow = z.object({ productId: id, storeId: id, stockAmount: amount, updDateTime: time });
export type LevelRow = z.output<typeof levelRow>;

/** `limit` is the number of rows that a full page has. */
export type ListPage = { readonly items: readonly unknown[]; readonly limit: number };

/**
 * Reads a page for which `asked` rows were requested. The vendor's pages show a bare array. One unofficial definition
 * wraps it as `{ items, total, limit, page }`. The limit of such a page may be lower than the requested one.
 */
export const readListPage = (body: unknown, asked: number): ListPage | null => {
  const rows = rowsFor(asked);
  const limit = z.coerce.number().pipe(z.int().min(1).max(asked)).catch(asked);
  const page = z.union([
    rows.transform((items) => ({ items, limit: asked })),
    z.object({ items: rows, limit }),
  ]);
  return page.safeParse(body).data ?? null;
};
