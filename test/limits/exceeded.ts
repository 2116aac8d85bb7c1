import { expect } from 'vitest';
import { overWebSocket, post } from '../http/serve.ts';

/** One gateway has all of these limits, so that a small request exceeds each one. */
export const settings = {
  MAX_ITEMS: '3',
  MAX_PENDING_ITEMS: '3',
  MAX_QUERY_TOKENS: '300',
  MAX_QUERY_DEPTH: '8',
  MAX_QUERY_SELECTIONS: '40',
  MAX_QUERY_ALIASES: '3',
  MAX_QUERY_ROOT_FIELDS: '4',
  MAX_QUERY_DIRECTIVES: '2',
  MAX_QUERY_COST: '500',
  MAX_BODY_BYTES: '20000',
  MAX_RESPONSE_BYTES: '2000',
  MAX_SUBSCRIPTIONS: '1',
  MAX_SUBSCRIPTIONS_PER_CLIENT: '1',
  MAX_SUBSCRIBED_BYTES: '50000',
  MAX_SUBSCRIBED_BYTES_PER_CLIENT: '40000',
  MAX_VARIABLE_VALUES: '300',
  MAX_VARIABLE_DEPTH: '9',
  MAX_NODES: '2',
  MAX_STOCK_TARGETS: '2',
  MAX_FILTER_IDS: '4',
  MAX_ID_LENGTH: '20',
  MAX_TEXT_LENGTH: '30',
  MAX_URL_LENGTH: '60',
  MAX_OPTIONS_PER_ITEM: '3',
  MAX_OPTIONS_PER_MUTATION: '5',
  MAX_OPTION_GROUPS: '2',
  MAX_OPTION_NAMES: '2',
  MAX_IMAGES_PER_PRODUCT: '3',
} as const;

/** Other tests exceed these. */
type Elsewhere = 'MAX_PENDING_ITEMS' | 'MAX_SUBSCRIPTIONS' | 'MAX_SUBSCRIBED_BYTES';
type Setting = Exclude<keyof typeof settings, Elsewhere>;
type Request = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };

const asked = async (url: string, body: Request): Promise<Record<string, unknown>> =>
  (await (await post(url, body)).json()) as Record<string, unknown>;

const many = <Value>(count: number, valueAt: (at: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, at) => valueAt(at));

const stock = (more: object = {}) => ({
  channel: 'global-link',
  productId: 'product-001',
  quantity: 1,
  ...more,
});
const option = (at: number, more: object = {}) => ({
  optionId: `o${at}`,
  names: [{ groupOptionId: 1, name: `${at}` }],
  price: 1,
  stockQuantity: 1,
  order: at,
  ...more,
});
const product = (more: object = {}) => ({
  channel: 'global-link',
  productId: 'product-001',
  name: 'Tee',
  brand: 'Plain',
  mainImage: 'https://shop.example/1.jpg',
  images: [],
  detailImages: [],
  price: 1,
  domesticShippingFee: 0,
  stockQuantity: 1,
  sourceUrl: 'https://shop.example/p',
  ...more,
});
const group = (
  options: readonly object[],
  names: readonly object[] = [{ groupOptionId: 1, name: 'Color' }],
) => ({
  names,
  options,
});

const results =
  '{ results { target { channelKey } status ... on ItemFailure { code message } ... on InvalidItem { path } } userErrors { code message limit provided } }';
const setStock = (items: readonly unknown[]): Request => ({
  query: `mutation ($items: [StockQuantityInput!]!) { setStock(input: { items: $items }) ${results} }`,
  variables: { items },
});
const replaceProducts = (items: readonly unknown[]): Request => ({
  query: `mutation ($items: [ProductInput!]!) { replaceProducts(input: { items: $items }) ${results} }`,
  variables: { items },
});

const refuses = async (url: string, body: Request, code: string, limit: number): Promise<void> => {
  const { errors } = await asked(url, body);
  expect(errors).toMatchObject([{ extensions: { code, limit, provided: expect.any(Number) } }]);
};

/** Only the item is refused. The message names the limit. */
const refusesItem = async (url: string, body: Request, limit: number): Promise<void> => {
  const answer = JSON.stringify(await asked(url, body));
  expect(answer).toContain('"code":"INVALID_VALUE"');
  expect(answer).toContain(`most ${limit} `);
  expect(answer).toContain('Nothing was sent for this item.');
};

const refusesMutation = async (
  url: string,
  body: Request,
  limit: number,
  provided: number,
): Promise<void> => {
  const { data } = await asked(url, body);
  expect(Object.values(data as object)[0]).toMatchObject({
    results: [],
    userErrors: [{ code: 'TOO_MANY_ITEMS', limit, provided }],
  });
};

const number = (setting: Setting): number => Number(settings[setting]);

