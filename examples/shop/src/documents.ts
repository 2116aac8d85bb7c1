import { graphql } from './generated/gql.ts';
import type { FollowSubscription, ListQuery } from './generated/graphql.ts';

/** The list, the subscriptions and the mutation select the levels with the same arguments, so a new level appears too. */
export const Levels = graphql(`
  fragment Levels on Product {
    id
    stock(first: 100) {
      nodes {
        id quantity pending pendingQuantity observedAt
        channel { key } productId locationId location { name } optionId
      }
    }
  }
`);

export const List = graphql(`
  query List($search: String, $first: Int, $after: String, $last: Int, $before: String) {
    products(filter: { search: $search }, sort: { field: NAME }, first: $first, after: $after, last: $last, before: $before) {
      count { value precision }
      nodes {
        id
        name
        code
        channel { key sandbox }
        price { amount currency }
        options { optionId names { name } }
        ...Levels
      }
      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
    }
  }
`);

export const Live = graphql(`
  subscription Live {
    stockChanged { id quantity pending pendingQuantity observedAt product { ...Levels } }
  }
`);

export const ItemOutcome = graphql(`
  fragment ItemOutcome on ItemResult {
    __typename
    index
    status
    ... on StockApplied { stock { id quantity pending pendingQuantity observedAt product { ...Levels } } }
    ... on ItemPending { stage }
    ... on ItemFailure { code message retryable mayHaveApplied }
    ... on InvalidItem { path }
    ... on StaleQuantity { actual { id quantity } }
    ... on VendorUnavailable { retryAfterMs }
    ... on OutcomeUnknown { message }
  }
`);

export const SetStock = graphql(`
  mutation SetStock($items: [StockQuantityInput!]!) {
    setStock(input: { items: $items, waitMs: 0 }) {
      operation { id }
      results { ...ItemOutcome }
      userErrors { message }
    }
  }
`);

export const Follow = graphql(`
  subscription Follow($id: ID!) {
    operationChanged(id: $id) { sequence completed results { ...ItemOutcome } }
  }
`);

export type Product = ListQuery['products']['nodes'][number];
export type Level = Product['stock']['nodes'][number];
export type ItemResult = FollowSubscription['operationChanged']['results'][number];
