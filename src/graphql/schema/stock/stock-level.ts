import { encodeGlobalID } from '@pothos/plugin-relay';
import { stockTarget } from '../../../domain/changes/change.ts';
import { stockLevelNodeId } from '../../../domain/global-id.ts';
import { keyOf } from '../../../domain/ids.ts';
import { quantityOf, type Source, type StockLevel } from '../../../domain/stock.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { builder } from '../../builder.ts';
import { ChannelRef, configuredChannel } from '../channel.ts';
import { describedEnum } from '../values/enums.ts';
import { DriftRef } from './drift.ts';

export const SourceEnum = describedEnum<Source>('Source', 'Where a value comes from.', {
  ACKNOWLEDGED_WRITE: 'The vendor acknowledged a write of this value. Sales since then are not included.',
  VENDOR_READ: 'The gateway read this value from the vendor.',
  VENDOR_EVENT: 'The vendor reported that the value changed, and the gateway read the new value.',
});

/** products/product.ts adds the field `product`, because it imports this module. */
export const StockLevelRef = builder.objectRef<StockLevel>('StockLevel').implement({
  description:
    'The stock of a product or of one of its options, per store where the vendor has stores. `source` and `observedAt` state where the quantity comes from and when it was correct.',
  interfaces: [builder.nodeInterfaceRef()],
  isTypeOf: (value) => isRecord(value) && 'quantity' in value && 'optionId' in value,
  fields: (t) => ({
    id: t.id({
      description: 'The global id. It contains the channel, the product, the store and the option.',
      resolve: (level) => encodeGlobalID('StockLevel', stockLevelNodeId(level)),
    }),
    channel: t.field({
      type: ChannelRef,
      description: 'The channel of the vendor account that holds the stock.',
      resolve: ({ channel }, _args, context) => configuredChannel(keyOf(channel), context),
    }),
    productId: t.exposeID('productId', { description: "The vendor's id of the product." }),
    locationId: t.exposeID('locationId', {
      nullable: true,
      description: "The vendor's id of the store. Null where the vendor has no stores.",
    }),
    optionId: t.exposeID('optionId', {
      nullable: true,
      description: "The vendor's id of the option. Null for the level of the product itself.",
    }),
    quantity: t.exposeInt('quantity', {
      description:
        'The quantity. It is negative where the vendor allows that and goods were sold before they were received.',
    }),
    soldOut: t.exposeBoolean('soldOut', {
      nullable: true,
      description:
        'Whether the shop shows the product as sold out, whatever the quantity. Null where the vendor has no such flag.',
    }),
    pending: t.boolean({
      description: 'Whether the gateway has accepted a change of this stock that is not finished yet.',
      resolve: ({ channel, productId, locationId }, _args, { loaders }) =>
        loaders.pendingTargets.load({ channel, target: stockTarget(productId, locationId) }),
    }),
    pendingQuantity: t.int({
      nullable: true,
      description:
        'The quantity that the newest unfinished change sets. Null when there is no unfinished change of this level, and when the newest one is an adjustment: its result depends on the quantity that the vendor has when it makes it.',
      resolve: async (level, _args, { loaders }) => {
        const { channel, productId, locationId } = level;
        const target = stockTarget(productId, locationId);
        const change = await loaders.pendingChanges.load({ channel, target });
        return change && quantityOf(change, level);
      },
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description:
        'The time at which the quantity was correct. It is the `observedAt` of the change, if the client sent one. Otherwise it is the time at which the vendor acknowledged the change or was read.',
    }),
    source: t.expose('source', {
      type: SourceEnum,
      description: 'Where the quantity comes from.',
    }),
    drift: t.field({
      type: DriftRef,
      nullable: true,
      description:
        'How the quantity of the vendor differs from the last applied one, without a change at the vendor that explains it. Null when they are equal, when the gateway never set the level, while the vendor may still explain a difference, and when the gateway cannot check: the vendor cannot be read, or its events do not arrive.',
      resolve: (level, _args, { loaders }) => loaders.drifts.load(level),
    }),
  }),
});
