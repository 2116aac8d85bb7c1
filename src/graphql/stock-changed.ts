import { keyOf } from '../domain/ids.ts';
import { builder } from './builder.ts';
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
        description: "Only those of these products, by the vendor's own ids; left out, of all.",
      }),
    },
    subscribe: (_root, { channel, productIds }, { gateway }) => {
      const products = productIds && new Set<string>(productIds);
      return gateway.watchStock(
        (key) =>
          (channel == null || keyOf(key.channel) === channel) && (products?.has(key.productId) ?? true),
      );
    },
    resolve: (level, _args, { loaders }) => {
      loaders.clear();
      return level;
    },
  }),
);
