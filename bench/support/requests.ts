/** What every caller sends: one stock update, asking what a client needs to know of each item. */
const mutation = `
  mutation SetStock($input: SetStockInput!) {
    setStock(input: $input) {
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

const products = 100_000;

/** `first` counts on from call to call, so that no two calls under way are about the same product. */
export const itemsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    channel: 'global-link',
    productId: `sku-${(first + index) % products}`,
    quantity: (first + index) % 1000,
  }));

export const bodyOf = (first: number, count: number): string =>
  JSON.stringify({ query: mutation, variables: { input: { items: itemsFrom(first, count) } } });

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
