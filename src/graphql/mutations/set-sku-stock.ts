import { builder } from '../builder.ts';
import { timesListings } from '../limits/field-cost.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { carryOut, requestFields } from './submit.ts';

const SkuQuantityInput = builder.inputType('SkuQuantityInput', {
  description: 'Sets the stock of one SKU on all its listings.',
  fields: (t) => ({
    sku: t.id({ description: 'The code of the SKU, exactly as written.' }),
    quantity: t.int({
      description:
        'The absolute quantity of the article. Each listing gets this quantity minus its `buffer`. Where the vendor stores no negative quantity (`Channel.capabilities.quantity`), it gets at least 0.',
    }),
    memo: t.string({
      required: false,
      description:
        "A note for the vendors' stock histories. `Channel.capabilities.memoMaxLength` states the maximum number of characters.",
    }),
    observedAt: t.field({
      type: 'DateTime',
      required: false,
      description:
        'The time at which you observed the quantity. An older value never overwrites a newer one, for each listing, as in `setStock`.',
    }),
  }),
});

const SetSkuStockInput = builder.inputType('SetSkuStockInput', {
  description: 'The quantities of SKUs and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [SkuQuantityInput],
      description:
        'The quantities, at least one. All their listings together are the items of the operation: at most MAX_ITEMS (a setting, default 1,000). Each SKU may occur once. All copies of a SKU that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('setSkuStock', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'stock:write': true },
    type: payloadRef(
      'SetSkuStockPayload',
      'The answer of `setSkuStock`. `results` has one entry for each listing, ordered by item and then by listing. A SKU that fails as a whole has one InvalidItem.',
    ),
    description:
      'Sets one quantity on every listing of a SKU, on any number of channels, in one operation of the kind STOCK_SET. `target` of a result names the SKU and the listing. A SKU that is unknown, has no listing, or has a listing on a channel that the API key does not permit fails alone, and nothing is sent for it. The listing of an option sets that option. The other values that the vendor needs in the same row are those that the gateway knows when it sends the change; when it does not know them, the listing fails with a message that says what to send. A repeat with the same `idempotencyKey` gives the same operation, even when the listings were changed since.',
    args: {
      input: t.arg({
        type: SetSkuStockInput,
        rules: requestRules,
        description: 'The quantities of SKUs and how to answer.',
      }),
    },
    complexity: ({ input }) => timesListings(input),
    resolve: (_root, { input }, context, info) => {
      const { gateway } = context;
      const commands = { submit: gateway.setSkuStock, check: gateway.checkSkuStock };
      return carryOut(context, commands, input, info);
    },
  }),
);
