import { graphql } from './generated/gql.ts';

/** What a line of the results states of an item. */
export const ImportedItem = graphql(`
  fragment ImportedItem on ItemResult {
    status
    ... on ItemFailure {
      code
      message
      retryable
      vendorCode
    }
    ... on OutcomeUnknown {
      message
      vendorCode
    }
  }
`);

/** Sends items, or checks them. */
export const ImportStock = graphql(`
  mutation ImportStock($input: SetStockInput!) {
    setStock(input: $input) {
      operation {
        id
        createdAt
      }
      replayed
      results {
        ...ImportedItem
      }
      userErrors {
        code
        message
        limit
        retryAfterMs
      }
    }
  }
`);

/** Whether the key may read, and whether the operation of an earlier run is the caller's. */
export const ImportBegin = graphql(`
  query ImportBegin($operationId: ID!, $continues: Boolean!) {
    channels {
      key
    }
    operation(id: $operationId) @include(if: $continues) {
      id
    }
  }
`);

/** Whether an operation has ended. */
export const ImportProgress = graphql(`
  query ImportProgress($id: ID!) {
    operation(id: $id) {
      status
    }
  }
`);

/** The outcomes of an operation. A mutation of the import has at most 1,000 items, so one page has all of them. */
export const ImportOutcomes = graphql(`
  query ImportOutcomes($id: ID!) {
    operation(id: $id) {
      results(first: 1000) {
        nodes {
          ...ImportedItem
        }
      }
    }
  }
`);
