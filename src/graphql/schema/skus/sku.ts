import { encodeGlobalID } from '@pothos/plugin-relay';
import { keyOf } from '../../../domain/ids.ts';
import type { Listing, Sku } from '../../../domain/sku.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { ChannelRef, configuredChannel } from '../channel.ts';
import { ProductRef } from '../products/product.ts';
import { StockLevelRef } from '../stock/stock-level.ts';

const ListingRef = builder.objectRef<Listing>('Listing').implement({
  description:
    'One place where an article is sold: a product, per store where the vendor has stores, or one of its options. A listing belongs to one SKU.',
  fields: (t) => ({
    channel: t.field({
      type: ChannelRef,
      description: 'The channel of the vendor account that sells the article.',
      resolve: ({ channel }, _args, context) => configuredChannel(keyOf(channel), context),
    }),
    productId: t.exposeID('productId', { description: "The vendor's id of the product." }),
    locationId: t.exposeID('locationId', {
      nullable: true,
      description: "The vendor's id of the store. Null where the vendor has no stores.",
    }),
    optionId: t.exposeID('optionId', {
      nullable: true,
      description: "The vendor's id of the option. Null when the listing is the product itself.",
    }),
    buffer: t.exposeInt('buffer', {
      description: 'The quantity that `setSkuStock` keeps back from this listing.',
    }),
    stock: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The stock as the gateway last saw it. Null when the gateway has never seen it.',
      resolve: (listing, _args, { loaders }) => loaders.knownLevels.load(listing),
    }),
  }),
});

/** The listings on channels that are configured now, with the account that they belong to. */
const currentListings = (
  { listings }: Sku,
  { gateway }: Pick<GraphQLContext, 'gateway'>,
): readonly Listing[] => listings.filter(({ channel }) => gateway.channels.get(channel) !== undefined);

export const SkuRef = builder.objectRef<Sku>('Sku').implement({
  description: 'One article of the merchant, with the places where it is sold.',
  interfaces: [builder.nodeInterfaceRef()],
  isTypeOf: (value) => isRecord(value) && 'listings' in value,
  fields: (t) => ({
    id: t.id({
      description: 'The global id. It contains the code.',
      resolve: ({ code }) => encodeGlobalID('Sku', code),
    }),
    code: t.exposeID('code', {
      description:
        "The merchant's own code. It has 1 to 200 characters in Unicode NFC, without control characters. Codes are compared exactly as written.",
    }),
    listings: t.field({
      type: [ListingRef],
      description:
        'The places where the article is sold, in the order in which they were saved. A SKU has at most 100. Listings on channels that are not configured, or that the API key does not permit, are left out.',
      resolve: (sku, _args, context, info) => context.answer.list(currentListings(sku, context), info),
    }),
  }),
});

builder.interfaceField(ProductRef, 'sku', (t) =>
  t.field({
    type: SkuRef,
    nullable: true,
    description:
      'The SKU that lists the product itself, not one of its options. Where several stores have it under several SKUs, the SKU of the first store id. Null when no SKU lists it.',
    resolve: async ({ channel, productId }, _args, { loaders }) => {
      const code = await loaders.skusOfProducts.load({ channel, productId });
      return code && loaders.skus.load(code);
    },
  }),
);
