import { builder } from '../builder.ts';
import { timesItems } from '../limits/field-cost.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const OptionStockInput = builder.inputType('OptionStockInput', {
  description: 'The stock of one option of a product.',
  fields: (t) => ({
    optionId: t.id({ description: "The vendor's id of the option." }),
    quantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
  }),
});

const StockQuantityInput = builder.inputType('StockQuantityInput', {
  description:
    'Sets the stock of one product, per store where the vendor has stores. The quantity is absolute, so the change can be repeated safely.',
  fields: (t) => ({
    channel: t.id({ description: 'The key of the channel. `channels` lists the keys.' }),
    productId: t.id({
      description: "The vendor's id of the product.",
    }),
    locationId: t.id({
      required: false,
      description:
        'The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise.',
    }),
    quantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
    soldOut: t.boolean({
      required: false,
      description:
        'Whether the shop shows the product as sold out. Default: whether the quantity is 0. Ignored where `Channel.capabilities.hasSoldOut` is false.',
    }),
    options: t.field({
      type: [OptionStockInput],
      required: false,
      description:
        'The stock of the options of the product. Omit it for a product without options, and where `Channel.capabilities.hasOptions` is false.',
    }),
    memo: t.string({
      required: false,
      description:
        "A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters.",
    }),
    observedAt: t.field({
      type: 'DateTime',
      required: false,
      description:
        'The time at which you observed these quantities. The gateway compares it with the newest applied observation of each value: the quantity of the product and of each option. An older value never overwrites a newer one. The change is sent with the newer values in place of its older ones. When all its values are older, it is SUPERSEDED.',
    }),
    ifQuantity: t.int({
      required: false,
      description:
        'A condition: the change is sent only if this is the quantity of the target when the turn of the change comes, after all earlier changes of the target. Otherwise the item fails with StaleQuantity. Where `Channel.capabilities.readsStock` is true, the gateway reads the quantity from the vendor directly before the write. A sale between the read and the write is not seen. Elsewhere it compares the quantity that the vendor acknowledged last. The condition concerns the quantity of the product. A change with `options` cannot have one.',
    }),
  }),
});

const SetStockInput = builder.inputType('SetStockInput', {
  description: 'The stock changes and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [StockQuantityInput],
      description:
        'The changes, at least one and at most MAX_ITEMS (a setting, default 1,000), for any channels. Each target (channel, product, store) may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('setStock', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'stock:write': true },
    type: payloadRef('SetStockPayload', 'The answer of `setStock`.'),
    description:
      'Sets stock to absolute quantities, for any channels. Last accepted value wins, per target, even after retries, delays or crashes.',
    args: {
      input: t.arg({
        type: SetStockInput,
        rules: requestRules,
        description: 'The stock changes and how to answer.',
      }),
    },
    complexity: ({ input }) => timesItems(input),
    resolve: (_root, { input }, context, info) => submit(context, 'STOCK_SET', input, info),
  }),
);
