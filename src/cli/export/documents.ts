import { graphql } from './generated/gql.ts';

export const ExportStock = graphql(`
  query ExportStock($filter: StockFilter, $first: Int!, $after: String) {
    stockLevels(filter: $filter, first: $first, after: $after) {
      nodes {
        channel {
          key
        }
        productId
        locationId
        optionId
        quantity
        soldOut
        pendingQuantity
        source
        observedAt
        product {
          name
          code
        }
        location {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const ExportProducts = graphql(`
  query ExportProducts($filter: ProductFilter, $first: Int!, $after: String) {
    products(filter: $filter, first: $first, after: $after) {
      nodes {
        channel {
          key
        }
        productId
        name
        code
        price {
          amount
          currency
        }
        image
        sku {
          code
        }
        source
        observedAt
        options {
          optionId
          names {
            name
          }
          price {
            amount
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const ExportOperations = graphql(`
  query ExportOperations($filter: OperationFilter, $first: Int!, $after: String) {
    operations(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        kind
        status
        createdAt
        completedAt
        client
        idempotencyKey
        itemCount
        appliedCount
        failedCount
        supersededCount
        canceledCount
        unknownCount
        pendingCount
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
