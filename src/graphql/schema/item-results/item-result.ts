import type { ItemStatus } from '../../../core/gateway.ts';
import type { PendingStage } from '../../../domain/item.ts';
import { builder } from '../../builder.ts';
import { ProductRef } from '../products/product.ts';
import { StockLevelRef } from '../stock/stock-level.ts';
import { describedEnum } from '../values/enums.ts';
import { ChangeRef } from './change.ts';
import type {
  CanceledModel,
  ConfirmationAppliedModel,
  PendingModel,
  ProductAppliedModel,
  ResultBase,
  StockAppliedModel,
  StockAppliedUnreadModel,
  SupersededModel,
  ValidModel,
} from './item-result-model.ts';
import { ItemTargetRef } from './item-target.ts';

export const ItemStatusEnum = describedEnum<ItemStatus>('ItemStatus', 'The status of an item.', {
  PENDING:
    'The gateway accepted the item and has not finished it. An accepted item always reaches one of the other statuses.',
  APPLIED: 'The vendor confirmed this item.',
  FAILED: 'The change was not made. The failure states the reason and whether a retry can help.',
  SUPERSEDED: 'The item was not sent, because a newer change of the same target replaces it.',
  CANCELED: 'The item was not sent, because `cancelOperation` canceled it while it was QUEUED.',
  VALID: 'The item of a dry run passed all checks. Nothing was accepted.',
  OUTCOME_UNKNOWN:
    'The item was sent and its outcome is not known. This final status may still change, when a late answer or a read from the vendor shows the outcome.',
});

const PendingStageEnum = describedEnum<PendingStage>('PendingStage', 'What a pending item waits for.', {
  QUEUED: 'A free slot of the channel, or the end of an earlier change of the same target.',
  SENDING: "The vendor's answer to the request that contains the item.",
  RETRYING:
    'The next retry. The vendor was unavailable or limited the rate. The gateway retries with increasing delays until `deadline`. A newer change of the same target may still supersede the item.',
  AWAITING_CALLBACK: "The vendor's callback. The vendor accepted the request and reports the outcome later.",
});

/** operation.ts adds the field `ItemSuperseded.by`, because it imports this module. */
export const ItemResultRef = builder.interfaceRef<ResultBase>('ItemResult').implement({
  description:
    'The result of one item. Select `__typename` and use fragments for the types that you need. Every failure is an ItemFailure.',
  fields: (t) => ({
    index: t.exposeInt('index', {
      description: 'The index of the item in the `items` of the mutation, from 0.',
    }),
    status: t.expose('status', {
      type: ItemStatusEnum,
      description: 'The status of the item.',
    }),
    target: t.field({
      type: ItemTargetRef,
      description: 'What the item writes to.',
      resolve: ({ item }) => item.target,
    }),
    change: t.field({
      type: ChangeRef,
      nullable: true,
      description: 'The requested change as it was accepted. Null for an item that broke a rule.',
      resolve: ({ item }) => item.change,
    }),
  }),
});

builder.objectRef<StockAppliedModel>('StockApplied').implement({
  description:
    'The vendor confirmed the change of the stock: that the quantity is set, or that the adjustment is made.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    stock: t.field({
      type: StockLevelRef,
      description:
        'The current stock level. In the answer of the mutation, it is the level after this change.',
      resolve: async ({ stock, isFresh }, _args, { loaders }) =>
        isFresh ? stock : ((await loaders.knownLevels.load(stock)) ?? stock),
    }),
    vendorReference: t.string({
      nullable: true,
      description:
        "The vendor's id of this change, for example an entry of its stock history. Null when the vendor returns none.",
      resolve: ({ receipt }) => receipt.vendorReference,
    }),
  }),
});

