import { z } from 'zod';
import { characters } from '../core/endpoint.ts';

/** The common schema of a supply price: all three fields if it is present. */
const supplyPrice = z.strictObject({
  unit_price: z.number().min(0),
  quantity: z.int().min(1),
  total_amount: z.number().min(0),
});

/** unavailable_reason, as page 'Confirm Inventory' lists it under 'unavailable_reason 허용값'. */
const unavailableReason = z.enum(['out_of_stock', 'reserved', 'damaged', 'discontinued', 'other']);

const common = {
  ord_prd_no: z.string(),
  memo: z
    .string()
    .refine((memo) => characters(memo) <= 500, 'at most 500 characters')
    .optional(),
  supply_price: supplyPrice.optional(),
};

/** One item of the request. The page does not forbid a reason for an available item, so the sandbox accepts it. */
const confirmation = z.discriminatedUnion('stock_available', [
  z.strictObject({
    ...common,
    stock_available: z.literal(true),
    unavailable_reason: unavailableReason.optional(),
  }),
  z.strictObject({ ...common, stock_available: z.literal(false), unavailable_reason: unavailableReason }),
]);

/** The request body of Brightmall page 'Confirm Inventory', section '요청 파라미터'. */
export const confirmRequest = z.strictObject({ confirmations: z.array(confirmation).min(1).max(100) });

export type Confirmation = Readonly<z.output<typeof confirmation>>;
