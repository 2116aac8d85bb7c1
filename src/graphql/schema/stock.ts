import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { stockTarget } from '../../domain/change.ts';
import { asChannelKey, asLocationId, asOptionId, asProductId, keyOf } from '../../domain/ids.ts';
import type { Evidence } from '../../domain/item.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { builder } from '../builder.ts';
import { times } from '../limits/field-cost.ts';
import { holdIdLength, holdList } from '../limits/lists.ts';
import { ChannelRef } from './channel.ts';
import { describedEnum } from './enums.ts';

const StockSource = describedEnum<Evidence>('StockSource', 'How the gateway came to know a stock level.', {
  ACKNOWLEDGED_WRITE: 'The vendor acknowledged a write of this quantity. It may have sold some since.',
  VENDOR_READ: 'The vendor was asked and answered with this quantity.',
});

export const StockLevelRef = builder.objectRef<StockLevel>('StockLevel').implement({
  description:
    'How much of a product there is, at a store where the vendor has stores, or of one of its options. `source` and `observedAt` say how good the knowledge is.',
  fields: (t) => ({
    channel: t.field({
      type: ChannelRef,
      description: 'The vendor account that holds the stock.',
      resolve: ({ channel }, _args, { gateway }) => {
        const key = keyOf(channel);
        const configured = gateway.channels.named(key);
        if (configured) return configured;
        throw new GraphQLError(`The channel ${key} is no longer configured, or no longer open to you.`, {
          extensions: { code: 'UNKNOWN_CHANNEL' },
        });
      },
    }),
    productId: t.exposeID('productId', { description: "The vendor's own id of the product." }),
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
        "When the quantity was known to be right: the change's own `observedAt` if it had one, else when the vendor acknowledged it or was read.",
    }),
    source: t.expose('source', {
      type: StockSource,
      description: 'How the gateway came to know it.',
    }),
    pending: t.boolean({
      description:
        'Whether a change of this stock is accepted and not yet at its end: the quantity may be about to change.',
      resolve: ({ channel, productId, locationId }, _args, { loaders }) =>
        loaders.pendingTargets.load({ channel, target: stockTarget(productId, locationId) }),
    }),
  }),
});

const StockTargetInput = builder.inputType('StockTargetInput', {
  description: 'Names one stock level.',
  fields: (t) => ({
    channel: t.id({ description: 'The key of the channel.' }),
    productId: t.id({ description: "The vendor's own id of the product." }),
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
      'Stock levels by their names, `stockLevels[i]` for `targets[i]`. A channel with `capabilities.readsStock` is queried once for all its targets. For any other channel, the answer is the stock that the vendor last acknowledged. Null when no level is known. Null with an error when the gateway cannot query the vendor now.',
    args: {
      targets: t.arg({
        type: [StockTargetInput],
        // In place of a validator that would go through each target.
        rules: z.unknown(),
        description: 'Which levels: at most MAX_STOCK_TARGETS of the settings (1,000).',
      }),
    },
    complexity: ({ targets }) => times(targets.length),
    resolve: (_root, { targets }, { loaders, lists, gateway }) => {
      holdList(targets, 'targets', 'TOO_MANY_TARGETS', lists.targets);
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
      'Stock levels as they change, whoever changed them. It begins with the next change and has no end. A level that changes while you are slow comes once, with its newest value.',
    args: {
      channel: t.arg.id({ required: false, description: 'Only those of this channel; left out, of all.' }),
      productIds: t.arg.idList({
        required: false,
        description:
          "Only those of these products, by the vendor's own ids, at most MAX_FILTER_IDS of the settings (1,000); left out, of all.",
      }),
    },
    subscribe: (_root, { channel, productIds }, { gateway, lists }) => {
      if (productIds) {
        holdList(productIds, 'product ids', 'TOO_MANY_IDS', lists.productIds);
        for (const id of productIds) holdIdLength(id, 'productIds', lists.idLength);
      }
      if (channel != null) holdIdLength(channel, 'channel', lists.idLength);
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
