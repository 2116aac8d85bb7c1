import { asChannelKey } from '../../../domain/ids.ts';
import type { ItemTarget } from '../../../domain/item.ts';
import { skuCodeOf } from '../../../domain/sku.ts';
import { builder } from '../../builder.ts';
import { ChannelRef } from '../channel.ts';
import { SkuRef } from '../skus/sku.ts';

export const ItemTargetRef = builder.objectRef<ItemTarget>('ItemTarget').implement({
  description: 'What an item writes to, as the caller named it. It also identifies an item that failed.',
  fields: (t) => ({
    channelKey: t.exposeString('channel', {
      description:
        'The key of the channel as the caller sent it, even when there is no such channel. Empty for a SKU that fails as a whole.',
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
    optionId: t.id({
      nullable: true,
      description:
        "The vendor's id of the option, if the item sets the listing of a SKU that is an option. Null for any other item.",
      resolve: ({ listing }) => listing?.optionId ?? null,
    }),
    skuCode: t.id({
      nullable: true,
      description:
        'The code of the SKU whose listing the item sets, as the caller sent it, even when there is no such SKU. Null for an item of another mutation than `setSkuStock`.',
      resolve: ({ listing }) => listing?.sku ?? null,
    }),
    sku: t.field({
      type: SkuRef,
      nullable: true,
      description:
        'The SKU whose listing the item sets, as it is now. Null for an item of another mutation than `setSkuStock`, and when no SKU that the API key permits has this code now.',
      resolve: ({ listing }, _args, { loaders }) => {
        const code = listing && skuCodeOf(listing.sku);
        return code && loaders.skus.load(code);
      },
    }),
  }),
});
