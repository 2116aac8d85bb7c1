import { z } from 'zod';
import { asChannelKey, asLocationId, asOptionId, asProductId } from '../../../domain/ids.ts';
import { builder } from '../../builder.ts';
import { times } from '../../limits/field-cost.ts';
import { checkIdLength, checkListLength } from '../../limits/lists.ts';
import { StockLevelRef } from './stock-level.ts';

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
