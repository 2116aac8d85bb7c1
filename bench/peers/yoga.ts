import { createServer } from 'node:http';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { createSchema, createYoga } from 'graphql-yoga';
import { openProducts } from './products.ts';
import { typeDefs } from './schema.ts';
import { createVendor, type StockInput } from './stock.ts';

type Context = { readonly loader: ReturnType<ReturnType<typeof createVendor>['createLoader']> | null };
type Input = { readonly input: { readonly items: readonly StockInput[] } };
type List = { readonly filter: { readonly channels: readonly string[] }; readonly first: number };

const env = process.env;
const vendor = createVendor(env['VENDOR_URL'] ?? '', Number(env['VENDOR_CONNECTIONS']));
const products = env['PRODUCTS_DIR'] ? openProducts(env['PRODUCTS_DIR']) : null;
const usesLoader = env['LOADER'] === 'yes';

const schema = createSchema<Context>({
  typeDefs,
  resolvers: {
    DateTime: GraphQLDateTime,
    URL: GraphQLURL,
    Query: {
      products: (_: unknown, { filter, first }: List) => products?.page(filter.channels[0] ?? '', first),
    },
    Mutation: {
      setStock: async (_: unknown, { input }: Input, { loader }: Context) => ({
        operation: null,
        results: await (loader
          ? Promise.all(input.items.map((item) => loader.load(item)))
          : vendor.update(input.items)),
        userErrors: [],
        replayed: false,
      }),
    },
    ...(products && {
      Product: { __resolveType: () => 'GlobalLinkProduct' },
      GlobalLinkProduct: { stock: products.stockOf, options: products.optionsOf, price: products.priceOf },
      ProductOption: { price: products.priceOf },
      OptionName: { groupOptionId: ({ groupId }: { readonly groupId: number }) => groupId },
    }),
  },
});

const yoga = createYoga<object, Context>({
  schema,
  context: () => ({ loader: usesLoader ? vendor.createLoader() : null }),
  logging: false,
  graphiql: false,
  landingPage: false,
  cors: false,
  multipart: false,
});

createServer((request, response) => void yoga.handle(request, response)).listen(
  Number(env['PORT']),
  '127.0.0.1',
);