/** Exceeds each limit, and checks the answer. */
export const exceed: { readonly [Name in Setting]: (url: string) => Promise<void> } = {
  MAX_ITEMS: async (url) => {
    await refusesMutation(url, setStock(many(4, () => stock())), 3, 4);
    await refuses(url, setStock(many(31, () => ({}))), 'TOO_MANY_ITEMS', 3);
    const deleteSkus = 'mutation ($input: DeleteSkusInput!) { deleteSkus(input: $input) { deletedCodes } }';
    const codes = many(31, (at) => `code ${at}`);
    await refuses(url, { query: deleteSkus, variables: { input: { codes } } }, 'TOO_MANY_ITEMS', 3);
  },
  MAX_QUERY_TOKENS: (url) =>
    refuses(
      url,
      { query: `{ ${'# \n __typename '.repeat(300)} }` },
      'TOO_MANY_TOKENS',
      number('MAX_QUERY_TOKENS'),
    ),
  MAX_QUERY_DEPTH: (url) =>
    refuses(
      url,
      { query: `${'{ a '.repeat(9)}${'}'.repeat(9)}` },
      'QUERY_TOO_DEEP',
      number('MAX_QUERY_DEPTH'),
    ),
  MAX_QUERY_SELECTIONS: (url) =>
    refuses(
      url,
      { query: `{ channels { ${'id '.repeat(41)} } }` },
      'TOO_MANY_SELECTIONS',
      number('MAX_QUERY_SELECTIONS'),
    ),
  MAX_QUERY_ALIASES: (url) =>
    refuses(
      url,
      { query: `{ channels { ${many(4, (at) => `a${at}: id`).join(' ')} } }` },
      'TOO_MANY_ALIASES',
      number('MAX_QUERY_ALIASES'),
    ),
  MAX_QUERY_ROOT_FIELDS: (url) =>
    refuses(
      url,
      { query: `{ ${'__typename '.repeat(5)} }` },
      'TOO_MANY_ROOT_FIELDS',
      number('MAX_QUERY_ROOT_FIELDS'),
    ),
  MAX_QUERY_DIRECTIVES: (url) =>
    refuses(
      url,
      { query: `{ __typename ${'@skip(if: false) '.repeat(3)} }` },
      'TOO_MANY_DIRECTIVES',
      number('MAX_QUERY_DIRECTIVES'),
    ),
  MAX_QUERY_COST: async (url) => {
    const pages = '{ operations(first: 100) { edges { node { id kind status sequence itemCount } } } }';
    await refuses(url, { query: pages }, 'QUERY_TOO_COMPLEX', number('MAX_QUERY_COST'));
    // Introspection costs what it returns.
    const types = '{ __schema { types { name fields { name type { name } } } } }';
    await refuses(url, { query: types }, 'QUERY_TOO_COMPLEX', number('MAX_QUERY_COST'));
  },
  MAX_BODY_BYTES: async (url) => {
    expect((await post(url, { query: `{ __typename } #${'x'.repeat(20_000)}` })).status).toBe(413);
  },
  MAX_RESPONSE_BYTES: async (url) => {
    const query =
      '{ channels { id vendor a: sandbox b: sandbox health { status } } __type(name: "ItemErrorCode") { enumValues { name description } } }';
    const answer = await asked(url, { query });
    expect(answer).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'RESPONSE_TOO_LARGE', limit: number('MAX_RESPONSE_BYTES') } }],
    });
  },
  MAX_SUBSCRIPTIONS_PER_CLIENT: async (url) => {
    const first = await post(
      url,
      { query: 'subscription { stockChanged { quantity } }' },
      'text/event-stream',
    );
    const second = await post(
      url,
      { query: 'subscription { stockChanged { quantity } }' },
      'text/event-stream',
    );
    expect([first.status, second.status]).toEqual([200, 503]);
    expect(await second.text()).toContain('TOO_MANY_SUBSCRIPTIONS');
    await first.body?.cancel();
  },
  MAX_SUBSCRIBED_BYTES_PER_CLIENT: async (url) => {
    const query = `subscription ($unused: [ID!]) { stockChanged(filter: { productIds: $unused }) { quantity } } #${'x'.repeat(15_000)}`;
    const variables = { unused: ['p'.repeat(4_000)] };
    const answer = await overWebSocket(url, { query, variables });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'TOO_MANY_SUBSCRIBED_BYTES', limit: 40_000 } },
    ]);
  },
  MAX_VARIABLE_VALUES: (url) =>
    refuses(
      url,
      { query: 'query ($a: Boolean!) { __typename @skip(if: $a) }', variables: { a: many(301, () => 1) } },
      'TOO_MANY_VALUES',
      number('MAX_VARIABLE_VALUES'),
    ),
  MAX_VARIABLE_DEPTH: (url) =>
    refuses(
      url,
      {
        query: 'query ($a: Boolean!) { __typename @skip(if: $a) }',
        variables: { a: JSON.parse(`${'['.repeat(12)}${']'.repeat(12)}`) },
      },
      'VARIABLES_TOO_DEEP',
      number('MAX_VARIABLE_DEPTH'),
    ),
  MAX_NODES: (url) =>
    refuses(
      url,
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: ['a', 'b', 'c'] } },
      'TOO_MANY_IDS',
      number('MAX_NODES'),
    ),
  MAX_STOCK_TARGETS: (url) =>
    refuses(
      url,
      {
        query: 'query ($t: [StockTargetInput!]!) { stock(targets: $t) { __typename } }',
        variables: { t: many(3, () => ({ channel: 'smaregi', productId: '1' })) },
      },
      'TOO_MANY_TARGETS',
      number('MAX_STOCK_TARGETS'),
    ),
  MAX_FILTER_IDS: async (url) => {
    const ids = many(5, (at) => `p${at}`);
    for (const name of ['channels', 'productIds', 'locationIds'])
      await refuses(
        url,
        {
          query: 'query ($f: StockFilter) { stockLevels(filter: $f) { nodes { id } } }',
          variables: { f: { [name]: ids } },
        },
        'TOO_MANY_IDS',
        4,
      );
    const followed = 'subscription ($f: StockFilter) { stockChanged(filter: $f) { quantity } }';
    const { errors } = await overWebSocket(url, { query: followed, variables: { f: { productIds: ids } } });
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_IDS', limit: 4, provided: 5 } }]);
    const query = 'query ($texts: [String!]) { products(filter: { codes: $texts }) { nodes { id } } }';
    await refuses(url, { query, variables: { texts: ids } }, 'TOO_MANY_IDS', 4);
  },
  MAX_ID_LENGTH: async (url) => {
    const channel = 'c'.repeat(5_000);
    const answer = await asked(url, setStock([stock({ channel })]));
    expect(answer).toMatchObject({
      data: { setStock: { results: [{ status: 'FAILED', code: 'INVALID_VALUE', path: ['channel'] }] } },
    });
    expect(JSON.stringify(answer).length).toBeLessThan(1_000);
    const long = 'p'.repeat(5_000);
    for (const query of [
      'query ($id: ID!) { stock(targets: [{ channel: "global-link", productId: $id }]) { __typename } }',
      'query ($id: ID!) { product(channel: "global-link", productId: $id) { id } }',
      'query ($id: ID!) { stockLevels(filter: { locationIds: [$id] }) { nodes { id } } }',
      'query ($id: ID!) { products(filter: { productIds: [$id] }) { nodes { id } } }',
    ]) {
      const { errors } = await asked(url, { query, variables: { id: long } });
      expect(errors, query).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  },
  MAX_TEXT_LENGTH: async (url) => {
    await refusesItem(url, replaceProducts([product({ name: 'n'.repeat(31) })]), 30);
    await refusesItem(url, replaceProducts([product({ brand: 'n'.repeat(31) })]), 30);
  },
  MAX_URL_LENGTH: (url) =>
    refusesItem(url, replaceProducts([product({ mainImage: `https://shop.example/${'1'.repeat(60)}` })]), 60),
  MAX_OPTIONS_PER_ITEM: async (url) => {
    const options = many(4, (at) => ({ optionId: `o${at}`, quantity: 1 }));
    await refusesItem(url, setStock([stock({ options })]), 3);
    await refusesItem(url, replaceProducts([product({ optionGroups: [group(many(4, option))] })]), 3);
  },
  MAX_OPTIONS_PER_MUTATION: async (url) => {
    const options = many(3, (at) => ({ optionId: `o${at}`, quantity: 1 }));
    await refusesMutation(url, setStock([stock({ options }), stock({ productId: 'x', options })]), 5, 6);
    const optionGroups = [group(many(3, option))];
    await refusesMutation(
      url,
      replaceProducts([product({ optionGroups }), product({ productId: 'x', optionGroups })]),
      5,
      6,
    );
  },
  MAX_OPTION_GROUPS: (url) =>
    refusesItem(url, replaceProducts([product({ optionGroups: many(3, () => group([])) })]), 2),
  MAX_OPTION_NAMES: async (url) => {
    const names = many(3, (at) => ({ groupOptionId: at, name: 'n' }));
    await refusesItem(url, replaceProducts([product({ optionGroups: [group([], names)] })]), 2);
    const ofOption = many(3, () => ({ groupOptionId: 1, name: 'n' }));
    await refusesItem(
      url,
      replaceProducts([product({ optionGroups: [group([option(1, { names: ofOption })])] })]),
      2,
    );
  },
  MAX_IMAGES_PER_PRODUCT: (url) =>
    refusesItem(
      url,
      replaceProducts([product({ images: many(4, (at) => `https://shop.example/${at}`) })]),
      3,
    ),
};
