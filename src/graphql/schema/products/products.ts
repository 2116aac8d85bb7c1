import type { Gateway } from '../../../core/gateway.ts';
import { asProductId, keyOf } from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import type { ProductPosition } from '../../../ports/journal/page.ts';
import { builder } from '../../builder.ts';
import { badInput } from '../../errors.ts';
import { timesPage } from '../../limits/field-cost.ts';
import { connectionOf, pageSize, productCursor } from '../connection.ts';
import { ProductRef } from './product.ts';

const defaultPage = 20;
const maxPage = 100;

const ProductConnection = builder.connectionObject(
  { type: ProductRef, name: 'ProductConnection', description: 'One page of products.' },
  { name: 'ProductEdge', description: 'A product and its cursor.' },
);

const cursorOf = ({ channel, productId }: Product): string =>
  productCursor.encode([keyOf(channel), productId]);

const positionOf = (
  cursor: string | null | undefined,
  { channels }: Pick<Gateway, 'channels'>,
): ProductPosition | null => {
  const pair = productCursor.decode(cursor);
  return pair && { channel: channels.idOf(pair[0]), productId: asProductId(pair[1]) };
};

builder.queryFields((t) => ({
  product: t.field({
    type: ProductRef,
    nullable: true,
    description: 'One product. Null when this gateway has not written it.',
    args: {
      channel: t.arg.id({ description: 'The key of the channel.' }),
      productId: t.arg.id({ description: "The vendor's id of the product." }),
    },
    resolve: (_root, { channel, productId }, { loaders, gateway }) =>
      loaders.products.load({ channel: gateway.channels.idOf(channel), productId: asProductId(productId) }),
  }),
  products: t.field({
    type: ProductConnection,
    description:
      'The products, ordered by channel and product id. Use `first` to page forward and `last` to page backward.',
    args: {
      channel: t.arg.id({ required: false, description: 'Only products of this channel.' }),
      first: pageSize(t.arg, {
        most: maxPage,
        description:
          'The number of products from the start, or after `after`: 0 to 100. Default: 20, without `last`.',
      }),
      after: t.arg.string({ required: false, description: 'Only entries after this cursor.' }),
      last: pageSize(t.arg, {
        most: maxPage,
        description:
          'The number of products up to the end, or before `before`: 0 to 100. It excludes `first`.',
      }),
      before: t.arg.string({ required: false, description: 'Only entries before this cursor.' }),
    },
    complexity: ({ first, last }) => timesPage(first ?? last, { usual: defaultPage, most: maxPage }),
    resolve: async (_root, args, { gateway, loaders }) => {
      const { channel, first, last } = args;
      if (first != null && last != null) throw badInput('Ask with `first` or with `last`, not with both.');
      const after = positionOf(args.after, gateway);
      const before = positionOf(args.before, gateway);
      const { nodes, hasMore } = await loaders.productsPage({
        filter: {
          channels:
            channel == null
              ? [...gateway.channels.values()].map(({ id }) => id).toSorted()
              : [gateway.channels.idOf(channel)],
          search: null,
          codes: null,
          productIds: null,
          quantity: null,
          observedAfter: null,
        },
        sort: { field: 'PRODUCT_ID', direction: 'ASC' },
        after: after && { ...after, value: null },
        before: before && { ...before, value: null },
        limit: first ?? last ?? defaultPage,
        last: last != null,
      });
      // A cursor belongs to an entry, so that entry is on the other side of the page.
      return connectionOf(nodes, cursorOf, {
        hasNextPage: (last == null && hasMore) || before !== null,
        hasPreviousPage: (last != null && hasMore) || after !== null,
      });
    },
  }),
}));
