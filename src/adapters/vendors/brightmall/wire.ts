import { z } from 'zod';
import { optionalCount, optionalText, readableRows } from '../http/rows.ts';

/** Page 'Confirm Inventory', section '요청 파라미터': "최대 100건". */
export const maxConfirmations = 100;

/** Page 'Confirm Inventory', section 'unavailable_reason 허용값'. */
export type WireReason = 'out_of_stock' | 'reserved' | 'damaged' | 'discontinued' | 'other';

/** Page 'Confirm Inventory', section '요청 파라미터'; what is not given is left out. */
export type Confirmation = {
  readonly ord_prd_no: string;
  readonly stock_available: boolean;
  readonly unavailable_reason?: WireReason;
  readonly memo?: string;
  readonly supply_price?: {
    readonly unit_price: number;
    readonly quantity: number;
    readonly total_amount: number;
  };
};

export type ConfirmRequest = { readonly confirmations: readonly Confirmation[] };

/** An excerpt of the page of POST /vendor-api/orders shows these fields. The form of a date is not documented. */
export type OrdersRequest = {
  readonly start_date: string;
  readonly end_date: string;
  readonly status: string;
  readonly page: number;
  readonly limit: number;
};

/** A flag, also as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const optionalFlag = flag.nullable().catch(null);

const confirmResult = z.looseObject({
  ord_prd_no: z.union([z.string(), z.int()]).transform(String),
  success: flag,
  stock_available: optionalFlag,
  new_status: optionalText,
  supply_price_recorded: optionalFlag,
  message: optionalText,
});
/** Loose: the page shows no failed row, so what else such a row holds is looked through for a code. */
export type ConfirmResult = z.output<typeof confirmResult>;

/** The results of the rows; or, where they are left out, the counts of all rows. */
const confirmResponse = z
  .object({
    request_id: optionalText,
    results: readableRows(confirmResult, maxConfirmations)
      .nullish()
      .transform((results) => results ?? null),
    success_count: optionalCount,
    failure_count: optionalCount,
    available_count: optionalCount,
  })
  .refine(({ results, success_count }) => results !== null || success_count !== null);
export type ConfirmResponse = z.output<typeof confirmResponse>;

const refusal = z.object({ success: flag.refine((success) => !success) });

/** What an answer with a 2xx status says. */
export type ConfirmAnswer =
  | { readonly type: 'results'; readonly response: ConfirmResponse }
  | { readonly type: 'refusal' };

/**
 * Reads both shapes of an answer: flat, as page 'Confirm Inventory', section '응답 예시', has it, and wrapped as
 * `{ success, data, error }`, as the vendor's overview says of every answer. Null when it is neither.
 */
const readShape = z.union([
  confirmResponse,
  z.object({ data: confirmResponse }).transform(({ data }) => data),
]);

export const readConfirmAnswer = (body: unknown): ConfirmAnswer | null => {
  const shape = readShape.safeParse(body);
  if (shape.success) return { type: 'results', response: shape.data };
  return refusal.safeParse(body).success ? { type: 'refusal' } : null;
};