builder.objectRef<StockAppliedUnreadModel>('StockAppliedUnread').implement({
  description:
    'The vendor confirmed an adjustment, and the gateway could not read the quantity after it in time. The adjustment is made: do not send it again. The gateway reads the quantity soon. `stock` has it then.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    vendorReference: t.string({
      nullable: true,
      description:
        "The vendor's id of this change, for example an entry of its stock history. Null when the vendor returns none.",
      resolve: ({ receipt }) => receipt.vendorReference,
    }),
  }),
});

builder.objectRef<ProductAppliedModel>('ProductApplied').implement({
  description: 'The vendor confirmed that the product is replaced.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    product: t.field({
      type: ProductRef,
      description: 'The current product. In the answer of the mutation, it is the product after this change.',
      resolve: async ({ product, isFresh }, _args, { loaders }) =>
        isFresh ? product : ((await loaders.products.load(product)) ?? product),
    }),
    shopType: t.string({
      nullable: true,
      description:
        'The kind of shop that the vendor reports, in its own words. Null when the vendor reports none.',
      resolve: ({ receipt }) => receipt.shopType,
    }),
    vendorUpdatedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        "The time of the change as the vendor reports it. The vendor's clock may differ, so do not use this time to order changes.",
      resolve: ({ receipt }) => receipt.vendorUpdatedAt,
    }),
  }),
});

builder.objectRef<ConfirmationAppliedModel>('ConfirmationApplied').implement({
  description: 'The vendor recorded the confirmation, whether the ordered item is available or not.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    orderItemId: t.id({
      description: "The vendor's id of the ordered item.",
      resolve: ({ change }) => change.orderItemId,
    }),
    available: t.boolean({
      description: 'The confirmed value: true when the ordered item is available.',
      resolve: ({ change }) => change.available,
    }),
    newStatus: t.string({
      nullable: true,
      description:
        "The new status of the ordered item, in the vendor's words. Null when the vendor reports none.",
      resolve: ({ receipt }) => receipt.newStatus,
    }),
    supplyPriceRecorded: t.boolean({
      nullable: true,
      description: 'Whether the vendor recorded the supply price. Null when no supply price was sent.',
      resolve: ({ receipt }) => receipt.supplyPriceRecorded,
    }),
    vendorMessage: t.string({
      nullable: true,
      description: "The vendor's message, with secrets removed, at most 500 characters.",
      resolve: ({ receipt }) => receipt.vendorMessage,
    }),
  }),
});

builder.objectRef<ValidModel>('ItemValid').implement({
  description:
    'The item of a dry run passed all checks of the gateway. The vendor was not asked, and may still refuse it.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    current: t.field({
      type: StockLevelRef,
      nullable: true,
      description:
        'The stock that the gateway knows for the target. Null when it knows none, and for an item that is not about stock.',
      resolve: ({ current }) => current,
    }),
  }),
});

builder.objectRef<PendingModel>('ItemPending').implement({
  description:
    'The item is accepted and not finished. Follow it with the subscription `operationChanged(id:)`, or query `operation(id:)` again.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    stage: t.expose('stage', {
      type: PendingStageEnum,
      description: 'What the item waits for.',
    }),
    deadline: t.expose('deadline', {
      type: 'DateTime',
      description:
        'The latest time at which the gateway stops waiting for the request that contains the item. For a RETRYING item, the time at which the gateway stops retrying. For a QUEUED item, an estimate, because the time in the queue has no limit.',
    }),
  }),
});

export const ItemSupersededRef = builder.objectRef<SupersededModel>('ItemSuperseded').implement({
  description:
    'The item was not sent, because a change that was accepted later sets all its values, or because newer observations of all its values were applied.',
  interfaces: [ItemResultRef],
});

builder.objectRef<CanceledModel>('ItemCanceled').implement({
  description: 'The item was not sent, because `cancelOperation` canceled it while it was QUEUED.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    canceledBy: t.string({
      description:
        'The client that canceled the item. It is `anonymous` when the gateway requires no API keys.',
      resolve: ({ by }) => by,
    }),
  }),
});
