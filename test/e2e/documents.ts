import { graphql } from './generated/gql.ts';

/** The fields of a result that a test may read, for all types. */
export const Outcome = graphql(`
  fragment Outcome on ItemResult {
    __typename
    index
    status
    target {
      channelKey
      productId
      locationId
      orderItemId
    }
    ... on StockApplied {
      vendorReference
      stock {
        productId
        locationId
        quantity
        soldOut
        source
      }
    }
    ... on StockAppliedUnread {
      vendorReference
    }
    ... on ProductApplied {
      shopType
      vendorUpdatedAt
      product {
        id
        productId
        name
        ... on GlobalLinkProduct {
          discountedPrice {
            amount
            currency
          }
          stockQuantity
        }
      }
    }
    ... on ConfirmationApplied {
      orderItemId
      available
      newStatus
      supplyPriceRecorded
      confirmationMessage: vendorMessage
    }
    ... on ItemPending {
      stage
      deadline
    }
    ... on ItemSuperseded {
      by {
        id
      }
    }
    ... on ItemCanceled {
      canceledBy
    }
    ... on ItemFailure {
      code
      message
      retryable
      mayHaveApplied
      vendorCode
      vendorMessage
    }
    ... on InvalidItem {
      path
    }
    ... on VendorUnavailable {
      retryAfterMs
    }
    ... on OutcomeUnknown {
      message
      vendorCode
      vendorMessage
    }
  }
`);

export const Progress = graphql(`
  fragment Progress on Operation {
    id
    kind
    status
    sequence
    createdAt
    completedAt
    itemCount
    appliedCount
    failedCount
    supersededCount
    canceledCount
    unknownCount
    pendingCount
  }
`);

export const Answer = graphql(`
  fragment Answer on MutationPayload {
    operation {
      ...Progress
    }
    results {
      ...Outcome
    }
    userErrors {
      code
      message
      path
      limit
      provided
      retryAfterMs
    }
    replayed
  }
`);

export const SetStock = graphql(`
  mutation SetStock($input: SetStockInput!) {
    setStock(input: $input) {
      ...Answer
    }
  }
`);

export const AdjustStock = graphql(`
  mutation AdjustStock($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      ...Answer
    }
  }
`);

export const SetSkus = graphql(`
  mutation SetSkus($input: SetSkuStockInput!) {
    setSkuStock(input: $input) {
      ...Answer
    }
  }
`);

export const SaveSkusOfRun = graphql(`
  mutation SaveSkusOfRun($input: SaveSkusInput!) {
    saveSkus(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

export const ReplaceProducts = graphql(`
  mutation ReplaceProducts($input: ReplaceProductsInput!) {
    replaceProducts(input: $input) {
      ...Answer
    }
  }
`);

export const ConfirmInventory = graphql(`
  mutation ConfirmInventory($input: ConfirmInventoryInput!) {
    confirmInventory(input: $input) {
      ...Answer
    }
  }
`);

export const RetryOperation = graphql(`
  mutation RetryOperation($input: RetryOperationInput!) {
    retryOperation(input: $input) {
      ...Answer
    }
  }
`);

export const Retries = graphql(`
  query Retries($id: ID!) {
    operation(id: $id) {
      retryOf {
        id
      }
      retries {
        id
      }
    }
  }
`);

export const CancelOperation = graphql(`
  mutation CancelOperation($id: ID!) {
    cancelOperation(input: { operationId: $id }) {
      operation {
        ...Progress
      }
      canceledCount
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const OperationById = graphql(`
  query OperationById($id: ID!) {
    operation(id: $id) {
      ...Progress
      results(first: 1000) {
        edges {
          node {
            ...Outcome
          }
        }
      }
      vendorRequests {
        channelKey
        kind
        rows
        attempt
        sentAt
        answeredAt
        httpStatus
        vendorRequestId
        outcome
      }
    }
  }
`);

export const RepairDrift = graphql(`
  mutation RepairDrift($input: RepairDriftInput!) {
    repairDrift(input: $input) {
      ...Answer
    }
  }
`);

export const DriftedLevels = graphql(`
  query DriftedLevels {
    stockLevels(filter: { channels: ["smaregi"], drifted: true }, first: 100) {
      nodes {
        productId
        locationId
        quantity
        drift {
          expected
          actual
          since
        }
      }
    }
  }
`);

export const LevelsOf = graphql(`
  query LevelsOf($productIds: [ID!]) {
    stockLevels(filter: { channels: ["smaregi"], productIds: $productIds }, first: 100) {
      nodes {
        productId
        locationId
        quantity
        source
      }
    }
  }
`);

export const CatalogueSync = graphql(`
  query CatalogueSync($channel: ID!) {
    channel(key: $channel) {
      health {
        catalogSyncedAt
      }
    }
  }
`);

export const CreateEndpoint = graphql(`
  mutation CreateEndpoint($url: URL!, $events: [WebhookEvent!]!) {
    createWebhookEndpoint(input: { url: $url, events: $events }) {
      webhookEndpoint { id url events enabled }
      secret
      userErrors { code path message limit }
    }
  }
`);

export const Endpoints = graphql(`
  query Endpoints($first: Int, $after: String) {
    webhookEndpoints {
      id
      enabled
      notice
      deliveries(first: $first, after: $after) {
        nodes { id event status attempts { httpStatus error answer } nextAttemptAt }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);
