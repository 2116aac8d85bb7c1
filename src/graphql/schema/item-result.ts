import type { PendingStage } from '../../domain/item.ts';
import { builder } from '../builder.ts';
import { describedEnum } from './enums.ts';
import type {
  ConfirmationAppliedModel,
  ItemStatus,
  PendingModel,
  ProductAppliedModel,
  ResultBase,
  StockAppliedModel,
  SupersededModel,
} from './item-result-model.ts';
import { ProductRef } from './product.ts';
import { StockLevelRef } from './stock.ts';

export const ItemStatusEnum = describedEnum<ItemStatus>('ItemStatus', 'Where an item stands.', {
  PENDING: 'Accepted, and on its way. Nothing accepted is lost: it will reach one of the other states.',
  APPLIED: 'The vendor said, for this item, that it did it.',
  FAILED: 'Not done. The failure says why and whether another try can help.',
  SUPERSEDED:
    'Not sent, because a newer change of the same target makes it pointless. The newer value holds.',
  OUTCOME_UNKNOWN:
    'Sent, and nobody said what became of it. The one end state that may still change, when a late answer or a read of the vendor tells.',
});

const PendingStageEnum = describedEnum<PendingStage>('PendingStage', 'What a pending item waits for.', {
  QUEUED: 'Its turn: a free slot of the channel, and the end of an earlier change of the same target.',
  SENDING: "The vendor's answer to the request it is in.",
  RETRYING:
    'Its next try: the vendor was unavailable or limited its rate. The gateway tries again, with growing pauses, until `deadline`. A newer value of the same target may still overtake it.',
  AWAITING_CALLBACK: "The vendor's callback. The vendor accepted the request and reports the outcome later.",
});

/** `ItemSuperseded.by` is added beside Operation, which knows this module. */
export const ItemResultRef = builder.interfaceRef<ResultBase>('ItemResult').implement({
  description:
    'What became of one item. Ask for `__typename` and spread the types you care for; an ItemFailure is every way to fail.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: "The item's place in the mutation's `items`, from 0." }),
    status: t.expose('status', {
      type: ItemStatusEnum,
      description: 'Where it stands, in one word.',
    }),
    channel: t.exposeID('channel', {
      description: 'The channel as the caller wrote it, even where there is none of that id.',
    }),
  }),
});

builder.objectRef<StockAppliedModel>('StockApplied').implement({
  description: 'The stock is set: the vendor said so for this item.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    stock: t.expose('stock', {
      type: StockLevelRef,
      description: 'The level this change left behind. `Query.stockLevels` tells what holds now.',
    }),
    vendorReference: t.string({
      nullable: true,
      description:
        "The vendor's id of this change, for example an entry of its stock history. Null when the vendor returns none.",
      resolve: ({ receipt }) => receipt.vendorReference,
    }),
  }),
});

builder.objectRef<ProductAppliedModel>('ProductApplied').implement({
  description: 'The product is replaced: the vendor said so.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    product: t.expose('product', {
      type: ProductRef,
      description: 'The product this change left behind.',
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
        "When the vendor says it changed. It may be the time of the vendor's own gateway: it orders nothing.",
      resolve: ({ receipt }) => receipt.vendorUpdatedAt,
    }),
  }),
});

builder.objectRef<ConfirmationAppliedModel>('ConfirmationApplied').implement({
  description: 'The confirmation is recorded, whether it said that stock is there or that it is not.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    orderItemId: t.id({
      description: "The vendor's own id of the ordered item.",
      resolve: ({ change }) => change.orderItemId,
    }),
    available: t.boolean({
      description: 'What was confirmed: true that stock is there.',
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
      description:
        'Whether the vendor recorded the supply price, which makes it settle; null when none was sent.',
      resolve: ({ receipt }) => receipt.supplyPriceRecorded,
    }),
    vendorMessage: t.string({
      nullable: true,
      description:
        'What the vendor said to it, in its own words, with secrets blotted out and cut at 500 characters.',
      resolve: ({ receipt }) => receipt.vendorMessage,
    }),
  }),
});

builder.objectRef<PendingModel>('ItemPending').implement({
  description:
    'Accepted, and not at its end. Follow it with the subscription `operation(id:)`, or ask `operation(id:)` again.',
  interfaces: [ItemResultRef],
  fields: (t) => ({
    stage: t.expose('stage', {
      type: PendingStageEnum,
      description: 'What it waits for.',
    }),
    deadline: t.expose('deadline', {
      type: 'DateTime',
      description:
        'When the request that carries the item is given up at the latest. For a RETRYING item: when the gateway stops trying. For a QUEUED item an estimate: it waits for its turn, however long that takes.',
    }),
  }),
});

export const ItemSupersededRef = builder.objectRef<SupersededModel>('ItemSuperseded').implement({
  description:
    'Not sent: a change that was accepted later covers all its values, or newer observations of all its values were applied.',
  interfaces: [ItemResultRef],
});
