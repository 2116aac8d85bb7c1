import { asLocationId, asOptionId, asProductId, keyOf } from '../../../domain/ids.ts';
import type { StockLevel } from '../../../domain/stock.ts';
import { cutText } from '../../../lib/text.ts';
import type { StockPlace, StockSort } from '../../../ports/journal/catalogue.ts';
import { builder } from '../../builder.ts';
import { badInput } from '../../errors.ts';
import { allRows, timesPage } from '../../limits/field-cost.ts';
import { connectionOfPage, pageArgs, pageOf, pageSizes, stockCursors } from '../connection.ts';
import { describedEnum } from '../values/enums.ts';
import {
  checkFilterCodes,
  checkFilterTexts,
  IntRangeInput,
  listingsOf,
  openChannels,
  rangeOf,
  SortDirectionEnum,
} from '../values/filters.ts';
import { StockLevelRef } from './stock-level.ts';

export const StockFilterInput = builder.inputType('StockFilter', {
  description:
    'Selects stock levels. All conditions apply together. A condition that is omitted selects all.',
  fields: (t) => ({
    channels: t.idList({ required: false, description: 'The keys of channels.' }),
    productIds: t.idList({ required: false, description: "The vendors' ids of products." }),
    locationIds: t.idList({ required: false, description: "The vendors' ids of stores." }),
    skus: t.idList({
      required: false,
      description:
        'Codes of SKUs, exactly as written. Selects the levels of their listings. A subscription looks up the listings when it begins.',
    }),
    quantity: t.field({
      type: IntRangeInput,
      required: false,
      description: 'The quantity is in this range.',
    }),
    pending: t.boolean({
      required: false,
      description: 'Whether the gateway has accepted a change of the stock that is not finished yet.',
    }),
    drifted: t.boolean({ required: false, description: 'Whether `StockLevel.drift` is not null.' }),
  }),
});

const StockSortFieldEnum = describedEnum<StockSort['field']>(
  'StockSortField',
  'What stock levels are sorted by. Levels with equal values are in the order of their channels and ids.',
  {
    PRODUCT_ID: 'The channel, the product id, the store and the option.',
    QUANTITY: 'The quantity.',
    OBSERVED_AT: 'The time at which the quantity was correct.',
  },
);

const StockSortInput = builder.inputType('StockSort', {
  description: 'The order of stock levels.',
  fields: (t) => ({
    field: t.field({ type: StockSortFieldEnum, description: 'What they are sorted by.' }),
    direction: t.field({
      type: SortDirectionEnum,
      required: false,
      defaultValue: 'ASC',
      description: 'The direction.',
    }),
  }),
});

export const StockLevelConnection = builder.connectionObject(
  { type: StockLevelRef, name: 'StockLevelConnection', description: 'One page of stock levels.' },
  { name: 'StockLevelEdge', description: 'A stock level and its cursor.' },
);

const placeText = (level: StockLevel, field: StockSort['field']): string => {
  const { channel, productId, locationId, optionId, quantity, observedAt } = level;
  const value = { PRODUCT_ID: null, QUANTITY: quantity, OBSERVED_AT: observedAt }[field];
  return stockCursors[field].encode([value, keyOf(channel), productId, locationId, optionId]);
};

builder.queryField('stockLevels', (t) =>
  t.field({
    type: StockLevelConnection,
    description:
      'Stock levels as the gateway last saw them, ordered by channel, product id, store and option unless `sort` says otherwise. Use `first` to page forward and `last` to page backward.',
    args: {
      filter: t.arg({ type: StockFilterInput, required: false, description: 'Which levels. Default: all.' }),
      sort: t.arg({ type: StockSortInput, required: false, description: 'The order.' }),
      ...pageArgs(t.arg, pageSizes),
    },
    complexity: ({ first, last, sort }) => ({
      ...timesPage(first ?? last, pageSizes),
      // Only this order has an index.
      ...(sort && sort.field !== 'PRODUCT_ID' && { field: allRows }),
    }),
    resolve: async (_root, { filter, sort, ...args }, { gateway, lists }) => {
      const { productIds, locationIds, skus } = filter ?? {};
      checkFilterTexts({ channels: filter?.channels, productIds, locationIds }, lists);
      checkFilterCodes(skus, 'skus', lists);
      const field = sort?.field ?? 'PRODUCT_ID';
      const page = pageOf(args, pageSizes, stockCursors[field]);
      const placeOf = (at: typeof page.after): StockPlace | null =>
        at && {
          value: at[0],
          channel: gateway.channels.idOf(at[1]),
          productId: asProductId(at[2]),
          locationId: at[3] === null ? null : asLocationId(at[3]),
          optionId: at[4] === null ? null : asOptionId(at[4]),
        };
      const found = await gateway.reads.stockLevelsPage({
        ...page,
        filter: {
          channels: openChannels(filter?.channels, gateway.channels),
          productIds: productIds?.map(asProductId) ?? null,
          locationIds: locationIds?.map(asLocationId) ?? null,
          listings: await listingsOf(skus, gateway),
          quantity: rangeOf(filter?.quantity),
          pending: filter?.pending ?? null,
          drifted: filter?.drifted ?? null,
        },
        sort: { field, direction: sort?.direction ?? 'ASC' },
        after: placeOf(page.after),
        before: placeOf(page.before),
      });
      return connectionOfPage(found, page, (level) => placeText(level, field));
    },
  }),
);

/** A page of the levels of one product, which are in memory. Throws BAD_USER_INPUT for a cursor of none of them. */
export const pageInMemory = (
  levels: readonly StockLevel[],
  args: Parameters<typeof pageOf>[0],
): ReturnType<typeof connectionOfPage<StockLevel>> => {
  const page = pageOf(args, pageSizes, stockCursors.PRODUCT_ID);
  const textOf = (level: StockLevel): string => placeText(level, 'PRODUCT_ID');
  const indexOf = (cursor: string): number => {
    const index = levels.findIndex((level) => textOf(level) === cursor);
    if (index < 0) throw badInput(`"${cutText(cursor)}" is not a cursor of the stock of this product now.`);
    return index;
  };
  const start = args.after == null ? 0 : indexOf(args.after) + 1;
  const end = args.before == null ? levels.length : indexOf(args.before);
  const within = levels.slice(start, Math.max(start, end));
  const nodes = page.last
    ? within.slice(Math.max(0, within.length - page.limit))
    : within.slice(0, page.limit);
  return connectionOfPage({ nodes, hasMore: within.length > nodes.length }, page, textOf);
};
