import { type ExampleTab, operationNodes } from './sandbox-tabs.ts';

const look = `# The vendors are real. Each tab here only reads, and a read
# changes nothing.
query Look {
  channels {
    id
    vendor
    sandbox
    capabilities { operations maxRowsPerRequest }
    health { status queuedCount inFlightCount lastFailure catalogSyncedAt }
  }
  products(first: 5) {
    nodes {
      id
      channel { key }
      productId
      name
      price { amount currency }
      options { optionId }
      stock(first: 10) { nodes { location { name } optionId quantity source } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const operations = `# What the gateway did last, with its calls to the vendors.
query Operations {
  operations(first: 5) {
${operationNodes}
    pageInfo { hasNextPage endCursor }
  }
}
`;

const watch = `# Watch stock levels change. The stream goes on until it is
# stopped.
subscription Watch {
  stockChanged {
    channel { key }
    productId
    optionId
    locationId
    quantity
    observedAt
    source
  }
}
`;

const writes = `# Writes, as text to copy: as a comment they do not run.
# They change what the vendor sells. Replace the values in
# angle brackets, and use a new idempotencyKey for each write.
#
# mutation SetStock {
#   setStock(
#     input: {
#       idempotencyKey: "<a new key>"
#       items: [{ channel: "<channel>", productId: "<product>", quantity: 0 }]
#     }
#   ) {
#     operation { id status pendingCount }
#     results {
#       __typename
#       index
#       status
#       ... on ItemPending { stage deadline }
#       ... on ItemFailure { code message retryable mayHaveApplied vendorMessage }
#     }
#     userErrors { code message path }
#   }
# }
#
# A vendor may create a settlement for a supplyPrice:
#
# mutation Confirm {
#   confirmInventory(
#     input: {
#       idempotencyKey: "<a new key>"
#       items: [{ channel: "<channel>", orderItemId: "<order item>", available: true }]
#     }
#   ) {
#     operation { id status }
#     results { __typename index status ... on ItemFailure { code message retryable vendorMessage } }
#     userErrors { code message path }
#   }
# }
query WritesToCopy {
  channels { key vendor sandbox capabilities { operations } }
}
`;

/** The tabs of GraphiQL when the vendors are real. None of them can change anything at a vendor. */
export const readOnlyTabs: readonly ExampleTab[] = [
  { query: look },
  { query: operations },
  { query: watch },
  { query: writes },
];
