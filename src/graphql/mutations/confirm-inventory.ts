import { builder } from '../builder.ts';
import { timesItems } from '../limits/field-cost.ts';
import { UnavailableReasonEnum } from '../schema/item-results/change.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const SupplyPriceInput = builder.inputType('SupplyPriceInput', {
  description:
    'The price that the vendor pays for the goods. The vendor may create a settlement when it records this price.',
  fields: (t) => ({
    unitPrice: t.field({ type: 'Decimal', description: 'The price of one unit, 0 or more.' }),
    quantity: t.int({ description: 'The number of units, 1 or more.' }),
    totalAmount: t.field({ type: 'Decimal', description: 'The total price, 0 or more.' }),
  }),
});

const InventoryConfirmationInput = builder.inputType('InventoryConfirmationInput', {
  description:
    'States whether one ordered item is available. An item that was not available may be confirmed as available later.',
  fields: (t) => ({
    channel: t.id({
      description: 'The key of the channel. `channels` lists the keys.',
    }),
    orderItemId: t.id({
      description: "The vendor's id of the ordered item, exactly as the vendor writes it.",
    }),
    available: t.boolean({ description: 'True when the ordered item is available.' }),
    unavailableReason: t.field({
      type: UnavailableReasonEnum,
      required: false,
      description: 'Why it is not available. Required when `available` is false.',
    }),
    memo: t.string({
      required: false,
      description:
        'A note for the vendor. `Channel.capabilities.memoMaxLength` states the maximum number of characters.',
    }),
    supplyPrice: t.field({
      type: SupplyPriceInput,
      required: false,
      description: 'The price that the vendor pays for the goods. Omit it to record no price.',
    }),
  }),
});

const ConfirmInventoryInput = builder.inputType('ConfirmInventoryInput', {
  description: 'The confirmations and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [InventoryConfirmationInput],
      description:
        'The confirmations, at least one and at most MAX_ITEMS (a setting, default 1,000). Each ordered item may occur once. All copies of an item that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('confirmInventory', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'inventory:confirm': true },
    type: payloadRef('ConfirmInventoryPayload', 'The answer of `confirmInventory`.'),
    description: 'Confirms that ordered items are available, or states why they are not.',
    args: {
      input: t.arg({
        type: ConfirmInventoryInput,
        rules: requestRules,
        description: 'The confirmations and how to answer.',
      }),
    },
    complexity: ({ input }) => timesItems(input),
    resolve: (_root, { input }, context, info) => submit(context, 'INVENTORY_CONFIRMATION', input, info),
  }),
);
