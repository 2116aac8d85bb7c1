import { encodeGlobalID } from '@pothos/plugin-relay';
import type { ProductField } from '../../../adapters/vendors/index.ts';
import { vendors } from '../../../adapters/vendors/index.ts';
import { keyOf } from '../../../domain/ids.ts';
import type { Product, ProductDetail } from '../../../domain/product.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { severalTexts, timesPage } from '../../limits/field-cost.ts';
import { ChannelRef, configuredChannel } from '../channel.ts';
import { pageArgs, pageSizes } from '../connection.ts';
import { productNodeId } from '../global-id.ts';
import { SourceEnum, StockLevelRef } from '../stock/stock-level.ts';
import { pageInMemory, StockLevelConnection } from '../stock/stock-levels.ts';
import { MoneyRef, moneyOf } from '../values/money.ts';
import { productTypeOf } from '../values/product-type.ts';
import { groupsOfProduct, OptionGroupRef, optionsOfProduct, ProductOptionRef } from './option.ts';

const vendorsWithProducts = vendors.flatMap(({ name, products }) => (products ? [{ name, products }] : []));

/**
 * The type of a product in the schema. A product of a channel that is not configured any longer, or that is closed to
 * the caller, has the type whose fields it has. It never throws: graphql-jit does not catch an error of `resolveType`,
 * and the request would never end.
 */
export const typeNameOf = (
  { channel, details }: Pick<Product, 'channel' | 'details'>,
  { gateway }: Pick<GraphQLContext, 'gateway'>,
): string => {
  const names = Object.keys(details);
  const vendor =
    gateway.channels.named(keyOf(channel))?.vendor ??
    vendorsWithProducts.find(({ products }) => names.every((name) => name in products.fields))?.name;
  return productTypeOf(vendor ?? '');
};

export const ProductRef = builder.interfaceRef<Product>('Product').implement({
  description:
    'A product of a vendor, as the gateway last saw it: in a read from the vendor, or in a write that the vendor acknowledged. Each vendor has its own type with further fields.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: typeNameOf,
  fields: (t) => ({
    channel: t.field({
      type: ChannelRef,
      description: 'The channel of the vendor account that has the product.',
      resolve: ({ channel }, _args, context) => configuredChannel(keyOf(channel), context),
    }),
    productId: t.exposeID('productId', { description: "The vendor's id of the product." }),
    name: t.exposeString('name', { description: 'The name in the shop.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: "The merchant's own code of the product. Null when the vendor has none.",
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The list price. Null when the vendor states none.',
      resolve: ({ channel, price }, _args, context) =>
        price === null ? null : moneyOf(channel, price, context),
    }),
    image: t.expose('image', {
      type: 'URL',
      nullable: true,
      description: 'The image in lists. Null when the vendor states none.',
    }),
    options: t.field({
      type: [ProductOptionRef],
      description: 'The options of all groups in one list. Empty for a product without options.',
      resolve: (product, _args, { answer }, info) => answer.list(optionsOfProduct(product), info),
    }),
    source: t.expose('source', {
      type: SourceEnum,
      description: 'Where the data come from.',
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description:
        'The time at which the data were correct: the vendor acknowledged the product or was read.',
    }),
  }),
});

builder.interfaceField(ProductRef, 'stock', (t) =>
  t.field({
    type: StockLevelConnection,
    description: 'The known stock of the product: its own, at each store, and of each option.',
    args: pageArgs(t.arg, pageSizes),
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async ({ channel, productId }, args, { loaders }) =>
      pageInMemory(await loaders.stockOfProducts.load({ channel, productId }), args),
  }),
);

builder.objectField(StockLevelRef, 'product', (t) =>
  t.field({
    type: ProductRef,
    nullable: true,
    description: 'The product. Null when the gateway knows only its stock.',
    resolve: ({ channel, productId }, _args, { loaders }) => loaders.products.load({ channel, productId }),
  }),
);

const textOf = (value: ProductDetail | undefined): string | null =>
  typeof value === 'string' ? value : null;
const numberOf = (value: ProductDetail | undefined): number | null =>
  typeof value === 'number' ? value : null;

for (const { name: vendor, products } of vendorsWithProducts) {
  const { description, fields, hasOptionGroups } = products;
  const ref = builder.objectRef<Product>(productTypeOf(vendor));
  ref.implement({
    description,
    interfaces: [ProductRef, builder.nodeInterfaceRef()],
    // No isTypeOf: the types of an object are found by `typeNameOf`, also for the interface Node.
    fields: (t) => {
      const own = (name: string, { type, description: text }: ProductField) => {
        const of = ({ details }: Product) => details[name];
        const shown = { nullable: true, description: text } as const;
        switch (type) {
          case 'text':
            return t.string({ ...shown, resolve: (product) => textOf(of(product)) });
          case 'id':
            return t.id({ ...shown, resolve: (product) => textOf(of(product)) });
          case 'url':
            return t.field({ ...shown, type: 'URL', resolve: (product) => textOf(of(product)) });
          case 'urls':
            return t.field({
              type: ['URL'],
              description: text,
              complexity: severalTexts,
              resolve: (product, _args, { answer }, info) => {
                const urls = of(product);
                return answer.list(Array.isArray(urls) ? urls : [], info);
              },
            });
          case 'money':
            return t.field({
              ...shown,
              type: MoneyRef,
              resolve: (product, _args, context) => {
                const amount = numberOf(of(product));
                return amount === null ? null : moneyOf(product.channel, amount, context);
              },
            });
          case 'quantity':
            return t.int({ ...shown, resolve: (product) => numberOf(of(product)) });
          case 'flag':
            return t.boolean({
              ...shown,
              resolve: (product) => {
                const flag = of(product);
                return typeof flag === 'boolean' ? flag : null;
              },
            });
          case 'time':
            return t.field({ ...shown, type: 'DateTime', resolve: (product) => numberOf(of(product)) });
        }
      };
      return {
        id: t.id({
          description: 'The global id. It contains the channel and the product id.',
          resolve: (product) => encodeGlobalID('Product', productNodeId(product)),
        }),
        ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, own(name, field)])),
        ...(hasOptionGroups && {
          optionGroups: t.field({
            type: [OptionGroupRef],
            description:
              'The options in their groups, as they were written. Empty for a product without options.',
            resolve: (product: Product, _args, { answer }, info) =>
              answer.list(groupsOfProduct(product), info),
          }),
        }),
      };
    },
  });
}
