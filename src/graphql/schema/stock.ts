import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { stockTarget } from '../../domain/changes/change.ts';
import { asChannelKey, asLocationId, asOptionId, asProductId, keyOf } from '../../domain/ids.ts';
import type { Evidence } from '../../domain/item.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { builder } from '../builder.ts';
import { times } from '../limits/field-cost.ts';
import { checkIdLength, checkListLength } from '../limits/lists.ts';
import { ChannelRef } from './channel.ts';
import { describedEnum } from './enums.ts';

const StockSource = describedEnum<Evidence>('StockSource', 'The source of a stock level.', {
  ACKNOWLEDGED_WRITE: 'The vendor acknowledged a write of this quantity. Sales since then are not included.',
  VENDOR_READ: 'The gateway read this quantity from the vendor.',
});

export const StockLevelRef = builder.objectRef<StockLevel>('StockLevel').implement({
  description:
    'The stock of a product or of one of its options, per store where the vendor has stores. `source` and `observedAt` state where the quantity comes from and when it was correct.',
  fields: (t) => ({
    channel: t.field({
      type: ChannelRef,
      description: 'The channel of the vendor account that holds the stock.',
      resolve: ({ channel }, _args, { gateway }) => {
        const key = keyOf(channel);
        const configured = gateway.channels.named(key);
        if (configured) return configured;
        throw new GraphQLError(`The channel ${key} is no longer configured, or no longer open to you.`, {
          extensions: { code: 'UNKNOWN_CHANNEL' },
        });
      },
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
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description:
        'The time at which the quantity was correct. It is the `observedAt` of the change, if the client sent one. Otherwise it is the time at which the vendor acknowledged the change or was read.',
    }),
    source: t.expose('source', {
      type: StockSource,
      description: 'Where the quantity comes from.',
    }),
    pending: t.boolean({
      description: 'Whether the gateway has accepted a change of this stock that is not finished yet.',
      resolve: ({ channel, productId, locationId }, _args, { loaders }) =>
        loaders.pendingTargets.load({ channel, target: stockTarget(productId, locationId) }),
    }),
  }),
});

const StockTargetInput = builder.inputType('StockTargetInput', {
  description: 'Identifies one stock level.',
  fields: (t) => ({
    channel: t.id({ description: 'The key of the channel.' }),
    productId: t.id({ description: "The vendor's id of the product." }),
    locationId: t.id({
      required: false,
      description:
        "The vendor's id of the store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise.",
    }),
    optionId: t.id({
      required: false,
      description: "The vendor's id of an option. When omitted, the level is that of the product.",
    }),
  }),
});

builder.queryField('stockLevels', (t) =>
  t.field({
    type: [StockLevelRef],
    nullable: { list: false, items: true },
    description:
      'Stock levels by target: `stockLevels[i]` is the level of `targets[i]`. A channel with `capabilities.readsStock` is queried once for all its targets. For any other channel, the answer is the stock that the vendor last acknowledged. Null when no level is known. Null with an error when the gateway cannot query the vendor now.',
    args: {
      targets: t.arg({
        type: [StockTargetInput],
        // Replaces a validator that would check each target.
        rules: z.unknown(),
        description: 'The stock levels to return, at most MAX_STOCK_TARGETS (a setting, default 1,000).',
      }),
    },
    complexity: ({ targets }) => times(targets.length),
    resolve: (_root, { targets }, { loaders, lists, gateway }) => {
      checkListLength(targets, 'targets', 'TOO_MANY_TARGETS', lists.targets);
      return targets.map(({ channel, productId, locationId, optionId }) =>
        loaders.stockLevels.load({
          channel: gateway.channels.idOf(channel),
          productId: asProductId(productId),
          locationId: locationId == null ? null : asLocationId(locationId),
          optionId: optionId == null ? null : asOptionId(optionId),
        }),
      );
    },
  }),
);

builder.subscriptionField('stockChanged', (t) =>
  t.field({
    type: StockLevelRef,
    description:
      'Changes of stock levels by any client. It begins with the next change and does not end. When a level changes several times before the client reads the event, the client gets one event with the newest level.',
    args: {
      channel: t.arg.id({
        required: false,
        description: 'Only levels of this channel. Default: all channels.',
      }),
      productIds: t.arg.idList({
        required: false,
        description:
          "Only levels of these products, by the vendor's ids, at most MAX_FILTER_IDS (a setting, default 1,000). Default: all products.",
      }),
    },
    subscribe: (_root, { channel, productIds }, { gateway, lists }) => {
      if (productIds) {
        checkListLength(productIds, 'product ids', 'TOO_MANY_IDS', lists.productIds);
        for (const id of productIds) checkIdLength(id, 'productIds', lists.idLength);
      }
      if (channel != null) checkIdLength(channel, 'channel', lists.idLength);
      return gateway.watchStock({
        channels: channel == null ? null : [asChannelKey(channel)],
        productIds: productIds?.map(asProductId) ?? null,
      });
    },
    resolve: (level, _args, { loaders }) => {
      loaders.clear();
      return level;
    },
  }),
);
