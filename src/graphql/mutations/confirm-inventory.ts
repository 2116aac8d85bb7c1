import type { UnavailableReason } from '../../domain/change.ts';
import { builder } from '../builder.ts';
import { timesItems } from '../limits/field-cost.ts';
import { describedEnum } from '../schema/enums.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const UnavailableReasonEnum = describedEnum<UnavailableReason>(
  'UnavailableReason',
  'Why an ordered item is not available.',
  {
    OUT_OF_STOCK: 'There is none left.',
    RESERVED: 'What there is, is promised to somebody else.',
    DAMAGED: 'What there is, can not be sold.',
    DISCONTINUED: 'It is no longer made or kept.',
    OTHER: 'Something else: say what in `memo`.',
  },
);

const SupplyPriceInput = builder.inputType('SupplyPriceInput', {
  description:
    'The price that the vendor pays for the goods. The vendor may create a settlement when it records this price.',
  fields: (t) => ({
    unitPrice: t.float({ description: 'The price of one piece, 0 or more.' }),
    quantity: t.int({ description: 'Pieces, 1 or more.' }),
    totalAmount: t.float({ description: 'The price of all of them, 0 or more.' }),
  }),
});

const InventoryConfirmationInput = builder.inputType('InventoryConfirmationInput', {
  description:
    'Says, for one ordered item, whether stock is there. An item that was unavailable may be confirmed as available later.',
  fields: (t) => ({
    channel: t.id({
      description: 'The key of the channel. `channels` lists the keys.',
    }),
    orderItemId: t.id({
      description: "The vendor's own id of the ordered item, brackets and all: `202601220157_000020196_[1]`.",
    }),
    available: t.boolean({ description: 'True when stock is there.' }),
    unavailableReason: t.field({
      type: UnavailableReasonEnum,
      required: false,
      description: 'Why not. Needed when `available` is false.',
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
  description: 'What to confirm, and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [InventoryConfirmationInput],
      description:
        'The confirmations, at least one and at most MAX_ITEMS of the settings (1,000). Each ordered item once; every copy of one that stands twice fails with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('confirmInventory', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'inventory:confirm': true },
    type: payloadRef('ConfirmInventoryPayload', 'What `confirmInventory` answers.'),
    description: 'Confirms, for ordered items, that stock is there, or says why it is not.',
    args: {
      input: t.arg({
        type: ConfirmInventoryInput,
        rules: requestRules,
        description: 'What to confirm, and how to answer.',
      }),
    },
    complexity: ({ input }) => timesItems(input),
    resolve: (_root, { input }, context, info) => submit(context, 'INVENTORY_CONFIRMATION', input, info),
  }),
);
