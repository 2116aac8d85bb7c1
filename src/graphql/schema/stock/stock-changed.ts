import { asChannelKey, asLocationId, asProductId } from '../../../domain/ids.ts';
import { builder } from '../../builder.ts';
import { checkFilterCodes, checkFilterTexts, listingsOf, rangeOf } from '../values/filters.ts';
import { StockLevelRef } from './stock-level.ts';
import { StockFilterInput } from './stock-levels.ts';

builder.subscriptionField('stockChanged', (t) =>
  t.field({
    type: StockLevelRef,
    description:
      'Changes of stock levels: when a change is accepted (`pending`), when it is finished, when the stock changed at the vendor, and when drift is found or ends. It does not end. A level that did not change causes no event. When a level changes several times before the client reads the event, the client gets one event with the newest level.',
    args: {
      filter: t.arg({ type: StockFilterInput, required: false, description: 'Which levels. Default: all.' }),
      snapshot: t.arg.boolean({
        required: false,
        defaultValue: false,
        description:
          'True: the stream begins with the known levels that pass the filter, page by page. False: it begins with the next change.',
      }),
    },
    subscribe: async (_root, { filter, snapshot }, { gateway, lists }) => {
      const { channels, productIds, locationIds, skus } = filter ?? {};
      checkFilterTexts({ channels, productIds, locationIds }, lists);
      checkFilterCodes(skus, 'skus', lists);
      return gateway.watchStock(
        {
          channels: channels?.map(asChannelKey) ?? null,
          productIds: productIds?.map(asProductId) ?? null,
          locationIds: locationIds?.map(asLocationId) ?? null,
          listings: await listingsOf(skus, gateway),
          quantity: rangeOf(filter?.quantity),
          pending: filter?.pending ?? null,
          drifted: filter?.drifted ?? null,
        },
        snapshot ?? false,
      );
    },
    resolve: (level, _args, { loaders }) => {
      loaders.clear();
      return level;
    },
  }),
);
