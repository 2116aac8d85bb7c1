import { asChannelKey } from '../../../domain/ids.ts';
import type { ItemTarget } from '../../../domain/item.ts';
import { builder } from '../../builder.ts';
import { ChannelRef } from '../channel.ts';

export const ItemTargetRef = builder.objectRef<ItemTarget>('ItemTarget').implement({
  description: 'What an item writes to, as the caller named it. It also identifies an item that failed.',
  fields: (t) => ({
    channelKey: t.exposeString('channel', {
      description: 'The key of the channel as the caller sent it, even when there is no such channel.',
    }),
    channel: t.field({
      type: ChannelRef,
      nullable: true,
      description: 'The channel. Null when no channel has this key, or when the API key does not permit it.',
      resolve: ({ channel }, _args, { gateway }) => gateway.channels.named(asChannelKey(channel)) ?? null,
    }),
    productId: t.exposeID('productId', {
      nullable: true,
      description: "The vendor's id of the product. Null for the confirmation of an ordered item.",
    }),
    locationId: t.exposeID('locationId', {
      nullable: true,
      description: "The vendor's id of the store. Null when the item names none.",
    }),
    orderItemId: t.exposeID('orderItemId', {
      nullable: true,
      description: "The vendor's id of the ordered item. Null for any other kind of item.",
    }),
  }),
});
