/** A mutation that asks what a client needs to know of each item. */
const mutationOf = (field: string, inputType: string): string => `
  mutation Write($input: ${inputType}!) {
    ${field}(input: $input) {
      operation { id }
      results {
        index
        status
        ... on StockApplied { stock { productId quantity observedAt } }
        ... on ItemFailure { code message retryable }
      }
      userErrors { code message }
    }
  }`;

/** The mutations that callers send. */
export const mutations = {
  setStock: mutationOf('setStock', 'SetStockInput'),
  setSkuStock: mutationOf('setSkuStock', 'SetSkuStockInput'),
};

type Receiver = { readonly url: string };

const headers = { 'content-type': 'application/json', accept: 'application/json' };

export const post = async ({ url }: Receiver, query: string, input: object): Promise<string> => {
  const body = JSON.stringify({ query, variables: { input } });
  return (await fetch(url, { method: 'POST', headers, body })).text();
};

/** The milliseconds to an answer in which `count` items are applied. */
export const timeToApply = async (
  receiver: Receiver,
  mutation: string,
  input: object,
  count: number,
): Promise<number> => {
  const startedAt = performance.now();
  const said = await post(receiver, mutation, input);
  const ms = performance.now() - startedAt;
  const applied = said.split('"APPLIED"').length - 1;
  if (applied !== count) throw new Error(`${applied} were applied: ${said.slice(0, 500)}`);
  return ms;
};

const products = 100_000;

/** `first` counts on from call to call, so that no two calls under way are about the same product. */
export const itemsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    channel: 'global-link',
    productId: `sku-${(first + index) % products}`,
    quantity: (first + index) % 1000,
  }));

export const bodyOfItems = (items: readonly object[]): string =>
  JSON.stringify({ query: mutations.setStock, variables: { input: { items } } });

export const bodyOf = (first: number, count: number): string => bodyOfItems(itemsFrom(first, count));

/** The filter is a variable, as in documents of code generators. A text in a document is not compiled. */
export const listBody = JSON.stringify({
  query: `
    query List($filter: ProductFilter, $first: Int!) {
      products(filter: $filter, first: $first) {
        nodes {
          productId name image
          price { amount }
          ... on GlobalLinkProduct { brand images }
          options { optionId price { amount } stock { quantity } names { groupOptionId name } }
          stock(first: 10) { nodes { productId optionId quantity soldOut observedAt } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  variables: { filter: { channels: ['global-link'] }, first: 100 },
});
