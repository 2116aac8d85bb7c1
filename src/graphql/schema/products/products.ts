import type { Gateway } from '../../../core/gateway.ts';
import { asProductId, keyOf } from '../../../domain/ids.ts';
import type { Product } from '../../../domain/product.ts';
import type { Count, ProductFilter, ProductPlace, ProductSort } from '../../../ports/journal/catalogue.ts';
import { builder } from '../../builder.ts';
import { timesPage } from '../../limits/field-cost.ts';
import { checkTextLength, type ListLimits } from '../../limits/lists.ts';
import {
  type Connection,
  connectionOfPage,
  pageArgs,
  pageOf,
  pageSizes,
  productCursors,
} from '../connection.ts';
import { describedEnum } from '../values/enums.ts';
import {
  checkFilterTexts,
  IntRangeInput,
  maxAgeArg,
  openChannels,
  rangeOf,
  SortDirectionEnum,
} from '../values/filters.ts';
import { ProductRef } from './product.ts';

const ProductFilterInput = builder.inputType('ProductFilter', {
  description: 'Selects products. All conditions apply together. A condition that is omitted selects all.',
  fields: (t) => ({
    channels: t.idList({ required: false, description: 'The keys of channels.' }),
    search: t.string({
      required: false,
      description:
        'One contiguous text that the name, the code, the product id or another name of the product contains. Its words are not searched for one by one. Case, width and spaces at both ends are ignored. Hiragana and katakana differ.',
    }),
    codes: t.stringList({ required: false, description: 'Codes of products, exactly as written.' }),
    productIds: t.idList({ required: false, description: "The vendors' ids of products." }),
    quantity: t.field({
      type: IntRangeInput,
      required: false,
      description: 'At least one stock level of the product is in this range.',
    }),
    observedAfter: t.field({
      type: 'DateTime',
      required: false,
      description: 'The gateway saw the product after this time.',
    }),
  }),
});

const ProductSortFieldEnum = describedEnum<ProductSort['field']>(
  'ProductSortField',
  'What products are sorted by. Products with equal values are in the order of their channels and ids.',
  {
    PRODUCT_ID: 'The channel and the product id.',
    NAME: 'The name, by its Unicode code points.',
    OBSERVED_AT: 'The time at which the gateway last saw the product.',
  },
);

const ProductSortInput = builder.inputType('ProductSort', {
  description: 'The order of products.',
  fields: (t) => ({
    field: t.field({ type: ProductSortFieldEnum, description: 'What they are sorted by.' }),
    direction: t.field({
      type: SortDirectionEnum,
      required: false,
      defaultValue: 'ASC',
      description: 'The direction.',
    }),
  }),
});

const CountPrecisionEnum = describedEnum<'EXACT' | 'AT_LEAST'>('CountPrecision', 'How exact a count is.', {
  EXACT: 'The count is exact.',
  AT_LEAST: 'There are more entries than the count. The gateway stops counting at 10,000.',
});

const ProductCountRef = builder.objectRef<Count>('ProductCount').implement({
  description: 'The number of products that a filter selects.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'The number, at most 10,000.' }),
    precision: t.field({
      type: CountPrecisionEnum,
      description: 'Whether there are more.',
      resolve: ({ isExact }) => (isExact ? 'EXACT' : 'AT_LEAST'),
    }),
  }),
});

type FilterArgs = typeof ProductFilterInput.$inferInput | null | undefined;

const filterOf = (
  filter: FilterArgs,
  { channels }: Pick<Gateway, 'channels'>,
  lists: ListLimits,
): ProductFilter => {
  const { productIds, codes, search } = filter ?? {};
  checkFilterTexts({ channels: filter?.channels, productIds, codes }, lists);
  checkTextLength(search, 'search', lists.idLength);
  return {
    channels: openChannels(filter?.channels, channels),
    search: search?.trim() || null,
    codes: codes ?? null,
    productIds: productIds?.map(asProductId) ?? null,
    quantity: rangeOf(filter?.quantity),
    observedAfter: filter?.observedAfter?.getTime() ?? null,
  };
};

const placeOf = (product: Product, field: ProductSort['field']): string => {
  const { channel, productId, name, observedAt } = product;
  const value = { PRODUCT_ID: null, NAME: name, OBSERVED_AT: observedAt }[field];
  return productCursors[field].encode([value, keyOf(channel), productId]);
};

type ProductPage = Connection<Product> & { readonly count: () => Promise<Count> };

const ProductConnection = builder.connectionObject(
  {
    type: ProductRef,
    name: 'ProductConnection',
    description: 'One page of products.',
    fields: (t) => ({
      count: t.field({
        type: ProductCountRef,
        description: 'The number of products on all pages.',
        resolve: (page) => (page as unknown as ProductPage).count(),
      }),
    }),
  },
  { name: 'ProductEdge', description: 'A product and its cursor.' },
);

builder.queryFields((t) => ({
  product: t.field({
    type: ProductRef,
    nullable: true,
    description:
      'One product, as the gateway last saw it. Null when the gateway has never seen it, when the vendor does not have it, or, with an error, when the vendor cannot be read now. `maxAgeMs` does not refresh the levels under `stock`: `stock(targets:, maxAgeMs:)` reads levels.',
    args: {
      channel: t.arg.id({ description: 'The key of the channel.' }),
      productId: t.arg.id({ description: "The vendor's id of the product." }),
      maxAgeMs: maxAgeArg(t.arg, undefined),
    },
    resolve: (_root, { channel, productId, maxAgeMs }, { loaders, gateway, lists }) => {
      checkTextLength(productId, 'productId', lists.idLength);
      const key = { channel: gateway.channels.idOf(channel), productId: asProductId(productId) };
      return (maxAgeMs == null ? loaders.products : loaders.productsWithin(maxAgeMs)).load(key);
    },
  }),
  products: t.field({
    type: ProductConnection,
    description:
      'Products, ordered by channel and product id unless `sort` says otherwise. Use `first` to page forward and `last` to page backward.',
    args: {
      filter: t.arg({
        type: ProductFilterInput,
        required: false,
        description: 'Which products. Default: all.',
      }),
      sort: t.arg({ type: ProductSortInput, required: false, description: 'The order.' }),
      ...pageArgs(t.arg, pageSizes),
    },
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async (_root, { filter, sort, ...args }, { gateway, loaders, lists }) => {
      const selected = filterOf(filter, gateway, lists);
      const field = sort?.field ?? 'PRODUCT_ID';
      const page = pageOf(args, pageSizes, productCursors[field]);
      const position = (at: typeof page.after): ProductPlace | null =>
        at && { value: at[0], channel: gateway.channels.idOf(at[1]), productId: asProductId(at[2]) };
      const found = await loaders.productsPage({
        ...page,
        filter: selected,
        sort: { field, direction: sort?.direction ?? 'ASC' },
        after: position(page.after),
        before: position(page.before),
      });
      return {
        ...connectionOfPage(found, page, (product) => placeOf(product, field)),
        count: () => gateway.reads.countProducts(selected),
      };
    },
  }),
}));
