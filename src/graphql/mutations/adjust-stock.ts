import { builder } from '../builder.ts';
import { timesItems } from '../limits/field-cost.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const StockAdjustmentInput = builder.inputType('StockAdjustmentInput', {
  description:
    'Adds to the stock of one product, or subtracts from it, per store where the vendor has stores. The change is relative: when you send it twice, it is made twice. Use an `idempotencyKey`.',
  fields: (t) => ({
    channel: t.id({
      description:
        'The key of the channel. `channels` lists the keys. `Channel.capabilities.operations` states whether the channel accepts adjustments.',
    }),
    productId: t.id({ description: "The vendor's id of the product." }),
    locationId: t.id({
      required: false,
      description:
        'The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise.',
    }),
    delta: t.int({
      description:
        'The quantity to add. A negative quantity is subtracted. It must not be 0. `Channel.capabilities.delta` states the range.',
    }),
    memo: t.string({
      required: false,
      description:
        "A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters.",
    }),
  }),
});

const AdjustStockInput = builder.inputType('AdjustStockInput', {
  description: 'The adjustments and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [StockAdjustmentInput],
      description:
        'The adjustments, at least one and at most MAX_ITEMS (a setting, default 1,000), for any channels. Each target (channel, product, store) may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('adjustStock', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'stock:write': true },
    type: payloadRef('AdjustStockPayload', 'The answer of `adjustStock`.'),
    description:
      'Adds to stock, or subtracts from it, for any channels. The gateway sends the changes of a target in the order of acceptance. An adjustment is never merged with another change, never superseded, and never sent again when the vendor may have made it. When its answer is lost, its outcome is unknown until the vendor reports it.',
    args: {
      input: t.arg({
        type: AdjustStockInput,
        rules: requestRules,
        description: 'The adjustments and how to answer.',
      }),
    },
    complexity: ({ input }) => timesItems(input),
    resolve: (_root, { input }, context, info) => submit(context, 'STOCK_ADJUSTMENT', input, info),
  }),
);
