const image = 'https://shop.example/images/tee.jpg';
const tee = {
  channel: 'global-link',
  productId: 'product-001',
  name: 'Tee shirt',
  brand: 'Plain',
  mainImage: image,
  images: [image],
  detailImages: [image],
  price: 29_000,
  discountedPrice: 25_000,
  domesticShippingFee: 3_000,
  freeShippingThreshold: 50_000,
  stockQuantity: 20,
  sourceUrl: 'https://shop.example/products/product-001',
  optionGroups: [
    {
      names: [{ groupOptionId: 1, name: 'Color' }],
      options: [
        {
          optionId: 'opt-001',
          names: [{ groupOptionId: 1, name: 'Red' }],
          price: 25_000,
          stockQuantity: 12,
          order: 1,
          minPurchase: 1,
          maxPurchase: 10,
        },
        {
          optionId: 'opt-002',
          names: [{ groupOptionId: 1, name: 'Blue' }],
          price: 25_000,
          stockQuantity: 8,
          order: 2,
          minPurchase: 1,
          maxPurchase: 10,
        },
      ],
    },
  ],
};

/** Two products of the sandbox. The discounted price of the second one is higher than its price. */
const exampleProducts = [
  tee,
  { ...tee, productId: 'product-002', price: 20_000, discountedPrice: 21_000, optionGroups: null },
];

export type ExampleTab = { readonly query: string; readonly variables?: string };

const mixedUpdate = `# Set stock on two vendors at once. Three items fail,
# alone: two products that their vendor does not know,
# and a channel that there is none of.
# waitMs: 0 answers at once, so most items are PENDING:
# the next tab follows operation.id to its end.
mutation SetStock {
  updateStock(
    input: {
      waitMs: 0
      items: [
        { channel: "global-link", productId: "product-001", quantity: 12 }
        { channel: "global-link", productId: "missing-001", quantity: 3 }
        { channel: "smaregi", productId: "567", locationId: "8", quantity: 40, memo: "Counted on Monday" }
        { channel: "smaregi", productId: "404404", locationId: "8", quantity: 1 }
        { channel: "nowhere", productId: "1", quantity: 1 }
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
  ... on InvalidItem { field }
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

const confirm = `# Confirm, for ordered items, that stock is there.
# The last one is unknown to the vendor.
# The key makes a repeat safe: run it twice, and the
# second answer is replayed.
mutation Confirm {
  confirmInventory(
    input: {
      idempotencyKey: "example-confirmation-1"
      items: [
        {
          channel: "brightmall"
          orderItemId: "202601220157_000020196_[1]"
          available: true
          supplyPrice: { unitPrice: 1250.5, quantity: 2, totalAmount: 2501 }
        }
        {
          channel: "brightmall"
          orderItemId: "202601220157_000020196_[2]"
          available: false
          unavailableReason: DAMAGED
          memo: "Broken in the warehouse"
        }
        { channel: "brightmall", orderItemId: "202601220157_000020196_[404]", available: true }
      ]
    }
  ) {
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

const replace = `# Replace whole products. The second one's discounted
# price is over its price.
mutation ReplaceProducts($items: [ProductInput!]!) {
  updateProducts(input: { items: $items }) {
    operation { id status }
    results {
      __typename
      index
      status
      ... on ProductApplied { product { id name options { optionId price stockQuantity } } shopType vendorUpdatedAt }
      ... on ItemFailure { code message vendorCode vendorMessage }
      ... on InvalidItem { field }
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
      { channel: "global-link", productId: "product-001" }
      { channel: "smaregi", productId: "567", locationId: "8" }
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
  { query: confirm },
  { query: replace, variables: json({ items: exampleProducts }) },
  { query: read },
];
