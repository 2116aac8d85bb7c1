import { z } from 'zod';
import { asChannelKey, asLocationId, asOptionId, asProductId } from '../../../domain/ids.ts';
import type { StockKey } from '../../../domain/stock.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { builder } from '../../builder.ts';
import { times } from '../../limits/field-cost.ts';
import { checkListLength, checkTextLength } from '../../limits/lists.ts';
import { ChannelRef } from '../channel.ts';
import { describedEnum } from '../values/enums.ts';
import { maxAgeArg } from '../values/filters.ts';
import { StockLevelRef } from './stock-level.ts';

export const StockTargetInput = builder.inputType('StockTargetInput', {
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

type Target = Omit<StockKey, 'channel'> & { readonly channelKey: string };

const StockTargetRef = builder.objectRef<Target>('StockTarget').implement({
  description: 'What a stock level belongs to, as the caller named it.',
  fields: (t) => ({
    channelKey: t.exposeString('channelKey', {
      description: 'The key of the channel as the caller sent it.',
    }),
    channel: t.field({
      type: ChannelRef,
      nullable: true,
      description: 'The channel. Null when no channel has this key, or when the API key does not permit it.',
      resolve: ({ channelKey }, _args, { gateway }) =>
        gateway.channels.named(asChannelKey(channelKey)) ?? null,
    }),
    productId: t.exposeID('productId', { description: "The vendor's id of the product." }),
    locationId: t.exposeID('locationId', {
      nullable: true,
      description: "The vendor's id of the store. Null when the caller named none.",
    }),
    optionId: t.exposeID('optionId', {
      nullable: true,
      description: "The vendor's id of the option. Null when the caller named none.",
    }),
  }),
});

type Reason = 'NEVER_SEEN' | 'UNKNOWN_CHANNEL' | 'NO_STOCK_KEPT';

const StockUnknownReasonEnum = describedEnum<Reason>('StockUnknownReason', 'Why there is no stock level.', {
  NEVER_SEEN:
    'The gateway knows no level: it has neither written nor read one, or the vendor does not have it any longer.',
  UNKNOWN_CHANNEL: 'No channel has this key, or the API key does not permit it.',
  NO_STOCK_KEPT: 'The vendor of the channel keeps no stock.',
});

type Unknown = { readonly target: Target; readonly reason: Reason };

const StockUnknownRef = builder.objectRef<Unknown>('StockUnknown').implement({
  description: 'There is no stock level for a target.',
  fields: (t) => ({
    target: t.expose('target', { type: StockTargetRef, description: 'The target as the caller named it.' }),
    reason: t.expose('reason', { type: StockUnknownReasonEnum, description: 'Why there is none.' }),
  }),
});

const StockLookupRef = builder.unionType('StockLookup', {
  description: 'A stock level, or why there is none.',
  types: [StockLevelRef, StockUnknownRef],
  resolveType: (value) => (isRecord(value) && 'reason' in value ? StockUnknownRef : StockLevelRef),
});

builder.queryField('stock', (t) =>
  t.field({
    type: [StockLookupRef],
    nullable: { list: false, items: true },
    description:
      'Stock by target: `stock[i]` is the answer for `targets[i]`. A channel with `capabilities.readsStock` is queried once for all its targets whose stored level is older than `maxAgeMs`. For any other channel, the answer is the stock that the vendor last acknowledged. Null, with an error, only when the gateway cannot query the vendor now.',
    args: {
      targets: t.arg({
        type: [StockTargetInput],
        // Replaces a validator that would check each target.
        rules: z.unknown(),
        description: 'The stock levels to return, at most MAX_STOCK_TARGETS (a setting, default 1,000).',
      }),
      maxAgeMs: maxAgeArg(t.arg, 0),
    },
    complexity: ({ targets }) => times(targets.length),
    resolve: (_root, { targets, maxAgeMs }, { loaders, lists, gateway }) => {
      checkListLength(targets, 'targets', 'TOO_MANY_TARGETS', lists.targets);
      for (const target of targets)
        for (const [name, id] of Object.entries(target))
          checkTextLength(id, `targets.${name}`, lists.idLength);
      const levels = loaders.stockWithin(maxAgeMs ?? null);
      return targets.map(async ({ channel, productId, locationId, optionId }) => {
        const place = {
          productId: asProductId(productId),
          locationId: locationId == null ? null : asLocationId(locationId),
          optionId: optionId == null ? null : asOptionId(optionId),
        };
        const target = { ...place, channelKey: channel };
        const configured = gateway.channels.named(asChannelKey(channel));
        if (!configured) return { target, reason: 'UNKNOWN_CHANNEL' as const };
        const { writers, readStock } = configured;
        if (!writers.STOCK_SET && !writers.STOCK_ADJUSTMENT && !readStock)
          return { target, reason: 'NO_STOCK_KEPT' as const };
        const level = await levels.load({ ...place, channel: configured.id });
        return level ?? { target, reason: 'NEVER_SEEN' as const };
      });
    },
  }),
);
