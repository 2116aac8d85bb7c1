import { graphql } from './generated/gql.ts';

/** One fragment for each object, as an app has it: all its queries select the same fields of the object. */
export const Level = graphql(`
  fragment Level on StockLevel {
    id
    productId
    locationId
    optionId
    quantity
    pending
    pendingQuantity
    source
    observedAt
    location {
      id
      name
    }
  }
`);

export const Options = graphql(`
  fragment Options on Product {
    id
    options {
      optionId
      names {
        groupOptionId
        name
      }
      price {
        amount
        currency
      }
      stock {
        ...Level
      }
    }
  }
`);

export const Products = graphql(`
  query Products(
    $filter: ProductFilter
    $sort: ProductSort
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    products(
      filter: $filter
      sort: $sort
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      edges {
        cursor
        node {
          id
          productId
          name
          price {
            amount
            currency
          }
          channel {
            id
            key
            capabilities {
              operations
              quantity {
                min
                max
              }
            }
            health {
              status
            }
          }
          ...Options
          stock(first: 10) {
            nodes {
              ...Level
            }
          }
          ... on GlobalLinkProduct {
            optionGroups {
              type
              names {
                groupOptionId
                name
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const SetStock = graphql(`
  mutation SetStock($input: SetStockInput!) {
    setStock(input: $input) {
      operation {
        id
        status
      }
      results {
        index
        status
        target {
          channelKey
          productId
          locationId
          channel {
            id
            key
          }
        }
        change {
          ... on StockQuantityChange {
            quantity
            options {
              optionId
              quantity
            }
          }
        }
        ... on StockApplied {
          stock {
            ...Level
            product {
              ...Options
            }
          }
        }
        ... on ItemFailure {
          code
          message
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const WatchStock = graphql(`
  subscription WatchStock($filter: StockFilter) {
    stockChanged(filter: $filter, snapshot: true) {
      ...Level
    }
  }
`);

/** When the gateway read the whole catalogue of the vendor. */
export const Synced = graphql(`
  query Synced {
    channel(key: "smaregi") {
      id
      health {
        status
        catalogSyncedAt
      }
    }
  }
`);
