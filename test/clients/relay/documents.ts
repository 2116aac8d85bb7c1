import { graphql } from 'relay-runtime';

// The Relay compiler reads these documents, the same as those of the other clients, and writes `generated/`. This module
// never runs. Relay requires that the name of an operation begins with the name of its file.

export const Level = graphql`
  fragment documents_Level on StockLevel {
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
`;

export const Options = graphql`
  fragment documents_Options on Product {
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
        ...documents_Level @relay(mask: false)
      }
    }
  }
`;

export const Products = graphql`
  query documentsProductsQuery(
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
    ) @connection(key: "documents_products", filters: ["filter", "sort"]) {
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
          ...documents_Options @relay(mask: false)
          stock(first: 10) {
            nodes {
              ...documents_Level @relay(mask: false)
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
`;

export const SetStock = graphql`
  mutation documentsSetStockMutation($input: SetStockInput!) {
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
            ...documents_Level @relay(mask: false)
            product {
              ...documents_Options @relay(mask: false)
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
`;

export const WatchStock = graphql`
  subscription documentsWatchStockSubscription($filter: StockFilter) {
    stockChanged(filter: $filter, snapshot: true) {
      ...documents_Level @relay(mask: false)
    }
  }
`;
