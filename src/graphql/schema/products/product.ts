import type { Gateway } from '../../../core/gateway.ts';
import { asProductId, keyOf } from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import { isRecord } from '../../../lib/json/json.ts';
import type { ProductPosition } from '../../../ports/journal/journal-reads.ts';
import { builder } from '../../builder.ts';
import { badInput } from '../../errors.ts';
import { severalTexts, timesPage } from '../../limits/field-cost.ts';
import { connectionOf, pageSize, productCursor } from '../connection.ts';
import { productNodeId } from '../global-id.ts';
import { StockLevelRef } from '../stock.ts';
import { OptionGroupRef, ProductOptionRef } from './product-option.ts';

const defaultPage = 20;
const maxPage = 100;

export const ProductRef = builder.node(builder.objectRef<Product>('Product'), {
  description: 'A product as the vendor last acknowledged it, from the last applied `replaceProducts`.',
  isTypeOf: (value) => isRecord(value) && 'mainImage' in value,
  id: {
    resolve: productNodeId,
    description: 'The global id. It contains the channel and the product id.',
  },
  fields: (t) => ({
    channel: t.id({
      resolve: ({ channel }) => keyOf(channel),
      description: 'The key of the channel.',
    }),
    productId: t.exposeID('productId', { description: "The vendor's id of the product." }),
    name: t.exposeString('name', { description: 'The name in the shop.' }),
    brand: t.exposeString('brand', { description: 'The brand.' }),
    mainImage: t.expose('mainImage', {
      type: 'URL',
      description: 'The image in lists.',
    }),
    images: t.field({
      type: ['URL'],
      complexity: severalTexts,
      description: 'The images of the product page, in order.',
      resolve: ({ images }, _args, { answer }, info) => answer.list(images, info),
    }),
    detailImages: t.field({
      type: ['URL'],
      complexity: severalTexts,
      description: 'The images of the description, in order.',
      resolve: ({ detailImages }, _args, { answer }, info) => answer.list(detailImages, info),
    }),
    price: t.expose('price', {
      type: 'Long',
      description: "The list price, in whole units of the vendor's currency.",
    }),
    discountedPrice: t.expose('discountedPrice', {
      type: 'Long',
      description: 'The sale price. It equals `price` when there is no discount.',
    }),
    domesticShippingFee: t.expose('domesticShippingFee', {
      type: 'Long',
      description: "The shipping fee within the vendor's country, in whole units of the vendor's currency.",
    }),
    freeShippingThreshold: t.expose('freeShippingThreshold', {
      type: 'Long',
      description:
        'The order value from which shipping within the country is free. 0 when there is no such rule.',
    }),
    stockQuantity: t.exposeInt('stockQuantity', {
      description: 'The quantity at the last replacement of the whole product. `stock` has later changes.',
    }),
    exportProhibited: t.exposeBoolean('exportProhibited', {
      description: 'Whether the product must not be shipped abroad.',
    }),
    exportProhibitedReason: t.exposeString('exportProhibitedReason', {
      nullable: true,
      description: 'Why it must not be shipped abroad. Null when it may be.',
    }),
    sourceUrl: t.expose('sourceUrl', {
      type: 'URL',
      description: 'The page of the product in the shop of origin.',
    }),
    optionGroups: t.field({
      type: [OptionGroupRef],
      description: 'The options in their groups, as they were written. Empty for a product without options.',
      resolve: ({ optionGroups }, _args, { answer }, info) => answer.list(optionGroups, info),
    }),
    options: t.field({
      type: [ProductOptionRef],
      description: 'The options of all groups in one list.',
      resolve: ({ optionGroups }, _args, { answer }, info) =>
        answer.list(
          optionGroups.flatMap((group) => group.options),
          info,
        ),
    }),
    stock: t.field({
      type: [StockLevelRef],
      description: 'Every known stock level of the product: its own, at each store, and of each option.',
      resolve: async ({ channel, productId }, _args, { loaders, answer }, info) =>
        answer.list(await loaders.stockOfProducts.load({ channel, productId }), info),
    }),
    observedAt: t.field({
      type: 'DateTime',
      description: 'The time at which the vendor acknowledged the product.',
      resolve: (product) => product.observedAt,
    }),
  }),
});

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
        channel: channel == null ? null : gateway.channels.idOf(channel),
        after,
        before,
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
