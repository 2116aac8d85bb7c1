import { z } from 'zod';
import type { ConfirmationChange } from '../../../domain/changes/change.ts';
import { asOrderItemId, type ChannelId } from '../../../domain/ids.ts';
import type { ConfirmationRules } from '../../../ports/channel.ts';
import type { InventoryConfirmationInput } from '../inputs.ts';
import { amountSchema, idSchema, issue, memoSchema } from './rules.ts';

/** The rules of a confirmation on a channel with `rules`. */
export const confirmationChangeSchema = (rules: ConfirmationRules) =>
  z
    .object({
      orderItemId: idSchema(rules.orderItemId),
      available: z.boolean(),
      unavailableReason: z.string().nullish(),
      memo: memoSchema(rules.memoMaxLength),
      supplyPrice: z
        .object({
          unitPrice: amountSchema('A unit price'),
          quantity: z
            .number()
            .refine(
              (count) => Number.isInteger(count) && count >= 1,
              issue('INVALID_VALUE', 'Must be 1 or more.'),
            ),
          totalAmount: amountSchema('A total'),
        })
        .nullish(),
    })
    .refine(({ available, unavailableReason }) => available || Boolean(unavailableReason), {
      path: ['unavailableReason'],
      ...issue('REASON_REQUIRED', 'An item that is not available needs the reason.'),
    });

export const toConfirmationChange = (
  channel: ChannelId,
  input: InventoryConfirmationInput,
): ConfirmationChange => ({
  kind: 'INVENTORY_CONFIRMATION',
  channel,
  orderItemId: asOrderItemId(input.orderItemId),
  available: input.available,
  unavailableReason: input.available ? null : (input.unavailableReason ?? null),
  memo: input.memo ?? null,
  supplyPrice: input.supplyPrice
    ? {
        unitPrice: Number(input.supplyPrice.unitPrice),
        quantity: input.supplyPrice.quantity,
        totalAmount: Number(input.supplyPrice.totalAmount),
      }
    : null,
});
