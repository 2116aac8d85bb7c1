import type { ChannelId } from '../../../domain/ids.ts';
import { asProductId, keyOf } from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import type { Sku } from '../../../domain/sku.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { timesPage } from '../../limits/field-cost.ts';
import { connectionOfPage, pageArgs, pageOf, pageSizes, suggestionCursor } from '../connection.ts';
import { ProductRef } from '../products/product.ts';
import { openChannels } from '../values/filters.ts';
import { SkuRef } from './sku.ts';

const SuggestionConnection = builder.connectionObject(
  {
    type: ProductRef,
    name: 'SuggestionConnection',
    description: 'One page of products that may be listings of a SKU.',
  },
  { name: 'SuggestionEdge', description: 'A suggested product and its cursor.' },
);

/** Products whose codes are compared. More would make one field read many products. */
const comparedProducts = 20;

/** The codes under which other channels may have the article: that of the SKU, and those of its listed products. */
const codesOf = async ({ code, listings }: Sku, { loaders }: GraphQLContext): Promise<readonly string[]> => {
  const products = await Promise.all(
    listings
      .slice(0, comparedProducts)
      .map(({ channel, productId }) => loaders.products.load({ channel, productId })),
  );
  return [...new Set([code, ...products.flatMap((product) => product?.code ?? [])])];
};

/** The channels with stock on which the SKU has no listing. */
const otherChannels = ({ listings }: Sku, { gateway }: GraphQLContext): readonly ChannelId[] => {
  const own = new Set(listings.map(({ channel }) => channel));
  return openChannels(null, gateway.channels).filter(
    (id) => !own.has(id) && gateway.channels.get(id)?.writers.STOCK_SET !== undefined,
  );
};

/** For each product, whether no SKU lists it. */
const areUnlisted = async (
  products: readonly Product[],
  { loaders }: GraphQLContext,
): Promise<readonly boolean[]> => {
  const skus = await Promise.all(
    products.map(({ channel, productId }) => loaders.skusOfProducts.load({ channel, productId })),
  );
  return skus.map((sku) => sku === null);
};

builder.objectField(SkuRef, 'suggestions', (t) =>
  t.field({
    type: SuggestionConnection,
    description:
      'Products on other channels that may be this article: their code equals the code of the SKU or of a product that it lists, the SKU has no listing on their channel, and no SKU lists them. The codes of its first 20 listings are compared. A page may have fewer entries than `first`, because listed products are left out after the page was read.',
    args: pageArgs(t.arg, pageSizes),
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async (sku, args, context) => {
      const page = pageOf(args, pageSizes, suggestionCursor);
      const channels = otherChannels(sku, context);
      const placeOf = (at: typeof page.after) =>
        at && { value: null, channel: context.gateway.channels.idOf(at[0]), productId: asProductId(at[1]) };
      const found =
        channels.length === 0
          ? { nodes: [], hasMore: false }
          : await context.loaders.productsPage({
              ...page,
              filter: {
                ...{ channels, search: null, codes: await codesOf(sku, context) },
                ...{ productIds: null, quantity: null, observedAfter: null },
              },
              sort: { field: 'PRODUCT_ID', direction: 'ASC' },
              after: placeOf(page.after),
              before: placeOf(page.before),
            });
      const { edges, pageInfo } = connectionOfPage(found, page, ({ channel, productId }) =>
        suggestionCursor.encode([keyOf(channel), productId]),
      );
      const isUnlisted = await areUnlisted(found.nodes, context);
      // The cursors of the page are those of the products that were read, so that the next page goes on behind them.
      return { edges: edges.filter((_, at) => isUnlisted[at]), pageInfo };
    },
  }),
);
