import { z } from 'zod';
import type { StockChange } from '../../domain/change.ts';
import { asLocationId, asOptionId, asProductId, type ChannelId } from '../../domain/ids.ts';
import type { IdRule, StockRules } from '../../ports/channel.ts';
import type { StockChangeInput } from '../inputs.ts';
import { firstRepeated, memoUpTo, quantityBetween, rule, vendorId } from './schema-parts.ts';

const optionStocks = (optionId: IdRule, quantity: StockRules['quantity']) =>
  z
    .array(z.object({ optionId: vendorId(optionId), quantity: quantityBetween(quantity) }))
    .nullish()
    .superRefine((options, context) => {
      const repeated = firstRepeated((options ?? []).map((option) => option.optionId));
      if (repeated >= 0) {
        const path = [repeated, 'optionId'];
        context.addIssue({ code: 'custom', path, ...rule('INVALID_VALUE', 'The option is named twice.') });
      }
    });

const noOptions = z
  .array(z.unknown())
  .nullish()
  .refine(
    (options) => (options?.length ?? 0) === 0,
    rule('OPTIONS_UNSUPPORTED', 'The channel keeps no stock of options: leave them out.'),
  );

const namedLocation = (locationId: IdRule) =>
  z
    .string()
    .nullish()
    .refine((id) => Boolean(id), rule('LOCATION_REQUIRED', 'The channel needs the store.'))
    .refine(
      (id) => !id || locationId.pattern.test(id),
      rule('INVALID_VALUE', `Must be ${locationId.description}.`),
    );

const noLocation = z
  .string()
  .nullish()
  .refine(
    (id) => id === null || id === undefined,
    rule('LOCATION_UNSUPPORTED', 'The channel has no stores: leave it out.'),
  );

/** The rules of a stock change on a channel with `rules`. */
export const stockChangeSchema = (rules: StockRules) =>
  z.object({
    productId: vendorId(rules.productId),
    locationId: rules.locationId ? namedLocation(rules.locationId) : noLocation,
    quantity: quantityBetween(rules.quantity),
    options: rules.optionId ? optionStocks(rules.optionId, rules.quantity) : noOptions,
    // A vendor that keeps no memo is not sent one: the same item may go to several channels.
    memo: rules.memoMaxLength === null ? z.unknown().optional() : memoUpTo(rules.memoMaxLength),
  });

export const toStockChange = (
  channel: ChannelId,
  rules: StockRules,
  input: StockChangeInput,
): StockChange => ({
  kind: 'STOCK_UPDATE',
  channel,
  productId: asProductId(input.productId),
  locationId: input.locationId ? asLocationId(input.locationId) : null,
  quantity: input.quantity,
  soldOut: rules.soldOut ? (input.soldOut ?? input.quantity === 0) : null,
  options: (input.options ?? []).map(({ optionId, quantity }) => ({
    optionId: asOptionId(optionId),
    quantity,
  })),
  memo: input.memo ?? null,
  observedAt: input.observedAt?.getTime() ?? null,
});
