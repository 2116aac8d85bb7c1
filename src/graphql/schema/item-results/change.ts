import type {
  AdjustmentChange,
  Change,
  ConfirmationChange,
  OptionStock,
  ProductChange,
  StockChange,
  SupplyPrice,
} from '../../../domain/changes/change.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import type { OperationKind } from '../../../domain/operation.ts';
import { builder } from '../../builder.ts';
import { describedEnum } from '../values/enums.ts';
import { MoneyRef, moneyOf } from '../values/money.ts';

const OptionStockRef = builder.objectRef<OptionStock>('OptionStock').implement({
  description: 'The stock of one option of a product, as a change sets it.',
  fields: (t) => ({
    optionId: t.exposeID('optionId', { description: "The vendor's id of the option." }),
    quantity: t.exposeInt('quantity', { description: 'The absolute quantity.' }),
  }),
});

const StockQuantityChangeRef = builder.objectRef<StockChange>('StockQuantityChange').implement({
  description: 'A change of `setStock`, with its defaults filled in.',
  fields: (t) => ({
    quantity: t.exposeInt('quantity', { description: 'The absolute quantity.' }),
    soldOut: t.exposeBoolean('soldOut', {
      nullable: true,
      description: 'Whether the shop shows the product as sold out. Null where the vendor has no such flag.',
    }),
    options: t.field({
      type: [OptionStockRef],
      nullable: true,
      description: 'The stock of the options. Null when the change names none.',
      resolve: ({ options }, _args, { answer }, info) =>
        options.length === 0 ? null : answer.list(options, info),
    }),
    memo: t.exposeString('memo', {
      nullable: true,
      description: "The note for the vendor's stock history. Null when the client sent none.",
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the client observed the quantities. Null when it sent none.',
    }),
    ifQuantity: t.int({
      nullable: true,
      description:
        'The quantity that the target must have when the turn of the change comes. Null without a condition.',
      resolve: ({ ifQuantity }) => ifQuantity ?? null,
    }),
  }),
});

const StockAdjustmentChangeRef = builder.objectRef<AdjustmentChange>('StockAdjustmentChange').implement({
  description: 'A change of `adjustStock`.',
  fields: (t) => ({
    delta: t.exposeInt('delta', { description: 'The quantity to add. A negative quantity is subtracted.' }),
    memo: t.exposeString('memo', {
      nullable: true,
      description: "The note for the vendor's stock history. Null when the client sent none.",
    }),
  }),
});

const ProductReplacementRef = builder.objectRef<ProductChange>('ProductReplacement').implement({
  description: 'A change of `replaceProducts`, with its defaults filled in.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name in the shop.' }),
    brand: t.exposeString('brand', { description: 'The brand.' }),
    price: t.field({
      type: MoneyRef,
      description: 'The list price.',
      resolve: ({ channel, price }, _args, context) => moneyOf(channel, price, context),
    }),
    discountedPrice: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The sale price. It equals `price` when there is no discount. It is never null.',
      resolve: ({ channel, discountedPrice }, _args, context) => moneyOf(channel, discountedPrice, context),
    }),
    stockQuantity: t.exposeInt('stockQuantity', { description: 'The absolute quantity of the product.' }),
  }),
});

export const UnavailableReasonEnum = describedEnum<NonNullable<ConfirmationChange['unavailableReason']>>(
  'UnavailableReason',
  'Why an ordered item is not available.',
  {
    OUT_OF_STOCK: 'The stock is empty.',
    RESERVED: 'The remaining stock is reserved for others.',
    DAMAGED: 'The remaining stock cannot be sold.',
    DISCONTINUED: 'The product is discontinued.',
    OTHER: 'Another reason. State it in `memo`.',
  },
);

const SupplyPriceRef = builder
  .objectRef<SupplyPrice & { readonly channel: ChannelId }>('SupplyPrice')
  .implement({
    description: 'The price that the vendor pays for the goods.',
    fields: (t) => ({
      unitPrice: t.field({
        type: MoneyRef,
        description: 'The price of one unit.',
        resolve: ({ channel, unitPrice }, _args, context) => moneyOf(channel, unitPrice, context),
      }),
      quantity: t.exposeInt('quantity', { description: 'The number of units.' }),
      totalAmount: t.field({
        type: MoneyRef,
        description: 'The total price.',
        resolve: ({ channel, totalAmount }, _args, context) => moneyOf(channel, totalAmount, context),
      }),
    }),
  });

const InventoryConfirmationRef = builder.objectRef<ConfirmationChange>('InventoryConfirmation').implement({
  description: 'A change of `confirmInventory`, with its defaults filled in.',
  fields: (t) => ({
    available: t.exposeBoolean('available', { description: 'Whether the ordered item is available.' }),
    unavailableReason: t.expose('unavailableReason', {
      type: UnavailableReasonEnum,
      nullable: true,
      description: 'Why it is not available. Null when it is available.',
    }),
    memo: t.exposeString('memo', {
      nullable: true,
      description: 'The note for the vendor. Null when the client sent none.',
    }),
    supplyPrice: t.field({
      type: SupplyPriceRef,
      nullable: true,
      description: 'The price that the vendor pays for the goods. Null when the client sent none.',
      resolve: ({ channel, supplyPrice }) => (supplyPrice ? { ...supplyPrice, channel } : null),
    }),
  }),
});

const typeNames: { readonly [Kind in OperationKind]: string } = {
  STOCK_SET: 'StockQuantityChange',
  STOCK_ADJUSTMENT: 'StockAdjustmentChange',
  PRODUCT_REPLACEMENT: 'ProductReplacement',
  INVENTORY_CONFIRMATION: 'InventoryConfirmation',
};

export const ChangeRef = builder.unionType('Change', {
  description: 'A requested change as it was accepted.',
  types: [StockQuantityChangeRef, StockAdjustmentChangeRef, ProductReplacementRef, InventoryConfirmationRef],
  resolveType: ({ kind }: Change) => typeNames[kind],
});
