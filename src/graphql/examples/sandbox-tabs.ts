import { vendors } from '../../adapters/vendors/index.ts';
import type { OperationKind } from '../../domain/operation.ts';

type ExampleItem = { readonly channel: string; readonly [field: string]: unknown };

/** Items for the sandbox vendors that accept this kind of operation. */
const exampleItems = (kind: OperationKind): readonly ExampleItem[] =>
  vendors.flatMap(({ key, examples }) => (examples[kind] ?? []).map((item) => ({ channel: key, ...item })));

/** An item without nested values and enum values, as it is written in a document. */
const literalOf = (item: ExampleItem): string => {
  const fields = Object.entries(item).filter(([, value]) => value !== undefined);
  return `{ ${fields.map(([field, value]) => `${field}: ${JSON.stringify(value)}`).join(', ')} }`;
};

const stockExamples = exampleItems('STOCK_SET');

/** A mutation that sets the stock of one product. */
export const shortExample = `mutation { setStock(input: { items: [${stockExamples.slice(0, 1).map(literalOf).join()}] }) { results { __typename status } } }`;

export type ExampleTab = { readonly query: string; readonly variables?: string };

const mixedUpdate = `# Set stock at several vendors at once. Items fail alone:
# here a product that its vendor does not know, and a
# channel that does not exist.
# waitMs: 0 answers at once, so most items are PENDING:
# the next tab follows operation.id to its end.
mutation SetStock {
  setStock(
    input: {
      waitMs: 0
      items: [
        ${[...stockExamples, { channel: 'nowhere', productId: '1', quantity: 1 }].map(literalOf).join('\n        ')}
      ]
    }
  ) {
    operation { id status pendingCount }
    results { ...Result }
    userErrors { code message path limit provided retryAfter }
    replayed
  }
}

fragment Result on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied { stock { quantity observedAt source } vendorReference }
  ... on ItemPending { stage deadline }
  ... on ItemSuperseded { by { id } }
  ... on ItemFailure { code message retryable mayHaveApplied vendorCode vendorMessage }
  ... on InvalidItem { path }
}
`;

const follow = `# Follow an operation to its end. The id below is that of
# a new gateway's first operation; for another one, paste
# its operation.id over it.
# Each event holds what is new; the last is completed.
subscription Follow($id: ID!) {
  operation(id: $id) {
    sequence
    completed
    operation { status appliedCount failedCount supersededCount unknownCount pendingCount }
    results {
      __typename
      index
      status
      channel
      ... on StockApplied { vendorReference }
      ... on ItemPending { stage deadline }
      ... on ItemFailure { code message vendorMessage }
    }
  }
}
`;

const confirm = `# Confirm, for ordered items, that stock is available.
# The vendor does not know the last one.
# The key makes a repeat safe: run it twice, and the
# second answer is replayed.
mutation Confirm($items: [InventoryConfirmationInput!]!) {
  confirmInventory(input: { idempotencyKey: "example-confirmation-1", items: $items }) {
    operation { id status appliedCount failedCount }
    results {
      __typename
      index
      status
      ... on ConfirmationApplied { orderItemId available newStatus supplyPriceRecorded vendorMessage }
      ... on ItemFailure { code message retryable vendorMessage }
    }
    userErrors { code message path }
    replayed
  }
}
`;

const replace = `# Replace whole products. An item whose discounted price
# is over its price fails alone.
mutation ReplaceProducts($items: [ProductInput!]!) {
  replaceProducts(input: { items: $items }) {
    operation { id status }
    results {
      __typename
      index
      status
      ... on ProductApplied { product { id name options { optionId price stockQuantity } } shopType vendorUpdatedAt }
      ... on ItemFailure { code message vendorCode vendorMessage }
      ... on InvalidItem { path }
    }
    userErrors { code message path }
  }
}
`;

/** Operations with their failed items and their vendor requests, as fields of `operations`. */
export const operationEdges = `    edges {
      node {
        id
        kind
        status
        createdAt
        completedAt
        itemCount
        appliedCount
        failedCount
        results(status: FAILED, first: 3) { edges { node { index channel ... on ItemFailure { code message } } } }
        vendorRequests { channel rows attempt sentAt answeredAt httpStatus vendorRequestId outcome }
      }
    }`;

/** The target of the first stock example of each channel. */
const exampleTargets = stockExamples
  .filter(({ channel }, at) => stockExamples.findIndex((other) => other.channel === channel) === at)
  .map(({ channel, ...item }) => ({ channel, productId: item['productId'], locationId: item['locationId'] }));

const read = `# What the gateway knows: its channels, products, stock,
# and what it has done, with the delivery log.
query Look {
  channels { key vendor sandbox capabilities { operations maxRowsPerRequest } health { status queuedItems requestsInFlight lastFailure } }
  products(first: 5) {
    edges {
      cursor
      node { id channel productId name price options { optionId } stock { optionId quantity soldOut source } }
    }
    pageInfo { hasNextPage endCursor }
  }
  stockLevels(
    targets: [
      ${exampleTargets.map(literalOf).join('\n      ')}
    ]
  ) {
    channel { key }
    productId
    locationId
    quantity
    observedAt
    source
    pending
  }
  operations(first: 5) {
${operationEdges}
  }
}
`;

/** `Operation:1`, as a global id. */
const globalIdOfFirst = 'T3BlcmF0aW9uOjE=';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** The tabs of GraphiQL with the sandbox: reads and writes that are ready to run. */
export const sandboxTabs: readonly ExampleTab[] = [
  { query: mixedUpdate },
  { query: follow, variables: json({ id: globalIdOfFirst }) },
  { query: confirm, variables: json({ items: exampleItems('INVENTORY_CONFIRMATION') }) },
  { query: replace, variables: json({ items: exampleItems('PRODUCT_REPLACEMENT') }) },
  { query: read },
];
