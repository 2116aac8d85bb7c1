import { asChannelKey, asProductId } from '../domain/ids.ts';
import { builder } from './builder.ts';
import { holdIdLength, holdList } from './limits/lists.ts';
import { StockLevelRef } from './stock.ts';

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
